"""Find the file of a registry in which an entry stands, as it was typed there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from typing import Any

import yaml

from dossier.build.registries import SHARED, registry_paths
from dossier.interchange.registry_edit.entries import CannotChange, Layout, entries_of
from dossier.interchange.registry_edit.yaml_text import Plain, plain_of
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.layout import Files
from dossier.readers.registries.csl_names import variables
from dossier.readers.registries.raw_sources import read_raw_sources
from dossier.readers.yaml import Keys, Loader, Value

CITED = ("citation-key", "id")
"""The keys that say what a source is called; the first that is there counts."""


def recommendation_id(values: Mapping[str, Plain]) -> str:
    """Return how a block can ask for a recommendation: its report, if it has one, and paragraph."""
    return f"{values.get('symbol', '')} {values.get('paragraph', '')}".strip()


_LAYOUTS: Mapping[str, Layout] = {
    "sources": Layout(("references", "items"), lambda held: str(held.get("id", ""))),
    "recommendations": Layout(("recommendations",), recommendation_id, key=""),
}
EXPORTED = (".json", ".bib")
"""Files in the formats of reference managers."""

_ZOTERO = re.compile(r'"id"\s*:\s*"[^"\n]*zotero\.org|"citation-key"\s*:')
"""What only Zotero writes into an entry: its address there, or the key of its own."""


@frozen
class HeldEntry:
    """An entry as it stands in the file `path` of the dossier `home`; `values` are as typed.

    `signed` says that `verification.yaml` says whether it is verified.
    """

    registry: str
    id: str
    home: Files
    path: str
    values: Mapping[str, Plain] = field(default_factory=dict)
    signed: bool = False

    @property
    def exported(self) -> bool:
        """Whether the file has a format of reference managers."""
        return self.path.endswith(EXPORTED)

    @property
    def refreshed(self) -> bool:
        """Whether a reference manager writes the file anew, so that it is not edited here."""
        if self.path.endswith(".json"):
            return bool(_ZOTERO.search(self.home.text(self.path)[0]))
        return self.exported

    @property
    def digest(self) -> str:
        """Return what tells one version of the entry from another."""
        said = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def layout_of(registry: str) -> Layout:
    """Return how the files of a registry are laid out."""
    return _LAYOUTS.get(registry, Layout())


def homes(files: Files, registry: str) -> tuple[Files, ...]:
    """Return the dossiers in which entries of a registry may stand, this one first."""
    return (files, *files.others().values()) if registry in SHARED else (files,)


def held_entry(files: Files, registry: str, id_: str) -> HeldEntry | None:
    """Return an entry where it stands, or None. Raises `Unchangeable` for a file that is broken."""
    for home in homes(files, registry):
        for path in registry_paths(home, registry):
            values = held_in(home, path, registry).get(id_)
            if values is not None:
                return HeldEntry(registry, id_, home, path, values)
    return None


def held_entries(files: Files, registry: str) -> dict[str, HeldEntry]:
    """Return all entries by id, each where it stands first; those of broken files are left out."""
    found: dict[str, HeldEntry] = {}
    for home in homes(files, registry):
        for path in registry_paths(home, registry):
            with suppress(Unchangeable):
                for id_, values in held_in(home, path, registry).items():
                    found.setdefault(id_, HeldEntry(registry, id_, home, path, values))
    return found


def held_in(home: Files, path: str, registry: str) -> dict[str, dict[str, Plain]]:
    """Return what the entries of a file hold, by id."""
    text, wrong = home.text(path)
    if wrong:
        raise Unchangeable(wrong[0])
    if registry == "sources" and path.endswith(EXPORTED):
        return dict(_exported(text, path))
    try:
        return entries_of(text, layout_of(registry))
    except CannotChange:
        raise Unchangeable(unchangeable(home.shown(path))) from None


def read_entries_of(home: Files, path: str) -> dict[str, Plain]:
    """Return what the keys of a file hold, whatever it is. Raises `Unchangeable`."""
    text, wrong = home.text(path)
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError):
        raise Unchangeable(unchangeable(home.shown(path))) from None
    found = plain_of(node)
    if wrong or not isinstance(found, dict):
        return {}
    return found


def new_path(files: Files, registry: str) -> str:
    """Return the file to which new entries of a registry go."""
    found = [each for each in registry_paths(files, registry) if not each.endswith(EXPORTED)]
    return found[0] if found else f"{registry}.yaml"


class Unchangeable(Exception):
    """A file in which nothing can be changed safely; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def unchangeable(file: str) -> Finding:
    """Return the finding that entries of a file cannot be changed without harm."""
    message = "the file is laid out in a way in which entries cannot be changed safely"
    hint = "write each entry as lines `key: value`, without anchors (&, *); nothing was changed"
    return Finding(file, 0, Fault.UNCHANGEABLE, message, hint)


def _exported(text: str, path: str) -> Iterator[tuple[str, dict[str, Plain]]]:
    for each in read_raw_sources(text, path)[0]:
        values = as_plain(each)
        if isinstance(values, dict):
            yield str(values.get("citation-key") or values.get("id", "")), values


def as_plain(value: Value) -> Plain:
    """Return a value of a reader as it was typed."""
    content: Any = value.content
    if isinstance(content, Keys):
        return {name: as_plain(each) for name, each in content.values.items()}
    if isinstance(content, list):
        return [as_plain(each) for each in content]
    return value.typed


def named(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the keys of a source with the capitals that CSL gives them."""
    known = {each.lower(): each for each in variables()}
    return {known.get(name.lower(), name): each for name, each in values.items()}

"""Read and write what `verification.yaml` says of a source: whether, when and by whom it was seen.

It has precedence over the entry of the source, and it is where exported sources are signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dossier.build.registries import registry_paths
from dossier.interchange.registry_edit.entries import with_entry, without_entry
from dossier.interchange.registry_edit.registry_files import HeldEntry, homes, read_entries_of
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.project.layout import Files

NAME = "verification"
KEYS: Mapping[str, str] = {"verified": "verified", "verified-on": "on", "verified-by": "by"}
"""The keys of a source, and what they are called in `verification.yaml`."""


def signed(files: Files, held: HeldEntry) -> HeldEntry:
    """Return a source with what `verification.yaml` says of it, in place of its own words."""
    found = verification_of(files, held.id)
    if found is None:
        return held
    said = {key: found.values[name] for key, name in KEYS.items() if name in found.values}
    rest = {name: each for name, each in held.values.items() if name not in KEYS}
    return replace(held, values={**rest, **said}, signed=True)


def verification_of(files: Files, id_: str) -> HeldEntry | None:
    """Return what a file says of whether a source is verified, or None."""
    for home in homes(files, "sources"):
        for path in registry_paths(home, NAME):
            said = read_entries_of(home, path).get(id_)
            if said is not None:
                values = said if isinstance(said, dict) else {"verified": said}
                return HeldEntry(NAME, id_, home, path, values)
    return None


def with_verification(
    files: Files,
    ids: tuple[str, str],
    values: Mapping[str, Plain],
    contents: Mapping[Path, bytes | None],
) -> tuple[Path, str]:
    """Return the file that says of a source what `values` do, and what it holds then.

    `ids` are what the source is called in the files and what in `contents`, which are files that
    change anyway. Raises `CannotChange`.
    """
    found = verification_of(files, ids[0])
    id_ = ids[1]
    home, path = (found.home, found.path) if found else (files, f"{NAME}.yaml")
    text = _text(home, path, contents)
    said = {name: values[key] for key, name in KEYS.items() if values.get(key)}
    if said:
        return home.folder / path, with_entry(text, id_, {"verified": "no", **said})
    return home.folder / path, without_entry(text, id_) if found else text


def without_verification(files: Files, id_: str) -> tuple[Path, str] | None:
    """Return the file that spoke of a source, and what it holds without, or None."""
    found = verification_of(files, id_)
    if found is None:
        return None
    return found.home.folder / found.path, without_entry(_text(found.home, found.path, {}), id_)


def _text(home: Files, path: str, contents: Mapping[Path, bytes | None]) -> str:
    changed = contents.get(home.folder / path)
    if changed is not None:
        return changed.decode("utf-8-sig")
    return home.text(path)[0] if path in home.content else ""

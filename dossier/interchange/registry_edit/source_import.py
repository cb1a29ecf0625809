"""Bring an export of a reference manager into the sources of a dossier: what is new, what differs.

Entries that are there already keep what the export does not say, their verification above all. A
file that the reference manager wrote is replaced by its new version as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.build.registries import registry_paths
from dossier.interchange.registry_edit.change import (
    RegistryChange,
    checked,
    encoded,
    still_used,
    uses_of,
)
from dossier.interchange.registry_edit.entries import CannotChange, with_entries
from dossier.interchange.registry_edit.registry_files import (
    HeldEntry,
    Unchangeable,
    as_plain,
    held_in,
    homes,
    layout_of,
    named,
    new_path,
    unchangeable,
)
from dossier.interchange.registry_edit.source_values import differing, in_yaml, source_values
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.layout import Files, Places
from dossier.readers.registries.raw_sources import read_raw_sources
from dossier.readers.registries.rich_text import inlines, plain
from dossier.readers.registries.shapes import shapes
from dossier.readers.registries.sources import DATES, read_sources

FORMATS = (".json", ".bib", ".yaml", ".yml")


@frozen
class ImportedSource:
    """An entry of an export: its id and title, and what differs: by field, before and after."""

    id: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()


@frozen
class SourceImport:
    """What an export would bring: entries that are new, that differ, that are the same.

    `gone` are entries of a file that it replaces and that it does not hold any more.
    """

    added: tuple[ImportedSource, ...]
    changed: tuple[ImportedSource, ...]
    same: tuple[ImportedSource, ...]
    gone: tuple[ImportedSource, ...]
    change: RegistryChange


def import_sources(places: Places, files: Files, name: str, content: bytes) -> SourceImport:
    """Return what the export `name` brings into the sources of a dossier; nothing is written.

    Raises `Unchangeable`.
    """
    text = content.decode("utf-8-sig", "replace")
    read, findings = read_sources(text, name)
    raw = {_id(as_plain(each)): as_plain(each) for each in read_raw_sources(text, name)[0]}
    new = {id_: named(_keys(raw[id_])) for id_ in read if id_ in raw}
    there = _there(files)
    listed = {id_: _listed(there, id_, each, read[id_].title) for id_, each in new.items()}
    kinds = {id_: _kind(there, each) for id_, each in listed.items()}
    changed = [each for id_, each in listed.items() if kinds[id_] == "changed"]
    replaced = _replaced(there, name, changed)
    gone = _gone(there, replaced, new) if replaced else []
    wrong = (*errors(findings), *_still_there(places, there, gone))
    contents: dict[Path, bytes | None]
    if replaced:
        contents = {replaced.home.folder / replaced.path: content}
    else:
        wanted = {id_: each for id_, each in new.items() if kinds[id_] != "same"}
        contents = _written(files, there, wanted)
    change = RegistryChange(contents, f"studio: sources from {name}", wrong)
    return SourceImport(
        added=tuple(each for id_, each in listed.items() if kinds[id_] == "added"),
        changed=tuple(changed),
        same=tuple(each for id_, each in listed.items() if kinds[id_] == "same"),
        gone=tuple(gone),
        change=change if wrong or not contents else checked(places, files, change),
    )


def _gone(
    there: Mapping[str, HeldEntry], replaced: HeldEntry, new: Mapping[str, object]
) -> list[ImportedSource]:
    """Return the entries of the file that is replaced which the export does not hold any more."""
    of_file = (each for each in there.values() if (each.home.name, each.path) == (
        replaced.home.name, replaced.path))  # fmt: skip
    return [
        ImportedSource(each.id, str(each.values.get("title", "")))
        for each in of_file
        if each.id not in new
    ]


def _keys(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _id(value: Plain) -> str:
    held = _keys(value)
    return str(held.get("citation-key") or held.get("id", "")).strip()


def _there(files: Files) -> dict[str, HeldEntry]:
    """Return the sources there are, where they stand, with their texts as exports have them."""
    found: dict[str, HeldEntry] = {}
    for home in homes(files, "sources"):
        for path in registry_paths(home, "sources"):
            for each in read_raw_sources(home.text(path)[0], path)[0]:
                values = named(_keys(as_plain(each)))
                found.setdefault(_id(values), HeldEntry("sources", _id(values), home, path, values))
    return found


def _kind(there: Mapping[str, HeldEntry], entry: ImportedSource) -> str:
    if entry.id not in there:
        return "added"
    return "changed" if entry.fields else "same"


def _listed(
    there: Mapping[str, HeldEntry], id_: str, entry: Mapping[str, Plain], title: str
) -> ImportedSource:
    held = there[id_].values if id_ in there else {}
    names = differing(held, entry) if id_ in there else ()
    fields = tuple(
        (name, _shown(name, held.get(name, "")), _shown(name, entry[name])) for name in names
    )
    return ImportedSource(id_, title, fields)


def _shown(name: str, value: Plain) -> str:
    """Return a value on one line, for who compares two."""
    value = in_yaml(name, value) if name in DATES else value
    if isinstance(value, list):
        return "; ".join(_shown("", each) for each in value)
    if isinstance(value, dict):
        return " ".join(_shown("", each) for each in value.values())
    return plain(inlines(value))


def _replaced(
    there: Mapping[str, HeldEntry], name: str, changed: Sequence[ImportedSource]
) -> HeldEntry | None:
    """Return an entry of the exported file that this export takes the place of, if there is one."""
    held = [there[each.id] for each in changed if there[each.id].exported]
    same = [each for each in held if each.path.endswith(Path(name).suffix.lower())]
    if held and not same:
        file = held[0].home.shown(held[0].path)
        message = f'"{held[0].id}" comes from another export, and differs from it'
        hint = f"export it in the format of {Path(file).name} again, and drop that file here"
        raise Unchangeable(Finding(file, 0, Fault.UNCHANGEABLE, message, hint))
    return same[0] if same else None


def _still_there(
    places: Places, there: Mapping[str, HeldEntry], gone: Sequence[ImportedSource]
) -> list[Finding]:
    """Find entries that the new export does not hold, and that something uses."""
    used = [(there[each.id], uses_of(places, there[each.id])) for each in gone]
    return [still_used(held, uses) for held, uses in used if uses]


def _written(
    files: Files, there: Mapping[str, HeldEntry], entries: Mapping[str, Mapping[str, Plain]]
) -> dict[Path, bytes | None]:
    """Return what files of sources hold with these entries; new ones go into the dossier's own."""
    by_file: dict[tuple[str, str], dict[str, Mapping[str, Plain]]] = {}
    folders = {home.name: home for home in homes(files, "sources")}
    for id_, entry in entries.items():
        held = there.get(id_)
        place = (held.home.name, held.path) if held else (files.name, new_path(files, "sources"))
        by_file.setdefault(place, {})[id_] = entry
    contents: dict[Path, bytes | None] = {}
    for (name, path), new in by_file.items():
        home = folders[name]
        before = held_in(home, path, "sources") if path in home.content else {}
        values = {
            id_: _merged(before.get(id_, {}), there.get(id_), each) for id_, each in new.items()
        }
        text = home.text(path)[0] if path in home.content else ""
        try:
            written = with_entries(
                text, values, layout=layout_of("sources"), order=list(shapes()["sources"])
            )
        except CannotChange:
            raise Unchangeable(unchangeable(home.shown(path))) from None
        contents[home.folder / path] = encoded(home, path, written)
    return contents


def _merged(
    before: Mapping[str, Plain], held: HeldEntry | None, entry: Mapping[str, Plain]
) -> dict[str, Plain]:
    """Return an entry as it was typed, with what the export says otherwise."""
    spelled = {next(iter(named({name: ""}))): name for name in before}
    new = source_values(entry)
    if held is not None:
        names = differing(held.values, entry)
        new = {name: each for name, each in new.items() if name in names}
    return {**{n: v for n, v in before.items() if n != "id"},
            **{spelled.get(name, name): each for name, each in new.items()}}  # fmt: skip

"""Change the registries of a dossier: check what would be, and write it as a step, or nothing.

What is changed is read again by the readers of the registries, together with all that refers to
it. A change that brings an error is not written; its findings say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dossier.build.entry_references import EntryReference, entry_references
from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.interchange.registry_edit.entries import (
    CannotChange,
    entries_of,
    with_entry,
    without_entry,
)
from dossier.interchange.registry_edit.json_entries import with_json_entry, without_json_entry
from dossier.interchange.registry_edit.name_in_id import named_in_id
from dossier.interchange.registry_edit.registry_files import (
    HeldEntry,
    Unchangeable,
    layout_of,
    new_path,
    unchangeable,
)
from dossier.interchange.registry_edit.rename import called_in_templates, renamed_everywhere
from dossier.interchange.registry_edit.verification_entry import (
    KEYS,
    with_verification,
    without_verification,
)
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.changed_contents import with_contents
from dossier.project.history import Step, write_content
from dossier.project.layout import Files, Places, dossiers, read_files
from dossier.readers.registries.shapes import shapes

_CITABLE = re.compile(r"\w(?:[\w:.+/-]*\w)?")
"""What a text can cite; a citation ends at other signs."""

BOM = b"\xef\xbb\xbf"


@frozen
class RegistryChange:
    """What would become of files: their contents, and what readers find then that they did not.

    `words` say in the history what was done. `uses` are what refers to the entry.
    """

    contents: Mapping[Path, bytes | None]
    words: str
    findings: tuple[Finding, ...] = ()
    uses: tuple[EntryReference, ...] = ()


def changed_entry(
    places: Places,
    files: Files,
    held: HeldEntry | None,
    entry: tuple[str, str, Mapping[str, Plain]],
) -> RegistryChange:
    """Return what becomes of an entry, `held` so far, or a new one: its registry, id and values.

    Another id than it had is changed wherever it is used. Raises `Unchangeable`.
    """
    registry, id_, values = entry
    home = held.home if held else files
    path = held.path if held else new_path(files, registry)
    file = home.shown(path)
    try:
        refused = _refused(places, home, path, held, entry)
        if refused:
            return RegistryChange({}, "", (refused,))
        contents = _contents(places, (home, path), held, entry)
        if held and (held.signed or held.exported):
            seen = held.id if held.refreshed else id_
            place, text = with_verification(files, (held.id, seen), values, contents)
            if text or held.signed:
                contents[place] = text.encode("utf-8")
    except CannotChange:
        raise Unchangeable(unchangeable(file)) from None
    done = "added" if held is None else "changed"
    renamed = f", called {id_}" if held and held.id != id_ else ""
    words = f"studio: {one_of(registry)} {held.id if held else id_} {done}{renamed}"
    change = checked(places, files, RegistryChange(contents, words))
    if held and held.id != id_:
        left = called_in_templates(places, (registry, held.id, id_))
        change = replace(change, findings=(*change.findings, *left))
    if registry != "people" or (held and held.id == id_):
        return change
    return replace(change, findings=(*change.findings, *named_in_id(id_, values, file)))


def _refused(
    places: Places,
    home: Files,
    path: str,
    held: HeldEntry | None,
    entry: tuple[str, str, Mapping[str, Plain]],
) -> Finding | None:
    """Return why an entry cannot get its id: it is taken, or the old one is used."""
    registry, id_, _ = entry
    text = home.text(path)[0] if path in home.content else ""
    if held is None and id_ in entries_of(text, layout_of(registry)):
        return taken(home.shown(path), id_)
    if registry == "sources" and not (held and held.id == id_) and not _CITABLE.fullmatch(id_):
        message = f'"{id_}" cannot be an id'
        hint = "use letters, digits and hyphens, so that texts can cite it"
        return Finding(home.shown(path), 0, Fault.WRONG_ID, message, hint)
    if held and held.id != id_ and registry in ("recommendations", "treaties"):
        uses = uses_of(places, held)
        return still_used(held, uses) if uses else None
    return None


def _contents(
    places: Places,
    place: tuple[Files, str],
    held: HeldEntry | None,
    entry: tuple[str, str, Mapping[str, Plain]],
) -> dict[Path, bytes | None]:
    """Return what files hold with the entry, renamed where it has another id."""
    home, path = place
    registry, id_, values = entry
    contents: dict[Path, bytes | None] = {}
    if held and held.refreshed:
        return contents
    old = held.id if held else id_
    text = home.text(path)[0] if path in home.content else ""
    if old != id_ and registry not in ("recommendations", "treaties"):
        contents = renamed_everywhere(places, home, (registry, old, id_), path)
        text = (contents[home.folder / path] or b"").decode("utf-8-sig")
        old = id_
    if held and held.exported:
        contents[home.folder / path] = encoded(home, path, with_json_entry(text, old, values))
        return contents
    layout, order = layout_of(registry), list(shapes()[registry])
    if held and held.signed:  # its own words on that stay, where it has some
        own = entries_of(text, layout)[old]
        values = {**{n: e for n, e in values.items() if n not in KEYS},
                  **{n: own[n] for n in KEYS if n in own}}  # fmt: skip
    new = with_entry(text, old, values, layout=layout, order=order)
    contents[home.folder / path] = encoded(home, path, new)
    return contents


def deleted_entry(places: Places, files: Files, held: HeldEntry) -> RegistryChange:
    """Return what becomes of files without an entry; `uses` say why it cannot go, if it cannot."""
    uses = uses_of(places, held)
    words = f"studio: {one_of(held.registry)} {held.id} deleted"
    if uses:
        return RegistryChange({}, words, (still_used(held, uses),), uses)
    try:
        contents = {held.home.folder / held.path: _without(held)}
    except CannotChange:
        raise Unchangeable(unchangeable(held.home.shown(held.path))) from None
    signature = without_verification(files, held.id) if held.registry == "sources" else None
    if signature:
        contents[signature[0]] = signature[1].encode("utf-8")
    return checked(places, files, RegistryChange(contents, words))


def _without(held: HeldEntry) -> bytes | None:
    """Return what the file of an entry holds without it, None where nothing is left.

    Raises `CannotChange`.
    """
    text = held.home.text(held.path)[0]
    if held.exported:
        return encoded(held.home, held.path, without_json_entry(text, held.id))
    layout = layout_of(held.registry)
    rest = [each for each in entries_of(text, layout) if each != held.id]
    new = without_entry(text, held.id, layout) if rest or not layout.lists else ""
    kept = new.strip() or "#" in text
    if not rest and layout.lists and kept:
        raise CannotChange
    return encoded(held.home, held.path, new) if kept else None


def uses_of(places: Places, held: HeldEntry) -> tuple[EntryReference, ...]:
    """Return what refers to an entry, in all dossiers that can."""
    found: list[EntryReference] = []
    for files in sharing(places, held.home.name):
        references = entry_references(library_of(files)[0].own, collect(files)[0])
        found += references.get((held.registry, held.id), ())
    return tuple(dict.fromkeys(found))


def sharing(places: Places, home: str) -> list[Files]:
    """Return the dossiers that can refer to entries of the dossier or library `home`."""
    read = (read_files(places, name)[0] for name in dossiers(places))
    return [each for each in read if each and (each.name == home or home in each.others())]


def checked(places: Places, files: Files, change: RegistryChange) -> RegistryChange:
    """Return a change with what readers find after it, and did not find before."""
    found: list[Finding] = []
    for each in _concerned(places, files, change.contents):
        before = {_told(one) for one in collect(each)[1]}
        after = collect(with_contents(each, change.contents))[1]
        found += [one for one in after if _told(one) not in before]
    return replace(change, findings=tuple(dict.fromkeys((*change.findings, *found))))


def write_change(places: Places, files: Files, change: RegistryChange) -> Step:
    """Write a change without errors as one step. Raises `EditedMeanwhile` and `OSError`."""
    read = dict(files.as_read(change.contents))
    for each in _concerned(places, files, change.contents):
        read |= each.as_read(change.contents)
    return write_content(places.content, change.contents, change.words, read=read)


def taken(file: str, id_: str) -> Finding:
    """Return the finding that an id is another entry's already."""
    message = f'the id "{id_}" is taken already'
    return Finding(file, 0, Fault.DOUBLED_ID, message, "keep one, or rename one")


def still_used(held: HeldEntry, uses: Sequence[EntryReference]) -> Finding:
    """Return the finding that an entry stays what it is, since something uses it."""
    where = "1 other place" if len(uses) == 1 else f"{len(uses)} other places"
    message = f'"{held.id}" is used in {where}'
    file = held.home.shown(held.path)
    return Finding(file, 0, Fault.STILL_USED, message, "change these places first")


def _concerned(places: Places, files: Files, paths: Iterable[Path]) -> Sequence[Files]:
    """Return the dossiers that read one of the files, this one first."""
    own = [path for path in paths if not path.is_relative_to(files.folder)]
    homes = {path.relative_to(places.content).parts[0] for path in paths}
    others = [each for home in sorted(homes) for each in sharing(places, home)]
    named = {each.name: each for each in (files, *others)}
    return tuple(named.values()) if own or len(named) > 1 else (files,)


def _told(finding: Finding) -> tuple[str, str, str, str]:
    """Return what a finding says, wherever it stands: lines move when something is added."""
    return finding.file, str(finding.rule), finding.message, str(finding.severity)


def encoded(home: Files, path: str, text: str) -> bytes:
    """Return a text as the bytes of a file, with the mark before it that the file has."""
    bom = BOM if home.content.get(path, b"").startswith(BOM) else b""
    return bom + text.encode("utf-8")


def one_of(registry: str) -> str:
    """Return what one entry of a registry is called in the history."""
    names = {"people": "person", "treaties": "treaty"}
    return names.get(registry, registry.removesuffix("s"))

"""Begin a document of a dossier: any kind that there are templates of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import date
from typing import Any

from dossier.build.library import library_of
from dossier.build.requested_documents import outline_of
from dossier.interchange.manifest_keys import at_fields
from dossier.interchange.registry_edit.entries import CannotChange, Layout, with_entry
from dossier.interchange.registry_edit.yaml_text import plain
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.document import Block
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.history import write_content
from dossier.project.layout import Files, Places, read_files
from dossier.readers.dossier_yaml import DOCUMENT, LONGEST_ID, Manifest, read_manifest, read_plan
from dossier.readers.templates.outline import Outline
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Key, Shape

LAYOUT = Layout(lists=("documents",), keyed=True)
"""How the documents of a dossier stand in its manifest."""

_SHARED = ("session", "cycle", "review_date", "deadline", "contact", "evidence", "keywords")
"""What documents of a dossier mostly have in common, so that one offers it to the next."""

_PRINTED = ("keywords",)
"""Keys of all documents that a new one is asked for where its kind prints them."""


@frozen
class KindSection:
    """A section that takes blocks of some kinds; `needed` says that it must not stay empty."""

    id: str
    title: str
    takes: tuple[str, ...]
    needed: bool


@frozen
class DocumentKind:
    """A kind of document: its template, its name, what it asks for, and what that is."""

    id: str
    name: str
    fields: Shape
    remarks: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[KindSection, ...] = ()


def document_kinds(places: Places) -> tuple[DocumentKind, ...]:
    """Return the kinds of documents that can be begun, in the order of their names."""
    found = []
    for id_ in places.kinds():
        folder = places.template(id_)
        outline, _ = outline_of(folder) if folder else (None, ())
        if folder and outline:
            text = (folder / "outline.yaml").read_text("utf-8")
            printed = {name: DOCUMENT[name] for name in _PRINTED if name in text}
            fields = {**outline.fields, **printed}
            remarks, sections = dict(_remarks(text)), tuple(_sections(outline))
            found.append(DocumentKind(id_, outline.name, fields, remarks, sections))
    return tuple(sorted(found, key=lambda each: each.name))


def _sections(outline: Outline) -> Iterator[KindSection]:
    """Yield the sections that take blocks; those that a document lists itself are not known yet."""
    for each in outline.sections:
        if each.takes and not each.repeat:
            fixed = each.title.text.partition("{%")[0].strip()
            title = fixed or each.id.replace("-", " ").capitalize()
            yield KindSection(each.id, title, each.takes, each.needed == "needed")


def parts_of(places: Places, dossier: str) -> tuple[Block, ...]:
    """Return the blocks of a dossier, which its documents can take."""
    files, _ = read_files(places, dossier)
    return tuple(library_of(files)[0].own) if files else ()


def shared_values(places: Places, dossier: str) -> Mapping[str, Any]:
    """Return what the documents of a dossier say that a new one will mostly say, too."""
    files, _ = read_files(places, dossier)
    manifest = manifest_of(files)[0] if files else None
    found: dict[str, Any] = {}
    for keys in reversed([*manifest.documents.values()] if manifest else []):
        found |= {name: _plain(keys.values[name]) for name in _SHARED if name in keys.values}
    return found


def add_document(
    places: Places, dossier: str, name: str, values: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """Write the document `name` into `dossier.yaml`; where findings are errors, nothing is written.

    `values` are its keys as a form has them, `template` among them; empty ones are left out.
    Raises `OSError` where the file cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    manifest, wrong = manifest_of(files)
    if manifest is None:
        return wrong
    finding = _obstacle(manifest, name)
    if finding:
        return (finding,)
    path = files.folder / "dossier.yaml"
    before = files.content["dossier.yaml"]
    try:
        shape = shape_of(places, str(values.get("template", "")))
        said = {key: plain(each) for key, each in typed(values, shape).items()}
        text = with_entry(before.decode("utf-8"), name, said, layout=LAYOUT)
    except (CannotChange, UnicodeDecodeError):
        message = "the documents are laid out so that none can be added safely"
        hint = f"write `{name}:` below `documents:` with an editor, or indent them by two spaces"
        return (Finding(manifest.file, 0, Fault.UNCHANGEABLE, message, hint),)
    faults = tuple(faults_in(places, text, manifest.file, name))
    if not errors(faults):
        made: dict[Any, bytes | None] = {path: text.encode("utf-8")}
        write_content(places.content, made, f"new {dossier}/{name}", read={path: before})
    return at_fields(faults, text.encode("utf-8"), name)


def typed(values: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """Return what a form holds as YAML has it: numbers, dates and lists, and nothing empty.

    What cannot be a number or a date stays as it was typed, for a finding to say so.

    >>> from dossier.readers.yaml_keys import Key
    >>> typed({"cycle": "5", "place": " "}, {"cycle": Key("number"), "place": Key()})
    {'cycle': 5}
    """
    made = {name: _typed(each, shape.get(name, Key("any"))) for name, each in values.items()}
    return {name: each for name, each in made.items() if each not in ("", None, [], {})}


def _typed(value: Any, key: Key) -> Any:
    if isinstance(value, dict):
        return typed(value, key.shape or {})
    if isinstance(value, list):
        listed = [_typed(each, Key("keys", shape=key.shape)) for each in value]
        return [each for each in listed if each not in ("", None, [], {})]
    if not isinstance(value, str):
        return value
    text = value.strip()
    if key.kind == "texts":
        return [each.strip() for each in text.splitlines() if each.strip()]
    if key.kind == "number" and text.isascii() and text.isdecimal():
        return int(text)
    if key.kind == "date":
        with suppress(ValueError):
            return date.fromisoformat(text)
    return text


def shape_of(places: Places, template: str) -> Shape:
    """Return the keys that a document of a kind may have."""
    folder = places.template(template)
    outline, _ = outline_of(folder) if folder else (None, ())
    return {**DOCUMENT, **(outline.fields if outline else {})}


def manifest_of(files: Files) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return the manifest of a dossier, or None where it cannot be read."""
    if "dossier.yaml" not in files.content:
        message, hint = "the dossier has no `dossier.yaml`", "make a new dossier"
        return None, (Finding(files.shown(""), 0, Fault.MISSING_MANIFEST, message, hint),)
    text, wrong = files.text("dossier.yaml")
    return (None, wrong) if wrong else read_manifest(text, files.shown("dossier.yaml"))


def _obstacle(manifest: Manifest, name: str) -> Finding | None:
    if name in manifest.documents:
        message, hint = f'there is a document "{name}" already', "choose another name"
        return Finding(manifest.file, 0, Fault.TAKEN_NAME, message, hint)
    if len(name) > LONGEST_ID:
        message = f'"{name}" cannot be the name of a document'
        hint = f"choose a name of {LONGEST_ID} letters at most; files are named after it"
        return Finding(manifest.file, 0, Fault.WRONG_ID, message, hint)
    return None


def faults_in(places: Places, text: str, file: str, name: str) -> Iterator[Finding]:
    """Find what is wrong in the new document, as a build would."""
    manifest, found = read_manifest(text, file)
    if manifest is None or name not in manifest.documents:
        yield from found
        return
    keys = manifest.documents[name]
    wanted = keys.values.get("template", Value("", 0)).typed
    folder = places.template(wanted)
    if folder is None:
        kinds = places.kinds()
        hint = did_you_mean(wanted, kinds, f"templates here: {', '.join(kinds)}")
        message = f'there is no template "{wanted}"'
        yield Finding(file, keys.line, Fault.UNKNOWN_TEMPLATE, message, hint)
        return
    outline, wrong = outline_of(folder)
    yield from wrong
    if outline:
        yield from read_plan(manifest, name, outline.fields)[1]


def _plain(value: Value) -> Any:
    """Return a value of the manifest without its lines; a date as it is written."""
    match value.content:
        case Keys() as keys:
            return {name: _plain(each) for name, each in keys.values.items()}
        case list() as listed:
            return [_plain(each) for each in listed]
        case date() as day:
            return day.isoformat()
    return value.content


def _remarks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of an outline with the remark above each, which says what it is."""
    inside, said = False, list[str]()
    for line in text.splitlines():
        if re.match(r"\S", line) and not line.startswith("#"):
            inside = line.startswith("fields:")
        remark = re.match(r"  # ?(.*)", line)
        named = re.match(r"  (\w+):", line)
        if inside and remark:
            said.append(remark[1])
        elif inside and named:
            yield named[1], " ".join(said)
            said = []
        elif line.strip():
            said = []

"""Change what `dossier.yaml` says of a dossier or of a document of it; the rest stays as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

import yaml

from dossier.interchange.manifest_keys import at_fields
from dossier.interchange.new_document import LAYOUT, faults_in, manifest_of, shape_of
from dossier.interchange.registry_edit.entries import entries_of, with_entry
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.yaml_patch import changes, patched
from dossier.interchange.registry_edit.yaml_text import Plain, plain_of
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.history import write_content
from dossier.project.journal import content_digest
from dossier.project.layout import Places, read_files
from dossier.readers.dossier_yaml import DOCUMENT, DOSSIER, read_manifest
from dossier.readers.yaml import Loader
from dossier.readers.yaml_keys import Shape

_HEAD = ("title", "state", "language", "submitters")
_DOCUMENT = (
    "title", "status", "date", "audience", "language", "keywords", "notes", "paragraph_numbers",
    "bibliography", "submitters", "assumed",
)  # fmt: skip
"""Keys that can be changed here, besides those that the kind of a document asks for."""


@frozen
class Settings:
    """What a manifest says, as it is typed: of the dossier and, by id, of its documents.

    `digest` is that of the file: a change names it, so that it is none of another text. There are
    no values where `findings` say why.
    """

    digest: str = ""
    head: Mapping[str, Plain] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def head_shape() -> Shape:
    """Return the keys of a dossier that can be changed here."""
    return {name: DOSSIER[name] for name in _HEAD}


def document_shape(places: Places, template: str) -> Shape:
    """Return the keys of a document of that kind that can be changed here."""
    whole = shape_of(places, template)
    own = {name: key for name, key in whole.items() if name not in DOCUMENT}
    return {name: DOCUMENT[name] for name in _DOCUMENT} | own


def settings_of(places: Places, dossier: str) -> Settings:
    """Return what the manifest of a dossier says."""
    files, found = read_files(places, dossier)
    if files is None:
        return Settings(findings=found)
    manifest, wrong = manifest_of(files)
    if manifest is None:
        return Settings(findings=wrong)
    content = files.content["dossier.yaml"]
    text = content.decode("utf-8-sig", "replace")
    try:
        top = plain_of(yaml.compose(text, Loader=Loader))
        documents = entries_of(text, LAYOUT)
    except CannotChange:
        return Settings(findings=(_unchangeable(manifest.file),))
    head = top if isinstance(top, dict) else {}
    return Settings(
        content_digest(content), {n: v for n, v in head.items() if n in _HEAD}, documents
    )


def change_settings(
    places: Places, dossier: str, document: str, values: Mapping[str, Plain], digest: str
) -> tuple[Finding, ...]:
    """Let a document, or ("") the dossier, say these values; empty ones go.

    Keys that are not among `values` stay. Where findings are errors, nothing is written; so it is
    where the file is no more that of `digest`. Raises `OSError` where it cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    manifest, wrong = manifest_of(files)
    if manifest is None or (document and document not in manifest.documents):
        return wrong or (_gone(manifest.file if manifest else "", document),)
    before = files.content["dossier.yaml"]
    if content_digest(before) != digest:
        message = "the file was changed while you filled this in"
        hint = "open the settings again; they show it as it is now"
        return (Finding(manifest.file, 0, Fault.EDITED_MEANWHILE, message, hint),)
    text = before.decode("utf-8")
    try:
        made = _changed(text, document, values)
    except CannotChange:
        return (_unchangeable(manifest.file),)
    old = {replace(each, line=0) for each in _all_faults(places, text, manifest.file, document)}
    now = _all_faults(places, made, manifest.file, document)
    faults = tuple(each for each in now if replace(each, line=0) not in old)
    if not errors(faults) and made != text:
        path = files.folder / "dossier.yaml"
        words = f"settings of {dossier}/{document}".rstrip("/")
        write_content(places.content, {path: made.encode("utf-8")}, words, read={path: before})
    return at_fields(faults, made.encode("utf-8"), document)


def _changed(text: str, document: str, values: Mapping[str, Plain]) -> str:
    """Return the manifest with new values of a document, or ("") of the dossier."""
    if document:
        return with_entry(text, document, _merged(entries_of(text, LAYOUT)[document], values),
                          layout=LAYOUT)  # fmt: skip
    top = yaml.compose(text, Loader=Loader)
    held = plain_of(top)
    if not isinstance(top, yaml.MappingNode) or not isinstance(held, dict):
        raise CannotChange
    wanted = _merged(held, values)
    result = patched(text, changes(text, top, wanted))
    if plain_of(yaml.compose(result, Loader=Loader)) != wanted:
        raise CannotChange
    return result


def _merged(old: Mapping[str, Plain], values: Mapping[str, Plain]) -> dict[str, Plain]:
    whole = {**old, **values}
    return {name: each for name, each in whole.items() if name not in values or each}


def _all_faults(places: Places, text: str, file: str, document: str) -> tuple[Finding, ...]:
    """Return what is wrong in the document, or ("") in what is said of the dossier."""
    found = faults_in(places, text, file, document) if document else read_manifest(text, file)[1]
    return tuple(found)


def _unchangeable(file: str) -> Finding:
    message, hint = "the file is laid out so that it cannot be changed safely", "use an editor"
    return Finding(file, 0, Fault.UNCHANGEABLE, message, hint)


def _gone(file: str, document: str) -> Finding:
    message, hint = f'there is no document "{document}" any more', "look at the home page again"
    return Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)

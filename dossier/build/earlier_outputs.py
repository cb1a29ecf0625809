"""The outputs of earlier builds: what may not stay so.

A file that says too much by now is deleted, unless somebody edited it; one that no document makes
any more is only told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from dossier.build.dossier import Dossier
from dossier.build.output_records import FOLLOW_UP, TRACE
from dossier.model.diagnostics import Finding
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.numbering import number
from dossier.model.passages import passages
from dossier.model.registry import Audience
from dossier.model.value_digest import value_digest
from dossier.ooxml.embedded_version import UnreadableVersion, decode
from dossier.project.build_store import Store, drop
from dossier.project.kept_exports import forget_exports
from dossier.project.layout import shown
from dossier.redaction.audience_policy import guard
from dossier.redaction.scan import Guard, Piece, Unsearchable, pieces

UNCLEARED = (
    Fault.NAME_LEAKS, Fault.BLOCK_NOT_CLEARED, Fault.INCIDENT_NOT_CLEARED, Fault.SOURCE_NOT_CLEARED,
    Fault.PICTURE_NOT_CLEARED,
)  # fmt: skip
"""Findings on a document whose earlier files may hold what its audience may not read."""


@frozen
class AudienceGuard:
    """What files for an audience are searched for, and the digest of that."""

    guard: Guard
    digest: str


def guards_of(dossier: Dossier, store: Store) -> Mapping[Audience, AudienceGuard]:
    """Return the guards of all audiences that documents of now, or files of before, are for."""
    audiences = {each.audience for each in dossier.documents}
    audiences |= {_audience(store, name) for name in store.files if store.path(name).is_file()}
    return {each: _guard_of(dossier, each) for each in audiences}


def _guard_of(dossier: Dossier, audience: Audience) -> AudienceGuard:
    held = guard(dossier.registry, dossier.library, audience)
    return AudienceGuard(
        held, value_digest(held.people, held.protected, held.phrases, held.audience)
    )


def _audience(store: Store, name: str) -> Audience:
    found: Audience = store.files[name].get("audience", "public")
    return found


def delete_leaking(
    store: Store, guards: Mapping[Audience, AudienceGuard]
) -> tuple[Store, list[Finding]]:
    """Search the files of earlier builds, which this one may not replace, for what is guarded.

    What holds too much by now is deleted, and kept exports with it; a file that somebody edited
    is only told of.
    """
    findings: list[Finding] = []
    for name, record in list(store.files.items()):
        path = store.path(name)
        if not path.is_file():
            continue
        held = guards[_audience(store, name)]
        searched = record.get("guard") == held.digest
        ids = [store.folder.name, *record.get("blocks", ())]
        leak = "" if searched else _leak(path.read_bytes(), name, ids, held.guard)
        if not searched and name.endswith(".docx"):
            _forget_leaking(store, name, held.guard)
        if leak:
            findings.append(_leaking(store, name, leak))
            store = drop(store, [name])
    return store, findings


def _forget_leaking(store: Store, name: str, held: Guard) -> None:
    """Delete the kept exports of a Word file that hold what its audience may no longer read."""

    def leaks(text: str) -> bool:
        said = "\n".join([text, *_printed(text)])
        return bool(_leak(said.encode(), name, (), held))

    forget_exports(store.folder, name.removesuffix(".docx"), leaks)


def _printed(exported: str) -> Iterator[str]:
    """Yield the words of a kept export as they stand on its pages, where it can be read."""
    try:
        document = decode(exported).document
    except UnreadableVersion:
        return
    edition = Edition(document, number(document), language(document.language))
    yield from (each.text for each in passages(edition))


def _leak(content: bytes, name: str, ids: Iterable[str], held: Guard) -> str:
    """Return what a file holds that its audience may no longer read, and where, or "".

    `ids` are those of its folder and of its blocks. What cannot be searched may hold it.
    """
    if not held:
        return ""
    known = [Piece(each, "an id of a block, or the folder,", "id") for each in ids]
    try:
        leaks = [
            each for each in held.find((*known, *pieces(content, name))) if each.severity == "error"
        ]
    except Unsearchable as error:
        return f"what may not be read perhaps stands in what cannot be searched ({error})"
    return f"{leaks[0].what} stands in {leaks[0].where}" if leaks else ""


def _leaking(store: Store, name: str, leak: str) -> Finding:
    mine = store.untouched(name)
    message = f"{leak} of a file that was built before"
    hint = "it was deleted" if mine else "somebody edited it, so it was left: delete it yourself"
    severity: Literal["error", "warning"] = "warning" if mine else "error"
    return Finding(shown(store.path(name)), 0, Fault.NAME_LEAKS, message, hint, severity=severity)


def without_guarded_ids(
    store: Store, dossier: Dossier, guards: Mapping[Audience, AudienceGuard]
) -> Store:
    """Return the store without documents whose ids say what their audience may not read.

    They are refused, and nothing that is kept may name them. The manifest then stands for no
    state of the dossier, so that the next build reads it anew.
    """
    audiences = {each.id: each.audience for each in dossier.documents}
    public = guards.get("public") or _guard_of(dossier, "public")
    gone = {
        each
        for each in (
            *store.documents,
            *store.formats,
            *store.merges,
            *store.merges.values(),
        )
        if _says_too_much(each, guards.get(audiences.get(each, "public"), public).guard)
    }
    if not gone:
        return store
    return replace(
        store,
        inputs="",
        documents=tuple(each for each in store.documents if each not in gone),
        formats={each: kinds for each, kinds in store.formats.items() if each not in gone},
        merges={one: each for one, each in store.merges.items() if not {one, each} & gone},
    )


def _says_too_much(id_: str, held: Guard) -> bool:
    return any(each.severity == "error" for each in held.find([Piece(id_, "an id", "id")]))


def outputs_without_document(
    store: Store, dossier: Dossier, wanted: Sequence[str]
) -> Iterator[Finding]:
    """Find files that no document makes any more, or not in this format.

    What `trace` and `follow-up` made with the words of a document belongs to it. Where single
    documents are `wanted`, the others are those that the store knows, and may be more.
    """
    formats = {each.id: each.formats for each in dossier.documents}
    others = set(dossier.names) | (set(store.documents) if wanted else set())
    for name in store.files:
        id_, _, kind = name.rpartition(".")
        known = kind in formats[id_] if id_ in formats else id_ in others
        if id_ in (TRACE, *FOLLOW_UP):
            known = bool(wanted) or store.files[name].get("document") in {*formats, *others}
        if not known and store.path(name).is_file():
            yield _without_document(store, name)


def _without_document(store: Store, name: str) -> Finding:
    message = "no document of the dossier makes this file any more"
    hint = "delete it, or move it out of the folder to keep it"
    return Finding(
        shown(store.path(name)), 0, Fault.ORPHANED_OUTPUT, message, hint, severity="warning"
    )


def delete_uncleared(store: Store, dossier: Dossier, wanted: Sequence[str]) -> Store:
    """Delete what earlier builds made of documents that may now say too much."""
    gone = [
        name
        for each in wanted
        if any(f.rule in UNCLEARED and f.severity == "error" for f in dossier.own.get(each, ()))
        for name in store.files
        if name.rpartition(".")[0] == each
    ]
    return drop(store, gone) if gone else store

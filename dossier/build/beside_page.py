"""Make the page that shows a document beside its translation: choose the two, draw, read back.

What holds for any finished file holds for this page: each side prints the words of its document,
in their order, and nothing stands there that the readers of the two may not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.build import printed_sequence as sequence
from dossier.build.comparison import Stream, collate, stream
from dossier.build.discrepancies import differing
from dossier.build.dossier import Dossier, manifest_of, read_dossier
from dossier.build.drawn_pictures import illustrated
from dossier.build.lost_words import letters
from dossier.build.output_formats import addresses, directed, template_fault
from dossier.build.ready_document import ReadyDocument
from dossier.build.translation_remarks import translation_remarks
from dossier.build.verify import escaped
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Document
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.passages import passages
from dossier.model.template_fault import TemplateFault
from dossier.project.layout import Files, Places
from dossier.readers.document_language import document_language
from dossier.readers.dossier_yaml import Manifest, template_of
from dossier.readers.finished_files import words_without
from dossier.redaction.audience_policy import guard
from dossier.writers.beside import SIDES, Pair, write_beside

FORMAT = "html"


@frozen
class BesidePage:
    """The page of two documents, by their names; b"" where `findings` say why there is none."""

    content: bytes = b""
    original: str = ""
    translation: str = ""
    findings: tuple[Finding, ...] = ()


def beside_page(places: Places, files: Files, document: str, code: str, name: str) -> BesidePage:
    """Return the page of a document and its translation into a language, to be called `name`.

    `document` may be either of the two. The other is the one of the right language that shares
    most blocks with it.
    """
    manifest, found = manifest_of(files)
    if manifest is None:
        return BesidePage(findings=found)
    if document not in manifest.documents:
        message = "nothing says which document the page is to show"
        if document:
            message = f'the dossier makes no document "{document}"'
        hint = f"name one of {', '.join(f'{files.name}/{each}' for each in manifest.documents)}"
        unknown = Finding(manifest.file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)
        return BesidePage(findings=(unknown,))
    others = _others(manifest, document, code)
    dossier = read_dossier(places, files, (document, *others))
    ready = {each.id: each for each in dossier.documents}
    wrong = (*dossier.common(), *dossier.own.get(document, ()))
    if document not in ready:
        return BesidePage(findings=errors(wrong))
    other = max(others, key=lambda each: _shared(ready, document, each), default="")
    if not _shared(ready, document, other)[0]:
        return BesidePage(findings=(_alone(manifest, document, code, others, dossier),))
    named = (document, other) if _code(manifest, other) == code else (other, document)
    return _page(places, dossier, manifest, (ready[named[0]], ready[named[1]]), name)


def _code(manifest: Manifest, document: str) -> str:
    return code_of(document_language(manifest, document))


def _others(manifest: Manifest, document: str, code: str) -> tuple[str, ...]:
    """Return the documents that may be the other side: of the language that is looked for.

    Those of the same kind, where there are any.
    """
    own = _code(manifest, document)
    wanted = code_of(manifest.language) if own == code else code
    every = [each for each in manifest.documents if _code(manifest, each) == wanted]
    kind = template_of(manifest.documents[document])
    same = [each for each in every if template_of(manifest.documents[each]) == kind]
    return tuple(same or every)


def _shared(ready: Mapping[str, ReadyDocument], document: str, other: str) -> tuple[int, int]:
    """Return how many blocks two documents share, and how few the other has besides."""
    if other not in ready:
        return 0, 0
    mine, theirs = ({*ready[each].uses} for each in (document, other))
    return len(mine & theirs), -len(theirs - mine)


def _alone(
    manifest: Manifest, document: str, code: str, others: Sequence[str], dossier: Dossier
) -> Finding:
    """Return why a document has no other side."""
    broken = [each for each in others if errors(dossier.own.get(each, ()))]
    line = manifest.documents[document].line
    if broken:
        message = f'"{broken[0]}" has errors, so nothing can stand beside "{document}"'
        hint = f"`check` tells of them: {', '.join(broken)}"
    else:
        message = f'no document stands beside "{document}": none has its blocks in "{code}"'
        hint = "add a document with the language and the same template to dossier.yaml"
    return Finding(manifest.file, line, Fault.NO_OTHER_LANGUAGE, message, hint)


def _page(
    places: Places,
    dossier: Dossier,
    manifest: Manifest,
    documents: tuple[ReadyDocument, ReadyDocument],
    name: str,
) -> BesidePage:
    original, translation = documents
    if original.audience != translation.audience:
        message = (
            f'"{original.id}" is for "{original.audience}" and "{translation.id}" for '
            f'"{translation.audience}": one page cannot be for both'
        )
        line = manifest.documents[translation.id].line
        hint = "give both the same `audience:`"
        finding = Finding(manifest.file, line, Fault.AUDIENCES_DIFFER, message, hint)
        return BesidePage(findings=(finding,))
    drawn, missing = zip(*(illustrated(each, (FORMAT,)) for each in documents), strict=True)
    if any(missing):
        return BesidePage(findings=(*missing[0], *missing[1]))
    extract = "extract" in manifest.documents[translation.id].values
    pair = _pair(dossier, (drawn[0], drawn[1]), "extract" if extract else "whole")
    folders = places.folders(translation.template)
    try:
        content = write_beside(pair, folders, translation.theme)
    except TemplateFault as fault:
        return BesidePage(findings=(template_fault(fault, translation, folders),))
    findings = (
        *_misprints(documents, pair, content),
        *_leaks(dossier, translation, pair, content, name),
    )
    if errors(findings):
        return BesidePage(findings=findings)
    return BesidePage(content, original.id, translation.id, findings)


def _pair(dossier: Dossier, documents: tuple[ReadyDocument, ReadyDocument], kind: str) -> Pair:
    """Return the two editions as they are drawn, and what is said of their paragraphs."""
    original, translation = (each.in_format(FORMAT) for each in documents)
    first, second = original.edition, translation.edition
    if kind == "extract":
        first = replace(first, document=_as_far_as(first.document, second.document))
    said = translation_remarks(dossier.library, dossier.language, first, second)
    return Pair(
        original=directed(first),
        translation=directed(second),
        pictures=(addresses(original.pictures), addresses(translation.pictures)),
        remarks=said.nodes,
        noted=said.notes,
        matches=said.matches,
    )


def _as_far_as(document: Document, extract: Document) -> Document:
    """Return a document with the sections that an extract of it has; the others are titles."""
    held = {each.id for each in extract.sections if each.blocks}
    sections = (each if each.id in held else replace(each, blocks=()) for each in document.sections)
    return replace(document, sections=tuple(sections))


def _misprints(
    documents: tuple[ReadyDocument, ReadyDocument], pair: Pair, content: bytes
) -> Iterator[Finding]:
    """Yield where a side of the page does not print the words of its document in their order."""
    editions = (pair.original, pair.translation)
    for document, edition, side in zip(documents, editions, SIDES, strict=True):
        others = frozenset(each for each in SIDES if each != side)
        found = words_without(content, others | {"standing"})
        misprints, parting = collate(_wanted(edition), letters(found))
        if misprints or parting:
            yield from differing(document, "html", misprints, parting, None)


def _wanted(edition: Edition) -> Stream:
    return stream(
        sequence.text(edition, FORMAT),
        sequence.notes_title(edition, FORMAT),
        sequence.notes(edition, FORMAT),
    )


def _leaks(
    dossier: Dossier, document: ReadyDocument, pair: Pair, content: bytes, name: str
) -> list[Finding]:
    """Return what the page holds that its readers may not read."""
    held = guard(dossier.registry, dossier.library, document.audience)
    editions = (pair.original, pair.translation)
    said = " ".join(each.text for edition in editions for each in passages(edition))
    return escaped(document, name, content, held, said)

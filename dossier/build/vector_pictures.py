"""SVG pictures that authors put in: drawn as PNG for Word, and their words searched for names.

Word shows dots, in which no name can be found later; so the words are searched here, before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding
from dossier.model.document import Figure
from dossier.model.faults import Fault
from dossier.model.registry import Place
from dossier.model.walk import blocks, everything
from dossier.project.layout import shown
from dossier.project.picture_files import SVG, kind_of
from dossier.redaction.scan import Guard, Leak, Piece, pieces

_DRAWN = ("pdf", "docx")
"""The formats for which WeasyPrint draws a picture."""


def vector_pictures(document: ReadyDocument) -> Mapping[str, bytes]:
    """Return the SVG pictures of a document that are not made from data, by their paths."""
    made = document.drawings
    return {
        path: content
        for path, content in document.pictures.items()
        if path not in made and kind_of(content) == SVG
    }


def with_rasters(
    document: ReadyDocument, formats: Sequence[str]
) -> tuple[ReadyDocument, tuple[Finding, ...]]:
    """Return a document with its SVG pictures as PNG too, and a finding for each that fails.

    Nothing is drawn where neither Word nor PDF is among `formats`.
    """
    found = vector_pictures(document)
    if not found or not set(_DRAWN) & {*formats}:
        return document, ()
    from dossier.redaction.svg import read_svg
    from dossier.writers.pdf import MissingLibrary
    from dossier.writers.svg_raster import Undrawable, draw_svg

    rasters, findings = dict(document.rasters), []
    for path, content in found.items():
        picture = read_svg(content)
        size = picture.size
        try:
            rasters[path] = draw_svg(
                content, size.width_on_paper, size.height_on_paper, picture.words
            )
        except (Undrawable, MissingLibrary) as error:
            at = place_of(document, path)
            message = f'the picture "{path}" cannot be drawn for PDF and Word: {error}'
            hint = "save it as PNG, or build the web page alone: `--format html`"
            findings.append(Finding(at.file, at.line, Fault.PICTURE_FORMAT, message, hint))
    return replace(document, rasters=rasters), tuple(findings)


def names_in_pictures(document: ReadyDocument, guard: Guard) -> Iterator[Finding]:
    """Yield what the words of SVG pictures say that the document's audience may not read."""
    for path, content in vector_pictures(document).items() if guard else ():
        for leak in guard.find(_words(content, path)):
            yield _told(document, path, leak)


def _words(content: bytes, path: str) -> Iterator[Piece]:
    """Yield all that can be read in a picture; letters that stand alone, in a row as well."""
    from dossier.redaction.svg import read_svg

    yield from (each for each in pieces(content, path) if each.where != "the name of the file")
    yield Piece("".join(read_svg(content).words), "the text")


def _told(document: ReadyDocument, path: str, leak: Leak) -> Finding:
    at = place_of(document, path)
    message = (
        f'"{leak.excerpt}" stands in {leak.where} of the picture "{path}", '
        f'and may not be read by "{document.audience}": {leak.what}'
    )
    hint = "take it out of the picture, or show another"
    if leak.severity != "error" or leak.as_word:
        return Finding(
            at.file, at.line, Fault.NAME_AS_WORD, message, hint,
            severity="warning", excerpt=leak.excerpt,
        )  # fmt: skip
    return Finding(at.file, at.line, Fault.NAME_LEAKS, message, hint, excerpt=leak.excerpt)


def place_of(document: ReadyDocument, path: str) -> Place:
    """Return where a block shows the picture at `path`, or the template where none does."""
    for edition in (document.edition, *document.variants.values()):
        for block in blocks(edition.document):
            for part in everything(block):
                if isinstance(part, Figure) and part.path == path:
                    return Place(block.file, part.line)
    return Place(shown(document.template))

"""Drawn pictures: the drawings of a document drawn, or what letters of theirs no font has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding
from dossier.model.document import Figure
from dossier.model.faults import Fault
from dossier.model.walk import blocks, everything
from dossier.project.layout import shown


def illustrated(
    document: ReadyDocument, formats: Sequence[str]
) -> tuple[ReadyDocument, tuple[Finding, ...]]:
    """Return a document with its drawings drawn, as PNG too where Word is among `formats`.

    A drawing with letters that no font has is left out, and is a finding.
    """
    if not document.drawings:
        return document, ()
    from dossier.writers.figures import draw_raster, draw_vector
    from dossier.writers.figures.placed_glyphs import MissingLetters

    language, theme = document.edition.language, document.theme.drawn()
    vectors, rasters = {}, {}
    found: list[Finding] = []
    for path, drawing in document.drawings.items():
        try:
            vectors[path] = draw_vector(drawing, theme, language)
            if "docx" in formats:
                rasters[path] = draw_raster(drawing, theme, language)
        except MissingLetters as error:
            found.append(_missing(document, path, error.letters))
    pictures = {**document.pictures, **vectors}
    return replace(document, pictures=pictures, rasters=rasters), tuple(found)


def _missing(document: ReadyDocument, path: str, letters: str) -> Finding:
    """Return a finding at the picture at `path`, or at the template where no block shows it."""
    message = f"the picture was not drawn, since no font has the letters {letters}"
    hint = "write `type: {sans: …}` in look.yaml with a font of this computer that has them"
    for edition in (document.edition, *document.variants.values()):
        for block in blocks(edition.document):
            for part in everything(block):
                if isinstance(part, Figure) and part.path == path:
                    return Finding(block.file, part.line, Fault.MISSING_LETTERS, message, hint)
    return Finding(shown(document.template), 0, Fault.MISSING_LETTERS, message, hint)

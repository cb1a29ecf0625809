"""Drawn pictures: the drawings of a document drawn, or what letters of theirs no font has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.build.font_hints import font_hint
from dossier.build.ready_document import ReadyDocument
from dossier.build.vector_pictures import place_of, with_rasters
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault


def illustrated(
    document: ReadyDocument, formats: Sequence[str]
) -> tuple[ReadyDocument, tuple[Finding, ...]]:
    """Return a document with its drawings drawn, as PNG too where Word is among `formats`.

    A drawing with letters that no font has is left out, and is a finding. SVG pictures of authors
    are drawn as PNG likewise.
    """
    document, undrawn = with_rasters(document, formats)
    if not document.drawings:
        return document, undrawn
    from dossier.writers.figures import draw_raster, draw_vector
    from dossier.writers.figures.placed_glyphs import MissingLetters

    language, theme = document.edition.language, document.theme.drawn()
    vectors, rasters = {}, dict(document.rasters)
    found = [*undrawn]
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
    own = "write `fonts: {sans: …}` in look.yaml with a font of this computer that has them"
    hint = font_hint(letters) or own
    at = place_of(document, path)
    return Finding(at.file, at.line, Fault.MISSING_LETTERS, message, hint)

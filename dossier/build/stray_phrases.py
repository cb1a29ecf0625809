"""Find phrases for some readers only in places that take words alone.

A title or a picture's description prints as it stands: nothing varies it for its readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.diagnostics import Finding
from dossier.model.document import Cell, Figure, Heading, Paragraph
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.walk import Part, everything, plain
from dossier.model.walk import blocks as blocks_of
from dossier.readers.blocks.nodes import STRAY_PHRASE


def stray_phrases(edition: Edition, file: str, line: int) -> Iterator[Finding]:
    """Find phrases in places that take words alone, such as a title: they print as they stand."""
    document = edition.document
    heads = (document.title, document.running_head, document.properties.subject)
    said: list[tuple[str, str, int]] = [
        (text, file, line) for text in (*heads, *document.properties.keywords)
    ]
    for block in blocks_of(document):
        for part in everything(block):
            words = _typed(part)
            said += [(words, block.file or file, getattr(part, "line", 0))] if words else []
    for text, where, at in said:
        if STRAY_PHRASE.search(text):
            message = f'a phrase for some readers only stands where words alone can: "{text[:60]}"'
            yield Finding(where, at, Fault.STRAY_PHRASE, message, "write one text for all there")


def _typed(part: Part) -> str:
    match part:
        case Paragraph() | Heading() | Cell():
            return plain(part.content)
        case Figure():
            return f"{part.alternative} {plain(part.caption)}"
    return ""

"""Find phrases for some readers only in places that take words alone.

A title or a word of a registry prints as it stands: nothing varies it for its readers. What an
author typed in a block was looked at when it was read, when escaped signs could still be known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Cell, Figure, Heading, Paragraph
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.walk import Part, everything, plain
from dossier.model.walk import blocks as blocks_of
from dossier.readers.blocks.loose_syntax import STRAY_PHRASE


def stray_phrases(
    edition: Edition, typed: Iterable[Block], file: str, line: int
) -> Iterator[Finding]:
    """Find phrases in places that take words alone, such as a title: they print as they stand.

    `typed` are the blocks before registries put their words in: what looks like a phrase there has
    escaped signs, or was reported by its reader.
    """
    known = Counter(
        (block.id, said) for block in typed for part in everything(block) for said in _strays(part)
    )
    document = edition.document
    heads = (document.title, document.running_head, document.properties.subject)
    for text in (*heads, *document.properties.keywords):
        if STRAY_PHRASE.search(text):
            yield _found(text, file, line)
    for block in blocks_of(document):
        for part in everything(block):
            here = [(block.id, said) for said in _strays(part)]
            if not here:
                continue
            if Counter(here) - known:
                yield _found(_words(part), block.file or file, getattr(part, "line", 0))
            known -= Counter(here)


def _found(text: str, file: str, line: int) -> Finding:
    message = f'a phrase for some readers only stands where words alone can: "{text[:60]}"'
    return Finding(file, line, Fault.STRAY_PHRASE, message, "write one text for all there")


def _strays(part: Part) -> list[str]:
    """Return what looks like a phrase in the words of a part."""
    return [each[0] for each in STRAY_PHRASE.finditer(_words(part))]


def _words(part: Part) -> str:
    match part:
        case Paragraph() | Heading() | Cell():
            return plain(part.content)
        case Figure():
            return f"{part.alternative} {plain(part.caption)}"
    return ""

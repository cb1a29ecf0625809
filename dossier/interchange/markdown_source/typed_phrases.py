"""Find words that look like a phrase for some readers only, and are to be words.

Escaped they can be written. But whoever types `[words]{audience: partners}` into a Word file may
mean it: printed as words, it would tell everybody what was meant for some. So a text that comes
from elsewhere may hold no more of them than the block does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.model.document import Cell, Figure, Heading, Nodes, Paragraph
from dossier.model.walk import below, plain
from dossier.readers.blocks.loose_syntax import STRAY_PHRASE

_SHOWN = 40


def check_typed_phrases(wanted: Nodes, had: Nodes = ()) -> None:
    """Raise `Unwritable` where `wanted` has words like a phrase that `had` has not."""
    known = Counter(sign for sign, _, _ in phrase_like(had))
    for sign, words, _ in phrase_like(wanted):
        if not known[sign]:
            raise Unwritable(f'"{words}" looks like a phrase for some readers only')
        known[sign] -= 1


def phrase_like(nodes: Nodes) -> Iterator[tuple[str, str, int]]:
    """Yield what looks like a phrase: its sign, words from its bracket on, the line of its part."""
    for part in (part for node in nodes for part in below(node)):
        match part:
            case Paragraph() | Heading() | Cell():
                text, line = plain(part.content), part.line
            case Figure():
                text, line = part.alternative, part.line
            case _:
                continue
        for found in STRAY_PHRASE.finditer(text):
            opening = text.rfind("[", 0, found.start()) if found[0][0] == "]" else -1
            begin = found.start() if opening < 0 else opening
            yield found[0], text[begin:][:_SHOWN], line

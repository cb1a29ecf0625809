"""Set paragraphs in one row of tokens, so that words may go over their ends; part them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.interchange.pull.tokens import PARAGRAPH, Token


def in_one(rows: Sequence[Sequence[Token]]) -> list[Token]:
    """Return paragraphs as one, with a sign between two."""
    found: list[Token] = []
    for n, row in enumerate(rows):
        found += [PARAGRAPH, *row] if n else row
    return found


def apart(row: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the paragraphs that were joined to one."""
    paragraph: list[Token] = []
    for token in row:
        if token.key == PARAGRAPH.key:
            yield paragraph
            paragraph = []
        else:
            paragraph.append(token)
    yield paragraph

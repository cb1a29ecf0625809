r"""Cross-references of a Word file: fields that print the number of a paragraph or a note.

A `REF` with the switch `\r`, `\n` or `\w` prints the number of the paragraph at a bookmark, a
`NOTEREF` without `\f` that of the note called there (ECMA-376, part 1, 17.16.5.45 and 17.16.5.49).
While a file is read, the target of a reference is the bookmark; then the line or note it stands at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from dossier.model.document import Inline, Paragraph, Reference, Target, Text
from dossier.model.walk import plain, rebuilt
from dossier.readers.drafts.piece import Piece

LINE = "line-"
"""Begins a target that is a paragraph, whose line follows."""

_NUMBER = {r"\r", r"\n", r"\w"}


def reference_of(code: str) -> tuple[Target, str] | None:
    r"""Return what sort of thing a field prints the number of, and the bookmark; None for others.

    >>> reference_of(r" REF _Ref12 \r \h "), reference_of(r"REF _Ref12 \h")
    (('paragraph', '_Ref12'), None)
    """
    name, _, rest = code.strip().partition(" ")
    parts = rest.split()
    if name.upper() == "REF" and parts and _NUMBER & set(parts):
        return "paragraph", parts[0]
    if name.upper() == "NOTEREF" and parts and r"\f" not in parts:
        return "note", parts[0]
    return None


def located(piece: Piece, lines: Mapping[str, int], note: Callable[[str], str | None]) -> Piece:
    """Return a piece whose references lead to lines and notes, or are words where these lack."""

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Reference):
            return inline
        if inline.kind == "note":
            target = note(inline.target)
        else:
            line = lines.get(inline.target)
            target = f"{LINE}{line}" if line else None
        return replace(inline, target=target) if target else Text(plain(inline.lead))

    return _mapped(piece, change)


def _mapped(piece: Piece, change: Callable[[Inline], Inline]) -> Piece:
    content = rebuilt(Paragraph(piece.content, ""), change).content
    node = piece.node and rebuilt(piece.node, change)
    rest = tuple(cast(Paragraph, rebuilt(each, change)) for each in piece.rest)
    return replace(piece, content=content, node=node, rest=rest)

"""Starred notes that somebody typed: a line “* Not edited.” whose star stands behind a word, too.

A star before a paragraph is a bullet among others like it, or below a colon. Alone it belongs to a
note: one that is called where the same star stands once before it, else a paragraph as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.model.document import Note, Paragraph
from dossier.readers.drafts.inline_splices import cut, splice
from dossier.readers.drafts.piece import Piece

NEAR = 3
"""Pieces beside a star that nothing calls in which another makes it a bullet."""

_SIGN = re.compile(r"(\*{1,3}|[†‡])\s*(?=[^\W_]|[“‘\"'«(\[])")
_CALL = re.compile(r"(?<=[\w.,;:!?’”\"»)\]])({sign})(?=[\s.,;:!?’”\"»)\]]|$)")


def is_starred(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece begins with a star that is no bullet."""
    return bool(_sign_alone(pieces, at, NEAR))


def _sign_alone(pieces: Sequence[Piece], at: int, near: int) -> re.Match[str] | None:
    """Return the sign before a piece, if none like it is near and no colon leads to it."""
    found = _SIGN.match(pieces[at].text)
    if not found or (at and pieces[at - 1].leads):
        return None
    beside = (*pieces[max(0, at - near) : at], *pieces[at + 1 : at + 1 + near])
    signs = (_SIGN.match(each.text) for each in beside)
    return None if any(each and each[1] == found[1] for each in signs) else found


def with_starred_notes(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return `pieces` with starred notes at the words that bear their star; their texts go."""
    made = list(pieces)
    gone: set[int] = set()
    begun: dict[str, int] = {}
    for at, piece in enumerate(pieces):
        sign = None if piece.node or piece.listed else _sign_alone(pieces, at, 1)
        if not sign:
            continue
        first = begun.get(sign[1], 0)
        begun[sign[1]] = at + 1
        called = _called(pieces[first:at], sign[1])
        if called is None:
            continue
        home, start, end = first + called[0], called[1], called[2]
        id_ = f"starred-{len(gone) + 1}/{sign[1]}"
        text = Paragraph(cut(piece.content, sign.end()), f"{id_}.text", piece.line)
        note = Note(id_, (text,), pieces[home].line)
        made[home] = replace(
            made[home], content=splice(made[home].content, ((start, end, (note,)),))
        )
        gone.add(at)
    return tuple(each for at, each in enumerate(made) if at not in gone)


def _called(pieces: Sequence[Piece], sign: str) -> tuple[int, int, int] | None:
    """Return the piece and the place in it of a sign that stands once, behind a word."""
    whole = re.compile(rf"(?<![*†‡]){re.escape(sign)}(?![*†‡])")
    found = [(at, each) for at, piece in enumerate(pieces) for each in whole.finditer(piece.text)]
    if len(found) != 1:
        return None
    at, place = found[0]
    call = re.compile(_CALL.pattern.replace("{sign}", re.escape(sign)))
    fits = call.match(pieces[at].text, place.start())
    return (at, place.start(), place.end()) if fits else None

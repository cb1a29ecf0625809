"""Pieces of a citation: runs of words that a form quotes, sets in italics, puts in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dossier.model.document import Emphasis, Inline, Inlines, Link, Strong, Text
from dossier.model.language import Language
from dossier.model.number_words import bare, sort_of

_MOST = 1_000
"""Inlines of a piece; a form that makes more of one source is wrong."""


class Piece:
    """A run of inlines in a template; false where it holds nothing."""

    def __init__(self, content: Inlines) -> None:
        if len(content) > _MOST:
            raise ValueError(f"a part has more than {_MOST:,} pieces")
        self.content = content

    def __bool__(self) -> bool:
        return bool(self.content)

    def around(self, before: str, after: str) -> Piece:
        return Piece((Text(before), *self.content, Text(after))) if self else self


def as_piece(value: object) -> Piece:
    """Return what a form was given as a piece."""
    return value if isinstance(value, Piece) else plain_piece(str(value or ""))


def quoted(piece: Piece, language: Language) -> Piece:
    """Return a title in quotation marks, those inside it being the language's inner ones.

    A title that only describes stands in brackets already.
    """
    words = "".join(each.text for each in piece.content if isinstance(each, Text))
    described = words.startswith("[") and words.endswith("]")
    if described:
        return piece
    begin, end = map(str.strip, language.quotes)
    space = "[ \u00a0\u202f]?" if begin != language.quotes[0] else ""
    inner = language.inner_quotes
    marks = {f"{begin}{space}": inner[0], f"{space}{end}": inner[1]}
    return Piece(_within(piece.content, marks)).around(*language.quotes)


def _within(content: Inlines, marks: Mapping[str, str]) -> Inlines:
    """Return words in which patterns of quotation marks are replaced."""
    found: list[Inline] = []
    for each in content:
        match each:
            case Text(text):
                for outer, inner in marks.items():
                    text = re.sub(outer, inner, text)
                found.append(replace(each, text=text))
            case Emphasis() | Strong() | Link():
                found.append(replace(each, content=_within(each.content, marks)))
            case _:
                found.append(each)
    return tuple(found)


def italic(piece: Piece) -> Piece:
    """Return a piece in italics; what is in italics already stays so."""
    return Piece((Emphasis(_upright(piece.content)),)) if piece else piece


def _upright(content: Inlines) -> Inlines:
    upright: list[Inline] = []
    for each in content:
        match each:
            case Emphasis(inner):
                upright += _upright(inner)
            case Strong(inner):
                upright.append(Strong(_upright(inner)))
            case _:
                upright.append(each)
    return tuple(upright)


def plain_piece(text: str) -> Piece:
    """Return plain words as a piece."""
    return Piece((Text(text),) if text else ())


def case_name(number: Piece, title: Piece | None, language: Language) -> Piece:
    """Return "Case No. 2012 (Title)", or the title where a case has no number."""
    if not number:
        return title or number
    named = said(number, language.terms["case"].replace("{n}", "{}"))
    return Piece((*named.content, *title.around(*language.brackets).content)) if title else named


def said(piece: object, pattern: str) -> Piece:
    """Return a piece with the words of `pattern` around it, where `{}` stands for the piece.

    A word such as “No.” that its author typed too stands once.
    """
    before, _, after = pattern.partition("{}")
    return _bare(as_piece(piece), sort_of(before)).around(before, after)


def _bare(piece: Piece, sort: str) -> Piece:
    match piece.content:
        case (Text() as said_,) if sort:
            return Piece((replace(said_, text=bare(said_.text, sort)),))
    return piece


def address(piece: object) -> Piece:
    """Return a web address as a link whose words are the address; other words as they are."""
    text = "".join(each.text for each in as_piece(piece).content if isinstance(each, Text))
    if not re.match(r"(?i:https?)://\S+$", text):
        return as_piece(piece)
    return Piece((Link(text, (Text(text),)),))

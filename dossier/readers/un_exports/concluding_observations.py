"""Concluding observations of treaty bodies (Word): paragraphs with a concern or a recommendation.

The chapter of "concerns and recommendations" has numbered paragraphs below headings, which become
the themes. A paragraph that begins with what the committee is concerned about is a concern, one
that says what the State party should do is a recommendation. Others are told, not guessed at.

Source: the usual form of these documents as remembered, no Word file of one could be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from dossier.model.frozen import frozen
from dossier.model.registry import Earlier
from dossier.readers.un_exports import state_names as states
from dossier.readers.un_exports.export import Intake, Row
from dossier.readers.un_exports.uhri import OTHER_BODIES
from dossier.readers.un_exports.word_document import Line, WordDocument
from dossier.readers.un_exports.wording import plain

NAME = "concluding observations of a treaty body"
_TITLE = re.compile(
    r"concluding observations on the .*\breports? (?:submitted by|of) (?:the )?(.+?)"
    r"(?:,? (?:submitted )?under .+)?[*\s]*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:[A-Z]+\.\s*)?.{0,40}\bconcerns?\b.{0,12}\brecommendations\W*", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\D)")
_CONCERN = re.compile(r"\b(?:concern|regret|deplore|alarm)", re.IGNORECASE)
_URGED = re.compile(
    r"\bshould\b|\brecommend(?:s|ed)?\b|\b(?:urge|request|invite|encourage|call)s\b|\bcalls upon\b",
    re.IGNORECASE,
)
_MECHANISMS = {"E": "CESCR"}


@frozen
class _Paragraph:
    line: int
    number: str
    theme: str
    text: str


def is_observations(document: WordDocument) -> bool:
    """Whether a document is one of a treaty body, with a chapter of concerns."""
    named = "/CO/" in document.symbol or any(_TITLE.fullmatch(e.text) for e in document.lines)
    return named and any(_CHAPTER.fullmatch(each.text) for each in document.lines)


def read_observations(document: WordDocument, intake: Intake) -> None:
    """Take in the paragraphs with a concern or a recommendation."""
    intake.kind, intake.unit = NAME, "paragraph"
    state, mechanism = _state(document), _mechanism(document.symbol)
    for each in _paragraphs(document, intake):
        kind = _kind(each.text)
        if intake.scope != "all mechanisms":
            intake.aside[OTHER_BODIES] += 1
        elif not mechanism:
            intake.cannot(each.line, "the document says no symbol, so nobody knows whose it is")
        elif not kind:
            why = f"paragraph {each.number} neither expresses a concern nor recommends anything"
            intake.cannot(each.line, why)
        else:
            earlier = Earlier(
                paragraph=each.number,
                symbol=document.symbol,
                text=each.text,
                states=(),
                position="",
                themes=(each.theme,) if each.theme else (),
                origin=f"{document.symbol}, para. {each.number}",
            )
            row = Row(earlier, state, line=each.line, mechanism=mechanism, kind=kind,
                      published=document.published, listed=document.published)  # fmt: skip
            intake.take(row, (mechanism, document.symbol, each.number or plain(each.text)))


def _state(document: WordDocument) -> str:
    """Return the State that the title names, whole or after "report of"; "" if it is unknown."""
    titles = (found[1] for each in document.lines if (found := _TITLE.fullmatch(each.text)))
    return next((states.usual(name) for name in titles if states.is_known(name)), document.state())


def _mechanism(symbol: str) -> str:
    first = symbol.partition("/")[0]
    return _MECHANISMS.get(first, first)


def _kind(text: str) -> Literal["concern", "recommendation", ""]:
    """Return what a paragraph is, by what it says first.

    >>> _kind("The Committee is concerned that nobody should strike"), _kind("It notes a law")
    ('concern', '')
    """
    concern, urged = _CONCERN.search(text), _URGED.search(text)
    if concern and (not urged or concern.start() < urged.start()):
        return "concern"
    return "recommendation" if urged else ""


def _paragraphs(document: WordDocument, intake: Intake) -> Iterator[_Paragraph]:
    held: _Paragraph | None = None
    theme = ""
    for line in _chapter(document):
        number = _NUMBER.match(line.text)
        if number or _is_heading(line, held):
            if held:
                yield held
            held = None
        if number:
            held = _Paragraph(line.number, number[1], theme, line.text[number.end() :])
        elif _is_heading(line, held):
            theme = line.text
        elif held:
            held = replace(held, text=f"{held.text} {line.text}")
        else:
            intake.cannot(line.number, "it has no number by which to cite it")
    if held:
        yield held


def _is_heading(line: Line, held: _Paragraph | None) -> bool:
    """Whether a line is a heading: by its style, or short, without an end, after an ended one."""
    if line.heading:
        return True
    ended = held is None or held.text.rstrip().endswith((".", "?", ")"))
    return ended and len(line.text) <= 120 and bool(re.match(r"[A-Z].*[^.;:,]$", line.text))


def _chapter(document: WordDocument) -> Iterator[Line]:
    at = next(at for at, each in enumerate(document.lines) if _CHAPTER.fullmatch(each.text))
    yield from document.lines[at + 1 :]

"""The room before numbered paragraphs and titles of sections, in which their numbers hang.

The styles leave ten millimetres. A number that needs more, such as "(10)" in large bold letters,
would touch its words or push them to the next stop of the tabulator; then all that begins where
they begin is moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossier.model.edition import Edition
from dossier.ooxml.elements import child
from dossier.ooxml.names import q
from dossier.ooxml.styles import Styles
from dossier.writers.docx.list_levels import levels_of

INDENT = 567
"""How far numbered paragraphs stand to the right of their numbers, in twentieths of a point."""

_BETWEEN = 0.45
"""The space between a number and its words, in ems."""

_DIGIT, _SIGN = 0.6, 0.34
"""The widths of a digit and of another sign, in ems: a little more than those of Arial Bold."""

_NUMBERED = re.compile("Heading1|NumberedParagraph")
_BELOW = re.compile(r"(?:ListBullet|ListNumber|ListContinue)\d*|Quote")


def make_room_for_numbers(word: Any, edition: Edition) -> None:
    """Move titles and paragraphs, and what stands below them, to the right of their numbers."""
    settings = edition.document.settings
    more = max((0, *(each - INDENT for each in _needed(word, edition))))
    if not more:
        return
    for level in levels_of(word, _NUMBERED):
        _move(level, more)
        for indent in level.iter(q("ind")):
            indent.set(q("hanging"), str(int(indent.get(q("hanging"), 0)) + more))
    if settings.paragraphs == "numbered":
        styles = [
            each
            for each in word.styles.element.iter(q("style"))
            if _BELOW.fullmatch(each.get(q("styleId")))
        ]
        for holder in (*levels_of(word, _BELOW), *styles):
            _move(holder, more)


def number_indent(word: Any) -> int:
    """Return how far numbered paragraphs stand to the right, in twentieths of a point."""
    levels = levels_of(word, re.compile("NumberedParagraph"))
    found = [child(each, "pPr", "ind") for each in levels]
    return next((_left(each) for each in found if each is not None), INDENT)


def _needed(word: Any, edition: Edition) -> Iterator[int]:
    """Yield the room that the widest numbers need, in twentieths of a point."""
    numbers, settings = edition.numbers, edition.document.settings
    styles = Styles(word.styles.element)
    counted = (
        ("Heading1", settings.section_number, numbers.section),
        ("NumberedParagraph", edition.language.paragraph_number, numbers.paragraph),
    )
    for usual, pattern, found in counted:
        if pattern and found:
            printed = pattern.replace("{n}", str(max(found.values())))
            width = sum(_DIGIT if each.isalnum() else _SIGN for each in printed) + _BETWEEN
            yield round(width * styles.size(settings.styles.get(usual, usual)) * 10)


def _move(holder: Any, more: int) -> None:
    for name, keys in (("ind", ("left", "start")), ("tab", ("pos",))):
        for element in holder.iter(q(name)):
            for key in keys:
                if element.get(q(key)):
                    element.set(q(key), str(int(element.get(q(key))) + more))


def _left(indent: Any) -> int:
    return int(indent.get(q("left")) or indent.get(q("start")) or 0)

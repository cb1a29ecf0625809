"""Remember what was drawn of a document, so that what is the same need not be drawn again.

An author who types changes one block, and the page is drawn at every pause. What a block or a note
looks like follows from itself and from what stands around it: the numbers, the titles, the
settings, the language, the pictures, the template. Where these are the same, so is the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Template
from markupsafe import Markup

from dossier.model.document import Block, Document, Note
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.table_widths import Columns

_T = TypeVar("_T")

_KEPT = 32
"""Drawings of templates that are kept, those of the media apart."""

_LOOKS_AROUND = re.compile(r"\b(?:sections|blocks|include|import|extends)\b")
"""What a template says that looks at more than what it draws, or is drawn with other templates."""


@frozen
class DrawnParts:
    """What blocks and notes looked like the last time, by their ids, in the same surroundings."""

    surroundings: tuple[object, ...]
    parts: dict[tuple[type, str], tuple[Block | Note, Markup]] = field(default_factory=dict)

    def again(self, part: Block | Note, draw: Callable[[_T], Markup], given: _T) -> Markup:
        """Return what `part` looks like: drawn, unless it was drawn before."""
        name = (type(part), part.id)
        before = self.parts.get(name)
        if before is None or before[0] != part:
            before = (part, draw(given))
            self.parts[name] = before
        return before[1]


_LAST: dict[tuple[str, str], DrawnParts] = {}


def drawn_before(
    template: Template,
    edition: Edition,
    medium: str,
    pictures: Mapping[str, str],
    columns: Mapping[str, Columns],
) -> DrawnParts:
    """Return what was drawn with a template in the same surroundings, or what is to fill."""
    frame = _frame(edition.document)
    around = (template, edition.numbers, edition.language, dict(pictures), frame, columns)
    name = (template.filename or "", medium)
    held = _LAST.pop(name, None)
    if held is None or not _same(held.surroundings, around) or _looks_around(template):
        held = DrawnParts(around)
    _LAST[name] = held
    while len(_LAST) > _KEPT:
        del _LAST[next(iter(_LAST))]
    return held


def _frame(document: Document) -> Document:
    """Return a document without what stands in its sections."""
    return replace(document, sections=tuple(replace(s, blocks=()) for s in document.sections))


def _same(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return before[0] is now[0] and before[1:] == now[1:]


def _looks_around(template: Template) -> bool:
    source = Path(template.filename or "")
    return not source.is_file() or bool(_LOOKS_AROUND.search(source.read_text("utf-8")))

"""Styles for tables whose type must be smaller than usual, so that their words stay whole."""

from __future__ import annotations

import copy
from typing import Any

from dossier.model.document import Document
from dossier.model.table_widths import TYPE, Columns, table_columns
from dossier.ooxml.elements import attribute, child, make, put_before
from dossier.ooxml.names import q
from dossier.ooxml.styles import Styles

NARROW = 57
"""What stands beside the words of a cell in such a table, in twentieths of a point."""

_WIDER = 1.08
"""How much wider words are in the fonts of Word files than in those of print."""

_STYLES = ("TableHeading", "TableText")


def small_type(columns: Columns) -> str:
    """Return what the ids of styles end with in a table of these columns."""
    return f"{columns.type:g}".replace(".", "_") if columns.small else ""


def add_small_styles(word: Any, document: Document, room: float) -> None:
    """Add the styles that the document's tables of small type need; `room` as for their columns."""
    every = {each for each in table_columns(document, room).values() if each.small}
    root = word.styles.element
    for columns in sorted(every, key=lambda each: each.type):
        for usual in _STYLES:
            id_ = document.settings.styles.get(usual, usual)
            styles = Styles(root)
            style = styles.found.get(id_)
            if style is not None and f"{id_}{small_type(columns)}" not in styles.found:
                style.addnext(_smaller(style, columns, styles.size(id_) or 2 * TYPE))


def _smaller(style: Any, columns: Columns, size: float) -> Any:
    """Return a style like another, whose type is smaller by what the columns ask."""
    made = copy.deepcopy(style)
    made.set(q("styleId"), f"{attribute(style, 'styleId')}{small_type(columns)}")
    name = made.find(q("name"))
    name.set(q("val"), f"{name.get(q('val'))} {columns.type:g}")
    look = child(made, "rPr")
    if look is None:
        look = make("rPr")
        made.append(look)
    for tag in ("sz", "szCs"):
        found = child(look, tag)
        if found is None:
            found = make(tag)
            put_before(look, found, _AFTER)
        found.set(q("val"), str(max(int(size * columns.scale / _WIDER), 10)))
    return made


_AFTER = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
          "lang", "eastAsianLayout", "specVanish", "oMath")  # fmt: skip
"""What stands after the size in properties of a run (ECMA-376, part 1, 17.3.2.28)."""

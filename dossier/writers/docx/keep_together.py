"""Keep on one page what must not part: a lead-in and its list, the first and the last two rows."""

from __future__ import annotations

from lxml import etree

from dossier.model.document import BulletList, Node, NumberedList, Paragraph, Quote, Table
from dossier.model.walk import leads_on, plain
from dossier.ooxml.elements import make

_LONG = 400
"""Characters of a cell from which its row need not stand with another."""


def kept(paragraph: etree._Element) -> etree._Element:
    """Return a paragraph that stays on the page of what comes after it."""
    paragraph[0].insert(1, make("keepNext"))
    return paragraph


def whole(paragraph: etree._Element) -> etree._Element:
    """Return an entry of several, which no page parts and which follows the one before closely."""
    paragraph[0].extend((make("keepLines"), make("contextualSpacing")))
    return paragraph


def parted(heading: etree._Element) -> etree._Element:
    """Return a heading with nothing below it, which may end a page though its style forbids it."""
    heading[0].insert(1, make("keepNext", val="0"))
    return heading


def leads_in(node: Node, after: Node | None) -> bool:
    """Whether a paragraph ends with a colon and a list, a table or a quotation follows it."""
    told = isinstance(after, BulletList | NumberedList | Table | Quote)
    return told and isinstance(node, Paragraph) and leads_on(plain(node.content))


def lonely_rows(table: Table) -> list[int]:
    """Return the rows, counted from the heading row, that stay with the row below them."""
    last = len(table.rows)
    return [at for at in sorted({1, last - 1}) if 0 < at < last and _is_short(table, at)]


def _is_short(table: Table, at: int) -> bool:
    return all(len(plain(each.content)) < _LONG for each in table.rows[at - 1].cells)

"""Words of a Word file that nobody sees although they are there: white ones, and tiny ones.

White letters on something dark are seen: on shading of their own, of their paragraph or cell, in a
table that has a style, in a frame, on a page that has a colour.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from dossier.ooxml.elements import attribute, child, number
from dossier.ooxml.names import local
from dossier.ooxml.styles import Styles

TINY = 4
"""Half points up to which nobody reads letters: two points."""

_WHITE = re.compile(r"(?i:f[0-9a-f]){3}")


def words_in(run: etree._Element) -> str:
    """Return the words of a run."""
    return "".join(each.text or "" for each in run if local(each) == "t")


class UnseenWords:
    """Tells which runs nobody sees, in a file with these styles."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.by_style = cache(self._by_style)

    def has(self, run: etree._Element, paragraph: str) -> bool:
        """Whether nobody sees the words of a run in a paragraph of the style `paragraph`."""
        properties = child(run, "rPr")
        style = attribute(child(properties, "rStyle"))
        above, colour, shaded = self.by_style(style, paragraph)
        size = number(child(properties, "sz")) or above
        if 0 < size <= TINY:
            return True
        if not _WHITE.fullmatch(attribute(child(properties, "color")) or colour):
            return False
        return not (shaded or _is_shaded(properties) or _stands_on_colour(run))

    def _by_style(self, style: str, paragraph: str) -> tuple[int, str, bool]:
        """Return size in half points, colour, and whether they are shaded, as the styles say."""
        above = (*self.styles.chain(style), *self.styles.chain(paragraph or self.styles.basic))
        looks = [*(child(each, "rPr") for each in above), self.styles.defaults]
        size = next((found for one in looks if (found := number(child(one, "sz")))), 0)
        colour = next((said for one in looks if (said := attribute(child(one, "color")))), "")
        both = (*looks, *(child(each, "pPr") for each in above))
        return size, colour, any(_is_shaded(each) for each in both)


def _stands_on_colour(run: etree._Element) -> bool:
    for each in run.iterancestors():
        match local(each):
            case "p" | "tc" as name if _is_shaded(child(each, f"{name}Pr")):
                return True
            case "tbl" if child(each, "tblPr", "tblStyle") is not None:
                return True
            case "tbl" if _is_shaded(child(each, "tblPr")):
                return True
            case "txbxContent":
                return True
            case "document" if child(each, "background") is not None:
                return True
    return False


def _is_shaded(properties: etree._Element | None) -> bool:
    """Whether words with these properties stand on something that is not white."""
    marked = attribute(child(properties, "highlight"))
    if marked:
        return marked not in ("none", "white")
    shading = child(properties, "shd")
    fill = attribute(shading, "fill")
    patterned = attribute(shading) not in ("", "clear", "nil")
    return patterned or not (fill in ("", "auto") or _WHITE.fullmatch(fill))

"""The numbers that Word counts: they stand nowhere in a file and are counted here as Word does.

All lists of one abstract list count on together, unless one says where it begins.
Source: ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from dossier.ooxml.elements import attribute, child, number
from dossier.ooxml.names import local
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.piece import Listed

_DECIMAL = ("decimal", "decimalZero", "ordinal")
_LABEL = re.compile(r"[^%]*%(\d)[^%]*")


class Numbering:
    """Lists by their ids; `listed` must be asked for paragraphs in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        every = [] if root is None else list(root)
        self.lists = {attribute(each, "numId"): each for each in every if local(each) == "num"}
        self.abstract = {
            attribute(each, "abstractNumId"): each for each in every if local(each) == "abstractNum"
        }
        self.styles = styles
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.series: dict[str, int] = defaultdict(int)
        self.met: set[str] = set()

    def listed(self, list_: str, level: int | None, style: str) -> Listed | None:
        """Return the next place in a list, or None where the list shows no mark."""
        name, abstract = self._abstract(list_)
        if abstract is None:
            return None
        level = self._level(abstract, style) if level is None else level
        shown = self._shown(list_, abstract, level)
        form = attribute(child(shown, "numFmt"), "val", "decimal")
        if shown is None or form == "none":
            return None
        if form == "bullet":
            return Listed(False, level)
        count = self._count(list_, name, level, number(child(shown, "start")))
        text = attribute(child(shown, "lvlText"))
        found = _LABEL.fullmatch(text)
        plain = found is not None and found[1] == str(level + 1) and form in _DECIMAL
        label = text.replace(f"%{level + 1}", "{n}") if plain else ""
        return Listed(True, level, count, f"{name}.{self.series[name]}", label)

    def _abstract(self, list_: str) -> tuple[str, etree._Element | None]:
        """Return the abstract list, followed once through the style that stands for it."""
        name = attribute(child(self.lists.get(list_), "abstractNumId"))
        abstract = self.abstract.get(name)
        style = attribute(child(abstract, "numStyleLink"))
        if style:
            other, _ = self.styles.numbering(style)
            name = attribute(child(self.lists.get(other), "abstractNumId"))
            abstract = self.abstract.get(name)
        return name, abstract

    def _level(self, abstract: etree._Element, style: str) -> int:
        """Return the level that names a style, or the first."""
        for each in abstract:
            if local(each) == "lvl" and attribute(child(each, "pStyle")) == style:
                return number(each, "ilvl") or 0
        return 0

    def _shown(self, list_: str, abstract: etree._Element, level: int) -> etree._Element | None:
        override = self._override(list_, level)
        found = child(override, "lvl")
        if found is not None:
            return found
        levels = (each for each in abstract if local(each) == "lvl")
        return next((each for each in levels if number(each, "ilvl") == level), None)

    def _override(self, list_: str, level: int) -> etree._Element | None:
        every = (each for each in self.lists[list_] if local(each) == "lvlOverride")
        return next((each for each in every if number(each, "ilvl") == level), None)

    def _count(self, list_: str, name: str, level: int, start: int | None) -> int:
        counts = self.counts[name]
        begin = number(child(self._override(list_, level), "startOverride"))
        if begin is not None and f"{list_}.{level}" not in self.met:
            counts.pop(level, None)
            start = begin
            self.series[name] += level == 0
        self.met.add(f"{list_}.{level}")
        counts[level] = counts[level] + 1 if level in counts else (1 if start is None else start)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]

"""The numbers that Word counts: they stand nowhere in a file and are counted here as Word does.

All lists of one abstract list count on together. One that says where it begins has a series of its
own, in which a list that comes first behind it goes on; one that came before goes on with its own.
Source: ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from dossier.model.list_numbers import PLAIN
from dossier.ooxml.elements import attribute, child, number, switch
from dossier.ooxml.names import local
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.number_formats import in_format, kind_for, nearest_form
from dossier.readers.drafts.piece import Listed

_DECIMAL = ("decimal", "decimalZero", "ordinal")
_LABEL = re.compile(r"[^%]*%(\d)[^%]*")
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Lists by their ids; `listed` must be asked for paragraphs in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        every = [] if root is None else list(root)
        self.lists = {attribute(each, "numId"): each for each in every if local(each) == "num"}
        self.abstract = {
            attribute(each, "abstractNumId"): each for each in every if local(each) == "abstractNum"
        }
        self.styles = styles
        self.counts: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
        self.joined: dict[tuple[str, int], str] = {}
        self.open: dict[tuple[str, int], str] = {}
        self.label = ""

    def listed(self, list_: str, level: int | None, style: str) -> Listed | None:
        """Return the next place in a list, or None where the list shows no number.

        The words that such a list shows are `label`.
        """
        self.label = ""
        name, abstract = self._abstract(list_)
        if abstract is None:
            return None
        level = self._level(abstract, style) if level is None else level
        shown = self._shown(list_, abstract, level)
        form = _format(shown)
        if shown is None:
            return None
        text = attribute(child(shown, "lvlText"))
        if form == "bullet":
            return Listed(False, level, mark=text)
        count = self._count(list_, name, level, number(child(shown, "start")))
        if form == "none":
            mark = self._mark(list_, abstract, level, text).strip()
            bare = not re.search(r"\w", mark)
            self.label = "" if bare else mark
            return Listed(False, level, mark=mark) if mark and bare else None
        found = _LABEL.fullmatch(text)
        alone = found is not None and found[1] == str(level + 1)
        labelled = text.replace(f"%{level + 1}", "{n}") if alone else ""
        return Listed(
            ordered=True,
            level=level,
            number=count,
            series=f"{name}.{self.joined.get((list_, 0), self.open.get((name, 0), ''))}",
            label=labelled if form in _DECIMAL else "",
            form=nearest_form(labelled, kind_for(form)) if alone else PLAIN,
            mark=self._mark(list_, abstract, level, text),
            steps=len(_PLACE.findall(text)),
        )

    def _mark(self, list_: str, abstract: etree._Element, level: int, text: str) -> str:
        """Return the number of an item as it prints, those of the levels above it included."""
        legal = switch(self._shown(list_, abstract, level), "isLgl") or False
        name = attribute(abstract, "abstractNumId")
        counts = self.counts[name]

        def said(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = self._shown(list_, abstract, at)
            start = number(child(shown, "start"))
            own = counts.get((at, self.open.get((name, at), "")))
            count = (1 if start is None else start) if own is None else own
            if _format(shown) == "none":
                return ""
            return in_format("decimal" if legal and at < level else _format(shown), count)

        return _PLACE.sub(said, text)

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
        """Return the next number in the series that the list counts in."""
        counts = self.counts[name]
        begin = number(child(self._override(list_, level), "startOverride"))
        first = 1 if start is None else start
        if (list_, level) not in self.joined:
            restarts = begin is not None
            self.joined[list_, level] = list_ if restarts else self.open.get((name, level), "")
            first = first if begin is None else begin
        series = self.open[name, level] = self.joined[list_, level]
        counts[level, series] = counts[level, series] + 1 if (level, series) in counts else first
        for deeper in [each for each in counts if each[0] > level]:
            del counts[deeper]
        return counts[level, series]


def _format(shown: etree._Element | None) -> str:
    return attribute(child(shown, "numFmt"), "val", "decimal")

"""The styles of a Word file: what a paragraph is and how it looks, through what they build on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from dossier.ooxml.elements import attribute, child, number, switch
from dossier.ooxml.style_names import canonical, style_id, style_name, styles_in

_HEADING = re.compile(r"heading ([1-9])")
RAISED = 3
"""Half points above the line, from which words are raised; what is lower only aligns."""


class Styles:
    """Styles by their ids; `root` is None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        every = styles_in(root)
        self.found = {style_id(each): each for each in every}
        basic = (each for each in every if _is_default(each))
        self.basic = attribute(next(basic, None), "styleId")
        self.defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self.chain = cache(self._chain)
        self.style_font = cache(self._style_font)

    def _chain(self, id_: str) -> tuple[etree._Element, ...]:
        """Return a style and those it is based on; one that is based on itself ends."""
        met: dict[str, etree._Element] = {}
        while id_ in self.found and id_ not in met:
            met[id_] = self.found[id_]
            id_ = attribute(child(met[id_], "basedOn"))
        return tuple(met.values())

    def names(self, id_: str) -> tuple[str, ...]:
        """Return the names of a style and of those it is based on, as they are compared.

        One that the file does not describe, or does not name, has that of its id.
        """
        chain = self.chain(id_ or self.basic)
        if id_ and not chain:
            return (_by_id(id_),)
        return tuple(canonical(style_name(each)) or _by_id(style_id(each)) for each in chain)

    def heading(self, id_: str, properties: etree._Element | None) -> int:
        """Return the level of a heading that a paragraph is, or 0."""
        for each in (properties, *(child(each, "pPr") for each in self.chain(id_ or self.basic))):
            level = number(child(each, "outlineLvl"))
            if level is not None:
                return level + 1 if level < 9 else 0
        found = (_HEADING.fullmatch(name) for name in self.names(id_))
        return next((int(each[1]) for each in found if each), 0)

    def numbering(self, id_: str) -> tuple[str, int | None]:
        """Return the list that a style puts a paragraph in ("" for none), and its level there."""
        list_, level = "", None
        for each in self.chain(id_ or self.basic):
            properties = child(each, "pPr", "numPr")
            list_ = list_ or attribute(child(properties, "numId"))
            level = number(child(properties, "ilvl")) if level is None else level
        return list_, level

    def bold(self, id_: str) -> bool:
        """Whether a style is bold."""
        return self.switched(id_, "b")

    def italic(self, id_: str) -> bool:
        """Whether a style is in italics."""
        return self.switched(id_, "i")

    def switched(self, id_: str, name: str) -> bool:
        """Whether a style turns a look on, such as "vanish"."""
        return next((each for each in self._switches(id_, name) if each is not None), False)

    def _switches(self, id_: str, name: str) -> Iterator[bool | None]:
        return (switch(child(each, "rPr"), name) for each in self.chain(id_))

    def shows(
        self, name: str, properties: etree._Element | None, style: str, paragraph: str
    ) -> bool:
        """Whether a run has a look, by itself, its style, its paragraph’s style or the defaults."""
        direct = switch(properties, name)
        if direct is not None:
            return direct
        above = (style, paragraph or self.basic)
        default = switch(self.defaults, name) or False
        return default or any(self.switched(each, name) for each in above)

    def size(self, id_: str) -> int:
        """Return the size of a style's letters in half points, or 0 where it says none."""
        every = (child(each, "rPr", "sz") for each in self.chain(id_ or self.basic))
        sizes = (number(each) for each in (*every, child(self.defaults, "sz")))
        return next((each for each in sizes if each), 0)

    def font(self, properties: etree._Element | None, style: str, paragraph: str) -> str:
        """Return the font of a run's Latin letters, its own or its styles’; "" for a theme's."""
        own = _font(properties)
        if own is None:
            own = self.style_font(style) if style else None
        return (self.style_font(paragraph) if own is None else own) or ""

    def _style_font(self, id_: str) -> str | None:
        found = (_font(child(each, "rPr")) for each in self.chain(id_ or self.basic))
        return next((each for each in found if each is not None), None)

    def raised(self, properties: etree._Element | None, style: str, paragraph: str) -> bool:
        """Whether a run stands above its line, by itself or by the nearest of its styles."""
        above = (*self.chain(style), *self.chain(paragraph or self.basic))
        every = (properties, *(child(each, "rPr") for each in above), self.defaults)
        alignments = (attribute(child(each, "vertAlign")) for each in every)
        alignment = next(filter(None, alignments), "baseline")
        heights = (number(child(each, "position")) for each in every)
        height = next((each for each in heights if each is not None), 0)
        return alignment == "superscript" or (alignment == "baseline" and height >= RAISED)

    def centred(self, id_: str) -> bool:
        """Whether a style centres its lines."""
        every = (child(each, "pPr", "jc") for each in self.chain(id_ or self.basic))
        return next((attribute(each) == "center" for each in every if each is not None), False)


def _font(properties: etree._Element | None) -> str | None:
    """Return the font that properties name; one of the theme has no name, and comes before it."""
    fonts = child(properties, "rFonts")
    if attribute(fonts, "asciiTheme"):
        return ""
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or None


def _by_id(id_: str) -> str:
    """Return the name of a style that the file does not name, by its id."""
    return canonical(re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=\D)(?=[1-9]$)", " ", id_))


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph"

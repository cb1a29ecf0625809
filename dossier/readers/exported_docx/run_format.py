"""How words look beyond their paragraph: bold, italic, hidden, struck out, their style."""

from __future__ import annotations

from functools import cache

from lxml import etree

from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute, child, switch
from dossier.ooxml.styles import Styles
from dossier.ooxml.unseen import UnseenWords

_PLAIN = "default paragraph font"
"""The style of words that have none."""

_STRUCK = ("strike", "dstrike")
_EMPHASIS = "emphasis"
"""How the names of styles begin that stand for italics where a language has none."""


@frozen
class RunFormat:
    """How a run looks; bold words in a paragraph whose style is bold are not bold of their own."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    style: str = ""


class RunFormats:
    """The looks of runs by their properties and the style of their paragraph."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.unseen = UnseenWords(styles)
        self.switched = cache(self._switched)
        self.name = cache(self._name)
        self.emphasised = cache(self._emphasised)
        self.bare = cache(self._bare)

    def of(self, paragraph: str, properties: etree._Element | None) -> RunFormat:
        """Return the look of a run in a paragraph of the style `paragraph`."""
        if properties is None or not len(properties):
            return self.bare(paragraph)
        style = attribute(child(properties, "rStyle"))
        hidden = switch(properties, "vanish")
        if hidden is None:
            hidden = self.switched(style, "vanish") or self.switched(paragraph, "vanish")
        return RunFormat(
            self._own("b", paragraph, style, properties),
            self._own("i", paragraph, style, properties),
            hidden,
            any(self.styles.shows(each, properties, style, paragraph) for each in _STRUCK),
            self.name(style),
        )

    def _bare(self, paragraph: str) -> RunFormat:
        struck = any(self.styles.shows(each, None, "", paragraph) for each in _STRUCK)
        return RunFormat(hidden=self.switched(paragraph, "vanish"), struck=struck)

    def raised(self, paragraph: str, properties: etree._Element | None) -> bool:
        """Whether a run stands above its line, whatever raises it."""
        style = attribute(child(properties, "rStyle"))
        return self.styles.raised(properties, style, paragraph)

    def _own(
        self, name: str, paragraph: str, style: str, properties: etree._Element | None
    ) -> bool:
        """Whether a run is, say, bold where its paragraph's style is not.

        A style of characters turns the look of the paragraph round (ECMA-376, part 1, 17.7.3).
        """
        direct = switch(properties, name)
        above = self.switched(paragraph, name)
        if self.emphasised(style):
            if name == "b":
                return not above and bool(direct)
            return direct or (direct is None and switch(properties, "b") is not False)
        return not above and (self.switched(style, name) if direct is None else direct)

    def _emphasised(self, id_: str) -> bool:
        """Whether a style is that of emphasis in a language without italics, which is bold."""
        named = self.name(id_).startswith(_EMPHASIS)
        return named and self.switched(id_, "b") and not self.switched(id_, "i")

    def _switched(self, id_: str, name: str) -> bool:
        every = (switch(child(each, "rPr"), name) for each in self.styles.chain(id_))
        return next((each for each in every if each is not None), False)

    def _name(self, id_: str) -> str:
        name = next(iter(self.styles.names(id_)), "") if id_ else ""
        return "" if name == _PLAIN else name

"""What a paragraph of a Word file is: by the names of its styles, then by its bullet or number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from lxml import etree

from dossier.model.document import Alignment
from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute, child, number
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.piece import Listed
from dossier.readers.exported_docx.paragraphs import Kind, Shape

_NAMES: dict[str, Kind] = {
    "title": "title",
    "letter subject": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "caption": "caption",
    "picture": "picture",
    "logos": "frame",
    "notes heading": "frame",
    "cover label": "cover",
    "cover text": "cover",
    "numbered paragraph": "paragraph",
}
_LEVELED = re.compile(r"(heading|list bullet|list number|list continue)(?: ([1-9]))?")
_KINDS: dict[str, Kind] = {
    "heading": "heading",
    "list bullet": "bullet",
    "list number": "number",
    "list continue": "continue",
}
_CONTENTS = re.compile(r"toc( [1-9]| heading)|table of .*|contents heading")
_ALIGNED: Mapping[str, Alignment] = {
    "left": "left", "center": "center", "right": "right", "end": "right"
}  # fmt: skip


@frozen
class _Said:
    """What a style says; `firm` where a button for lists does not change it."""

    kind: Kind
    level: int = 0
    firm: bool = True


class Shapes:
    """The shapes of paragraphs by their properties."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.said = cache(self._said)
        self.starts: dict[str, dict[int, int]] = defaultdict(dict)

    def is_contents(self, style: str) -> bool:
        """Whether a style is one of a table of contents, which Word makes."""
        return bool(_CONTENTS.fullmatch(self.name(style)))

    def name(self, style: str) -> str:
        """Return the name of a style in small letters, as Word knows it."""
        return next(iter(self.styles.names(style)), "")

    def of(self, properties: etree._Element | None, style: str) -> Shape:
        """Return the shape of a paragraph that does not stand in a table."""
        said = self.said(style)
        level = 0 if said else self.styles.heading(style, properties)
        if level:
            return Shape("heading", level)
        said = said or _Said("paragraph", firm=False)
        if said.firm:
            return Shape(said.kind, said.level)
        return self._listed(properties, style, said)

    def align(self, properties: etree._Element | None) -> Alignment:
        """Return how a cell is aligned, or "" where nothing is said of it."""
        return _ALIGNED.get(attribute(child(properties, "jc")), "")

    def _listed(self, properties: etree._Element | None, style: str, said: _Said) -> Shape:
        """Return what the numbering makes of a paragraph."""
        list_, level = self.styles.numbering(style)
        own = child(properties, "numPr")
        list_ = attribute(child(own, "numId"), "val", list_)
        direct = number(child(own, "ilvl"))
        listed = self.numbering.listed(list_, level if direct is None else direct, style)
        if listed is None:
            return Shape("paragraph") if list_ == "0" else Shape(said.kind, said.level)
        level = max(said.level, listed.level + 1)
        if not listed.ordered:
            return Shape("bullet", level)
        start = self._start(listed)
        if self.name(style) == "numbered paragraph":
            level -= 1
        if not level:
            return Shape("paragraph")
        return Shape("number", level, listed.series, start, form=listed.form)

    def _start(self, listed: Listed) -> int:
        """Return the number that a list starts with; one inside an item starts in each anew."""
        starts = self.starts[listed.series]
        for deeper in [each for each in starts if each > listed.level]:
            del starts[deeper]
        return starts.setdefault(listed.level, listed.number)

    def _said(self, style: str) -> _Said | None:
        """Return what the nearest name says that says anything."""
        for name in self.styles.names(style):
            leveled = _LEVELED.fullmatch(name)
            if leveled:
                kind = _KINDS[leveled[1]]
                level = int(leveled[2] or 1)
                return _Said(kind, level, firm=kind in ("heading", "continue"))
            if name in _NAMES:
                return _Said(_NAMES[name], firm=name != "numbered paragraph")
            if name.endswith(" bullet"):
                return _Said("bullet", 1, firm=False)
        return None

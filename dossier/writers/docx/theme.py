"""Give the styles of a Word file the colours and fonts of a look.

Styles hold colours as plain values, so that Word's own dialogs can change them. What equals a
value of the look that the styles were made for gets the new look's; all else stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from dossier.model.theme import COLOURS, WORD, Theme
from dossier.ooxml.names import q

_COLOURED = ("val", "color", "fill")
_FONTS = ("ascii", "hAnsi", "eastAsia", "cs")


def recolour(word: Any, theme: Theme, made_for: Theme) -> None:
    """Change colours and fonts of styles, lists, headers and footers from one look to another."""
    colours = {_hex(old): _hex(new) for old, new in _changed(theme, made_for, COLOURS)}
    fonts = dict(_changed(theme, made_for, WORD))
    if not colours and not fonts:
        return
    for root in _roots(word):
        for element in root.iter(etree.Element):
            _change(element, _COLOURED, colours)
            if element.tag == q("rFonts"):
                _change(element, _FONTS, fonts)


def resize(word: Any, scale: float) -> None:
    """Make the type of all styles larger or smaller."""
    if scale == 1:
        return
    for root in _roots(word):
        for element in root.iter(q("sz"), q("szCs")):
            element.set(q("val"), str(round(int(element.get(q("val"))) * scale)))


def _changed(theme: Theme, made_for: Theme, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        old, new = made_for.values.get(name), theme.values.get(name)
        if old and new and old != new:
            yield old, new


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _roots(word: Any) -> Iterator[etree._Element]:
    yield word.styles.element
    yield word.part.numbering_part.element
    for section in word.sections:
        for part in (section.header, section.footer, section.first_page_header):
            yield part._element


def _change(element: etree._Element, names: tuple[str, ...], values: Mapping[str, str]) -> None:
    for name in names:
        value = element.get(q(name))
        new = values.get(value.upper(), values.get(value)) if value else None
        if new:
            element.set(q(name), new)

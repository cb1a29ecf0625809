"""Paragraphs of Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from dossier.model.document import Inlines
from dossier.ooxml.elements import make

Draw = Callable[[Inlines], Iterator[etree._Element]]
"""Makes the elements of words."""


def paragraph(style: str, content: list[etree._Element]) -> etree._Element:
    """Return a paragraph in `style`; its first child holds its properties."""
    return make("p", make("pPr", make("pStyle", val=style)), *content)

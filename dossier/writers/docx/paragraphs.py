"""Paragraphs of Word files."""

from __future__ import annotations

from lxml import etree

from dossier.ooxml.elements import make


def paragraph(style: str, content: list[etree._Element]) -> etree._Element:
    """Return a paragraph in `style`; its first child holds its properties."""
    return make("p", make("pPr", make("pStyle", val=style)), *content)

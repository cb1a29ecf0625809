"""Make pictures lower that are taller than a page, whatever the paper and the style."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Set

from dossier.writers.pdf.line_boxes import EndlessPage

_MOST = 0.85
"""The part of a page that a picture may take, so that its caption has room, too."""


def tall_pictures(root: etree.Element, laid: EndlessPage) -> frozenset[int]:
    """Return which pictures of `root`, in their order, are too tall for a page."""
    tall = {
        piece.element
        for piece in laid.text.pieces
        if piece.element.tag == "img" and piece.bottom - piece.top > laid.room * _MOST
    }
    return frozenset(at for at, each in enumerate(root.iter("img")) if each in tall)


def with_low_pictures(root: etree.Element, tall: Set[int], room: float) -> etree.Element:
    """Return `root` with its `tall` pictures as high as they may be; `room` is in CSS pixels."""
    most = f"max-height: {room * _MOST:.1f}px"
    for at, image in enumerate(root.iter("img")):
        if at in tall:
            image.set("style", f"{image.get('style', '')}; {most}".removeprefix("; "))
    return root

"""What an element says, as a value to compare: without marks of editing, in one order."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from dossier.ooxml.names import R, W, q

_IGNORED = frozenset(
    q(name) for name in ("rPrChange", "pPrChange", "lang", "noProof", "sectPr", "ins", "del",
                         "moveFrom", "moveTo", "webHidden")
)  # fmt: skip
_FORGOTTEN = ("rsid", "paraId", "textId", "/namespace}space")

Target = Callable[[str], str]
"""Gives what a relation's id stands for."""


def _same(id_: str) -> str:
    return id_


def saying(element: etree._Element | None, target: Target = _same) -> tuple[object, ...]:
    """Return all that `element` says; relations by what they lead to.

    Numbers that only keep drawings apart are left out.
    """
    if element is None:
        return ()
    named = element.tag.endswith(("}docPr", "}cNvPr"))
    said = sorted(
        (key, target(value) if key.startswith(f"{{{R}}}") else value)
        for key, value in element.attrib.items()
        if not any(each in key for each in _FORGOTTEN) and not (named and key in ("id", "name"))
    )
    inner = tuple(saying(each, target) for each in element if each.tag not in _IGNORED)
    return (element.tag, tuple(said), element.text if not len(element) else "", inner)


class FormatKeys:
    """The looks of runs and paragraphs as values; each way of writing one is read once."""

    def __init__(self) -> None:
        self.known: dict[bytes, tuple[object, ...]] = {}

    def __call__(self, properties: etree._Element | None) -> tuple[object, ...]:
        """Return the look that `w:rPr` or `w:pPr` gives, with its parts in one order.

        What a paragraph's properties say of its end is left out.
        """
        if properties is None or not len(properties):
            return ()
        written = etree.tostring(properties, with_tail=False)
        if written not in self.known:
            parts = (each for each in properties if each.tag not in _IGNORED)
            mark = f"{{{W}}}rPr"
            self.known[written] = tuple(
                sorted((saying(e) for e in parts if e.tag != mark), key=repr)
            )
        return self.known[written]

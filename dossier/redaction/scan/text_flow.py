"""The words of a tree of elements, paragraph by paragraph, as a reader sees them.

Words run on through runs and spans and end at paragraphs and cells. What a file holds twice is
read in every way: with changes accepted and without, with hidden words and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dossier.model.frozen import frozen
from dossier.redaction.names.letters import listed

_APART = listed(
    """address article aside blockquote body button caption cell comment dd desc div dl dt
    fieldset figcaption figure footer form h h1 h2 h3 h4 h5 h6 head header hr is legend li list-item
    main nav ol optgroup option p pre row section select si summary table table-cell table-row tbl
    tbody tc td text textarea tfoot th thead title tr ul"""
)
"""Elements that begin and end a paragraph, in web pages, Office and ODF, and SVG."""

_ASIDE = listed("annotation note noscript script style template textbox txbxContent")
"""Elements whose words stand apart from those around, which run on."""

_LAYERS = {
    "del": "deleted",
    "moveFrom": "deleted",
    "ins": "added",
    "moveTo": "added",
    "instrText": "field",
    "delInstrText": "field",
    "Fallback": "fallback",
    "Choice": "choice",
}
_SPACES = listed("br cr line-break ptab s tab")
_HIDDEN = listed("vanish webHidden specVanish")
_BORDER = "\0"
"""Stands where an element begins or ends within a paragraph."""

_WITHIN = re.compile(r"\w\0+(?=\w)")


@frozen
class Passage:
    """The words of a paragraph; `kind` is "", the element they stand aside in, or their layer."""

    text: str
    kind: str


@dataclass(slots=True)
class _Block:
    """A paragraph that is being read: its kind, and its words with the layer of each."""

    kind: str
    words: list[tuple[str, str]] = field(default_factory=list)


def flow(root: etree._Element) -> Iterator[Passage]:
    """Yield the words of `root`, comments and instructions in it included."""
    for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield Passage(node.text or "", "comment")
    if not _says(root):
        return
    reader = _Reader()
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        match event:
            case "start":
                reader.begin(node)
            case "end":
                yield from reader.end(node)
            case _:
                yield Passage(node.text or "", "comment")
                reader.say(node.tail)
    yield from _passages(reader.blocks[0])


def _says(root: etree._Element) -> bool:
    """Whether there are any words; most parts of an Office file have none, and many elements."""
    others = root.iter(etree.Comment, etree.ProcessingInstruction, "{*}sym")
    return any(map(str.strip, map(str, root.itertext()))) or next(others, None) is not None


class _Reader:
    """Follows the elements of a tree; `blocks` are the open paragraphs, outermost first."""

    def __init__(self) -> None:
        self.blocks = [_Block("")]
        self.layers = [""]
        self.names: dict[Any, str] = {}

    def say(self, text: str | None) -> None:
        if text:
            self.blocks[-1].words.append((self.layers[-1], text))

    def begin(self, node: etree._Element) -> None:
        """Open an element, and a paragraph where it makes one."""
        name = self.name(node.tag)
        if name in _ASIDE:
            self.blocks.append(_Block(name))
        elif name in _APART:
            self.blocks.append(_Block(self.blocks[-1].kind))
        else:
            self.say(" " if name in _SPACES and not (node.text or len(node)) else _BORDER)
        if name in _HIDDEN and len(self.layers) > 2:
            self.layers[-2] = "hidden"
        self.layers.append(_LAYERS.get(name, self.layers[-1]))
        self.say(_sign(node) if name in ("sym", "noBreakHyphen") else node.text)

    def end(self, node: etree._Element) -> Iterator[Passage]:
        """Close an element, and yield the paragraph that ends with it."""
        name = self.name(node.tag)
        self.layers.pop()
        if name in _ASIDE or name in _APART:
            yield from _passages(self.blocks.pop())
        if name in _APART:
            self.say("\n")
        elif name not in _ASIDE:
            self.say(_BORDER)
        self.say(node.tail)

    def name(self, tag: Any) -> str:
        """Return the name of a tag without its namespace."""
        if tag not in self.names:
            self.names[tag] = str(tag).rpartition("}")[2]
        return self.names[tag]


def _sign(node: etree._Element) -> str:
    """Return the letter that Word takes from a font by its number, or a hyphen."""
    code = next((str(value) for key, value in node.items() if str(key).endswith("}char")), "")
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return "-"
    number = int(code, 16)
    return chr(number - 0xF000 if 0xF000 <= number < 0xF100 else number)


_READINGS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("", "", lambda layer: layer not in ("deleted", "field", "fallback")),
    ("deleted", "deleted", lambda layer: layer not in ("added", "field", "fallback")),
    ("hidden", "", lambda layer: layer not in ("hidden", "deleted", "field", "fallback")),
    ("fallback", "", lambda layer: layer not in ("choice", "deleted", "field")),
    ("field", "field", lambda layer: layer == "field"),
)
"""How a paragraph is read that has words of some layer: what that is, and which words count."""


def _passages(block: _Block) -> Iterator[Passage]:
    layers = {layer for layer, _ in block.words}
    for layer, kind, counts in _READINGS:
        if layer and layer not in layers:
            continue
        text = "".join(said for each, said in block.words if counts(each))
        if not text.strip("\0 \t\r\n"):
            continue
        yield Passage(text.replace(_BORDER, ""), kind or block.kind)
        if _WITHIN.search(text):
            yield Passage(text.replace(_BORDER, " "), kind or block.kind)

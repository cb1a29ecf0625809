"""Change the file of a block so that it reads as wanted, and as little else of it as can be.

The differences between the nodes that the file reads as and those that are wanted become splices of
its source (`changes`), found where the reader says each node stands (`node_positions`) and how each
word is spelled (`token_positions`). What was made is read again before it is returned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from dossier.interchange.markdown_source.changes import BlockChange, Fineness
from dossier.interchange.markdown_source.equality import same
from dossier.interchange.markdown_source.markdown_context import MarkdownContext, Unwritable
from dossier.interchange.markdown_source.node_positions import Unplaced, node_positions
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.interchange.markdown_source.splices import Overlap, Splice, spliced
from dossier.interchange.markdown_source.typed_phrases import check_typed_phrases
from dossier.interchange.markdown_source.write import write_source
from dossier.model.document import Block, Nodes
from dossier.model.faults import Fault
from dossier.readers.blocks.block import read_block

__all__ = ["Unwritable", "rewrite"]

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BREAK = re.compile(r"\r\n?|\n")
_REMARK = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)


def rewrite(source: str, wanted: Nodes, file: str, known: Block | None = None) -> str:
    """Return the text of a block's file so that its Markdown reads as the nodes `wanted`.

    `source` is the whole file, with its head. What the change does not touch stays as it is, to the
    byte. `known` is the block that `source` is, where it was read before. Raises Unwritable if no
    Markdown reads so, or if words that look like a phrase for some readers come in.
    """
    text = _BREAK.sub("\n", source)
    block = known or read_block(text, file)[0]
    head = _HEAD.match(text)
    if block is None or head is None:
        raise Unwritable(f"{file} has no head that can be read, so it cannot be changed")
    if same(block.content, wanted, block.id):
        return source
    check_typed_phrases(wanted, block.content)
    refused: Unwritable | None = None
    for attempt in _attempts(text, head.end(), block.content, wanted, block.id):
        try:
            splices = attempt()
            made = spliced(text, splices)
        except (Unplaced, Overlap):
            continue
        except Unwritable as error:
            refused = error
            continue
        splices = [*splices, *_kept(text, made, head.end())]
        read, findings = read_block(spliced(text, splices), file)
        bare = any(each.rule == Fault.STRAY_PHRASE for each in findings)
        if read is not None and same(read.content, wanted, block.id) and not bare:
            return _back(source, splices)
    raise refused or Unwritable(f"{file} cannot be written so that it reads as wanted")


def _attempts(
    text: str, body: int, old: Nodes, new: Nodes, block: str
) -> Iterator[Callable[[], list[Splice]]]:
    """Yield ways to change the text, the finest first."""

    def changed(fineness: Fineness) -> list[Splice]:
        edits = SpliceCollector(node_positions(text, body, old), block)
        return BlockChange(edits, MarkdownContext(block), old, new, fineness).all()

    yield lambda: changed(Fineness.WORDS)
    yield lambda: changed(Fineness.PARAGRAPHS)
    yield lambda: changed(Fineness.NODES)
    yield lambda: [
        Splice(body, len(text), _gap(text, body) + _remarks(text[body:]) + write_source(new, block))
    ]


def _gap(text: str, body: int) -> str:
    """Return the blank lines between head and text."""
    rest = text[body:]
    return "\n" * (len(rest) - len(rest.lstrip("\n")))


def _remarks(text: str) -> str:
    return "".join(f"{remark}\n\n" for remark in _REMARK.findall(text))


def _kept(text: str, made: str, body: int) -> list[Splice]:
    """Return what puts remarks behind the text that stood in words that went, or none."""
    lost = Counter(_REMARK.findall(text[body:])) - Counter(_REMARK.findall(made[body:]))
    if not lost:
        return []
    gap = "\n" * (2 - len(made) + len(made.rstrip("\n"))) if made[body:].strip() else ""
    return [Splice(len(text), len(text), gap + "\n\n".join(lost.elements()) + "\n")]


def _back(source: str, splices: Sequence[Splice]) -> str:
    """Carry out splices, made for line ends of one sign, in the text with its own."""
    found = list(_BREAK.finditer(source))
    if not any(len(each[0]) == 2 or each[0] == "\r" for each in found):
        return spliced(source, splices)
    usual = max(("\r\n", "\n", "\r"), key=[each[0] for each in found].count)
    double = [each.start() for each in found if len(each[0]) == 2]
    at = [start - number for number, start in enumerate(double)]

    def there(place: int) -> int:
        return place + bisect_left(at, place)

    return spliced(
        source,
        [Splice(there(e.start), there(e.end), e.text.replace("\n", usual)) for e in splices],
    )

"""Find what is wrong between blocks: ids that stand twice, what rests on nothing or on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import Block, Heading, Paragraph
from dossier.model.faults import Fault
from dossier.model.walk import everything

_SUPPORTS = {
    "concern": Fault.RECOMMENDATION_WITHOUT_CONCERN,
    "obligation": Fault.RECOMMENDATION_WITHOUT_OBLIGATION,
}
"""What a recommendation must rest on, with the finding where it does not."""


def faults_of(library: BlockLibrary) -> Iterator[Finding]:
    """Find ids of blocks, or in them, that stand twice, and what rests on nothing."""
    yield from _doubled(library.own)
    yield from _unsupported(library)


def _doubled(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Find ids that stand twice: of blocks, of paragraphs and headings."""
    seen: dict[str, str] = {}
    for block in blocks:
        inside = [each for each in everything(block) if isinstance(each, Paragraph | Heading)]
        for id_, line in [(block.id, block.line), *((each.id, each.line) for each in inside)]:
            if id_ in seen:
                message = f'the id "{id_}" is taken already ({seen[id_]})'
                yield Finding(block.file, line, Fault.DOUBLED_ID, message, "give it another id")
            else:
                seen[id_] = f"{block.file}:{line}"


def _unsupported(library: BlockLibrary) -> Iterator[Finding]:
    """Find recommendations that rest on nothing, and blocks that rest on one that is not there."""
    blocks = library.own
    yield from _round(blocks)
    kinds = {block.id: block.kind for block in blocks}
    for block in blocks:
        for id_ in block.rests_on:
            if id_ not in kinds and not library.may_hold(id_):
                message = f'"{block.id}" rests on "{id_}", which is no block of this document'
                hint = did_you_mean(id_, kinds, "name the id of a concern or an obligation")
                line = block.line_of("rests_on")
                yield Finding(block.file, line, Fault.UNKNOWN_ID, message, hint)
        if block.kind != "recommendation" or any(map(library.may_hold, block.rests_on)):
            continue
        for kind, rule in _SUPPORTS.items():
            if not any(kinds.get(id_) == kind for id_ in block.rests_on):
                message = f'recommendation "{block.id}" names no {kind}'
                hint = f"add the id of a block of kind {kind} to `rests_on:` in its head"
                line = block.line_of("rests_on")
                yield Finding(block.file, line, rule, message, hint, severity="warning")


def _round(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Find blocks that rest on each other, however far round."""
    rests = {block.id: block.rests_on for block in blocks}
    for block in blocks:
        path = _path_back(block.id, rests)
        if path and block.id == min(path):
            message = f"blocks rest on each other: {' → '.join(path)}"
            hint = "take one of them out of `rests_on:`"
            yield Finding(block.file, block.line_of("rests_on"), Fault.CYCLE, message, hint)


def _path_back(start: str, rests: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the way from `start` back to itself, or nothing where there is none."""
    ways: list[tuple[str, ...]] = [(start, each) for each in rests.get(start, ())]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, each) for each in rests.get(way[-1], ())]
    return ()

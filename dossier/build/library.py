"""Read the blocks that documents of a dossier can take, or take them from an earlier run."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dossier.build.registries import inside
from dossier.model.block_library import ANY, BlockLibrary
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Figure, Node
from dossier.project import kept_results
from dossier.project.journal import content_digest
from dossier.project.layout import Files
from dossier.readers.blocks.block import read_block
from dossier.readers.yaml_parts import WORD


def library_of(files: Files) -> tuple[BlockLibrary, list[Finding]]:
    """Return the blocks a document can take: the dossier's, the library's, other dossiers'.

    Findings say which of them cannot be read.
    """
    own, unread, findings = _read_blocks(files)
    others: dict[str, tuple[Block, ...]] = {}
    for name, other in files.others().items():
        blocks, words, wrong = _read_blocks(other)
        unread |= words
        others[name] = tuple(_away(each, files, other) for each in blocks)
        findings += wrong
    return BlockLibrary(own, others, frozenset(unread)), findings


def _away(block: Block, files: Files, home: Files) -> Block:
    """Return a block of another dossier with the paths of its pictures leading there."""

    def moved(node: Node) -> Node:
        if isinstance(node, Figure):
            return replace(node, path=inside(files, home, node.path))
        return node

    return replace(block, content=tuple(moved(each) for each in block.content))


def _read_blocks(files: Files) -> tuple[tuple[Block, ...], set[str], list[Finding]]:
    """Return the blocks, the words of what cannot be read, and findings."""
    blocks: list[Block] = []
    unread: set[str] = set()
    findings: list[Finding] = []
    kept_results.fetch({files.shown(path): _inputs(files, path) for path in files.blocks()})
    for path in files.blocks():
        text, found = files.text(path)
        findings += found
        unread |= {ANY} if found else set()
        if not found:
            name = files.shown(path)
            make = partial(read_block, text, name)
            block, found = kept_results.shared(name, _inputs(files, path), make)
            findings += found
            blocks += [block] if block else []
            unread |= set() if block else set(WORD.findall(text))
    return tuple(blocks), unread, findings


def _inputs(files: Files, path: str) -> str:
    """Return a digest of all that a block follows from."""
    return f"block {files.shown(path)} {content_digest(files.content[path])}"

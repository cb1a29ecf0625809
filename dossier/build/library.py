"""Read the blocks that documents of a dossier can take, or take them from an earlier run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dossier.build.registries import inside
from dossier.model.block_library import ANY, BlockLibrary
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import Block, Figure, Node
from dossier.model.faults import Fault
from dossier.model.translation import (
    RECORD,
    Translation,
    language_of_file,
    record_file,
    with_original,
)
from dossier.project import kept_results
from dossier.project.journal import content_digest
from dossier.project.layout import Files
from dossier.readers.blocks.block import read_block
from dossier.readers.translation_record import read_record
from dossier.readers.yaml_parts import WORD


def library_of(files: Files, code: str | None = None) -> tuple[BlockLibrary, list[Finding]]:
    """Return the blocks a document can take: the dossier's, the library's, other dossiers'.

    Findings say which of them cannot be read. With the `code` of a language, translations into
    others are left out.
    """
    own, unread, findings = _read_blocks(files, files.blocks())
    translations, wrong = translations_of(files, own, code)
    findings += wrong
    others: dict[str, tuple[Block, ...]] = {}
    for name, other in files.others().items():
        blocks, words, wrong = _read_blocks(other, other.blocks())
        unread |= words
        others[name] = tuple(_away(each, files, other) for each in blocks)
        put, faults = translations_of(other, blocks, code)
        translations += [
            replace(each, place=name, block=_away(each.block, files, other)) for each in put
        ]
        findings += (*wrong, *faults)
    return BlockLibrary(own, others, frozenset(unread), tuple(translations)), findings


def translations_of(
    files: Files, blocks: Sequence[Block], code: str | None = None
) -> tuple[list[Translation], list[Finding]]:
    """Return the translations of blocks of one folder, and findings; one without original is none.

    An error in one stops no document in another language, so a missing original is a warning. With
    the `code` of a language, only those into it are read.
    """
    every = files.translations()
    paths = [each for each in every if code is None or language_of_file(each) == code]
    read, _, findings = _read_blocks(files, paths)
    originals = {each.id: each for each in blocks}
    records = {files.shown(path): record_file(path) for path in paths}
    found: dict[tuple[str, str], Translation] = {}
    for block in read:
        into = language_of_file(block.file)
        first = found.get((into, block.id))
        if block.id not in originals:
            message = f'the translation is of the block "{block.id}", which is not there'
            hint = did_you_mean(
                block.id, originals, "delete the file, or name its original as `id:`"
            )
            findings.append(Finding(
                block.file, block.line, Fault.STRAY_TRANSLATION, message, hint, severity="warning"
            ))  # fmt: skip
        elif first:
            message = f'the block "{block.id}" is translated twice (first in {first.block.file})'
            hint = "delete one of the two"
            findings.append(Finding(block.file, block.line, Fault.DOUBLED_ID, message, hint))
        else:
            made, wrong = _translation(files, records[block.file], originals[block.id], block)
            found[into, block.id] = made
            findings += wrong
    return list(found.values()), [*findings, *_stray_records(files)]


def _stray_records(files: Files) -> Iterator[Finding]:
    """Find records whose translation is not there: it was renamed or deleted by hand."""
    for path in (each for each in files.content if each.endswith(RECORD)):
        block = f"{path.removesuffix(RECORD)}.md"
        if block not in files.content:
            message = f'the record is of the translation "{block}", which is not there'
            hint = "rename it with its translation, or delete it"
            rule = Fault.STRAY_TRANSLATION
            yield Finding(files.shown(path), 0, rule, message, hint, severity="warning")


def _translation(
    files: Files, record: str, original: Block, block: Block
) -> tuple[Translation, tuple[Finding, ...]]:
    """Return a translation with what the file `record` says of it, if there is one."""
    code, whole = language_of_file(block.file), with_original(original, block)
    if record not in files.content:
        return Translation(code, whole, record=files.shown(record)), ()
    text, wrong = files.text(record)
    units, faults = (None, ()) if wrong else read_record(text, files.shown(record))
    return Translation(code, whole, "", files.shown(record), units), (*wrong, *faults)


def _away(block: Block, files: Files, home: Files) -> Block:
    """Return a block of another dossier with the paths of its pictures leading there."""

    def moved(node: Node) -> Node:
        if isinstance(node, Figure):
            return replace(node, path=inside(files, home, node.path))
        return node

    return replace(block, content=tuple(moved(each) for each in block.content))


def _read_blocks(
    files: Files, paths: Sequence[str]
) -> tuple[tuple[Block, ...], set[str], list[Finding]]:
    """Return the blocks of some files, the words of what cannot be read, and findings."""
    blocks: list[Block] = []
    unread: set[str] = set()
    findings: list[Finding] = []
    kept_results.fetch({files.shown(path): _inputs(files, path) for path in paths})
    for path in paths:
        text, found = files.text(path)
        findings += found
        unread |= {ANY} if found else set()
        if not found:
            block, found = block_of(files, path)
            findings += found
            blocks += [block] if block else []
            unread |= set() if block else set(WORD.findall(text))
    return tuple(blocks), unread, findings


def block_of(files: Files, path: str) -> tuple[Block | None, tuple[Finding, ...]]:
    """Return the block of a file, and what is wrong with it; an earlier run may have read it."""
    name = files.shown(path)
    make = partial(read_block, files.text(path)[0], name)
    return kept_results.shared(name, _inputs(files, path), make)


def _inputs(files: Files, path: str) -> str:
    """Return a digest of all that a block follows from."""
    return f"block {files.shown(path)} {content_digest(files.content[path])}"

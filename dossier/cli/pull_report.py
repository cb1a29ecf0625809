"""Tell what a pull found: block by block, word by word, with who and when."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.pull.comments import authors_of
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.left_words import Left
from dossier.interchange.pull.results import Conflict, Edit, Proposal
from dossier.interchange.pull.run import PulledFile, PullResult
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import Key, KeyKind, RunFormat, Token
from dossier.interchange.pull.tokens import shown as said
from dossier.model.diagnostics import errors
from dossier.model.document import Nodes, Reference
from dossier.model.flat_paragraphs import flatten
from dossier.model.textdiff import difference, smoothed
from dossier.project.layout import shown
from dossier.readers.exported_docx.paragraphs import Returned

_AROUND = 8
"""Words shown on each side of a change."""

_Authors: TypeAlias = tuple[tuple[str, str], ...]
"""Names, each with a time."""

_RED, _GREEN, _BOLD, _PLAIN = "\x1b[31;9m", "\x1b[32;4m", "\x1b[1m", "\x1b[0m"


def tell(result: PullResult, options: argparse.Namespace) -> None:
    """Print what was found in each file, and what became of it; or all of it as JSON."""
    if options.json:
        tell_json({**record(result), "single": []}, result.findings)
        return
    colour = sys.stdout.isatty()
    for file in result.files:
        for line in _file(result, file, colour):
            print(line)
    tell_findings(result.findings)
    for line in end(result):
        print(line)


def _file(result: PullResult, file: PulledFile, colour: bool) -> Iterator[str]:
    said_by = _saved(file.returned)
    yield f"{_bold(shown(file.path), colour)}: an export of {_document(file.base)}{said_by}"
    yield from _edits(result, file, colour)
    for left in file.left:
        when = f"{left.author} {_when(left.date)}".strip()
        yield f"  left for review, by {when}: {_left(left, colour)}"
    found = file.pulled
    if not (found.found or found.added or found.wanted or file.left):
        said_ = "its edits are in the blocks already" if file.earlier else "nothing was edited"
        yield f"  {said_}"


def _document(base: Base) -> str:
    return f"{base.embedded.dossier}/{base.embedded.id}"


def _bold(text: str, colour: bool) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if colour else text


def _saved(returned: Returned) -> str:
    who = f" by {returned.author}" if returned.author else ""
    return f", saved{who} {_when(returned.date)}".rstrip() if who or returned.date else ""


def _when(date: str) -> str:
    return date[:16].replace("T", " ")


def _edits(result: PullResult, file: PulledFile, colour: bool) -> Iterator[str]:
    """Yield what a file's edits are, by block."""
    found, base = file.pulled, file.base
    if found.guessed:
        yield (
            f"  {found.guessed} of {found.linked} paragraphs have lost their marks and were "
            "known by their words"
        )
    blocks: dict[str, list[Edit | Proposal | Conflict]] = {}
    for each in found.found:
        blocks.setdefault(each.block, []).append(each)
    for block, many in blocks.items():
        held = result.block_files.get(block)
        where = held.files.shown(held.path) if held else "no block's text"
        yield ""
        yield f"{_bold(block or 'template and registries', colour)}  {where}"
        for each in many:
            yield from _one(each, authors_of(each, file.returned, base), colour)
    for new in found.added:
        yield ""
        yield f"{_bold('a new recommendation', colour)}, beside {new.neighbour}"
    for block in (each for each in found.wanted if each not in blocks):
        held = result.block_files[block]
        yield ""
        yield f"{_bold(block, colour)}  {held.files.shown(held.path)}"
        yield from _moved(found.wanted[block], held.block.content, base, colour)
    remarks = len(file.returned.remarks)
    if remarks:
        yield f"  {_counted(remarks, 'comment')}, kept beside the blocks"


def _moved(new: Nodes, old: Nodes, base: Base, colour: bool) -> Iterator[str]:
    """Yield the paragraphs that came to a block, or went, though nobody edited their words."""
    came, went = ([said(source_tokens(flat.content, base.view)) for flat in flatten(each)]
                  for each in (new, old))  # fmt: skip
    here = [f"  moved here: {_come(each, colour)}" for each in came if each not in went]
    away = [f"  moved away: {_gone(each, colour)}" for each in went if each not in came]
    yield from (here + away) or ["  its paragraphs stand in another order or form"]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _one(each: Edit | Proposal | Conflict, authors: _Authors, colour: bool) -> Iterator[str]:
    by = tell_by(authors)
    match each:
        case Edit(change="reshaped"):
            yield f"  made another kind of paragraph{by}: {said(each.new)[:70]}"
        case Edit():
            note = " in a note" if each.note else ""
            yield f"  {each.change}{note}{by}:"
            yield f"    {compared(each.old, each.new, colour)}"
        case Proposal():
            yield f"  proposal{by}: {_put(each.old, each.new, colour) or '(no words)'}"
            yield f"    not taken: {each.why}"
            yield f"    hint: {each.hint}"
        case Conflict():
            yield f"  conflict{by}: the block was changed here since the export"
            yield f"    exported: {each.exported}"
            yield f"    now:      {each.source}"
            yield f"    the file: {each.came}"


def tell_by(authors: _Authors) -> str:
    """Return in words who made a change, and when; "" where nobody is known."""
    names = [f"{who} {_when(date)}".strip() for who, date in authors]
    return f", by {'; '.join(names)}" if any(names) else ""


def _left(left: Left, colour: bool) -> str:
    if left.behind:
        return f"moved behind “{left.behind}”: {left.old[:70]}"
    if left.old == left.new:
        return f"the look or kind of: {left.old[:70]}"
    return _put(left.old, left.new, colour)


def _put(old: str, new: str, colour: bool) -> str:
    return f"{_gone(old, colour)}{_come(new, colour)}"


def _gone(text: str, colour: bool) -> str:
    if not text:
        return ""
    return f"{_RED}{text}{_PLAIN}" if colour else f"[-{text}-]"


def _come(text: str, colour: bool) -> str:
    if not text:
        return ""
    return f"{_GREEN}{text}{_PLAIN}" if colour else f"{{+{text}+}}"


def compared(old: Sequence[Token], new: Sequence[Token], colour: bool) -> str:
    """Return two texts as one, with what went and what came; far from changes it is left out."""
    before, after = ([(each.key, each.run_format) for each in row] for row in (old, new))
    ops = smoothed(difference(before, after), [each.text or "·" for each in old])
    pieces = []
    for at, (kind, one, two, three, four) in enumerate(ops):
        if kind == "equal":
            pieces.append(_near(new[three:four], at > 0, at < len(ops) - 1))
        else:
            pieces.append(_gone(_marked(old[one:two]), colour))
            pieces.append(_come(_marked(new[three:four]), colour))
    return "".join(pieces)


def _near(row: Sequence[Token], after: bool, before: bool) -> str:
    """Return words that stayed, without those that are far from a change."""
    room = 2 * _AROUND
    if len(row) <= 2 * room:
        return _marked(row)
    head = _marked(row[:room]) if after else ""
    tail = _marked(row[-room:]) if before else ""
    return f"{head} … {tail}" if after or before else _marked(row[:room]) + " …"


def _marked(row: Sequence[Token]) -> str:
    """Return words with the signs of their formatting, and notes and things made as they are."""
    found = []
    run_format = RunFormat()
    for token in [*row, Token("", Key(KeyKind.END))]:
        if (token.run_format.bold, token.run_format.italic) != (run_format.bold, run_format.italic):
            found.append(_sign(run_format) + _sign(token.run_format))
            run_format = token.run_format
        found.append(_text(token))
    return "".join(found)


def _sign(run_format: RunFormat) -> str:
    return "**" * run_format.bold + "*" * run_format.italic


def _text(token: Token) -> str:
    match token.key:
        case Key(KeyKind.CITATION):
            return "[@…]"
        case Key(KeyKind.NOTE | KeyKind.NEW_NOTE, name):
            return f"[^{name.partition('/')[2] or name}]"
        case Key(KeyKind.REFERENCE) if token.nodes and not token.text:
            return "".join(f" (#{e.target})" for e in token.nodes if isinstance(e, Reference))
        case Key(KeyKind.PRINTED) | Key(KeyKind.REFERENCE, ""):
            return token.text or said([token]) or "{…}"
        case Key(KeyKind.PARAGRAPH_BREAK):
            return " ¶ "
        case Key(KeyKind.LINE_BREAK):
            return " ⏎ "
    return token.text


def end(result: PullResult) -> Iterator[str]:
    """Yield the lines that say which files changed, or will."""
    if errors(result.findings):
        yield "nothing was written"
        return
    yield ""
    for each in result.changes:
        verb = "deleted" if each.after is None else "changed" if each.before else "new"
        would = "" if result.written else "to be " if verb != "new" else ""
        yield f"  {would}{verb}: {shown(each.path)}"
    if not result.changes:
        yield "nothing to write"
    elif not result.written:
        yield f"nothing was written; `--apply` writes {_files(len(result.changes))}"
    if result.written and result.notes:
        yield f"python build.py review {result.files[0].base.embedded.dossier} lists what is open"


def _files(number: int) -> str:
    return "this file" if number == 1 else f"these {number} files"


def record(result: PullResult) -> dict[str, Any]:
    """Return what was found in each file, and what became of it, as JSON has it."""
    return {
        "files": [
            {
                "file": shown(file.path),
                "document": _document(file.base),
                "version": file.found,
                "author": file.returned.author,
                "date": file.returned.date,
                "edits": [
                    _coded(each, authors_of(each, file.returned, file.base))
                    for each in file.pulled.found
                ],
                "added": [asdict(each) for each in file.pulled.added],
                "comments": [asdict(each) for each in file.returned.remarks],
            }
            for file in result.files
        ],
        "changes": [
            {"file": shown(each.path), "block": each.block, "after": each.after}
            for each in result.changes
        ],
        "written": result.written,
    }


def _coded(each: Edit | Proposal | Conflict, authors: _Authors) -> dict[str, Any]:
    who = [{"author": name, "date": date} for name, date in authors]
    kind = type(each).__name__.lower()
    if isinstance(each, Edit):
        shown_ = {"old": said(each.old), "new": said(each.new), "change": each.change}
        return {"kind": kind, "block": each.block, "paragraph": each.flat, **shown_, "by": who}
    return {"kind": kind, **asdict(each), "by": who}

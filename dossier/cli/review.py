"""`review`: list what readers of drafts wrote beside the blocks, and settle it."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.comments import reference
from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.review.run import (
    BlockReview,
    ReviewChange,
    change_review,
    dossier_review,
)
from dossier.model.comments import ReviewNote, Thread, counted, pending, threads
from dossier.model.diagnostics import errors
from dossier.project.git import author_name
from dossier.project.layout import places, shown

_WIDTH = 92
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


EXAMPLES = """examples:
  python build.py review kazakhstan                 open comments and proposals, by block
  python build.py review kazakhstan --settle dissolution/r1 --by "Jane Doe"
  python build.py review kazakhstan --answer dissolution/r1 "The economic court." --by "Jane Doe"
  python build.py review kazakhstan --take dissolution/r2 --by "Jane Doe"
  python build.py review kazakhstan --all           also what is settled"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("dossier", metavar="DOSSIER")
    command.add_argument(
        "--settle", nargs="+", default=[], metavar="BLOCK/ID", help="what is done, or `all`"
    )
    command.add_argument(
        "--reopen", nargs="+", default=[], metavar="BLOCK/ID", help="what is not done, or `all`"
    )
    command.add_argument(
        "--take", nargs="+", default=[], metavar="BLOCK/ID",
        help="put a proposal into the text of its block, and settle it; `all`: every open one",
    )  # fmt: skip
    command.add_argument(
        "--answer", nargs=2, action="append", default=[], metavar=("BLOCK/ID", "TEXT"),
        help="reply to a note (may be repeated)",
    )  # fmt: skip
    command.add_argument("--by", metavar="NAME", help="who settles (default: your name in Git)")
    command.add_argument("--all", action="store_true", help="also what is settled")


def run(options: argparse.Namespace, root: Path) -> int:
    """List notes, or settle and reopen some. Returns 0, or 1 where something is wrong."""
    where = places(root, options.content, options.templates, None)
    review, findings = dossier_review(where, options.dossier.strip("/"))
    if review is None:
        tell_findings(findings)
        return 1
    changes = options.settle or options.reopen or options.take or options.answer
    if changes and not errors(findings):
        faults = change_review(review, _change(options, root))
        review, findings = dossier_review(where, review.files.name)
        findings = (*findings, *faults)
    blocks = review.blocks if review else ()
    if options.json:
        tell_json(_record(options.dossier, blocks, options), findings)
    else:
        for line in _lines(blocks, options):
            print(line)
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _change(options: argparse.Namespace, root: Path) -> ReviewChange:
    return ReviewChange(
        settle=tuple(options.settle),
        reopen=tuple(options.reopen),
        take=tuple(options.take),
        answer=dict(options.answer),
        by=options.by or author_name(root),
    )


def _shown(block: BlockReview, options: argparse.Namespace) -> tuple[Thread, ...]:
    return threads(block.held.notes) if options.all else pending(block.held.notes)


def _lines(blocks: Sequence[BlockReview], options: argparse.Namespace) -> Iterator[str]:
    """Yield what a person reads: by block, each thread, and how many there are."""
    for block in blocks:
        many = _shown(block, options)
        if many:
            title = f" · {block.title}" if block.title else ""
            yield f"{reference(block.held.home, block.id, '') or options.dossier}{title}"
            yield f"  {shown(block.path)}"
            for thread in many:
                yield from _thread(block, thread)
            yield ""
    yield _counts(blocks)


def _thread(block: BlockReview, thread: Thread) -> Iterator[str]:
    head, *replies = thread
    yield f"  {block.name(head)}  {head.kind}{_who(head)}{_since(head.date)}{_end(head)}"
    if head.quoted:
        yield from _wrapped(f"“{head.quoted}”", 6)
    if head.kind == "proposal":
        yield f"      {_coloured(head.old or '∅', _RED)} → {_coloured(head.new or '∅', _GREEN)}"
    yield from _wrapped(head.text, 6)
    for each in replies:
        yield f"      {block.name(each)}  reply{_who(each)}{_since(each.date)}{_end(each)}"
        yield from _wrapped(each.text, 10)


def _who(note: ReviewNote) -> str:
    return f" by {note.author}" if note.author else ""


def _end(note: ReviewNote) -> str:
    by = f" by {note.settled_by}" if note.settled_by else ""
    return f" · settled {note.settled}{by}" if note.settled else ""


def _since(said: str) -> str:
    """Return when a note was written and how long ago, such as ", 2019-03-13 (12 days)"."""
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return f", {said}" if said else ""
    days = (date.today() - day).days
    ago = {0: " (today)", 1: " (1 day)"}.get(days, f" ({days} days)" if days > 0 else "")
    return f", {day.isoformat()}{ago}"


def _wrapped(text: str, indent: int) -> Iterator[str]:
    space = " " * indent
    for line in text.split("\n") if text else ():
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False
        ) or [""]


def _coloured(words: str, colour: str) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return words if plain else f"{colour}{words}{_PLAIN}"


def _counts(blocks: Sequence[BlockReview]) -> str:
    every = [note for block in blocks for note in block.held.notes]
    if not every:
        return "nobody has written notes on this dossier"
    left = [note for block in blocks for thread in pending(block.held.notes) for note in thread]
    said = [f"{many} {kind}{'' if many == 1 else 's'}" for kind, many in counted(left)]
    rest = len(every) - len(left)
    return f"open: {' and '.join(said) or 'none'}" + (f"; settled: {rest}" if rest else "")


def _record(
    dossier: str, blocks: Sequence[BlockReview], options: argparse.Namespace
) -> dict[str, Any]:
    notes = [
        {"note": block.name(note), "block": block.id, "title": block.title, **asdict(note)}
        for block in blocks
        for thread in _shown(block, options)
        for note in thread
    ]
    return {"dossier": dossier.strip("/"), "notes": notes}

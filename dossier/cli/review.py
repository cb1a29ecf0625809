"""`review`: list what readers of drafts wrote beside the blocks, and settle it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.comments import Beside, beside, reference
from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.registry_edit.comments import CannotChange, reopened, settled
from dossier.model.comments import ReviewNote, Thread, counted, pending, threads
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.project.build_store import replace
from dossier.project.layout import Files, places, read_files, shown
from dossier.readers.blocks.block import read_block

_WIDTH = 92
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Book:
    """The notes on one block: its id and title ("" for the dossier's own), and their file."""

    id: str
    title: str
    held: Beside
    path: Path

    def name(self, note: ReviewNote) -> str:
        """Return what a note is called on the command line."""
        return reference(self.held.home, self.id, note.id)


EXAMPLES = """examples:
  python build.py review kazakhstan                 open comments and proposals, by block
  python build.py review kazakhstan --settle dissolution/r1 --by "Jane Doe"
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
        help="put a proposal into the text of its block, and settle it",
    )  # fmt: skip
    command.add_argument("--by", metavar="NAME", help="who settles (default: your name in Git)")
    command.add_argument("--all", action="store_true", help="also what is settled")


def run(options: argparse.Namespace, root: Path) -> int:
    """List notes, or settle and reopen some. Returns 0, or 1 where something is wrong."""
    where = places(root, options.content, options.templates, None)
    files, found = read_files(where, options.dossier.strip("/"))
    if files is None:
        tell_findings(found)
        return 1
    books, faults = _books(files)
    findings = [*found, *faults]
    if (options.settle or options.reopen or options.take) and not errors(findings):
        findings += _change(books, files, options, root)
        files, found = read_files(where, files.name)
        books, faults = _books(files) if files else ((), ())
    if options.json:
        tell_json(_record(options.dossier, books, options), findings)
    else:
        for line in _lines(books, options):
            print(line)
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _books(files: Files) -> tuple[tuple[Book, ...], tuple[Finding, ...]]:
    """Return the notes in the order of the blocks, the dossier's own first."""
    besides, findings = beside(files)
    found: list[Book] = []
    for each in besides:
        home = files.others().get(each.home, files)
        path = next((path for path in home.blocks() if home.shown(path) == each.block), "")
        block = read_block(home.text(path)[0], each.block)[0] if path else None
        id_ = block.id if block else Path(path).stem
        found.append(Book(id_, block.title if block else "", each, home.folder / each.path))
    order = {name: at for at, name in enumerate(files.blocks())}
    found.sort(key=lambda book: (book.held.home, book.held.block != "", order.get(_md(book), 0)))
    return tuple(found), findings


def _md(book: Book) -> str:
    return book.held.path.replace(".review.yaml", ".md")


def _change(
    books: Sequence[Book], files: Files, options: argparse.Namespace, root: Path
) -> Iterator[Finding]:
    """Take, settle and reopen what is asked for, each file whole or not at all."""
    known = {book.name(note): (book, note) for book in books for note in book.held.notes}
    by = options.by or _git_name(root)
    wrong = [*_unknown((*options.settle, *options.reopen, *options.take), known)]
    if (options.settle or options.take) and not by:
        message, hint = "nobody is said to settle the notes", "add `--by NAME`"
        wrong.append(Finding("--settle", 0, Fault.MISSING_NAME, message, hint))
    taken = _taken(files, [known[each] for each in options.take if each in known], wrong)
    yield from wrong
    for path, text in () if wrong else taken.items():
        replace(path.resolve(), text.encode("utf-8"))
    for book in () if wrong else books:
        done = (*options.settle, *options.take)
        closed = [note.id for note in _meant(book, done) if not note.settled]
        opened = [note.id for note in _meant(book, options.reopen) if note.settled]
        if closed or opened:
            yield from _rewrite(book, closed, opened, by)


def _taken(
    files: Files, wanted: Sequence[tuple[Book, ReviewNote]], wrong: list[Finding]
) -> dict[Path, str]:
    """Return the blocks' files with proposals in their text; what cannot be taken is `wrong`."""
    found: dict[Path, str] = {}
    for book, note in wanted:
        from dossier.interchange.review.take_proposal import CannotTake, taken

        home = files.others().get(book.held.home, files)
        path = home.folder / _md(book)
        try:
            if note.settled:
                raise CannotTake("it is settled already")
            if note.kind == "proposal" and not book.held.block:
                raise CannotTake("its words are no block’s")
            if note.kind != "proposal" or not path.is_file():
                raise CannotTake("it is no proposal to change a block")
            text = found.get(path) or home.content[_md(book)].decode("utf-8")
            found[path] = taken(text, book.held.block, note)
        except CannotTake as error:
            message = f'"{book.name(note)}" cannot be taken into the text: {error}'
            where = "the block" if book.held.block else "dossier.yaml or the template"
            hint = f"change {where} by hand, then `--settle` it"
            wrong.append(Finding(note.file, note.line, Fault.NOT_TAKEN, message, hint))
    return found


def _meant(book: Book, wanted: Sequence[str]) -> Iterator[ReviewNote]:
    """Yield the notes that are named; "all" names the head of every thread."""
    heads = [each[0] for each in threads(book.held.notes)] if "all" in wanted else []
    yield from heads
    yield from (n for n in book.held.notes if book.name(n) in wanted and n not in heads)


def _rewrite(
    book: Book, closed: Sequence[str], opened: Sequence[str], by: str
) -> Iterator[Finding]:
    content = book.path.read_bytes()
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content.decode("utf-8-sig")
    try:
        for id_ in closed:
            text = settled(text, id_, date.today(), by)
        for id_ in opened:
            text = reopened(text, id_)
    except CannotChange:
        message = "the file is laid out in a way in which notes cannot be changed safely"
        hint = "write each note as lines `key: value`, without anchors (&, *); nothing was changed"
        yield Finding(shown(book.path), 0, Fault.UNCHANGEABLE, message, hint)
        return
    replace(book.path.resolve(), mark + text.encode("utf-8"))  # a link stays one


def _unknown(wanted: Iterable[str], known: Mapping[str, Any]) -> Iterator[Finding]:
    for each in wanted:
        if each != "all" and each not in known:
            some = ", ".join([*known][:5])
            hint = did_you_mean(each, known, f"notes here: {some or 'none'}")
            yield Finding("review", 0, Fault.UNKNOWN_NOTE, f'there is no note "{each}"', hint)


def _git_name(root: Path) -> str:
    """Return the name under which somebody commits here, or ""."""
    try:
        ran = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 (git is where the person has it)
            cwd=root, capture_output=True, text=True, check=False, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.strip()


def _shown(book: Book, options: argparse.Namespace) -> tuple[Thread, ...]:
    return threads(book.held.notes) if options.all else pending(book.held.notes)


def _lines(books: Sequence[Book], options: argparse.Namespace) -> Iterator[str]:
    """Yield what a person reads: by block, each thread, and how many there are."""
    for book in books:
        many = _shown(book, options)
        if many:
            title = f" · {book.title}" if book.title else ""
            yield f"{reference(book.held.home, book.id, '') or options.dossier}{title}"
            yield f"  {shown(book.path)}"
            for thread in many:
                yield from _thread(book, thread)
            yield ""
    yield _counts(books)


def _thread(book: Book, thread: Thread) -> Iterator[str]:
    head, *replies = thread
    yield f"  {book.name(head)}  {head.kind}{_who(head)}{_since(head.date)}{_end(head)}"
    if head.quoted:
        yield from _wrapped(f"“{head.quoted}”", 6)
    if head.kind == "proposal":
        yield f"      {_coloured(head.old or '∅', _RED)} → {_coloured(head.new or '∅', _GREEN)}"
    yield from _wrapped(head.text, 6)
    for each in replies:
        yield f"      {book.name(each)}  reply{_who(each)}{_since(each.date)}{_end(each)}"
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


def _counts(books: Sequence[Book]) -> str:
    every = [note for book in books for note in book.held.notes]
    if not every:
        return "nobody has written notes on this dossier"
    left = [note for book in books for thread in pending(book.held.notes) for note in thread]
    said = [f"{many} {kind}{'' if many == 1 else 's'}" for kind, many in counted(left)]
    rest = len(every) - len(left)
    return f"open: {' and '.join(said) or 'none'}" + (f"; settled: {rest}" if rest else "")


def _record(dossier: str, books: Sequence[Book], options: argparse.Namespace) -> dict[str, Any]:
    notes = [
        {"note": book.name(note), "block": book.id, "title": book.title, **asdict(note)}
        for book in books
        for thread in _shown(book, options)
        for note in thread
    ]
    return {"dossier": dossier.strip("/"), "notes": notes}

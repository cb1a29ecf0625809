"""The command line: `python build.py`, or `dossier` where the package is installed."""

from __future__ import annotations

import argparse
import gc
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import cast

from dossier import __version__
from dossier.model.registry import AUDIENCES

OK, FAULTY, UNUSABLE = 0, 1, 2

_BUILD = """examples:
  python build.py                                   everything, in all formats
  python build.py build kazakhstan/submission --format docx
  python build.py build --output drafts --force     anew, somewhere else"""
_LIST = """example:
  python build.py list"""
_CHECK = """examples:
  python build.py check                             every document
  python build.py check kazakhstan/submission --format html > check.html
  python build.py check draft.docx --rules upr-joint
  python build.py check --explain word-limit"""
_FACTS = """example:
  python build.py facts kazakhstan"""
_NEW = """example:
  python build.py new uzbekistan && python build.py build uzbekistan"""
_TRACE = """examples:
  python build.py trace kazakhstan                  output/kazakhstan/trace.html, .docx, .xlsx
  python build.py trace kazakhstan/submission --format xlsx --strict

each row leads from a concern to its evidence, the obligation, our recommendation, and what earlier
reviews recommended. What stands alone is named; trace.yaml can say why it does."""
_RECOMMENDATIONS = """examples:
  python build.py recommendations matrix.docx --into kazakhstan
  python build.py recommendations export.csv --into kazakhstan --cycle 2 --symbol A/HRC/28/10
  python build.py recommendations uhri.xlsx --into kazakhstan --dry-run

reads OHCHR's lists (DOCX), UPR Info's export (CSV) and UHRI's (XLSX, JSON), and writes
content/DOSSIER/recommendations.yaml. Assessments are never touched."""

_LEAKS = """examples:
  python build.py leaks report.pdf                  may everybody read all of it?
  python build.py leaks letter.docx photo.jpg --audience partners
  python build.py leaks output/kazakhstan/*.pdf --dossier kazakhstan

looks for names, protected phrases and what is not cleared, wherever a file can hide them. What
cannot be searched to its last part is an error: docs/audiences.md says what is not found."""
_DEADLINES = """examples:
  python build.py deadlines                         coming sessions of the UPR
  python build.py deadlines --state Kazakhstan
  python build.py deadlines --ics upr.ics           for a calendar program

nothing is guessed: what was not found is said to be unknown, what nobody verified is marked."""


_PULL = """examples:
  python build.py pull submission-edited.docx       show what was edited; nothing is written
  python build.py pull submission-edited.docx --apply
  python build.py pull from-ituc.docx from-hrw.docx --apply    several copies of one export
  python build.py pull edited.docx --author "Jane Doe" --apply  of tracked changes hers alone
  python build.py pull edited.docx --changes review --apply     leave tracked changes for review

what was typed over a fact, a citation or a cross-reference is kept as a proposal, and comments as
notes beside the blocks: `python build.py review DOSSIER` lists both. docs/pulling.md says more."""
_IMPORT = """examples:
  python build.py import upr-2019.docx --into uzbekistan       what you wrote in Word, as a dossier
  python build.py import draft.txt --into uzbekistan --dry-run

finds sections, paragraphs, lists, tables, notes and sources, and says what it was not sure of.
The text stays the old text, word for word. docs/importing.md says more."""
_REDLINE = """examples:
  python build.py redline sent.docx edited.docx
  python build.py redline v1 HEAD --document kazakhstan/submission     two revisions in Git
  python build.py redline sent.docx WORKTREE                           against the content as it is

makes a Word file with tracked changes, and a page to read. docs/redline.md says more."""
_REVIEW = """examples:
  python build.py review kazakhstan                 open comments and proposals, by block
  python build.py review kazakhstan --settle dissolution/r1 --by "Jane Doe"
  python build.py review kazakhstan --take dissolution/r2 --by "Jane Doe"
  python build.py review kazakhstan --all           also what is settled"""


_WHERE = """examples:
  python build.py where dissolution                 every document that uses this block
  python build.py where zhanaozen-dead              the same for a fact, an incident, a source …"""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one command in the project at `root` (the current folder by default).

    Returns 0 when all went well, 1 when something is wrong with the content, 2 when the command
    itself cannot be understood or run.
    """
    gc.set_threshold(50_000, 20, 20)  # a run's values live to its end: looking for garbage is waste
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe may not know every letter
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words = ["build", *words]
    try:
        options = _parser().parse_args(words)
    except SystemExit as stop:
        return UNUSABLE if stop.code else OK
    try:
        return _runner(options.command)(options, root or Path.cwd())
    except BrokenPipeError:
        return OK
    except KeyboardInterrupt:
        print("stopped; files are as they were or new", file=sys.stderr)
        return UNUSABLE
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="build.py" if Path(sys.argv[0]).name == "build.py" else "dossier",
        description="Assemble numbered UPR submissions as PDF, Word, HTML and Markdown.",
        epilog="Without a command everything is built.\n\n" + _BUILD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"upr-dossier {__version__}")
    commands = top.add_subparsers(metavar="command", required=True)
    build = _command(commands, "build", "build documents", _BUILD)
    build.add_argument("wanted", nargs="*", metavar="DOSSIER[/DOCUMENT]", help="default: all")
    build.add_argument("--format", default="", help="some of pdf,docx,html,md,xlsx (default: all)")
    build.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    build.add_argument("--force", action="store_true", help="build anew, and over edited files")
    build.add_argument(
        "--changed", action="store_true", help="tell only of what a change touches, and why"
    )
    listing = _command(commands, "list", "list dossiers and their documents", _LIST)
    new = _command(commands, "new", "begin a dossier that builds at once", _NEW)
    new.add_argument("name", metavar="DOSSIER", help="its name: small letters, digits, hyphens")
    check = _command(commands, "check", "find what would embarrass its authors", _CHECK)
    _add_check(check)
    facts = _command(commands, "facts", "list facts, their uses, and bare numbers", _FACTS)
    facts.add_argument("wanted", nargs="*", metavar="DOSSIER", help="default: all")
    recommendations = _command(
        commands, "recommendations", "import recommendations of earlier reviews", _RECOMMENDATIONS
    )
    _add_recommendations(recommendations)
    finding = _command(commands, "where", "show where a block or an entry is used", _WHERE)
    finding.add_argument("wanted", metavar="BLOCK", help="its id; DOSSIER/BLOCK narrows it down")
    leaks = _command(commands, "leaks", "look into files for what may not be read", _LEAKS)
    _add_leaks(leaks)
    tracing = _command(commands, "trace", "trace concerns to recommendations", _TRACE)
    _add_trace(tracing)
    pulling = _command(commands, "pull", "bring edits of a Word file home", _PULL)
    _add_pull(pulling)
    importing = _command(commands, "import", "make a dossier of an old draft", _IMPORT)
    _add_import(importing)
    redline = _command(commands, "redline", "compare two versions in a Word file", _REDLINE)
    _add_redline(redline)
    review = _command(
        commands, "review", "list what readers wrote in the margin, and settle it", _REVIEW
    )
    _add_review(review)
    deadlines = _command(
        commands, "deadlines", "list coming UPR sessions and their deadlines", _DEADLINES
    )
    _add_deadlines(deadlines)
    for command in (
        build,
        listing,
        finding,
        new,
        check,
        facts,
        leaks,
        tracing,
        pulling,
        importing,
        redline,
        review,
        recommendations,
        deadlines,
    ):
        command.add_argument("--content", type=Path, metavar="DIR", help="default: content")
        command.add_argument("--templates", type=Path, metavar="DIR", help="default: templates")
        command.add_argument("--json", action="store_true", help="print JSON for other programs")
    return top


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "wanted", nargs="*", metavar="DOSSIER[/DOCUMENT]|FILE", help="default: every document"
    )
    command.add_argument("--format", default="text", help="text, json, sarif or html")
    command.add_argument("--strict", action="store_true", help="warnings count as errors")
    command.add_argument("--explain", metavar="RULE", help="print a rule's manual page, or `all`")
    command.add_argument("--rules", default="", metavar="SET", help="rule set for a FILE")


def _add_leaks(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="any file, of whatever kind")
    command.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="who will read it (default: public)"
    )
    command.add_argument("--dossier", metavar="NAME", help="what this one protects (default: all)")


def _add_pull(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE.docx", help="what came back")
    command.add_argument("--apply", action="store_true", help="write the edits into the blocks")
    command.add_argument(
        "--author", action="append", default=[], metavar="NAME",
        help="take the tracked changes of NAME (may be repeated), leave others' for review; "
        "where nothing was tracked, who made the edits",
    )  # fmt: skip
    command.add_argument(
        "--changes", choices=("accept", "reject", "review"), default="accept",
        help="what becomes of tracked changes (default: accept)",
    )  # fmt: skip
    command.add_argument(
        "--document", metavar="DOSSIER/DOCUMENT", help="what a file is that no longer says so"
    )
    command.add_argument(
        "--force", action="store_true", help="apply although blocks have uncommitted changes"
    )


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a .docx, .md, .html or .txt")
    command.add_argument("--into", required=True, metavar="DOSSIER", help="the dossier to make")
    command.add_argument("--kind", metavar="TEMPLATE", help="default: what its sections say")
    command.add_argument("--state", metavar="NAME", help="State under review (default: found)")
    command.add_argument("--dry-run", action="store_true", help="say what would be made")


def _add_redline(command: argparse.ArgumentParser) -> None:
    command.add_argument("old", metavar="OLD", help="a Word file, or a revision in Git")
    command.add_argument("new", metavar="NEW", help="the same, or WORKTREE")
    command.add_argument(
        "--document", metavar="DOSSIER/DOCUMENT", help="which one, where no file says it"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="default: in output/")
    command.add_argument("--author", metavar="NAME", help="whose changes (default: yours in Git)")
    command.add_argument("--date", metavar="DATE", help="when (default: now)")


def _add_review(command: argparse.ArgumentParser) -> None:
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


def _add_deadlines(command: argparse.ArgumentParser) -> None:
    command.add_argument("--state", metavar="NAME", help="only sessions that review this State")
    command.add_argument("--ics", type=Path, metavar="FILE", help="also write a calendar")
    command.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="count from another day"
    )


def _add_trace(command: argparse.ArgumentParser) -> None:
    command.add_argument("wanted", metavar="DOSSIER[/DOCUMENT]", help="default: its first document")
    command.add_argument("--format", default="", help="some of html,docx,xlsx (default: all)")
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    command.add_argument("--strict", action="store_true", help="fail if something stands alone")


def _add_recommendations(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="what was exported")
    command.add_argument("--into", required=True, metavar="DOSSIER", help="where they go")
    command.add_argument(
        "--state", metavar="NAME", help='State under review, or "all" (default: the dossier\'s)'
    )
    command.add_argument(
        "--symbol", metavar="SYMBOL", help="the report, such as A/HRC/28/10, if the file names none"
    )
    command.add_argument("--cycle", type=int, metavar="N", help="recommendations of this cycle")
    command.add_argument("--dry-run", action="store_true", help="say what would be done")
    command.add_argument(
        "--replace", action="store_true", help="take text, States and position from the file"
    )


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    example: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name)
    return command


_MODULES = {"list": "list_", "import": "import_"}
"""Commands whose modules have other names, since these are Python's."""


def _runner(name: str) -> Callable[[argparse.Namespace, Path], int]:
    """Return the function that runs a command, importing no other command."""
    module = import_module(f"dossier.cli.{_MODULES.get(name, name)}")
    return cast(Callable[[argparse.Namespace, Path], int], module.run)

"""The command line: `python build.py`, or `dossier` where the package is installed."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from dossier import __version__
from dossier.cli.interrupt import interruptible
from dossier.cli.progress import Progress
from dossier.cli.report import tell_findings
from dossier.model.kept_code import write_code
from dossier.model.kept_patterns import write_patterns
from dossier.model.second_process import helped
from dossier.project.kept_exports import FOLDER as EXPORTS
from dossier.project.kept_results import written_at_end
from dossier.project.layout import places, shown
from dossier.project.replace_files import recover

OK, UNREADY, UNUSABLE, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "build": "build documents",
    "studio": "write, check and send in a browser",
    "watch": "build again on every save, and show the page",
    "list": "list dossiers and their documents",
    "new": "begin a dossier that builds at once",
    "check": "find what would embarrass its authors",
    "facts": "list facts, their uses, and bare numbers",
    "people": "list who may be named to whom, and what of each name is guarded",
    "recommendations": "import recommendations of earlier reviews",
    "un": "keep and search what the UN said of States",
    "where": "show where a block or an entry is used",
    "leaks": "look into files for what may not be read",
    "trace": "trace concerns to recommendations",
    "follow-up": "tell what became of earlier recommendations, as a table and open data",
    "pull": "bring edits of a Word file home",
    "import": "make a dossier of an old draft",
    "redline": "compare two versions in a Word file",
    "review": "list what readers wrote in the margin, and settle it",
    "history": "list what commands wrote into the content",
    "undo": "take back what a command wrote into the content",
    "deadlines": "list coming deadlines of the UPR and other procedures",
    "translate": "make, check and exchange translations of a dossier",
    "languages": "list the languages of documents, and how well their words are known",
    "reference-data": "list what the program knows of the UN and the ILO, and how well",
}
"""Every command with what it does, in the order of the help.

The module of the same name has `EXAMPLES`, `add_arguments` and `run`.
"""

_LIVING = ("studio", "watch")
"""Commands whose process lives until somebody ends it."""

_MODULES = {
    "list": "list_",
    "import": "import_",
    "follow-up": "follow_up",
    "reference-data": "reference_data",
}
"""Commands whose modules have other names, since these are Python's or are none of its names."""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one command in the project at `root` (the current folder by default).

    Returns 0 when all went well, 1 when something is wrong with the content, 2 when the command
    itself cannot be understood or run, 130 when it was stopped by Ctrl-C.
    """
    try:
        with interruptible():
            return _run(arguments, root or Path.cwd())
    except ImportError as error:
        if not error.name or error.name.partition(".")[0] == "dossier":
            raise
        print(_without_environment(error.name), file=sys.stderr)
        return UNREADY
    except KeyboardInterrupt:
        Progress().clear()
        print("stopped; files are as they were or new", file=sys.stderr)
        return INTERRUPTED


def _without_environment(library: str) -> str:
    """Return what to do where the libraries are missing: mostly it is another Python."""
    return (
        f'the library "{library}" is missing: this Python ({sys.executable}) is not the one that '
        "`sh install.sh` sets up\n"
        "    hint: start it as `.venv/bin/python build.py …`; without a folder .venv run "
        "`sh install.sh` first"
    )


def _run(arguments: Sequence[str] | None, root: Path) -> int:
    gc.set_threshold(50_000, 20, 20)  # a run's values live to its end: looking for garbage is waste
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe may not know every letter
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words = ["build", *words]
    try:
        options = _parser(words[0]).parse_args(words)
    except SystemExit as stop:
        return UNUSABLE if stop.code else OK
    try:
        _recover(options, root)
        with nullcontext() if words[0] in _LIVING else _ending(words[0]):
            status = _command(words[0]).run(options, root)
        write_patterns()
        write_code()
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return OK
    except OSError as error:
        _forget_output()
        return _stopped(error)
    return status


@contextmanager
def _ending(command: str) -> Iterator[None]:
    """Let a command that ends have help, and write what it made at its end."""
    with written_at_end(), helped(command):
        yield


def _stopped(error: OSError) -> int:
    """Say why a file could not be read or written, and return the exit status."""
    from dossier.project.history import EditedMeanwhile, ForeignHistory
    from dossier.project.not_written import unusable

    tell_findings([unusable(error)])
    return UNREADY if isinstance(error, EditedMeanwhile | ForeignHistory) else UNUSABLE


def _forget_output() -> None:
    """Let Python not try again, as it ends, to print what could not be printed."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _recover(options: argparse.Namespace, root: Path) -> None:
    """Finish what a command that was killed had begun to write, or take it back, and say so."""
    where = places(root, options.content, options.templates, getattr(options, "output", None))
    exports = where.output / EXPORTS
    for home in (where.content.resolve().parent, *where.output.glob("*/"), *exports.glob("*/")):
        done = recover(home)
        if done:
            print(f"{shown(home)}: a write that was stopped was {done}", file=sys.stderr)


class Command(Protocol):
    """What the module of a command gives."""

    EXAMPLES: str
    """Lines below its help."""

    def add_arguments(self, command: argparse.ArgumentParser, /) -> None:
        """Add the arguments of the command, without those that all commands have."""

    def run(self, options: argparse.Namespace, root: Path, /) -> int:
        """Run the command in the project at `root`, print, and return the exit status."""


def _parser(name: str) -> argparse.ArgumentParser:
    """Return the parser of the command `name`, or of all commands where there is none of that name.

    To make the parsers of all would take longer than most commands need to read their arguments.
    """
    examples = "" if name in COMMANDS else _command("build").EXAMPLES
    top = argparse.ArgumentParser(
        prog="build.py" if Path(sys.argv[0]).name == "build.py" else "dossier",
        description="Assemble numbered UPR submissions as PDF, Word, HTML and Markdown.",
        epilog=f"Without a command everything is built.\n\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"upr-dossier {__version__}")
    commands = top.add_subparsers(metavar="command", required=True)
    for each, summary in COMMANDS.items():
        if name in COMMANDS and name != each:
            continue
        command = commands.add_parser(
            each,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if each == name:
            command.epilog = _command(name).EXAMPLES
            _command(name).add_arguments(command)
            _add_common(command)
    return top


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, metavar="DIR", help="default: content")
    command.add_argument("--templates", type=Path, metavar="DIR", help="default: templates")
    command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _command(name: str) -> Command:
    """Return the module of a command, importing no other command."""
    return cast(Command, import_module(f"dossier.cli.{_MODULES.get(name, name)}"))

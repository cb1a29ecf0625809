"""`pull`: bring the edits of Word files home into the blocks that they were exported from."""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.cli.pull_choices import add_choices, chooses
from dossier.cli.pull_report import tell
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import apply, pull
from dossier.model.diagnostics import errors
from dossier.project.layout import places

EXAMPLES = """examples:
  python build.py pull submission-edited.docx       show what was edited; nothing is written
  python build.py pull submission-edited.docx --apply
  python build.py pull from-ituc.docx from-hrw.docx --apply    several copies of one export
  python build.py pull edited.docx --author "Jane Doe" --apply  of tracked changes hers alone
  python build.py pull edited.docx --changes review --apply     leave tracked changes for review
  python build.py pull edited.docx --each                       each change with its id
  python build.py pull edited.docx --leave c1f3a90b2d4e --apply  all that is not open, but this one

what was typed over a fact, a citation or a cross-reference is kept as a proposal, and comments as
notes beside the blocks: `python build.py review DOSSIER` lists both. docs/pulling.md says more."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
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
        "--convert",
        action="store_true",
        help="let LibreOffice make a .docx of an .odt, .doc or .rtf",
    )
    command.add_argument(
        "--document", metavar="DOSSIER/DOCUMENT", help="what a file is that no longer says so"
    )
    command.add_argument(
        "--base", default="", metavar="REV|FILE",
        help="what was exported, for a file that no longer carries it: a revision in Git, the Word "
        "file as it was built, or . for the blocks as they are",
    )  # fmt: skip
    command.add_argument(
        "--deletions", choices=("ask", "review", "accept"), default="ask",
        help="what becomes of what a file lacks: deleted unless it is much, or the file has lost "
        "its marks (ask, the default); always a proposal; always deleted",
    )  # fmt: skip
    add_choices(command)
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show the edits of Word files, or apply them. Returns 0, or 1 where something stands open."""
    request = PullRequest(
        files=tuple(options.files),
        changes=options.changes,
        authors=tuple(options.author),
        document=options.document or "",
        on_other="convert" if options.convert else "refuse",
        base=options.base,
        deletions=options.deletions,
    )
    where = places(root, options.content, options.templates, options.output)
    if chooses(options):
        from dossier.cli.pull_each import run_each

        return run_each(where, request, options, root)
    result = pull(where, request)
    if options.apply:
        result = apply(result)
    tell(result, options)
    return 1 if errors(result.findings) or result.conflicts else 0

"""`import`: make a dossier of a text that was written before, word for word."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.importer import NO_SOURCE, NO_TEXT, Imported
from dossier.interchange.importer.run import import_file, write_dossier
from dossier.interchange.importer.settled import Settled
from dossier.project.layout import places, shown

EXAMPLES = """examples:
  python build.py import upr-2019.docx --into uzbekistan       what you wrote in Word, as a dossier
  python build.py import draft.txt --into uzbekistan --dry-run

finds sections, paragraphs, lists, tables, notes and sources, and says what it was not sure of.
The text stays the old text, word for word. docs/importing.md says more."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("file", metavar="FILE", help="a .docx, .md, .html or .txt")
    command.add_argument("--into", required=True, metavar="DOSSIER", help="the dossier to make")
    command.add_argument("--kind", metavar="TEMPLATE", help="default: what its sections say")
    command.add_argument("--state", metavar="NAME", help="State under review (default: found)")
    command.add_argument(
        "--convert",
        action="store_true",
        help="let LibreOffice make a .docx of an .odt, .doc or .rtf",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be made")


def run(options: argparse.Namespace, root: Path) -> int:
    """Import a file into `content/DOSSIER`. Returns 0, or 1 where nothing was written."""
    where = places(root, options.content, options.templates, None)
    name = options.into.strip("/")
    made = import_file(
        where,
        Path(options.file),
        name,
        template=options.kind or "",
        settled=Settled(state=options.state or ""),
        on_other="convert" if options.convert else "refuse",
    )
    written: tuple[Path, ...] = ()
    if made.files and not options.dry_run:
        written = write_dossier(where, name, made.files, Path(options.file).name)
    return _told(made, options, written)


def _told(made: Imported, options: argparse.Namespace, written: tuple[Path, ...]) -> int:
    """Print what was made, and what the program was not sure of."""
    good = bool(made.files)
    if options.json:
        tell_json(
            {
                "dossier": options.into.strip("/"),
                "written": [shown(each) for each in written],
                "template": made.template,
                **{name.replace(" ", "_"): count for name, count in made.counts.items()},
                "per_note": [{"note": number, "done": done} for number, done in made.notes],
            },
            made.findings,
        )
        return 0 if good else 1
    if good:
        for line in _lines(made, options, written):
            print(line)
    tell_findings(made.findings)
    return 0 if good else 1


def _lines(made: Imported, options: argparse.Namespace, written: tuple[Path, ...]) -> Iterator[str]:
    for title, count in made.sections:
        yield f"{title or '(before the first title)':<64} {count:>4} block{'s' * (count != 1)}"
    yield ""
    yield from _per_note(made.notes)
    counts = ", ".join(f"{count} {name}" for name, count in made.counts.items())
    name = options.into.strip("/")
    yield f"{counts}; template {made.template}"
    if written:
        yield f"\nEvery word is there. Build it with: python build.py build {name}"
    else:
        yield "\nEvery word would be there. Nothing was written (--dry-run)."


def _per_note(notes: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield what was done with each note; notes in a row that have nothing to tell, on one line."""
    for done, group in groupby(notes, lambda each: each[1]):
        numbers = [number for number, _ in group]
        if len(numbers) > 1 and done in (NO_SOURCE, NO_TEXT):
            yield f"notes {numbers[0]} to {numbers[-1]}: {done}"
        else:
            yield from (f"note {number}: {done}" for number in numbers)

"""`import`: make a dossier of a text that was written before, word for word."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.importer import NO_SOURCE, NO_TEXT, Imported, ImportRequest, import_draft
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import LIBRARY, Places, places, shown
from dossier.readers.blocks.nodes import ID
from dossier.readers.registries.sources import read_sources

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
    command.add_argument("--dry-run", action="store_true", help="say what would be made")


def run(options: argparse.Namespace, root: Path) -> int:
    """Import a file into `content/DOSSIER`. Returns 0, or 1 where nothing was written."""
    where = places(root, options.content, options.templates, None)
    name = options.into.strip("/")
    path = Path(options.file)
    wrong = [*_obstacles(where, name, options.kind or "", path)]
    if wrong:
        return _told(Imported({}, tuple(wrong)), options, ())
    request = ImportRequest(name, options.kind or "", options.state or "", _taken(where))
    made = import_draft(path.read_bytes(), shown(path), request, where)
    written: tuple[Path, ...] = ()
    if made.files and not options.dry_run:
        written = _write(where.content / name, made.files)
    return _told(made, options, written)


def _obstacles(where: Places, name: str, kind: str, path: Path) -> Iterator[Finding]:
    folder = where.content / name
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as `uzbekistan-2028`"
        message = f'"{name}" cannot be the name of a dossier'
        yield Finding(shown(where.content), 0, Fault.WRONG_ID, message, hint)
    elif name == LIBRARY:
        message, hint = '"library" is where dossiers share blocks', "choose another name"
        yield Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    elif folder.is_symlink() or (
        folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    ):
        message = f'there is a dossier "{name}" already'
        hint = "choose another name; nothing was changed"
        yield Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    if kind and kind not in where.kinds():
        hint = did_you_mean(kind, where.kinds(), f"templates here: {', '.join(where.kinds())}")
        yield Finding("--kind", 0, Fault.UNKNOWN_TEMPLATE, f'there is no template "{kind}"', hint)
    if not path.is_file():
        message = "this is a folder" if path.is_dir() else "there is no such file"
        hint = "name the Word, Markdown, HTML or text file"
        yield Finding(shown(path), 0, Fault.NO_SUCH_FILE, message, hint)


def _taken(where: Places) -> tuple[str, ...]:
    """Return the keys of the sources that all dossiers share, which a new one cannot use anew."""
    found: list[str] = []
    folder = where.content / LIBRARY
    for path in (*folder.glob("sources.*"), *folder.glob("sources/*")):
        if path.is_file() and path.suffix in (".yaml", ".yml", ".json", ".bib"):
            found += read_sources(path.read_text("utf-8", "replace"), path.as_posix())[0]
    return tuple(found)


def _write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all files or none: they take their place together, with the folder they are in."""
    temporary = folder.with_name(f".{folder.name}.import")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        for name, content in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.is_dir():
            folder.rmdir()
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return tuple(folder / name for name in files)


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

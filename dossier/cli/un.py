"""`un`: a library of what the UN said of States, filled from its exports and searched."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from dossier.cli.report import split, tell_findings, tell_json
from dossier.cli.un_report import (
    added_lines,
    described,
    found_json,
    found_lines,
    into_json,
    into_lines,
    shown_json,
    shown_lines,
    status_json,
    status_lines,
)
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.faults import Fault
from dossier.model.un_record import UnRecord
from dossier.project.layout import places, shown
from dossier.project.un_library.store import library_path
from dossier.readers.un_exports.named_columns import MEANINGS

EXAMPLES = """examples:
  python build.py un add export.json matrix.docx
  python build.py un search "trade union" --state Georgia --mechanism CESCR,UPR --since 2015
  python build.py un search strike --state Georgia --position noted --into georgia
  python build.py un show 12345
  python build.py un status

each text of `un search` is a phrase, in every form of its words; quote it for the shell."""

_KINDS = ("recommendation", "concern", "pledge")
_POSITIONS = ("supported", "noted", "pending")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    actions = command.add_subparsers(dest="action", metavar="action", required=True)
    add = actions.add_parser("add", help="add exports of the UN or UPR Info")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what was exported")
    add.add_argument(
        "--dated", type=date.fromisoformat, metavar="DATE",
        help="the day of the exports; the newer stands where two differ (default: as they say)",
    )  # fmt: skip
    add.add_argument(
        "--column", action="append", default=[], metavar="HEADING=WHAT",
        help=f"what a column of another table holds; kept. {', '.join(MEANINGS)}",
    )  # fmt: skip
    _add_search(actions.add_parser("search", help="find what was said"))
    show = actions.add_parser("show", help="show records in full, and what other exports say")
    show.add_argument("record", nargs="+", help="its number, or symbol and paragraph")
    status = actions.add_parser("status", help="say what the library has")
    status.add_argument(
        "--unreadable", action="store_true", help="list the rows that could not be read"
    )
    for each in actions.choices.values():
        each.add_argument("--library", type=Path, metavar="PATH", help="default: in your own data")
        for name in ("--content", "--templates"):
            each.add_argument(name, type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        each.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON"
        )


def _add_search(search: argparse.ArgumentParser) -> None:
    search.add_argument(
        "texts", nargs="*", metavar="TEXT", help="words or a phrase; all must be there"
    )
    search.add_argument(
        "--state", action="append", default=[], metavar="NAME", help="State concerned"
    )
    search.add_argument("--mechanism", default="", metavar="NAMES", help="such as CEACR,UPR")
    search.add_argument("--kind", default="", metavar="KINDS", help=", ".join(_KINDS))
    search.add_argument("--position", default="", metavar="NAMES", help=", ".join(_POSITIONS))
    search.add_argument("--since", type=_year_or_day, metavar="DATE", help="a year or a day")
    search.add_argument("--until", type=_year_or_day, metavar="DATE", help="a year or a day")
    search.add_argument(
        "--most", type=int, metavar="N", help="how many (default: 20; in files and dossiers all)"
    )
    to = search.add_mutually_exclusive_group()
    to.add_argument("--csv", type=Path, metavar="FILE", help="write a table")
    to.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook")
    to.add_argument("--into", metavar="DOSSIER", help="add to its recommendations.yaml")


def _year_or_day(text: str) -> str:
    """Return a year (2015) or a day (2015-06-30) as it was typed."""
    return text if re.fullmatch(r"\d{4}", text) else date.fromisoformat(text).isoformat()


def run(options: argparse.Namespace, root: Path) -> int:
    """Run an action. Returns 0, or 1 where something could not be read, found or written."""
    actions = {"add": _add, "search": _search, "show": _show, "status": _status}
    try:
        return actions[options.action](options, root)
    except Refused as refused:
        return _tell(options, {}, [], [refused.finding])


def _tell(
    options: argparse.Namespace, what: dict[str, object], lines: list[str], findings: list[Finding]
) -> int:
    if options.json:
        tell_json(what, findings)
    else:
        for line in lines:
            print(line)
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _add(options: argparse.Namespace, root: Path) -> int:
    del root
    from dossier.project.un_library.add import AddRequest, add_exports

    library = library_path(options.library)
    dated = options.dated.isoformat() if options.dated else ""
    request = AddRequest(tuple(options.files), dated, tuple(map(_column, options.column)))
    added = add_exports(library, request, date.today())
    findings = [finding for each in added for finding in each.findings]
    what: dict[str, object] = {
        "library": shown(library),
        "files": [described(each) for each in added],
    }
    return _tell(options, what, list(added_lines(added)), findings)


def _column(said: str) -> tuple[str, str]:
    """Return a heading and what it means. Raises `Refused` for a meaning that is not known."""
    heading, _, meaning = said.rpartition("=")
    (wanted,) = _chosen(meaning, MEANINGS, "--column") or ("",)
    if not heading.strip() or not wanted:
        message = f'"{said}" does not say what a column holds'
        hint = f'write its heading, "=" and one of {", ".join(MEANINGS)}'
        raise Refused(Finding("--column", 0, Fault.UNKNOWN_VALUE, message, hint))
    return heading.strip(), wanted


def _search(options: argparse.Namespace, root: Path) -> int:
    from dossier.project.un_library.search import Query, search

    file = options.csv or options.xlsx
    if file and file.exists():
        message = "the file is there already, and may be somebody's work"
        raise Refused(Finding(shown(file), 0, Fault.FILE_EXISTS, message, "give another name"))
    whole = file or options.into
    query = Query(
        texts=tuple(options.texts),
        states=tuple(options.state),
        mechanisms=split(options.mechanism),
        kinds=_chosen(options.kind, _KINDS, "--kind"),
        positions=_chosen(options.position, _POSITIONS, "--position"),
        since=options.since or "",
        until=options.until or "",
        most=options.most or (0 if whole else 20),
    )
    found = search(library_path(options.library), query)
    if options.into:
        return _into(options, root, tuple(record for _, record in found.records))
    lines = list(found_lines(found, whole=bool(file)))
    if file:
        from dossier.writers.un_records import csv_of, xlsx_of

        file.write_bytes((csv_of if options.csv else xlsx_of)(found.records))
        lines.append(f"{shown(file)}: {len(found.records):,} records")
    what = {**found_json(found), "file": shown(file) if file else None}
    return _tell(options, what, lines, [])


def _chosen(said: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return the names in a list. Raises `Refused` for one that is not known."""
    names = tuple(each.casefold() for each in split(said))
    for each in names:
        if each not in known:
            message = f'"{each}" is none of {", ".join(known)}'
            hint = (
                f"give one of these or several, parted by commas: `{option} {known[0]},{known[1]}`"
            )
            raise Refused(Finding(option, 0, Fault.UNKNOWN_VALUE, message, hint))
    return names


def _into(options: argparse.Namespace, root: Path, records: tuple[UnRecord, ...]) -> int:
    from dossier.interchange.recommendations.from_library import take_from_library

    where = places(root, options.content, options.templates, None)
    result = take_from_library(where, options.into, records)
    return _tell(options, into_json(result), list(into_lines(result)), list(result.findings))


def _show(options: argparse.Namespace, root: Path) -> int:
    del root
    from dossier.project.un_library.lookup import show

    records = show(library_path(options.library), " ".join(options.record))
    what: dict[str, object] = {"records": [shown_json(each) for each in records]}
    return _tell(options, what, list(shown_lines(records)), [])


def _status(options: argparse.Namespace, root: Path) -> int:
    del root
    from dossier.project.un_library.lookup import status

    found = status(library_path(options.library))
    lines = list(status_lines(found, unreadable=options.unreadable))
    return _tell(options, status_json(found), lines, [])

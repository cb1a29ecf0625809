"""`deadlines`: coming sessions, whom they review, by when to submit, and what is not verified."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.deadlines import (
    Deadlines,
    coming_deadlines,
    days_of,
    states_of,
    write_calendar,
)
from dossier.cli.report import tell_json
from dossier.model.grade import graded
from dossier.model.language import Language, language
from dossier.model.sessions import Session, checked, expected
from dossier.project.layout import places

EXAMPLES = """examples:
  python build.py deadlines                         coming sessions of the UPR
  python build.py deadlines --state Kazakhstan
  python build.py deadlines --ics upr.ics           for a calendar program

nothing is guessed: what was not found is said to be unknown, what nobody verified is marked."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("--state", metavar="NAME", help="only sessions that review this State")
    command.add_argument("--ics", type=Path, metavar="FILE", help="also write a calendar")
    command.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="count from another day"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """List what is coming. Returns 0, 1 when a calendar would be empty, 2 for an unknown State."""
    where = places(root, options.content, options.templates, None)
    found = coming_deadlines(where, options.today or date.today(), options.state or "")
    if found.unknown:
        _print_hint(found.unknown.message, found.unknown.hint)
        return 2
    if options.json:
        rows = [_row(one, found) for one in found.sessions]
        remarks = [{**asdict(each), "checked": each.checked.isoformat()} for each in found.remarks]
        tell_json({"today": found.today.isoformat(), "sessions": rows, "remarks": remarks}, ())
    else:
        for line in _lines(found, options.state or ""):
            print(line)
    return _calendar(options.ics, found) if options.ics else 0


def _calendar(file: Path, found: Deadlines) -> int:
    count = write_calendar(file, found)
    if not count:
        message = f"{file}: not written, since no day of what is listed is known"
        hint = "set `deadline: 2027-03-01` (yours) in a document for one of these sessions"
        _print_hint(message, hint)
        return 1
    print(f"{file}: {count} {'entry' if count == 1 else 'entries'}", file=sys.stderr)
    return 0


def _print_hint(message: str, hint: str) -> None:
    print(f"{message}\n    hint: {hint}", file=sys.stderr)


def _row(one: Session, found: Deadlines) -> dict[str, Any]:
    days = {"begins": one.begins, "ends": one.ends, "deadline": one.deadline}
    return {
        "session": one.number,
        "cycle": one.cycle,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "exact": one.exact,
        "days_left": one.left(found.today),
        "states": one.states,
        "grades": dict(one.grades),
        "sources": dict(one.sources),
        "checked": checked().isoformat(),
        "drafts": [
            {"document": each.name, "deadline": each.deadline and each.deadline.isoformat()}
            for each in found.drafts
            if each.session == one.number
        ],
    }


def _lines(found: Deadlines, state: str) -> Iterator[str]:
    words = language("en-GB")
    for one in found.sessions:
        when = _when(one, words)
        yield f"{words.ordinal(one.number)} session, {words.ordinal(one.cycle)} cycle: {when}"
        yield f"    deadline  {_due(one, found.today, words)}"
        yield f"    States    {states_of(one)}"
        for draft in found.drafts:
            if draft.session == one.number:
                own = f", due {_left(draft.deadline, found.today, words)}" if draft.deadline else ""
                yield f"    draft     {draft.name}{own}"
    if not found.sessions:
        who = f" in which {state} is reviewed" if state else ""
        yield f"no coming session{who} is known"
    for each in found.remarks:
        yield f"{each.state}: {graded(each.words, each.grade)}"
        yield f"    source    {each.source}; checked on {words.long_date(each.checked)}"
    for source in _probable(found):
        yield f"probable: {source}"
    yield f"checked on {words.long_date(checked())}; OHCHR’s own calendar goes before"


def _probable(found: Deadlines) -> Iterator[str]:
    """Yield on what the probable values rest, each once."""
    values = (
        (one.sources[name], grade) for one in found.sessions for name, grade in one.grades.items()
    )
    yield from dict.fromkeys(source for source, grade in values if grade == "probable")


def _when(one: Session, words: Language) -> str:
    said = days_of(one, words)
    return graded(said, one.grades["dates"]) if said else "dates not known"


def _due(one: Session, today: date, words: Language) -> str:
    if one.deadline is None:
        return f"not known; {expected()}"
    return graded(_left(one.deadline, today, words), one.grades["deadline"])


def _left(day: date, today: date, words: Language) -> str:
    left = (day - today).days
    count = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    said = f"{count} left" if left > 0 else f"passed {count} ago" if left else "today"
    return f"{words.long_date(day)}: {said}"

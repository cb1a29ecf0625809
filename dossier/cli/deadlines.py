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
    SessionDraft,
    coming_deadlines,
    days_of,
    month_of,
    named_in_calendar,
    states_of,
    write_calendar,
)
from dossier.build.due_dates import DossierDue
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import wrapped
from dossier.model.grade import graded
from dossier.model.language import Language, language
from dossier.model.procedures import ProcedureDate, checked_procedures, procedures
from dossier.model.sessions import Session, checked, expected
from dossier.project.layout import Places, places

EXAMPLES = """examples:
  python build.py deadlines                         coming sessions of the UPR, other procedures,
                                                    and what is due for each dossier
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
    """List what is coming. Returns 0, 1 if a calendar would name somebody, 2 for no such State."""
    where = places(root, options.content, options.templates, None)
    found = coming_deadlines(where, options.today or date.today(), options.state or "")
    if found.unknown:
        _print_hint(found.unknown.message, found.unknown.hint)
        return 2
    if options.json:
        rows = [_row(one, found) for one in found.sessions]
        remarks = [{**asdict(each), "checked": each.checked.isoformat()} for each in found.remarks]
        procedures = [_dated(each) for each in found.procedures]
        due = [_due_json(each, found) for each in found.due]
        what = {"sessions": rows, "remarks": remarks, "procedures": procedures, "dossiers": due}
        tell_json({"today": found.today.isoformat(), **what}, ())
    else:
        for line in _lines(found, options.state or ""):
            print(wrapped(line))
    return _calendar(options.ics, found, where) if options.ics else 0


def _calendar(file: Path, found: Deadlines, where: Places) -> int:
    if named := named_in_calendar(where, found):
        tell_findings(named)
        return 1
    count = write_calendar(file, found)
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
    yield from _procedure_lines(found, words)
    yield from _due_lines(found, words)
    yield f"checked on {words.long_date(checked())}; OHCHR’s own calendar goes before"


def _procedure_lines(found: Deadlines, words: Language) -> Iterator[str]:
    yield "other procedures:"
    for one in found.procedures:
        procedure = one.procedure
        yield f"    {_dated_words(one, found, words)}  {procedure.name}"
    for procedure in procedures():
        rule = graded(procedure.rule, procedure.grades["rule"])
        yield f"    {procedure.name}: {rule}"
        yield f"        source    {procedure.sources['rule']}"


def _dated_words(one: ProcedureDate, found: Deadlines, words: Language) -> str:
    grade = one.procedure.grades[one.what]
    if one.exact:
        return graded(_left(one.day, found.today, words), grade)
    return f"{graded(month_of(one, words), grade)} at the earliest, days not announced"


def _due_lines(found: Deadlines, words: Language) -> Iterator[str]:
    for each in found.due:
        yield f"due for {each.dossier} ({each.state}):"
        one = each.session
        if one:
            name = f"{words.ordinal(one.number)} session of the UPR"
            yield f"    {name}: deadline {_due(one, found.today, words)}"
        else:
            yield "    no coming session of the UPR is known"
        for draft in _drafts_of(each, found):
            own = (
                _left(draft.deadline, found.today, words)
                if draft.deadline
                else "no date of its own"
            )
            yield f"    draft {draft.name}: {own}"
        for dated in each.dates:
            yield f"    {_dated_words(dated, found, words)}  {dated.procedure.name}"
        for name, rule in each.unlisted:
            yield f"    no date known  {name}: {rule}"


def _drafts_of(each: DossierDue, found: Deadlines) -> list[SessionDraft]:
    return [one for one in found.drafts if one.name.partition("/")[0] == each.dossier]


def _dated(one: ProcedureDate) -> dict[str, Any]:
    procedure = one.procedure
    return {
        "procedure": procedure.id,
        "name": procedure.name,
        "day": one.day.isoformat() if one.exact else None,
        "month": f"{one.day:%Y-%m}",
        "rule": procedure.rule,
        "grades": dict(procedure.grades),
        "sources": dict(procedure.sources),
        "checked": checked_procedures().isoformat(),
    }


def _due_json(each: DossierDue, found: Deadlines) -> dict[str, Any]:
    deadline = each.session.deadline if each.session else None
    return {
        "dossier": each.dossier,
        "state": each.state,
        "session": each.session.number if each.session else None,
        "deadline": deadline.isoformat() if deadline else None,
        "days_left": each.session.left(found.today) if each.session else None,
        "drafts": [
            {"document": one.name, "deadline": one.deadline and one.deadline.isoformat()}
            for one in _drafts_of(each, found)
        ],
        "procedures": [
            {"procedure": one.procedure.id, "day": one.day.isoformat() if one.exact else None,
             "month": f"{one.day:%Y-%m}"}
            for one in each.dates
        ],
    }  # fmt: skip


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

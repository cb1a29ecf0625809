"""`deadlines`: coming sessions, whom they review, by when to submit, and what is not verified."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dossier.build.dossier import read_dossier
from dossier.cli.report import tell_json
from dossier.model.diagnostics import did_you_mean
from dossier.model.language import Language, language
from dossier.model.sessions import Session, checked, coming, expected, remark
from dossier.project.layout import dossiers, places, read_files
from dossier.writers.calendar import Entry, calendar

ALARM = 14
"""How many days before a deadline a calendar reminds."""

HORIZON = timedelta(days=550)
"""How far ahead is listed where no State is asked for; so far ahead one can begin to write."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document that is not final: its session, and a deadline of its own if it has one."""

    name: str
    session: int | None
    deadline: date | None


def run(options: argparse.Namespace, root: Path) -> int:
    """List what is coming. Returns 0, 1 when a calendar would be empty, 2 for an unknown State."""
    today: date = options.today or date.today()
    sessions = coming(today)
    if options.state:
        from dossier.readers.un_exports.state_names import is_known, key

        if not is_known(options.state):
            return _unknown(options.state, sessions)
        wanted = key(options.state)
        sessions = tuple(one for one in sessions if wanted in map(key, one.states))
    else:
        sessions = tuple(one for one in sessions if one.begins and one.begins <= today + HORIZON)
    works = tuple(_works(options, root))
    if options.json:
        tell_json(
            {"today": today.isoformat(), "sessions": [_row(one, works, today) for one in sessions]},
            (),
        )
    else:
        for line in _lines(sessions, works, today, options.state or ""):
            print(line)
    return _calendar(options.ics, sessions, works, today) if options.ics else 0


def _unknown(name: str, sessions: Sequence[Session]) -> int:
    names = sorted({state for each in sessions for state in each.states})
    hint = did_you_mean(name, names, "use the name that the UN use")
    print(f'no State is called "{name}"\n    hint: {hint}', file=sys.stderr)
    return 2


def _works(options: argparse.Namespace, root: Path) -> Iterator[Work]:
    """Yield the documents of the project that are for a session and not final."""
    where = places(root, options.content, options.templates, None)
    for name in dossiers(where):
        files, _ = read_files(where, name)
        about = read_dossier(where, files).about if files else {}
        for id_, each in about.items():
            number, own = each.get("session"), each.get("deadline")
            if number and each.get("status") != "final":
                session = number if isinstance(number, int) else None
                yield Work(f"{name}/{id_}", session, own if isinstance(own, date) else None)


def _row(one: Session, works: Sequence[Work], today: date) -> dict[str, Any]:
    days = {"begins": one.begins, "ends": one.ends, "deadline": one.deadline}
    return {
        "session": one.number,
        "cycle": one.cycle,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "exact": one.exact,
        "days_left": one.left(today),
        "states": one.states,
        "grades": dict(one.grades),
        "sources": dict(one.sources),
        "checked": checked().isoformat(),
        "drafts": [
            {"document": each.name, "deadline": each.deadline and each.deadline.isoformat()}
            for each in works
            if each.session == one.number
        ],
    }


def _lines(
    sessions: Sequence[Session], works: Sequence[Work], today: date, state: str
) -> Iterator[str]:
    words = language("en-GB")
    for one in sessions:
        when = _when(one, words)
        yield f"{words.ordinal(one.number)} session, {words.ordinal(one.cycle)} cycle: {when}"
        yield f"    deadline  {_due(one, today, words)}"
        yield f"    States    {_states(one)}"
        for work in works:
            if work.session == one.number:
                own = f", due {_left(work.deadline, today, words)}" if work.deadline else ""
                yield f"    draft     {work.name}{own}"
    if not sessions:
        who = f" in which {state} is reviewed" if state else ""
        yield f"no coming session{who} is known"
    yield f"checked on {words.long_date(checked())}; OHCHR’s own calendar goes before"


def _when(one: Session, words: Language) -> str:
    if one.begins is None or one.ends is None:
        return "dates not known"
    note = remark(one.grades["dates"])
    if one.exact:
        return f"{words.long_date(one.begins)} to {words.long_date(one.ends)}{note}"
    first, last = words.months[one.begins.month - 1], words.months[one.ends.month - 1]
    return f"{first} or {last} {one.ends.year}{note}"


def _due(one: Session, today: date, words: Language) -> str:
    if one.deadline is None:
        return f"not known; {expected()}"
    return _left(one.deadline, today, words) + remark(one.grades["deadline"])


def _left(day: date, today: date, words: Language) -> str:
    left = (day - today).days
    count = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    said = f"{count} left" if left > 0 else f"passed {count} ago" if left else "today"
    return f"{words.long_date(day)}: {said}"


def _states(one: Session) -> str:
    if not one.states:
        return "not known"
    if one.follows:
        return f"{', '.join(one.states)} (expected, as in session {one.follows}; not verified)"
    return ", ".join(one.states) + remark(one.grades["states"])


def _calendar(file: Path, sessions: Sequence[Session], works: Sequence[Work], today: date) -> int:
    from dossier.project.replace import replace

    entries = tuple(_entries(sessions, works, today))
    if not entries:
        message = f"{file}: not written, since no day of what is listed is known"
        hint = "set `deadline: 2027-03-01` (yours) in a document for one of these sessions"
        print(f"{message}\n    hint: {hint}", file=sys.stderr)
        return 1
    replace(file, calendar(entries, "UPR deadlines", checked()))
    print(f"{file}: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}", file=sys.stderr)
    return 0


def _entries(sessions: Sequence[Session], works: Sequence[Work], today: date) -> Iterator[Entry]:
    ordinal = language("en-GB").ordinal
    listed = {each.number for each in sessions}
    for one in sessions:
        name, uid = f"UPR {ordinal(one.number)} session", f"upr-{one.number}"
        if one.deadline and one.deadline >= today:
            yield _entry(f"{uid}-deadline", one, "deadline", f"{name}: submissions due")
        if one.exact:
            yield _entry(f"{uid}-session", one, "dates", name)
    for work in works:
        if work.deadline and work.deadline >= today and work.session in listed:
            uid = f"{work.name.replace('/', '-')}-deadline@upr-dossier"
            title = f"{work.name}: due"
            yield Entry(uid, work.deadline, work.deadline, title, "As dossier.yaml says.", ALARM)


def _entry(uid: str, one: Session, what: str, title: str) -> Entry:
    grade = one.grades[what]
    days = (one.deadline, one.deadline) if what == "deadline" else (one.begins, one.ends)
    first, last = (each or date.min for each in days)
    words = f"States: {_states(one)}.\nSource: {one.sources[what]}, checked on {checked()}."
    alarm = ALARM if what == "deadline" else 0
    full = f"{uid}@upr-dossier"
    return Entry(full, first, last, title + remark(grade), words, alarm, grade == "verified")

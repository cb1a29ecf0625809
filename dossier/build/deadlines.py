"""Find coming sessions of the UPR, the drafts that are for them, and what a calendar says of both.

Nothing is guessed: what nobody verified is marked wherever it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dossier.build.dossier import read_dossier
from dossier.build.due_dates import DossierDue, coming_procedures, due_dates
from dossier.build.named_ids import named_ids
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.grade import graded, remark
from dossier.model.language import Language, language
from dossier.model.procedures import ProcedureDate, checked_procedures
from dossier.model.progress_callback import Progress, silent
from dossier.model.sessions import Session, StateRemark, checked, coming, state_remarks
from dossier.project.layout import Places, dossiers, read_files
from dossier.project.replace_files import replace
from dossier.project.review_session import sessions_of
from dossier.readers.un_exports.state_names import is_known, key
from dossier.writers.calendar import Entry, calendar

ALARM = 14
"""How many days before a deadline a calendar reminds."""

HORIZON = timedelta(days=550)
"""How far ahead is listed where no State is asked for; so far ahead one can begin to write."""


@frozen
class SessionDraft:
    """A document that is not final: its session, and a deadline of its own if it has one."""

    name: str
    session: int | None
    deadline: date | None


@frozen
class Deadlines:
    """Sessions that are coming on the day `today`, and the drafts of the project.

    `unknown` says that there is no such State as the one that was asked for. `remarks` are what
    must be said of it. `procedures` are coming dates of other procedures, `due` says for each
    dossier of the project what is due.
    """

    today: date
    sessions: tuple[Session, ...] = ()
    drafts: tuple[SessionDraft, ...] = ()
    unknown: Finding | None = None
    remarks: tuple[StateRemark, ...] = ()
    procedures: tuple[ProcedureDate, ...] = ()
    due: tuple[DossierDue, ...] = ()


def coming_deadlines(
    places: Places, today: date, state: str = "", progress: Progress = silent
) -> Deadlines:
    """Return the sessions that review `state`, or ("") all that begin within the horizon."""
    if state and not is_known(state):
        return Deadlines(today, unknown=_unknown(state, coming(today)))
    return Deadlines(
        today=today,
        sessions=coming_sessions(today, state),
        drafts=tuple(_drafts(places, progress)),
        remarks=remarks_on(state),
        procedures=coming_procedures(today),
        due=tuple(
            each for each in due_dates(places, today) if not state or key(each.state) == key(state)
        ),
    )


def coming_sessions(today: date, state: str = "") -> tuple[Session, ...]:
    """Return the sessions that review `state`, or ("") all that begin within the horizon."""
    if state:
        return sessions_of(state, today)
    return tuple(one for one in coming(today) if one.begins and one.begins <= today + HORIZON)


def remarks_on(state: str) -> tuple[StateRemark, ...]:
    """Return what must be said of a State, such as why no session reviews it."""
    return tuple(each for each in state_remarks() if state and key(each.state) == key(state))


def states_of(one: Session) -> str:
    """Return the States that a session reviews, and whether that is verified."""
    usual = tuple(each for each in one.states if each not in one.moved)
    parts = []
    if usual and one.follows:
        parts.append(f"{', '.join(usual)} (expected, as in session {one.follows}; not verified)")
    elif usual:
        parts.append(", ".join(usual) + remark(one.grades["states"]))
    if one.moved:
        words = f"{', '.join(one.moved)} (moved to this session)"
        parts.append(graded(words, one.grades["moved"]))
    return "; ".join(parts) or "not known"


def days_of(one: Session, words: Language) -> str:
    """Return the days of a session in words, or its months; "" where neither is known."""
    if one.begins is None or one.ends is None:
        return ""
    if one.exact:
        return f"{words.long_date(one.begins)} to {words.long_date(one.ends)}"
    first, last = (words.months[each.month - 1] for each in (one.begins, one.ends))
    return f"{first if first == last else f'{first} or {last}'} {one.ends.year}"


def month_of(one: ProcedureDate, words: Language) -> str:
    """Return the earliest month of a session whose days nobody announced."""
    return f"{words.months[one.day.month - 1]} {one.day.year}"


def named_in_calendar(places: Places, found: Deadlines) -> tuple[Finding, ...]:
    """Find names that a calendar would tell: it lists dossiers and documents by their ids.

    Nobody says who may read a calendar, so that anybody may.
    """
    ids: dict[str, list[str]] = {each.dossier: [] for each in found.due if each.dates}
    for draft in found.drafts:
        if draft.deadline:
            dossier, _, document = draft.name.partition("/")
            ids.setdefault(dossier, []).append(document)
    read = ((read_files(places, name)[0], tuple(many)) for name, many in ids.items())
    return tuple(one for files, many in read if files for one in named_ids(files, many))


def write_calendar(file: Path, found: Deadlines) -> int:
    """Write a calendar of the days that are known, and return how many entries it has.

    A month alone is no entry. The yearly deadlines always are.
    """
    entries = tuple(_entries(found))
    replace(file, calendar(entries, "Deadlines", checked()))
    return len(entries)


def _unknown(name: str, sessions: tuple[Session, ...]) -> Finding:
    names = sorted({state for each in sessions for state in each.states})
    hint = did_you_mean(name, names, "use the name that the UN use")
    return Finding("--state", 0, Fault.NO_SUCH_STATE, f'no State is called "{name}"', hint)


def _drafts(places: Places, progress: Progress) -> Iterator[SessionDraft]:
    """Yield the documents of the project that are for a session and not final."""
    for name in dossiers(places):
        progress(name)
        files, _ = read_files(places, name)
        about = read_dossier(places, files).about if files else {}
        for id_, each in about.items():
            number, own = each.get("session"), each.get("deadline")
            if number and each.get("status") != "final":
                session = number if isinstance(number, int) else None
                deadline = own if isinstance(own, date) else None
                yield SessionDraft(f"{name}/{id_}", session, deadline)


def _entries(found: Deadlines) -> Iterator[Entry]:
    ordinal = language("en-GB").ordinal
    ours = {each.session.number: each.session for each in found.due if each.session}
    listed = {each.number: each for each in found.sessions} | ours
    for one in sorted(listed.values(), key=lambda each: each.number):
        name, uid = f"UPR {ordinal(one.number)} session", f"upr-{one.number}"
        if one.deadline and one.deadline >= found.today:
            yield _entry(f"{uid}-deadline", one, "deadline", f"{name}: submissions due")
        if one.exact:
            yield _entry(f"{uid}-session", one, "dates", name)
    yield from (_yearly(each, found) for each in found.procedures if each.exact)
    for draft in found.drafts:
        if draft.deadline and draft.deadline >= found.today and draft.session in listed:
            uid = f"{draft.name.replace('/', '-')}-deadline@upr-dossier"
            yield Entry(
                uid=uid,
                first=draft.deadline,
                last=draft.deadline,
                title=f"{draft.name}: due",
                words="As dossier.yaml says.",
                alarm=ALARM,
            )


def _yearly(one: ProcedureDate, found: Deadlines) -> Entry:
    procedure, what = one.procedure, one.what
    ours = [each.dossier for each in found.due if one in each.dates]
    said = f"Our dossiers: {', '.join(ours)}.\n" if ours else ""
    source = f"Source: {procedure.sources[what]}, checked on {checked_procedures()}."
    return Entry(
        uid=f"{procedure.id}-{one.day}@upr-dossier",
        first=one.day,
        last=one.day,
        title=graded(procedure.name, procedure.grades[what]),
        words=f"{said}{procedure.rule}.\n{source}",
        alarm=ALARM,
        sure=procedure.grades[what] == "verified",
    )


def _entry(uid: str, one: Session, what: str, title: str) -> Entry:
    grade, source = one.grades[what], one.sources[what]
    days = (one.deadline, one.deadline) if what == "deadline" else (one.begins, one.ends)
    first, last = (each or date.min for each in days)
    return Entry(
        uid=f"{uid}@upr-dossier",
        first=first,
        last=last,
        title=graded(title, grade),
        words=f"States: {states_of(one)}.\nSource: {source}, checked on {checked()}.",
        alarm=ALARM if what == "deadline" else 0,
        sure=grade == "verified",
    )

"""The session of the UPR that a new dossier is for, and the lines of its manifest that say so.

The session is the next one that reviews the State, and that can still be written for. Most are
expected and not announced, so the manifest lists what came from here under `assumed`.
"""

from __future__ import annotations

from datetime import date, timedelta

from dossier.model.sessions import Session, coming, expected
from dossier.readers.un_exports.state_names import key

_LEAD = timedelta(days=180)
"""How long before a session its deadline usually is; who begins later writes for the next."""

_SESSION, _CYCLE = "    session: 55                 #", "    cycle: 5\n"
_ASSUMED = "    assumed: [session, cycle]    #"
"""Lines of the skeleton's manifest, which stay where no session of the State is known."""


def sessions_of(state: str, today: date) -> tuple[Session, ...]:
    """Return the sessions that review a State and are not over, by any of its English names."""
    wanted = key(state)
    return tuple(one for one in coming(today) if wanted in map(key, one.states))


def review_to_write_for(state: str, today: date) -> Session | None:
    """Return the next session that reviews a State and can still be written for, or the next.

    >>> review_to_write_for("Chad", date(2026, 11, 29)).number
    59
    """
    sessions = sessions_of(state, today)
    begun_late = (each for each in sessions if _last_day(each) >= today)
    return next(begun_late, next(iter(sessions), None))


def with_session(manifest: str, review: Session | None) -> str:
    """Return the skeleton's manifest with a session, its cycle and its deadline, all assumed."""
    if review is None:
        return manifest
    said = f"    session: {review.number}                 #"
    manifest = with_words(manifest, _SESSION, said)
    manifest = with_words(manifest, _CYCLE, f"    cycle: {review.cycle}\n")
    return with_words(manifest, _ASSUMED, _deadline(review))


def with_words(text: str, old: str, new: str) -> str:
    """Return the skeleton with other words. It is a fault of ours where it has not the old ones."""
    if old not in text:
        raise KeyError(old)
    return text.replace(old, new)


def _last_day(session: Session) -> date:
    """Return the day by which submissions are due, or usually are."""
    if session.deadline or session.begins is None:
        return session.deadline or date.max
    return session.begins - _LEAD


def _deadline(review: Session) -> str:
    """Return the deadline with its grade and source, or that it is not announced, as lines."""
    if review.deadline is None:
        return f"    # deadline: not announced; {expected()}\n{_ASSUMED}"
    known, source = review.grades["deadline"], review.sources["deadline"]
    return (
        f"    deadline: {review.deadline}        # {known}: {source}\n"
        "    assumed: [session, cycle, deadline]    #"
    )

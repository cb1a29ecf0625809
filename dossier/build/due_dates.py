"""What is due for each dossier: the review of its State, and procedures that can concern it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dossier.build.dossier import manifest_of
from dossier.build.registries import collect
from dossier.model.frozen import frozen
from dossier.model.procedures import Procedure, ProcedureDate, coming_of, concerns, procedures
from dossier.model.progress_callback import Progress, silent
from dossier.model.registry import Status
from dossier.model.sessions import Session, coming
from dossier.project.layout import Files, Places, dossiers, read_files
from dossier.readers.un_exports.state_names import key

HORIZON = timedelta(days=400)
"""How far ahead procedures are listed: each comes once a year at least."""


@frozen
class DossierDue:
    """What is due for a dossier on a State.

    `dates` has every day that is known, and of sessions whose days nobody announced the next one
    of each body. `session` reviews the State next, None where none is known. `unlisted` are
    procedures that may concern it and have no date yet, by their names and rules.
    """

    dossier: str
    state: str
    session: Session | None
    dates: tuple[ProcedureDate, ...]
    unlisted: tuple[tuple[str, str], ...] = ()


def coming_procedures(today: date) -> tuple[ProcedureDate, ...]:
    """Return the coming dates of all procedures, the nearest first."""
    found = (one for each in procedures() for one in coming_of(each, today, today + HORIZON))
    return tuple(sorted(found, key=lambda each: (each.day, each.procedure.id)))


def due_dates(places: Places, today: date, progress: Progress = silent) -> tuple[DossierDue, ...]:
    """Return what is due for each dossier whose State can be read."""
    return tuple(_due(places, today, progress))


def _due(places: Places, today: date, progress: Progress) -> Iterator[DossierDue]:
    for name in dossiers(places):
        progress(name)
        files, _ = read_files(places, name)
        manifest = manifest_of(files)[0] if files else None
        if files and manifest:
            yield _of(files, manifest.state, today)


def _of(files: Files, state: str, today: date) -> DossierDue:
    bound = frozenset(id_ for id_, each in collect(files)[0].treaties.items() if _binds(each))
    mine = [each for each in procedures() if concerns(each, bound)]
    wanted = key(state)
    session = next((s for s in coming(today) if wanted in map(key, s.states)), None)
    dates = [one for each in mine for one in _next_of(each, today)]
    return DossierDue(
        dossier=files.name,
        state=state,
        session=session,
        dates=tuple(sorted(dates, key=lambda each: (each.day, each.procedure.id))),
        unlisted=tuple((p.name, p.rule) for p in mine if not p.yearly and not p.months),
    )


def _next_of(procedure: Procedure, today: date) -> Iterator[ProcedureDate]:
    """Yield all days of a procedure, and of its sessions without days the next."""
    dates = tuple(coming_of(procedure, today, today + HORIZON))
    yield from (each for each in dates if each.exact)
    yield from [each for each in dates if not each.exact][:1]


def _binds(status: Status) -> bool:
    return status.act != "none"

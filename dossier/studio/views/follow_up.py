"""Follow-up: what became of each earlier recommendation, by what we know it, and what changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.follow_up.run import FollowedUp, FollowUpRequest, follow_up, keep
from dossier.build.library import library_of
from dossier.build.output_records import follow_up_names
from dossier.interchange.assessments import Assessed, assess, assessed
from dossier.interchange.registry_edit.registry_files import HeldEntry, held_entries
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.follow_up import CHANGES, NOT_ASSESSED, STATUSES, FollowUpRow
from dossier.model.registry import AUDIENCES, Audience
from dossier.project.layout import Places, read_files
from dossier.studio.asked import Unanswerable, dossier_of, json_of, refuse, session_of, value_of
from dossier.studio.page import page
from dossier.studio.views.downloads import KINDS, attachment

_FILES = {
    "xlsx": (0, KINDS[".xlsx"]),
    "csv": (0, "text/csv; charset=utf-8"),
    "dictionary.csv": (1, "text/csv; charset=utf-8"),
    "json": (0, "application/json"),
}
"""What can be downloaded: which of the follow-up's names it has, and what browsers call it."""


async def view(request: Request) -> Response:
    """Show the view; its script asks for the table."""
    dossier_of(request)
    levels = tuple(each for each in STATUSES if each != NOT_ASSESSED)
    return await page(
        request, "follow_up.html", "check", levels=levels, statuses=STATUSES, audiences=AUDIENCES
    )


async def table(request: Request) -> Response:
    """Answer with what became of each recommendation, as we ourselves may read it."""
    session, dossier = session_of(request), dossier_of(request)
    return JSONResponse(await session.run(_table, session.places, dossier))


async def save(request: Request) -> Response:
    """Write what became of a recommendation, based on the entry as it was seen."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    id_, level, digest = (value_of(asked, name, str) for name in ("id", "level", "digest"))
    words = asked.get("words")
    blocks = tuple(str(each) for each in value_of(asked, "blocks", list))
    wanted = Assessed(level, words if isinstance(words, str) else None, blocks, digest)
    refuse(await session.write(assess, session.places, dossier, id_, wanted))
    return JSONResponse({})


async def kept(request: Request) -> Response:
    """Keep the follow-up as it is today, for the next one to be compared with."""
    session, dossier, _ = session_of(request), dossier_of(request), await json_of(request)
    await session.write(_keep, session.places, dossier)
    return JSONResponse({}, HTTPStatus.CREATED)


async def file(request: Request) -> Response:
    """Answer with a file for those who are named; it was searched for what they may not read."""
    session, dossier = session_of(request), dossier_of(request)
    kind = request.query_params.get("kind", "")
    named = request.query_params.get("for", "public")
    audience = next((each for each in AUDIENCES if each == named), None)
    if kind not in _FILES or audience is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "choose what kind of file, and for whom")
    at, media = _FILES[kind]
    name = f"{follow_up_names(audience)[at]}.{kind.rpartition('.')[2]}"
    content = await session.run(_file, session.places, dossier, audience, name)
    return attachment(f"{dossier}-{name}", content, media)


def _made(places: Places, dossier: str, audience: Audience) -> FollowedUp:
    found, findings = follow_up(places, FollowUpRequest(dossier, date.today(), audience=audience))
    if found is None or not found.files:
        raise Unanswerable(errors(findings))
    return found


def _keep(places: Places, dossier: str) -> None:
    keep(places, _made(places, dossier, "public"))


def _file(places: Places, dossier: str, audience: Audience, name: str) -> bytes:
    return _made(places, dossier, audience).files[name]


def _table(places: Places, dossier: str) -> dict[str, Any]:
    asked = FollowUpRequest(dossier, date.today(), audience="internal")
    found, findings = follow_up(places, asked)
    wrong = errors(findings)
    if found is None and any(each.rule != Fault.NOTHING_TO_FOLLOW_UP for each in wrong):
        raise Unanswerable(wrong)
    files = read_files(places, dossier)[0]
    if found is None or files is None:
        return {"rows": [], "blocks": [], "since": "", "changes": [], "gone": [], "findings": []}
    made, held = found.follow_up, held_entries(files, "recommendations")
    return {
        "rows": [_row(each, held.get(each.id)) for each in made.rows],
        "blocks": [(each.id, each.title or each.id) for each in library_of(files)[0].own],
        "since": made.since.isoformat() if made.since else "",
        "changes": [(name, sum(each.change == name for each in made.rows)) for name in CHANGES],
        "gone": list(made.gone),
        "findings": [_told(each) for each in findings],
    }


def _told(finding: Finding) -> dict[str, str]:
    return {"message": finding.message, "hint": finding.hint}


def _row(row: FollowUpRow, held: HeldEntry | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "cycle": row.cycle or 0,
        "states": list(row.states),
        "text": row.text,
        "position": row.position,
        "themes": list(row.themes),
        "status": row.status,
        "words": row.assessment,
        "evidence": [{"kind": each.kind, "words": each.words} for each in row.evidence],
        "before": row.before,
        "change": row.change,
        "recurs": list(row.recurs),
        "entry": asdict(assessed(held)) if held else None,
    }


ROUTES = (
    Route("/{dossier}/check/follow-up", view),
    Route("/api/{dossier}/follow-up/rows", table),
    Route("/api/{dossier}/follow-up/assessments", save, methods=["POST"]),
    Route("/api/{dossier}/follow-up/kept", kept, methods=["POST"]),
    Route("/{dossier}/check/follow-up/file", file),
)

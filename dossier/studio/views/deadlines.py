"""Deadlines: the dates of this dossier's documents and of the coming sessions, with days left."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dossier.build.coming_dates import coming_dates, said_of_state
from dossier.studio.asked import dossier_of, session_of
from dossier.studio.page import page


async def deadlines(request: Request) -> Response:
    """Show all dates that are coming, the nearest first, those of this dossier apart."""
    session, dossier = session_of(request), dossier_of(request)
    found = await session.run(coming_dates, session.places, dossier, date.today())
    own = [asdict(each) for each in found if each.own]
    others = [asdict(each) for each in found if not each.own]
    remarks = await session.run(said_of_state, session.places, dossier)
    return await page(request, "deadlines.html", "check", own=own, others=others, remarks=remarks)


ROUTES = (Route("/{dossier}/check/deadlines", deadlines),)

"""How a date and words in the form of an entry print, while somebody types them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.evidence import read_aloud
from dossier.model.language import language
from dossier.project.layout import Places
from dossier.readers.registries.csl_dates import read_written
from dossier.readers.registries.dates import read_day
from dossier.studio.asked import dossier_of, json_of, session_of, value_of
from dossier.studio.views.evidence import files_of


async def says(request: Request) -> Response:
    """Answer with a date as it prints, or "" where it is none."""
    dossier_of(request)
    text = request.query_params.get("text", "")
    day = read_day(text) or read_written(text)
    tongue = language("en")
    return JSONResponse({"says": tongue.day(day) if day and not day.open else ""})


async def reads(request: Request) -> Response:
    """Answer with words of an entry as they read."""
    session, dossier = session_of(request), dossier_of(request)
    text = value_of(await json_of(request), "text", str)
    return JSONResponse({"reads": await session.later(_reads, session.places, dossier, text)})


def _reads(places: Places, dossier: str, text: str) -> str:
    return read_aloud(files_of(places, dossier), text)


ROUTES = (
    Route("/api/{dossier}/evidence/says/date", says),
    Route("/api/{dossier}/evidence/says/words", reads, methods=["POST"]),
)

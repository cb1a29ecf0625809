"""The application: the routes of all views behind the gate, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dossier.model.diagnostics import Finding, Refused
from dossier.project.history import EditedMeanwhile
from dossier.project.not_written import unusable
from dossier.studio import files
from dossier.studio.access import Access
from dossier.studio.asked import Unanswerable
from dossier.studio.gate import Gate
from dossier.studio.session import Session
from dossier.studio.views import (
    audience,
    begin,
    changes,
    check,
    deadlines,
    downloads,
    draft,
    drop,
    entry,
    evidence,
    history,
    home,
    matrix,
    new_dossier,
    settings,
    take_back,
    write,
    write_blocks,
    write_pdf,
)

VIEWS = (
    files, changes, new_dossier, begin, draft, settings, downloads, drop, entry, evidence, write,
    write_blocks, write_pdf, take_back, history, check, matrix, deadlines, audience, home,
)  # fmt: skip
"""The modules whose `ROUTES` are served. The first that fits an address answers."""


def make_app(session: Session, access: Access) -> Starlette:
    """Return the studio of `session`, which `access` alone opens."""
    app = Starlette(
        routes=[route for view in VIEWS for route in view.ROUTES],
        middleware=[Middleware(Gate, access=access)],
        exception_handlers=dict.fromkeys(
            (HTTPException, Unanswerable, Refused, OSError), answer_to
        ),
    )
    app.state.session = session
    return app


def problem(findings: Sequence[Finding], status: HTTPStatus) -> JSONResponse:
    """Return the answer that scripts show: the first finding's words, and all findings."""
    told = {
        "error": findings[0].message if findings else status.phrase,
        "hint": findings[0].hint if findings else "",
        "findings": [each.as_json() for each in findings],
    }
    return JSONResponse(told, status)


async def answer_to(request: Request, error: Exception) -> Response:
    """Return the answer to a request that raised `error`; all files are as they were."""
    match error:
        case HTTPException() if not request.url.path.startswith("/api/"):
            return PlainTextResponse(f"{error.detail}\n", error.status_code)
        case HTTPException():
            told = {"error": error.detail, "hint": "", "findings": []}
            return JSONResponse(told, error.status_code)
        case Unanswerable():
            return problem(error.findings, error.status)
        case Refused():
            return problem([error.finding], HTTPStatus.UNPROCESSABLE_ENTITY)
        case EditedMeanwhile():
            return problem([unusable(error)], HTTPStatus.CONFLICT)
        case OSError():
            return problem([unusable(error)], HTTPStatus.INSUFFICIENT_STORAGE)
    raise error

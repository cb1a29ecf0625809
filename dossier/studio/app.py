"""The application: the routes of all views behind the gate, and what becomes of errors."""

from __future__ import annotations

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from dossier.build.audience_view import OURS
from dossier.model.diagnostics import Refused
from dossier.project.history import EditedMeanwhile
from dossier.project.not_written import unusable
from dossier.studio import files
from dossier.studio.access import Access
from dossier.studio.asked import Unanswerable
from dossier.studio.gate import Gate
from dossier.studio.problems import Problem, answer, of_findings, of_status
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
    entry_words,
    evidence,
    follow_up,
    history,
    home,
    matrix,
    new_dossier,
    settings,
    take_back,
    translations,
    translator_files,
    write,
    write_blocks,
    write_pdf,
)

VIEWS = (
    files, changes, new_dossier, begin, draft, downloads, home, write, write_blocks, write_pdf,
    check, settings, drop, entry_words, evidence, entry, take_back, history, matrix, follow_up,
    deadlines,    audience, translations, translator_files,
)  # fmt: skip
"""The modules whose `ROUTES` are served. The first that fits an address answers.

Views that name a document in the middle of their addresses come first: so a document may be called
as another view is, such as `evidence`.
"""


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


async def answer_to(request: Request, error: Exception) -> Response:
    """Return the answer to a request that raised `error`; all files are as they were.

    A view for others is not told what the findings say: they may name what is kept back from them.
    """
    problem = _problem(error)
    if problem.findings and request.query_params.get("audience", OURS) != OURS:
        problem = Problem(problem.status, "this cannot be shown: our own view says why")
    return answer(problem, request.scope)


def _problem(error: Exception) -> Problem:
    match error:
        case HTTPException():
            return of_status(error.status_code, error.detail)
        case Unanswerable():
            return of_findings(error.findings, error.status)
        case Refused():
            return of_findings([error.finding], HTTPStatus.UNPROCESSABLE_ENTITY)
        case EditedMeanwhile():
            return of_findings([unusable(error)], HTTPStatus.CONFLICT)
        case OSError():
            return of_findings([unusable(error)], HTTPStatus.INSUFFICIENT_STORAGE)
    raise error

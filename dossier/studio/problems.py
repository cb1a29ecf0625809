"""Answers that say what went wrong and what to do: a page where a page was asked for, else JSON.

They name nothing of the project but what the findings say that they are given, and never repeat an
address: an error must not tell what a view narrowed to an audience keeps back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.studio.hints import in_form

_PAGES = Path(__file__).parent / "pages"


@frozen
class Problem:
    """What went wrong, and one thing to do; `findings` say more, `admitted` who has the cookie."""

    status: int
    what: str
    hint: str = ""
    findings: tuple[Finding, ...] = ()
    admitted: bool = True


_TITLES = {
    HTTPStatus.FORBIDDEN: "This is not opened",
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.METHOD_NOT_ALLOWED: "There is nothing here",
    HTTPStatus.REQUEST_TIMEOUT: "This took too long",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too large",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The studio made a mistake",
}

_HINTS = {
    HTTPStatus.NOT_FOUND: "perhaps it was renamed or deleted; the home page shows what there is",
    HTTPStatus.METHOD_NOT_ALLOWED: "the home page shows what there is",
    HTTPStatus.REQUEST_TIMEOUT: "try it again",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "send fewer files at once, or a smaller one; "
    "Word makes its files smaller with “Compress Pictures”",
    HTTPStatus.INTERNAL_SERVER_ERROR: "your files are as they were; load the page again, and if it "
    "happens again, tell those who make the program what the small window says",
}
"""One thing to do, by the status of an answer that does not say it itself."""

_WHAT = {
    HTTPStatus.NOT_FOUND: "no page has this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "no page has this address",
    HTTPStatus.INTERNAL_SERVER_ERROR: "the studio could not answer because of a fault of its own",
}
"""What went wrong, by the status of an answer that says only its phrase."""


def of_status(status: int, detail: str = "") -> Problem:
    """Return the problem of an answer of this status; `detail` is what it says by itself."""
    known = HTTPStatus(status)
    said = detail if detail and detail != known.phrase else _WHAT.get(known, known.phrase)
    return Problem(status, said, _HINTS.get(known, ""))


def of_findings(findings: Sequence[Finding], status: HTTPStatus) -> Problem:
    """Return the problem that findings tell, by the first of them."""
    if not findings:
        return of_status(status)
    said = in_form(findings[0])
    return Problem(status, said["message"], said["hint"], tuple(findings))


def answer(problem: Problem, scope: Scope) -> Response:
    """Return the answer to a request: JSON to a script of ours, a page to everything else."""
    if scope["path"].startswith("/api/"):
        told = {
            "error": problem.what,
            "hint": problem.hint,
            "findings": [{**each.as_json(), **in_form(each)} for each in problem.findings],
        }
        return JSONResponse(told, problem.status)
    framed = problem.admitted and Headers(scope=scope).get("sec-fetch-dest") == "iframe"
    drawn = _page().render(
        title=_TITLES.get(HTTPStatus(problem.status), "This cannot be shown"),
        said=[_sentence(each) for each in _said(problem) if each],
        nonce=scope["state"]["nonce"],
        admitted=problem.admitted,
        framed=framed,
    )
    scope["state"]["framed"] = framed
    return HTMLResponse(drawn, problem.status)


def _said(problem: Problem) -> list[str]:
    more = [f"{each.message}: {each.hint}" for each in problem.findings[1:]]
    return [problem.what, problem.hint, *more]


def _sentence(text: str) -> str:
    """Return a message as a sentence.

    >>> _sentence("there is no such file")
    'There is no such file.'
    """
    plain = text.replace("`", "")
    return f"{plain[:1].upper()}{plain[1:]}{'' if plain.endswith(('.', '!', '?')) else '.'}"


@cache
def _page() -> Template:
    made = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("problem.html")

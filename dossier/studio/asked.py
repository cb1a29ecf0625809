"""What a request asks for: the session, the dossier of its address, JSON or a form it brings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar, cast

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import LIBRARY, dossiers
from dossier.studio.session import Session

_T = TypeVar("_T")


class Unanswerable(Exception):
    """A request that cannot be answered: the findings say why, `status` is that of the answer."""

    def __init__(
        self, findings: Sequence[Finding], status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    ) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)
        self.status = status


def refused(found: Sequence[Finding]) -> Unanswerable:
    """Return why nothing was written: 409 where a file was changed meanwhile, 422 otherwise."""
    meanwhile = any(each.rule == Fault.EDITED_MEANWHILE for each in found)
    return Unanswerable(
        found, HTTPStatus.CONFLICT if meanwhile else HTTPStatus.UNPROCESSABLE_ENTITY
    )


def refuse(found: Sequence[Finding]) -> None:
    """Raise `Unanswerable` where there is a finding: nothing was written."""
    if found:
        raise refused(found)


def session_of(request: Request) -> Session:
    """Return the session of the studio."""
    return cast(Session, request.app.state.session)


def dossier_of(request: Request) -> str:
    """Return the dossier in the address. Raises `HTTPException` (404) where there is none.

    Only names in the list of dossiers pass, so that no address leads out of the content folder. The
    error names none, neither what was asked for nor what there is.
    """
    name = str(request.path_params["dossier"])
    if name not in (*dossiers(session_of(request).places), LIBRARY):
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such dossier")
    return name


async def json_of(request: Request) -> Mapping[str, Any]:
    """Return the JSON object that a request brings. Raises `HTTPException` (400) for another."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the request is not JSON")
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the request is not a JSON object")
    return found


def value_of(asked: Mapping[str, Any], name: str, kind: type[_T]) -> _T:
    """Return a value of the JSON. Raises `HTTPException` (400) where it is not of that kind."""
    found = asked.get(name)
    if not isinstance(found, kind):
        why = f'the request needs "{name}" as {kind.__name__}'
        raise HTTPException(HTTPStatus.BAD_REQUEST, why)
    return found


def text_of(form: FormData, name: str) -> str:
    """Return a text of a form; "" where there is none, or a file in its place."""
    found = form.get(name, "")
    return found if isinstance(found, str) else ""

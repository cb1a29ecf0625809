"""Settings: what `dossier.yaml` says of a dossier and of each of its documents, as a form."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.interchange.new_document import document_kinds
from dossier.interchange.registry_edit.yaml_text import plain
from dossier.interchange.settings import (
    change_settings,
    document_shape,
    head_shape,
    settings_of,
)
from dossier.interchange.state_name import unconfirmed
from dossier.model.diagnostics import errors
from dossier.studio.asked import Unanswerable, dossier_of, json_of, refused, session_of, value_of
from dossier.studio.session import Session
from dossier.studio.views.begin import fields_of

_REMARKS = {
    "language": "its code: en-GB, en-US, fr, es, ru, ar, zh, or one that the project added",
    "submitters": "Who submits. Empty for a document: those of the dossier.",
    "status": "A final document with errors is not built.",
    "date": "The date that the document bears.",
    "audience": "What these readers may not read is left out.",
    "keywords": "One a line.",
    "assumed": "What the program filled in when the dossier was made, one a line, such as session. "
    "Check each; when it is right, delete its line here. An empty box: all is confirmed.",
    "notes": "Where notes stand; usually at the foot of the page.",
    "paragraph_numbers": "Whether paragraphs are numbered.",
    "bibliography": "Whether a list of all sources stands at the end.",
}


async def settings(request: Request) -> Response:
    """Answer with what the manifest says of the dossier (or of `?document=`), and its keys."""
    session, dossier = session_of(request), dossier_of(request)
    document = request.query_params.get("document", "")
    found = await session.run(settings_of, session.places, dossier)
    if found.findings or (document and document not in found.documents):
        raise Unanswerable(found.findings, HTTPStatus.NOT_FOUND)
    values = found.documents[document] if document else found.head
    shape, remarks = head_shape(), dict(_REMARKS)
    if document:
        template = str(values.get("template", ""))
        shape = await session.run(document_shape, session.places, template)
        kinds = await session.run(document_kinds, session.places)
        remarks |= next((dict(each.remarks) for each in kinds if each.id == template), {})
    told = {"digest": found.digest, "values": values, "fields": fields_of(shape, remarks)}
    return JSONResponse(told)


async def change(request: Request) -> Response:
    """Write the values of a form, or answer with what is wrong with them."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    values = {name: plain(each) for name, each in value_of(asked, "values", dict).items()}
    await _confirmed(session, dossier, asked)
    found = await session.write(
        change_settings,
        session.places,
        dossier,
        value_of(asked, "document", str),
        values,
        value_of(asked, "digest", str),
    )
    if errors(found):
        raise refused(found)
    return JSONResponse({"findings": [each.as_json() for each in found]})


async def _confirmed(session: Session, dossier: str, asked: Mapping[str, Any]) -> None:
    """Raise `Unanswerable` for a new name of the State that nobody confirmed and the UN lacks."""
    if asked["document"]:
        return
    state = str(asked["values"].get("state", "")).strip()
    before = await session.run(settings_of, session.places, dossier)
    if state != before.head.get("state") and (
        doubts := unconfirmed(state, str(asked.get("kept", "")).strip())
    ):
        raise Unanswerable(doubts)


ROUTES = (
    Route("/api/{dossier}/settings", settings),
    Route("/api/{dossier}/settings", change, methods=["POST"]),
)

"""Begin a document of any kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.interchange.new_document import (
    DocumentKind,
    add_document,
    document_kinds,
    parts_of,
    shared_values,
)
from dossier.model.diagnostics import errors
from dossier.readers.yaml_keys import Shape
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.field_words import field_words, setting_label


async def kinds(request: Request) -> Response:
    """Answer with the kinds of documents, what each asks for, and what others here say."""
    session, name = session_of(request), dossier_of(request)
    found = await session.run(document_kinds, session.places)
    parts = await session.run(parts_of, session.places, name)
    written = {each.kind for each in parts}
    told = {
        "kinds": [_kind(each, written) for each in found],
        "parts": [(each.id, each.title or each.id) for each in parts],
        "shared": await session.run(shared_values, session.places, name),
        "today": date.today().isoformat(),
    }
    return JSONResponse(told)


async def document(request: Request) -> Response:
    """Add a document to a dossier, and answer with its name and what is still wrong with it."""
    session, name, asked = session_of(request), dossier_of(request), await json_of(request)
    id_, values = value_of(asked, "name", str).strip(), value_of(asked, "values", dict)
    found = await session.write(add_document, session.places, name, id_, values)
    if errors(found):
        raise Unanswerable(found)
    return JSONResponse({"document": id_}, HTTPStatus.CREATED)


def _kind(kind: DocumentKind, written: Set[str]) -> dict[str, Any]:
    """Return a kind as a form needs it; `empty` are sections for which nothing is written."""
    empty = [each for each in kind.sections if written.isdisjoint(each.takes)]
    return {
        "id": kind.id,
        "name": kind.name,
        "fields": fields_of(kind.fields, kind.remarks),
        "empty": [{"id": each.id, "title": each.title, "needed": each.needed} for each in empty],
    }


def fields_of(shape: Shape, remarks: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return keys as a form draws them, with a remark on each that has one."""
    return [
        {
            "name": name,
            "kind": key.kind,
            "needed": key.needed == "needed",
            **_called(name, key.choices),
            "remark": remarks.get(name, ""),
            "fields": fields_of(key.shape or {}, {}),
        }
        for name, key in shape.items()
    ]


def _called(name: str, choices: Sequence[str]) -> dict[str, Any]:
    """Return the label of a key, and its choices each with the words for it."""
    words = field_words()["settings"].get(name, {})
    labels = words.get("choices", {})
    return {
        "label": setting_label(name),
        "choices": [(each, labels.get(each, each)) for each in choices],
    }


ROUTES = (
    Route("/api/{dossier}/kinds", kinds),
    Route("/api/{dossier}/documents", document, methods=["POST"]),
)

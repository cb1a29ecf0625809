"""Begin: a new dossier, a new document of any kind, a dossier of an old draft."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.interchange.importer import Imported
from dossier.interchange.importer.run import import_file, write_dossier
from dossier.interchange.new_document import (
    DocumentKind,
    add_document,
    document_kinds,
    shared_values,
)
from dossier.model.diagnostics import errors
from dossier.model.registry import AUDIENCES
from dossier.project.layout import Places
from dossier.project.libreoffice import OnOther
from dossier.project.new_dossier import Beginning, new_dossier
from dossier.readers.yaml_keys import Shape
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of

DRAFTS = (".docx", ".md", ".html", ".htm", ".txt", ".odt", ".doc", ".rtf")
"""Endings of the drafts that can be read; LibreOffice converts the last three."""


async def dossier(request: Request) -> Response:
    """Make a dossier, and answer with its name."""
    session, asked = session_of(request), await json_of(request)
    name = value_of(asked, "name", str).strip()
    beginning = Beginning(
        *(
            str(asked.get(each, "")).strip()
            for each in ("title", "state", "organisation", "acronym")
        )
    )
    made = await session.write(new_dossier, session.places, name, date.today(), beginning=beginning)
    if made.findings:
        raise Unanswerable(made.findings)
    return JSONResponse({"dossier": name}, HTTPStatus.CREATED)


async def kinds(request: Request) -> Response:
    """Answer with the kinds of documents, what each asks for, and what others here say."""
    session, name = session_of(request), dossier_of(request)
    found = await session.run(document_kinds, session.places)
    told = {
        "kinds": [_kind(each) for each in found],
        "audiences": AUDIENCES,
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


async def draft(request: Request) -> Response:
    """Read an old draft: show what would be made of it, or (with `write`) make the dossier."""
    session = session_of(request)
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "choose a file")
        name, content = _file_name(file.filename or ""), await file.read()
        asked = {each: _text(form, each).strip() for each in ("name", "kind", "state", "write")}
    if asked["write"]:
        made = await session.write(_import, session.places, (name, content), asked)
    else:
        made = await session.run(_import, session.places, (name, content), asked)
    return JSONResponse(_imported(made))


def _import(places: Places, file: tuple[str, bytes], asked: Mapping[str, str]) -> Imported:
    """Return what a draft makes, and write that where it is asked for and can be."""
    name, content = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        other: OnOther = "convert" if path.suffix in DRAFTS[-3:] else "refuse"
        made = import_file(
            places,
            path,
            asked["name"],
            template=asked["kind"],
            state=asked["state"],
            on_other=other,
        )
    if asked["write"] and made.files:
        write_dossier(places, asked["name"], made.files, name)
    return made


def _imported(made: Imported) -> dict[str, Any]:
    """Return what an import made; findings name the file as the author knows it."""
    return {
        "good": bool(made.files),
        "template": made.template,
        "counts": dict(made.counts),
        "sections": [{"title": title, "blocks": count} for title, count in made.sections],
        "notes": [{"note": number, "done": done} for number, done in made.notes],
        "findings": [
            {**each.as_json(), "file": PurePosixPath(each.file).name} for each in made.findings
        ],
    }


def _file_name(name: str) -> str:
    """Return the name of an uploaded file without any folder. Raises for one of another kind."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    if not bare.lower().endswith(DRAFTS):
        kinds = ", ".join(each[1:] for each in DRAFTS)
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a draft is one of {kinds}")
    return bare[-120:]


def _text(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found if isinstance(found, str) else ""


def _kind(kind: DocumentKind) -> dict[str, Any]:
    return {"id": kind.id, "name": kind.name, "fields": fields_of(kind.fields, kind.remarks)}


def fields_of(shape: Shape, remarks: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return keys as a form draws them, with a remark on each that has one."""
    return [
        {
            "name": name,
            "kind": key.kind,
            "needed": key.needed == "needed",
            "choices": key.choices,
            "remark": remarks.get(name, ""),
            "fields": fields_of(key.shape or {}, {}),
        }
        for name, key in shape.items()
    ]


ROUTES = (
    Route("/api/dossiers", dossier, methods=["POST"]),
    Route("/api/drafts", draft, methods=["POST"]),
    Route("/api/{dossier}/kinds", kinds),
    Route("/api/{dossier}/documents", document, methods=["POST"]),
)

"""Write: the page of a document as it is typed, and what is to be said of it afterwards."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dossier.build.overview import documents_of
from dossier.build.preview import Page, Standing, draw_page, with_unsaved
from dossier.model.comments import threads
from dossier.model.diagnostics import Finding
from dossier.project.layout import Files, Places, read_files
from dossier.project.own_name import own_name
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.examiner import Question
from dossier.studio.kept_threads import open_threads
from dossier.studio.page import page

_ASSETS = Path(__file__).parents[1] / "assets"


async def write(request: Request) -> Response:
    """Show the view; what it shows is asked for by its script."""
    session, dossier = session_of(request), dossier_of(request)
    known = await session.run(documents_of, session.places, dossier)
    if request.path_params["document"] not in [each.id for each in known]:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such document")
    name = await session.run(own_name, session.places.content)
    return await page(request, "write.html", "write", author=name)


async def frame(_: Request) -> Response:
    """Answer with the frame in which pages are shown, under a policy of its own.

    Nothing in it may load anything: the script is known by its hash, all else comes by message.
    """
    script = (_ASSETS / "page-frame.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-scripts"
    )
    shell = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The page</title></head>'
        f"<body><main><p>The page is being drawn.</p></main><script>{script}</script></body></html>"
    )
    return HTMLResponse(shell, headers={"Content-Security-Policy": policy})


async def drawn(request: Request) -> Response:
    """Answer with the page of a document, with the texts that are not saved yet."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    document = str(request.path_params["document"])
    unsaved = unsaved_of(asked)
    told = await session.run(_drawn, session.places, dossier, document, unsaved)
    return JSONResponse(told)


async def examined(request: Request) -> Response:
    """Answer with what is to be said of a document; with 204 where a newer question came."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    document = str(request.path_params["document"])
    question = Question(dossier, document, unsaved_of(asked), date.today())
    found = await session.examiner.ask(question)
    if found is None:
        return JSONResponse({"overtaken": True})
    files = await session.run(files_of, session.places, dossier)
    return JSONResponse(_standing(found, files))


def unsaved_of(asked: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts that are not saved yet, by their addresses."""
    texts = value_of(asked, "texts", dict)
    if not all(isinstance(each, str) for each in texts.values()):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the texts are not texts")
    return {name: text for name, text in texts.items() if name.endswith(".md")}


def files_of(places: Places, dossier: str) -> Files:
    """Return the files of a dossier. Raises `Unanswerable` where they cannot be read."""
    files, found = read_files(places, dossier)
    if files is None:
        raise Unanswerable(found)
    return files


def _drawn(
    places: Places, dossier: str, document: str, unsaved: Mapping[str, str]
) -> dict[str, Any]:
    files = files_of(places, dossier)
    found = draw_page(places, with_unsaved(files, unsaved), document)
    return _page(found, addresses_in(files))


def addresses_in(files: Files) -> dict[str, str]:
    """Return the addresses of the files that a document is made from, by what messages show."""
    homes = {files.name: files, **files.others()}
    return {
        home.shown(path): f"{name}/{path}" for name, home in homes.items() for path in home.content
    }


def _page(found: Page, where: Mapping[str, str]) -> dict[str, Any]:
    return {
        "html": found.html,
        "whole": found.whole,
        "findings": [finding_as_json(each, where) for each in found.findings],
        "blocks": {
            id_: {
                "at": where.get(each.file, ""),
                "line": each.line,
                "lines": each.lines,
                "inner": {at: where.get(file, "") for at, file in each.files.items()},
            }
            for id_, each in found.blocks.items()
        },
        "notes": [[where.get(file, ""), line] for file, line in found.notes],
    }


def _standing(found: Standing, files: Files) -> dict[str, Any]:
    where = addresses_in(files)
    return {
        "findings": [finding_as_json(each, where) for each in found.findings],
        "words": found.words,
        "limit": found.limit,
        "note_words": found.note_words,
        "sections": found.sections,
        "threads": [
            each
            for id_, held in found.margin.items()
            for each in open_threads(id_, "", held, files)
        ],
        "settled": sum(
            bool(each[0].settled) for held in found.margin.values() for each in threads(held.notes)
        ),
    }


def finding_as_json(finding: Finding, where: Mapping[str, str]) -> dict[str, Any]:
    """Return a finding with the address of its file, "" where it is not to be opened here."""
    return {**finding.as_json(), "at": where.get(finding.file, "")}


ROUTES = (
    Route("/studio/page-frame", frame),
    Route("/{dossier}/{document}/write", write),
    Route("/api/{dossier}/{document}/page", drawn, methods=["POST"]),
    Route("/api/{dossier}/{document}/examined", examined, methods=["POST"]),
)

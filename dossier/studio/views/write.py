"""Write: the page of a document as it is typed, and what is to be said of it afterwards."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dossier.build.library import library_of
from dossier.build.overview import documents_of
from dossier.build.preview import Page, Standing, draw_page, with_unsaved
from dossier.interchange.blocks.add import beginnings
from dossier.interchange.blocks.head import body_line
from dossier.interchange.manifest_keys import setting_at
from dossier.model.comments import threads
from dossier.model.diagnostics import Finding, errors
from dossier.project.layout import Files, Places, read_files
from dossier.project.own_name import own_name
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.examiner import Question
from dossier.studio.hints import Spot, in_studio
from dossier.studio.kept_threads import open_threads
from dossier.studio.page import page
from dossier.studio.registry_places import registry_at

NOT_SHOWN = "(This part cannot be shown: see the findings.)"
"""What stands on the page for a part with an error, of which nothing good is known."""

_ASSETS = Path(__file__).parents[1] / "assets"


async def write(request: Request) -> Response:
    """Show the view; what it shows is asked for by its script."""
    session, dossier = session_of(request), dossier_of(request)
    known = await session.run(documents_of, session.places, dossier)
    if request.path_params["document"] not in [each.id for each in known]:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such document")
    name = await session.run(own_name, session.places.content)
    return await page(
        request, "write.html", "write", author=name, beginnings=json.dumps(beginnings())
    )


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
    texts = (unsaved_of(asked), unsaved_of({"good": {}, **asked}, "good"))
    told = await session.run(_drawn, session.places, dossier, document, texts)
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
    return JSONResponse(_standing(found, files, document))


def unsaved_of(asked: Mapping[str, Any], name: str = "texts") -> dict[str, str]:
    """Return the texts that are not saved yet (or others called `name`), by their addresses."""
    texts = value_of(asked, name, dict)
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
    places: Places,
    dossier: str,
    document: str,
    texts: tuple[Mapping[str, str], Mapping[str, str]],
) -> dict[str, Any]:
    """Return a page; parts at fault are drawn as they were when they were good, if that helps."""
    files, (unsaved, good) = files_of(places, dossier), texts
    where = addresses_in(files)
    now = with_unsaved(files, unsaved)
    found = draw_page(places, now, document)
    faulty = {where.get(each.file, "") for each in errors(found.findings)}
    empty = {at: _emptied(now, at) for at in faulty if "/blocks/" in at}
    tries = ({**empty, **{at: good[at] for at in empty if at in good}}, empty)
    for before in tries if empty else ():
        drawn = draw_page(places, with_unsaved(files, {**unsaved, **before}), document)
        if drawn.whole:
            drawn = replace(drawn, findings=found.findings)
            called = {at: _title(files, at, where) for at in before}
            return {
                **_page(drawn, where, files, document),
                "kept": sorted(before),
                "called": called,
            }
    return {**_page(found, where, files, document), "kept": [], "called": {}}


def _title(files: Files, address: str, where: Mapping[str, str]) -> str:
    """Return what a part is called, also where its text is at fault."""
    blocks = library_of(files)[0].own
    found = next((each.title for each in blocks if where.get(each.file) == address), "")
    return found or "A part without a title"


def _emptied(files: Files, address: str) -> str:
    """Return a text with its head, and a sentence in the place of all that it says."""
    name, _, path = address.partition("/")
    home = {files.name: files, **files.others()}[name]
    text = home.text(path)[0]
    head = text.split("\n")[: body_line(text) - 1]
    return "\n".join((*head, NOT_SHOWN, ""))


def addresses_in(files: Files) -> dict[str, str]:
    """Return the addresses of the files that a document is made from, by what messages show."""
    homes = {files.name: files, **files.others()}
    return {
        home.shown(path): f"{name}/{path}" for name, home in homes.items() for path in home.content
    }


def _page(found: Page, where: Mapping[str, str], files: Files, document: str) -> dict[str, Any]:
    return {
        "html": found.html,
        "whole": found.whole,
        "findings": [finding_as_json(each, where, files, document) for each in found.findings],
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


def _standing(found: Standing, files: Files, document: str) -> dict[str, Any]:
    where = addresses_in(files)
    return {
        "findings": [finding_as_json(each, where, files, document) for each in found.findings],
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


def finding_as_json(
    finding: Finding, where: Mapping[str, str], files: Files, document: str
) -> dict[str, Any]:
    """Return a finding with the address of its file, "" where it is not to be opened here.

    `do` and `go` say what to do in the studio, and where.
    """
    at = where.get(finding.file, "")
    entry, setting = (registry_at(files, finding), ""), setting_at(files, finding, document)
    spot = Spot(files.name, document, at, entry, setting)
    return {**finding.as_json(), "at": at, **in_studio(finding, spot)}


ROUTES = (
    Route("/studio/page-frame", frame),
    Route("/{dossier}/{document}/write", write),
    Route("/api/{dossier}/{document}/page", drawn, methods=["POST"]),
    Route("/api/{dossier}/{document}/examined", examined, methods=["POST"]),
)

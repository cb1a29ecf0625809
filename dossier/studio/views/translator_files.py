"""Files for whoever translates: what is sent, what it holds, and what comes back of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Literal

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.beside_page import beside_page
from dossier.interchange.translation.kept_back import kept_back, without
from dossier.interchange.translation.run import TranslationResult, receive, status
from dossier.interchange.translation.send import sent
from dossier.interchange.translation.unit_changes import UnitChange
from dossier.interchange.translation.wanted_translations import TranslatedDossier
from dossier.model.diagnostics import errors
from dossier.model.frozen import frozen
from dossier.model.word_merge import Piece, told_difference
from dossier.project.layout import Places
from dossier.project.temporary_folder import temporary_folder
from dossier.studio.asked import Unanswerable, dossier_of, refused, session_of, text_of
from dossier.studio.files_sent import safe_name, without_folder
from dossier.studio.translation_state import label, told_here
from dossier.studio.views.downloads import KINDS, attachment
from dossier.studio.views.write import files_of

_ENDINGS = {
    "docx": KINDS[".docx"],
    "xlf": "application/xliff+xml",
    "tmx": "application/x-tmx+xml",
}
"""The files that can be sent, by their endings, and what browsers call them."""

_TRANSLATIONS = (".xlf", ".xliff", ".docx")
"""Endings of the files that can come back."""


async def kept(request: Request) -> Response:
    """Answer with the titles of the texts that not everybody may read."""
    session, dossier = session_of(request), dossier_of(request)
    found = await session.later(_kept, session.places, *_wanted(request, dossier))
    return JSONResponse({"texts": found})


def _kept(places: Places, wanted: str, code: str) -> list[str]:
    held = _held(places, wanted, code)
    return [each.original.title or each.original.id for each in kept_back(held)]


async def file(request: Request) -> Response:
    """Answer with a file for whoever translates; with `all`, it holds what is kept back, too."""
    session, dossier = session_of(request), dossier_of(request)
    ending = request.query_params.get("kind", "")
    if ending not in _ENDINGS:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "choose what kind of file")
    wanted, code = _wanted(request, dossier)
    whole = request.query_params.get("all", "") == "yes"
    content = await session.run(_sent, session.places, (wanted, code), ending, whole)
    return attachment(f"{wanted.replace('/', '-')}-{code}.{ending}", content, _ENDINGS[ending])


def _sent(places: Places, wanted: tuple[str, str], ending: str, whole: bool) -> bytes:
    held = _held(places, *wanted)
    return sent(held if whole else without(held, kept_back(held)), f".{ending}")


async def beside(request: Request) -> Response:
    """Answer with the page of a document beside its translation, to be read."""
    session, dossier = session_of(request), dossier_of(request)
    wanted, code = request.query_params.get("document", ""), request.query_params.get("to", "")
    name = f"{dossier}-{wanted}-both.html"
    content = await session.run(_beside, session.places, dossier, wanted, code, name)
    return attachment(name, content, KINDS[".html"])


def _beside(places: Places, dossier: str, document: str, code: str, name: str) -> bytes:
    found = beside_page(places, files_of(places, dossier), document, code, name)
    if not found.content:
        raise Unanswerable(errors(found.findings))
    return found.content


def _wanted(request: Request, dossier: str) -> tuple[str, str]:
    document = request.query_params.get("of", "")
    wanted = f"{dossier}/{document}" if document else dossier
    return wanted, request.query_params.get("to", "")


def _held(places: Places, wanted: str, code: str) -> TranslatedDossier:
    result = status(places, wanted, code)
    if result.dossier is None or errors(result.findings):
        raise Unanswerable(errors(result.findings))
    return result.dossier


@frozen
class _Came:
    """A file that came back: its name, what it holds, and what was seen of it, if anything."""

    name: str
    content: bytes
    way: Literal["show", "apply"]
    seen: str


async def received(request: Request) -> Response:
    """Show what a file that came back would change, or (with `seen`) write what was shown."""
    session, dossier = session_of(request), dossier_of(request)
    async with request.form(max_files=1, max_fields=3) as form:
        sent_file, code = form.get("file"), text_of(form, "to")
        if not isinstance(sent_file, UploadFile):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "choose a file")
        name, content = safe_name(sent_file.filename or ""), await sent_file.read()
        seen = text_of(form, "seen")
    if not name.lower().endswith(_TRANSLATIONS):
        kinds = ", ".join(each[1:] for each in _TRANSLATIONS)
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a translation is one of {kinds}")
    came = _Came(name, content, "apply" if seen else "show", seen)
    run = session.write if seen else session.run
    return JSONResponse(await run(_receive, session.places, dossier, code, came))


def _receive(places: Places, dossier: str, code: str, came: _Came) -> dict[str, Any]:
    with temporary_folder() as folder:
        path = folder / came.name
        path.write_bytes(came.content)
        result = receive(places, dossier, code, path, came.way, came.seen)
    findings = [told_here(without_folder(each, came.name)) for each in result.findings]
    if came.way == "apply" and not result.written and (wrong := errors(findings)):
        raise refused(wrong)
    return {
        "changes": [*_changes(result)],
        "findings": [each.as_json() for each in findings],
        "written": len(result.written),
        "digest": result.digest,
    }


def _changes(result: TranslationResult) -> Iterator[dict[str, Any]]:
    for each in result.changes:
        block = result.dossier.find(each.block) if result.dossier else None
        title = block.original.title if block else ""
        yield {
            "title": title or each.block,
            "unit": label(each.key),
            "pieces": [asdict(piece) for piece in _pieces(each)],
        }


def _pieces(change: UnitChange) -> tuple[Piece, ...]:
    return told_difference(change.before, change.after)


ROUTES = (
    Route("/api/{dossier}/translations/kept", kept),
    Route("/{dossier}/translations/file", file),
    Route("/{dossier}/translations/beside", beside),
    Route("/api/{dossier}/translations/received", received, methods=["POST"]),
)

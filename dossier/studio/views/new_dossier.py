"""A new dossier, perhaps with the recommendations that earlier reviews made to its State."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.interchange.begin_dossier import Offered, begin_dossier, held_by, offered_by
from dossier.interchange.from_un.begin import FromUn, begin_from_un
from dossier.interchange.from_un.offer import offer
from dossier.interchange.state_name import unconfirmed
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault, missing
from dossier.model.registry import Earlier
from dossier.project.layout import Places
from dossier.project.new_dossier import LANGUAGES, Beginning, languages_to_begin
from dossier.project.temporary_folder import temporary_folder
from dossier.project.un_library.store import library_path
from dossier.studio.asked import Unanswerable, json_of, session_of, value_of
from dossier.studio.files_sent import safe_name, without_folder

_BEGINNING = ("title", "state", "organisation", "acronym", "language")
_SAID = (*_BEGINNING, "kept")
"""What a form says; `kept` is the name of a State that somebody confirmed."""

_NEEDED = (
    ("state", "the State under review", "type its name"),
    ("name", "the name of the dossier", "type one, such as uzbekistan-2028"),
    ("title", "what the dossier is about", "type a title; Settings can change it"),
    ("organisation", "who submits", "type the full name of your organisation"),
)
"""Fields of the form that may not stay empty, in its words."""


async def dossier(request: Request) -> Response:
    """Make a dossier, with the recommendations that another one has where it is named."""
    session, asked = session_of(request), await json_of(request)
    name, other = value_of(asked, "name", str).strip(), str(asked.get("earlier", ""))
    said = {each: str(asked.get(each, "")).strip() for each in _SAID}
    themes = [str(each) for each in value_of({"from_un": [], **asked}, "from_un", list)]
    if themes and other:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "choose one of the two beginnings")
    if themes:
        await session.write(_made_from_un, session.places, name, said, themes)
    else:
        await session.write(_made_like, session.places, name, said, other)
    return JSONResponse({"dossier": name}, HTTPStatus.CREATED)


async def with_export(request: Request) -> Response:
    """Make a dossier with the recommendations of an export of the UN or of UPR Info."""
    session, (file, content), said = session_of(request), *await _sent(request)
    made = await session.write(_made_of, session.places, said, file, content)
    return JSONResponse(made, HTTPStatus.CREATED)


async def offered(request: Request) -> Response:
    """Answer with what an export has for a State; nothing is written."""
    session, (file, content), said = session_of(request), *await _sent(request)
    found = await session.run(_read, file, content, said["state"])
    told = {
        "count": len(found.entries),
        "cycles": sorted({each.cycle for each in found.entries if each.cycle}),
        "states": found.states,
        "findings": [each.as_json() for each in found.findings],
    }
    return JSONResponse(told)


async def held(request: Request) -> Response:
    """Answer with the dossiers on `?state=` that have recommendations of earlier reviews."""
    session, state = session_of(request), request.query_params.get("state", "")
    found = await session.run(held_by, session.places, state)
    told = [{"dossier": each.dossier, "count": len(each.entries)} for each in found]
    return JSONResponse({"held": told})


async def from_un(request: Request) -> Response:
    """Answer with what the UN’s library on this computer has of `?state=`, by theme and body."""
    session, state = session_of(request), request.query_params.get("state", "")
    found = await session.run(offer, library_path(None), state, date.today())
    themes = [
        {
            "id": each.theme.id,
            "title": each.theme.title,
            "recommendations": len(each.earlier),
            "statements": len(each.said),
        }
        for each in found.themes
    ]
    told = {"state": found.state, "themes": themes, "mechanisms": dict(found.mechanisms)}
    return JSONResponse(told)


async def _sent(request: Request) -> tuple[tuple[str, bytes], dict[str, str]]:
    """Return the file of a form, and what else it says."""
    async with request.form(max_files=1, max_fields=12) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "choose a file")
        said = {name: form.get(name, "") for name in ("name", *_SAID)}
        texts = {name: each.strip() for name, each in said.items() if isinstance(each, str)}
        return (safe_name(file.filename), await file.read()), texts


def _read(file: str, content: bytes, state: str) -> Offered:
    with temporary_folder() as folder:
        path = folder / file
        path.write_bytes(content)
        found = offered_by(path, state)
    findings = tuple(without_folder(each, file) for each in found.findings)
    return Offered(found.entries, found.states, findings)


def _made_like(places: Places, name: str, said: Mapping[str, str], other: str) -> None:
    found = [each for each in held_by(places, said["state"]) if each.dossier == other]
    if other and not found:
        message = f'"{other}" has no recommendations to "{said["state"]}" any more'
        raise Unanswerable([Finding(other, 0, Fault.NO_SUCH_STATE, message, "choose again")])
    _begin(places, name, said, found[0].entries if found else ())


def _made_of(places: Places, said: Mapping[str, str], file: str, content: bytes) -> dict[str, Any]:
    if doubts := unconfirmed(said["state"], said["kept"]):
        raise Unanswerable(doubts)
    found = _read(file, content, said["state"])
    if errors(found.findings) or not found.entries:
        raise Unanswerable(errors(found.findings) or (_none(file, said["state"]),))
    _begin(places, said["name"], said, found.entries)
    return {"dossier": said["name"], "recommendations": len(found.entries)}


def _made_from_un(
    places: Places, name: str, said: Mapping[str, str], themes: Sequence[str]
) -> None:
    wanted = FromUn(
        library=library_path(None),
        state=said["state"],
        themes=tuple(themes),
        beginning=_beginning(name, said),
    )
    made = begin_from_un(places, name, date.today(), wanted)
    if made.findings:
        raise Unanswerable(made.findings)


def _begin(places: Places, name: str, said: Mapping[str, str], entries: Sequence[Earlier]) -> None:
    made = begin_dossier(places, name, date.today(), _beginning(name, said), entries)
    if made.findings:
        raise Unanswerable(made.findings)


def _beginning(name: str, said: Mapping[str, str]) -> Beginning:
    """Return what a form says. Raises `Unanswerable` for what is missing or in doubt."""
    lacking = tuple(_lacking({**said, "name": name}))
    doubts = unconfirmed(said["state"], said["kept"])
    if lacking or doubts:
        raise Unanswerable((*lacking, *doubts))
    language = said["language"] or LANGUAGES[0]
    if language not in languages_to_begin():
        raise HTTPException(HTTPStatus.BAD_REQUEST, "no dossier can begin in this language")
    return Beginning(**{**{each: said[each] for each in _BEGINNING}, "language": language})


def _lacking(said: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what a form must say: what nobody said would stand in the dossier as a guess."""
    for field, what, hint in _NEEDED:
        if not said[field].strip():
            message = f"{what} is missing"
            yield Finding("", 0, missing(field), message, hint, data={"field": field})


def _none(file: str, state: str) -> Finding:
    message = f'the file has no recommendations to "{state}"' if state else "no State is named"
    hint = "type the State under review as the file calls it, or take the file out"
    return Finding(Path(file).name, 0, Fault.NO_SUCH_STATE, message, hint)


ROUTES = (
    Route("/api/dossiers", dossier, methods=["POST"]),
    Route("/api/dossiers/with-export", with_export, methods=["POST"]),
    Route("/api/earlier", offered, methods=["POST"]),
    Route("/api/earlier", held),
    Route("/api/from-un", from_un),
)

"""An old draft: what it would become, what is open about it, and the dossier that is made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.interchange.importer import Imported
from dossier.interchange.importer.open_points import CITES, FORMS, unsettled
from dossier.interchange.importer.run import import_file, write_dossier
from dossier.interchange.importer.sections import KINDS
from dossier.interchange.importer.settled import Settled
from dossier.interchange.state_name import unconfirmed
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.project.layout import Places
from dossier.project.libreoffice import OnOther
from dossier.project.temporary_folder import temporary_folder
from dossier.readers.un_exports.state_names import near
from dossier.studio.asked import Unanswerable, session_of, text_of
from dossier.studio.hints import OF_FILES, spoken

DRAFTS = (".docx", ".md", ".html", ".htm", ".txt", ".odt", ".doc", ".rtf")
"""Endings of the drafts that can be read; LibreOffice converts the last three."""

MOST_REASONS = 3
"""Reasons that are told; the next often follow from the first."""

_TEXTS = ("title", "state", "submitter", "acronym", "language")
_SWITCHES = {"yes": True, "no": False, CITES[0]: True, CITES[1]: False}


async def draft(request: Request) -> Response:
    """Read an old draft: show what would be made of it, or (with `write`) make the dossier."""
    session = session_of(request)
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "choose a file")
        name, content = _file_name(file.filename or ""), await file.read()
        asked = {each: text_of(form, each).strip() for each in ("name", "kind", "write", "kept")}
        said = _settled(text_of(form, "settled"))
    run = session.write if asked["write"] else session.run
    made = await run(_import, session.places, (name, content), asked, said)
    kind = asked["kind"] if said.template is None else said.template
    return JSONResponse({**_imported(made), "unfit": unfit(made, kind)})


def _import(
    places: Places, file: tuple[str, bytes], asked: Mapping[str, str], said: Settled
) -> Imported:
    """Return what a draft makes, and write that where it is asked for and can be.

    Raises `Unanswerable` where it is asked for and somebody has not settled every guess.
    """
    name, content = file
    with temporary_folder() as folder:
        path = folder / name
        path.write_bytes(content)
        other: OnOther = "convert" if path.suffix in DRAFTS[-3:] else "refuse"
        kind = asked["kind"] if said.template is None else said.template
        made = import_file(places, path, asked["name"], template=kind, settled=said, on_other=other)
    if asked["write"] and made.files:
        if open_ := unsettled(made.points, name):
            raise Unanswerable(open_, HTTPStatus.CONFLICT)
        if doubts := unconfirmed(said.state if near(said.state) else "", asked["kept"]):
            raise Unanswerable(doubts)
        write_dossier(places, asked["name"], made.files, name)
    return made


def _settled(sent: str) -> Settled:
    """Return what was said of the draft. Raises `HTTPException` (400) for what cannot be said."""
    try:
        said = json.loads(sent or "{}")
        kinds = {int(at): each for at, each in said.get("kinds", {}).items() if each in KINDS}
        calls = said.get("calls", "")
        texts = {name: str(said.get(name, "")).strip() for name in _TEXTS}
        return Settled(
            template=_template(said),
            title=texts["title"],
            state=texts["state"],
            submitter=texts["submitter"],
            acronym=texts["acronym"],
            language=texts["language"],
            session=int(said.get("session") or 0),
            cycle=int(said.get("cycle") or 0),
            title_line=_switches(said, "title_line"),
            headings=_switches(said, "headings"),
            cites=_switches(said, "cites"),
            day=date.fromisoformat(said["day"]) if said.get("day") else None,
            kinds=kinds,
            calls=calls if calls in ("find", "none") else "",
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = "what was said of the draft cannot be read"
        raise HTTPException(HTTPStatus.BAD_REQUEST, why) from error


def _template(said: Mapping[str, Any]) -> str | None:
    """Return the form that somebody chose. Raises `KeyError` for one that is none."""
    chosen = said.get("template")
    if chosen is not None and chosen not in FORMS:
        raise KeyError(chosen)
    return chosen


def _switches(said: Mapping[str, Any], name: str) -> dict[int, bool]:
    """Return what was answered with yes or no, by line or number."""
    return {int(at): _SWITCHES[each] for at, each in said.get(name, {}).items()}


def _imported(made: Imported) -> dict[str, Any]:
    """Return what an import made; findings name the file as the author knows it."""
    return {
        "good": bool(made.files),
        "template": made.template,
        "forms": FORMS,
        "counts": dict(made.counts),
        "sections": [{"title": title, "blocks": count} for title, count in made.sections],
        "notes": [{"note": number, "done": done} for number, done in made.notes],
        "points": [asdict(each) for each in made.points],
        "findings": [
            {
                **each.as_json(),
                "file": PurePosixPath(each.file).name,
                "message": spoken(each.message),
            }
            for each in made.findings
        ],
    }


def unfit(made: Imported, form: str) -> list[str]:
    """Return why the draft does not fit `form`: which line, below which heading, what to choose."""
    heads = [(each.at, each.words) for each in made.points if each.name == "kinds"]
    reasons = [_reason(each, heads) for each in errors(made.findings) if form]
    return reasons[:MOST_REASONS]


def _reason(found: Finding, heads: Sequence[tuple[int, str]]) -> str:
    """Return one reason in words of the page; its place by line and heading."""
    above = [title for at, title in heads if at <= found.line]
    below = f"below the heading “{above[-1]}”" if above else "before the first heading"
    place = f"Line {found.line}, {below}: " if found.line and heads else ""
    if found.rule != Fault.TEXT_DIFFERS:
        hint = "" if OF_FILES.search(found.hint) else f"; {found.hint}"
        return f"{place}{found.message}{hint}."
    what = f"what “{above[-1]}” holds" if above else "where these words stand in the draft"
    return f"{place}{found.message}. Choose otherwise {what}, or choose “As it is”."


def _file_name(name: str) -> str:
    """Return the name of an uploaded file without any folder. Raises for one of another kind."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    if not bare.lower().endswith(DRAFTS):
        kinds = ", ".join(each[1:] for each in DRAFTS)
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a draft is one of {kinds}")
    return bare[-120:]


ROUTES = (Route("/api/drafts", draft, methods=["POST"]),)

"""Audience: a document as we ourselves, partners, the UN or the public may read it.

What is answered for others is searched once more as a whole before it goes out: their view must
not hold anywhere what they may not read, be it a title, an address or the words of an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dossier.build.audience_view import (
    OURS,
    AudienceInputs,
    AudienceView,
    audience_inputs,
    audience_view,
    leaks_in,
)
from dossier.build.held_back import NAMES, OTHERS
from dossier.build.leaks import looked_for_by
from dossier.model.diagnostics import Refused
from dossier.model.frozen import frozen
from dossier.model.registry import AUDIENCES, Audience, Registry, may_read
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Places, read_files
from dossier.redaction.scan import Unsearchable, pieces
from dossier.studio.asked import dossier_of, session_of
from dossier.studio.page import page
from dossier.studio.session import Session

_P = ParamSpec("_P")
_T = TypeVar("_T")

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
)
"""The policy of the page in its frame: it runs nothing, and loads nothing."""

_TITLES: Mapping[Audience, str] = {
    OURS: "We ourselves",
    "partners": "Partners",
    "un": "The UN",
    "public": "The public",
}
_READ: dict[str, AudienceInputs] = {}
"""What the last view was made from, by a mark of the content."""

_HIDDEN = "this may not be read by the audience that was chosen"


@frozen
class _Entry:
    """A document as the switch offers it: `key` stands for its id where that may not be read."""

    id: str
    key: str
    title: str
    audience: str


async def audience(request: Request) -> Response:
    """Show the switch, and the frame with the page."""
    session, dossier = session_of(request), dossier_of(request)
    chosen = _audience(request, OURS)
    inputs = await _done(session, chosen, _inputs, session.places, dossier)
    entries = _entries(inputs, chosen)
    wanted = request.query_params.get("document", "")
    entry = next((each for each in entries if each.key == wanted), next(iter(entries), None))
    drawn = await page(
        request,
        "audience.html",
        "audience",
        unnamed=_unnamed(inputs, entries),
        chosen=chosen,
        audiences=_TITLES,
        entries=entries,
        entry=entry,
        kept=entry is not None and not may_read(chosen, entry.audience),
        names={OURS: "us", **NAMES},
    )
    return await _searched(session, inputs, chosen, drawn)


async def frame(request: Request) -> Response:
    """Answer with the page itself, under a policy of its own."""
    session, chosen, inputs, entry = await _asked(request)
    view = await _done(session, chosen, _view, inputs, entry.id, chosen)
    html = view.html or _nothing(view, chosen)
    drawn = HTMLResponse(html, headers={"Content-Security-Policy": POLICY})
    return await _searched(session, inputs, chosen, drawn)


async def standing(request: Request) -> Response:
    """Answer with what the search for leaks came to: for others in numbers alone."""
    session, chosen, inputs, entry = await _asked(request)
    view = await _done(session, chosen, _view, inputs, entry.id, chosen)
    told = _counted(inputs, view)
    if chosen == OURS:
        told["marked"] = 'class="held"' in view.html
        told["findings"] = [each.as_json() for each in view.findings]
    return await _searched(session, inputs, chosen, JSONResponse(told))


async def others(request: Request) -> Response:
    """Answer to ourselves with what would get out to another audience, by name."""
    session, chosen, inputs, entry = await _asked(request)
    if chosen != OURS or request.path_params["other"] not in OTHERS:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such view")
    other: Audience = request.path_params["other"]
    view = await session.later(_view, inputs, entry.id, other)
    leaks = [
        {"what": e.what, "where": e.where, "excerpt": e.excerpt, "certain": e.severity == "error",
         "file": e.at.file, "line": e.at.line}
        for e in view.leaks
    ]  # fmt: skip
    found = [each.as_json() for each in view.findings]
    return JSONResponse({**_counted(inputs, view), "leaks": leaks, "findings": found})


def _audience(request: Request, otherwise: Audience | None = None) -> Audience:
    asked = request.query_params.get("audience", otherwise)
    for each in AUDIENCES:
        if each == asked:
            return each
    raise HTTPException(HTTPStatus.BAD_REQUEST, "there is no such audience")


async def _done(
    session: Session, chosen: Audience, work: Callable[_P, _T], *values: _P.args, **more: _P.kwargs
) -> _T:
    """Return what `work` returns; for others an error says only that there is one."""
    try:
        return await session.run(work, *values, **more)
    except (Refused, OSError):
        if chosen == OURS:
            raise
        why = "the dossier cannot be read: our own view says why"
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, why) from None


async def _asked(request: Request) -> tuple[Session, Audience, AudienceInputs, _Entry]:
    """Return what a request means. Raises `HTTPException`, which repeats nothing of it."""
    session, dossier = session_of(request), dossier_of(request)
    chosen = _audience(request)
    inputs = await _done(session, chosen, _inputs, session.places, dossier)
    key = request.path_params["key"]
    entry = next((each for each in _entries(inputs, chosen) if each.key == key), None)
    if entry is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such document")
    return session, chosen, inputs, entry


def _inputs(places: Places, dossier: str) -> AudienceInputs:
    """Return what views are made from; while nothing changes, it is read once."""
    files = read_files(places, dossier)[0]
    if files is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there are no documents here")
    begin_run()
    mark = f"{places} {dossier} {fingerprint(places, files)}"
    if mark not in _READ:
        _READ.clear()
        _READ[mark] = audience_inputs(places, files)
    return _READ[mark]


@lru_cache(maxsize=8)
def _view(inputs: AudienceInputs, document: str, chosen: Audience) -> AudienceView:
    return audience_view(inputs, document, chosen)


def _entries(inputs: AudienceInputs, chosen: Audience) -> list[_Entry]:
    """Return the documents with names that the audience may read."""
    held = inputs.guards[chosen]
    found = []
    for number, (id_, entry) in enumerate(inputs.documents.items(), start=1):
        said = inputs.said(id_)
        title = said.get("title", id_) if id_ == entry else f"{said.get('title', entry)} ({id_})"
        closed = chosen != OURS
        key = f"document_{number}" if closed and leaks_in(id_, held) else id_
        shown = f"Document {number}" if closed and leaks_in(title, held) else title
        found.append(_Entry(id_, key, shown, said.get("audience", "public")))
    return found


def _unnamed(inputs: AudienceInputs, entries: list[_Entry]) -> set[str]:
    """Return what the header must not name: documents, and entries that make such."""
    hidden = [each.id for each in entries if each.id != each.key]
    return {*hidden, *(inputs.documents[each] for each in hidden)}


def _counted(inputs: AudienceInputs, view: AudienceView) -> dict[str, Any]:
    registry = inputs.held.registry if inputs.held else Registry()
    sought = looked_for_by(inputs.files.name, inputs.guards[view.audience], registry)
    return {
        "shown": bool(view.html),
        "certain": len(view.certain),
        "doubtful": len(view.leaks) - len(view.certain),
        "hindrances": len(view.findings),
        "names": sought.names,
        "of_others": sought.of_others,
        "in_interviews": sought.in_interviews,
        "phrases": sought.phrases,
    }


def _nothing(view: AudienceView, chosen: Audience) -> str:
    """Return the page that stands in the place of one that is not shown."""
    why = "cannot be made yet"
    if view.certain:
        why = "is not shown: it holds something that this audience may not read"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No page</title>'
        "<style>body{font:1rem/1.5 sans-serif;margin:2rem;max-width:36rem}</style></head>"
        f"<body><main><p>The page for {({OURS: 'us'} | dict(NAMES))[chosen]} {why}. "
        "Our own view says what it is.</p></main></body></html>"
    )


async def _searched(
    session: Session, inputs: AudienceInputs, chosen: Audience, answer: Response
) -> Response:
    """Return an answer that holds nothing which the chosen audience may not read, or a refusal."""
    if chosen == OURS or not inputs.guards[chosen]:
        return answer
    if await session.run(_leaking, inputs, chosen, bytes(answer.body)):
        raise HTTPException(HTTPStatus.FORBIDDEN, _HIDDEN)
    return answer


def _leaking(inputs: AudienceInputs, chosen: Audience, content: bytes) -> bool:
    held = inputs.guards[chosen]
    try:
        said = json.loads(content)
    except ValueError:
        try:
            leaks = held.find(pieces(content, "page.html"))
        except Unsearchable:
            return True
        return any(each.severity == "error" for each in leaks)
    return leaks_in(json.dumps(said, ensure_ascii=False), held)


ROUTES = (
    Route("/{dossier}/audience", audience),
    Route("/{dossier}/audience/{key}/page", frame),
    Route("/api/{dossier}/audience/{key}/searched", standing),
    Route("/api/{dossier}/audience/{key}/{other}", others),
)

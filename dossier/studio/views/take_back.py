"""Take back: the Word files that partners sent, change by change in its place on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dossier.build.overview import documents_of
from dossier.interchange.changes.chosen_changes import Answer, Choice
from dossier.interchange.pull.run import apply
from dossier.interchange.review.run import ReviewChange, change_review, dossier_review
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.project.history import read_steps
from dossier.project.layout import Places
from dossier.project.own_name import keep_own_name, own_name
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.kept_batch import Batch, ReadAs, with_choices
from dossier.studio.marked_frame import FRAME_POLICY, drawn_batch, with_marks
from dossier.studio.page import page
from dossier.studio.received import Received, names_of, result_of
from dossier.studio.take_back_record import record

_MOST_FILES = 20


def received(request: Request) -> Received:
    """Return the files that were dropped on this studio."""
    state = request.app.state
    if not hasattr(state, "received"):
        state.received = Received(session_of(request).places.content)
    found: Received = state.received
    return found


def batch_of(request: Request) -> Batch | None:
    """Return the batch that a request names. Raises `HTTPException` (404) where it is gone."""
    id_ = request.query_params.get("batch", "")
    found = received(request).get(dossier_of(request), id_) if id_ else None
    if id_ and found is None:
        why = "these files are not here any more: drop them again"
        raise HTTPException(HTTPStatus.NOT_FOUND, why)
    return found


async def view(request: Request) -> Response:
    """Show where files are dropped, and what is open."""
    session, dossier = session_of(request), dossier_of(request)
    batch = request.query_params.get("batch", "")
    if received(request).get(dossier, batch) is None:
        batch = ""
    name = await session.run(own_name, session.places.content)
    others = [each for each in received(request).of(dossier) if each.id != batch]
    return await page(
        request, "take_back.html", "take-back", batch=batch, others=others, author=name
    )


async def files(request: Request) -> Response:
    """Keep the Word files that are dropped, and answer with their batch."""
    dossier = dossier_of(request)
    async with request.form(max_files=_MOST_FILES, max_fields=2) as form:
        sent = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        found = [(_name(each.filename or ""), await each.read()) for each in sent]
    if not found:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "choose at least one Word file")
    names = names_of([name for name, _ in found])
    contents = {name: content for name, (_, content) in zip(names, found, strict=True)}
    batch = await session_of(request).run(received(request).add, dossier, contents)
    return JSONResponse({"batch": batch.id}, HTTPStatus.CREATED)


def _name(name: str) -> str:
    """Return the name of an uploaded file without any folder."""
    return PurePosixPath(name.replace("\\", "/")).name[-120:] or "file.docx"


async def state(request: Request) -> Response:
    """Answer with everything that is shown: changes, comments, threads, findings."""
    session, dossier = session_of(request), dossier_of(request)
    batch = batch_of(request)
    evidence = any(
        getattr(each, "path", "").startswith("/{dossier}/evidence/") for each in request.app.routes
    )
    told = await session.run(
        _state, session.places, dossier, received(request), batch, links=evidence
    )
    return JSONResponse(told)


def _state(
    places: Places, dossier: str, kept: Received, batch: Batch | None, *, links: bool
) -> dict[str, Any]:
    documents = [each.id for each in documents_of(places, dossier)]
    reading = kept.reading(places, batch) if batch else None
    review, findings = dossier_review(places, dossier)
    told = record(dossier, batch, reading, review, links=links)
    return {
        **told,
        "documents": documents,
        "problems": [*told["problems"], *(each.as_json() for each in errors(findings))],
    }


async def choose(request: Request) -> Response:
    """Keep what somebody chose, and answer with everything anew."""
    asked, batch = await json_of(request), batch_of(request)
    if batch is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the request names no files")
    changes = {id_: _choice(each) for id_, each in _object(asked, "changes").items()}
    answers = {id_: _answer(each) for id_, each in _object(asked, "answers").items()}
    sure = {id_: bool(each) for id_, each in _object(asked, "sure").items()}
    said = {name: _read_as(each) for name, each in _object(asked, "read_as").items()}

    def chosen(now: Batch) -> Batch:
        known = {name: each for name, each in said.items() if name in now.files}
        made = with_choices(now, changes, answers, sure)
        return replace(made, read_as={**now.read_as, **known})

    await session_of(request).write(received(request).change, batch.id, chosen)
    return await state(request)


def _object(asked: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return value_of(asked, name, dict) if name in asked else {}


def _choice(said: Any) -> Choice | None:
    if said is None:
        return None
    match said:
        case {"way": "take", "words": str(words)}:
            return Choice("take", words)
        case {"way": "take" | "leave" | "dismiss" as way}:
            return Choice(way)
    raise HTTPException(HTTPStatus.BAD_REQUEST, "a change is taken, left or dismissed")


def _answer(said: Any) -> Answer:
    match said:
        case {"text": str(text), "settled": bool(settled)}:
            return Answer(text, settled)
    raise HTTPException(HTTPStatus.BAD_REQUEST, "an answer has words, and says whether it settles")


def _read_as(said: Any) -> ReadAs:
    match said:
        case {
            "document": str(document),
            "deletions": "ask" | "review" as deletions,
            "sender": str(sender),
        }:
            return ReadAs(document, deletions, " ".join(sender.split())[:200])
    raise HTTPException(HTTPStatus.BAD_REQUEST, "it is not said how a file is to be read")


async def shown_page(request: Request) -> Response:
    """Answer with the page of a document, for a frame: with all changes, or as it will be."""
    session, dossier = session_of(request), dossier_of(request)
    batch, document = batch_of(request), str(request.path_params["shown"])
    result = request.query_params.get("show") == "result"
    drawn = await session.run(
        drawn_batch, session.places, dossier, document, received(request), batch, result=result
    )
    return HTMLResponse(with_marks(drawn), headers={"Content-Security-Policy": FRAME_POLICY})


async def apply_batch(request: Request) -> Response:
    """Write what was chosen, all files or none, and answer with the step that takes it back."""
    asked, batch = await json_of(request), batch_of(request)
    if batch is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the request names no files")
    mark, by = value_of(asked, "mark", str), value_of(asked, "by", str).strip()
    session = session_of(request)
    signed = replace(batch, choices=replace(batch.choices, by=by))
    await session.run(keep_own_name, session.places.content, by)
    work = partial(_apply, session.places, received(request), signed, mark)
    return JSONResponse({"step": await session.write(work)})


def _apply(places: Places, kept: Received, batch: Batch, mark: str) -> int:
    reading = kept.reading(places, batch)
    if reading.mark != mark:
        message = "the text was changed meanwhile; nothing was written"
        hint = "look at the changes again: what you chose is kept"
        finding = Finding(batch.dossier, 0, Fault.EDITED_MEANWHILE, message, hint)
        raise Unanswerable([finding], HTTPStatus.CONFLICT)
    made = apply(result_of(batch, reading))
    if errors(made.findings) or not made.written:
        raise Unanswerable(errors(made.findings) or _nothing(batch))
    kept.close(batch)
    return read_steps(places.content)[-1].number


def _nothing(batch: Batch) -> tuple[Finding, ...]:
    hint = "the files bring nothing that is not here already"
    message = "there is nothing to write"
    return (Finding(batch.dossier, 0, Fault.UNSURE, message, hint),)


async def drop(request: Request) -> Response:
    """Forget files without writing anything."""
    dossier_of(request)
    batch = batch_of(request)
    if batch:
        await session_of(request).run(received(request).close, batch)
    return JSONResponse({"dropped": batch is not None})


async def threads(request: Request) -> Response:
    """Settle, reopen, answer or take notes that are kept beside the text already."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    change = ReviewChange(
        settle=_names(asked, "settle"),
        reopen=_names(asked, "reopen"),
        take=_names(asked, "take"),
        answer={str(name): str(text) for name, text in _object(asked, "answer").items()},
        by=value_of(asked, "by", str).strip(),
    )
    await session.run(keep_own_name, session.places.content, change.by)
    await session.write(_change_threads, session.places, dossier, change)
    return await state(request)


def _names(asked: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = value_of(asked, name, list) if name in asked else []
    return tuple(map(str, found))


def _change_threads(places: Places, dossier: str, change: ReviewChange) -> None:
    review, findings = dossier_review(places, dossier)
    faults = change_review(review, change) if review and not errors(findings) else findings
    if errors(faults):
        raise Unanswerable(errors(faults))


ROUTES = (
    Route("/{dossier}/take-back", view),
    Route("/{dossier}/take-back/page/{shown}", shown_page),
    Route("/api/{dossier}/take-back/files", files, methods=["POST"]),
    Route("/api/{dossier}/take-back/state", state),
    Route("/api/{dossier}/take-back/choose", choose, methods=["POST"]),
    Route("/api/{dossier}/take-back/apply", apply_batch, methods=["POST"]),
    Route("/api/{dossier}/take-back/drop", drop, methods=["POST"]),
    Route("/api/{dossier}/take-back/threads", threads, methods=["POST"]),
)

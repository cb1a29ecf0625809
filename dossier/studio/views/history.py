"""History: every save, import and file taken back is a step that can be looked at and undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.model.diagnostics import errors
from dossier.model.frozen import frozen
from dossier.model.word_merge import Piece
from dossier.project.history import ChangedFile, Step, read_steps, undone
from dossier.project.layout import LIBRARY, Places
from dossier.project.seen_changes import ELSEWHERE
from dossier.project.step_differences import step_differences
from dossier.project.undo import UndoRequest, plan_undo, undo
from dossier.readers.blocks.block import read_block
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.called import Called, called_in
from dossier.studio.page import page

_LONG = 1500
"""Letters of one piece of a difference that are shown."""

_VERBS = {
    "--take": "took a proposal into the text",
    "--settle": "settled",
    "--reopen": "opened again",
    "--answer": "answered a comment",
}


@frozen
class ShownStep:
    """A step as the page lists it; `undone_by` is the step that took it back, or 0."""

    number: int
    when: str
    title: str
    files: tuple[tuple[str, str], ...]
    undone_by: int
    undoes: tuple[int, ...]

    @property
    def offer(self) -> str:
        """What its button does: a step that undid another is taken back by doing that again.

        >>> titles = ("Undid: Text", "Did again: Text")
        >>> [ShownStep(5, "", each, (), 0, (4,)).offer for each in titles]
        ['Do it again', 'Undo']
        """
        takes_out = self.title.startswith("Undid")
        if self.undone_by:
            return "Take it out again" if takes_out else "Do it again"
        return "Do it again" if takes_out else "Undo"


async def view(request: Request) -> Response:
    """List the steps that touch this dossier or the library, the newest first."""
    session, dossier = session_of(request), dossier_of(request)
    steps = await session.run(_steps, session.places, dossier)
    numbers = [each.number for each in steps]
    gaps = bool(numbers) and numbers[0] - numbers[-1] >= len(numbers)
    return await page(request, "history.html", "history", days=_days(steps), gaps=gaps)


def _steps(places: Places, dossier: str) -> list[ShownStep]:
    known, called = read_steps(places.content), called_in(places, dossier)
    gone = undone(known)
    return [
        ShownStep(
            number=each.number,
            when=each.when,
            title=_title(each, known, called),
            files=tuple((file_name(places.content, one, dossier), one.kind) for one in each.files),
            undone_by=gone.get(each.number, 0),
            undoes=each.undoes,
        )
        for each in reversed(known)
        if _is_of(each, dossier)
    ]


def _is_of(step: Step, dossier: str) -> bool:
    return any(each.path.split("/")[0] in (dossier, LIBRARY) for each in step.files)


def _days(steps: Sequence[ShownStep]) -> list[tuple[str, list[ShownStep]]]:
    """Return steps by the day on which they were made."""
    found: dict[str, list[ShownStep]] = {}
    for each in steps:
        found.setdefault(_day(each.when), []).append(each)
    return [*found.items()]


def _day(when: str) -> str:
    try:
        return datetime.fromisoformat(when).strftime("%-d %B %Y")
    except ValueError:
        return when


def _title(step: Step, known: Sequence[Step], called: Called) -> str:
    """Return what a step did; of one that took others back, what these had done."""
    gone = [each for each in known if each.number in step.undoes]
    if not gone:
        return title(step.words, called)
    if len(gone) == 1 and gone[0].undoes:
        before = _title(gone[0], known, called)
        done = before.partition(": ")[2] or before
        return f"Undid again: {done}" if before.startswith("Did again") else f"Did again: {done}"
    return f"Undid: {'; '.join(_title(each, known, called) for each in gone)}"


def title(words: str, called: Called) -> str:
    """Return what a step did, in the words of its readers.

    >>> from dossier.build.evidence import EntryNames
    >>> none = Called(EntryNames())
    >>> commands = ("pull from-ana.docx", "undo of step 3", "review case --settle b/r1")
    >>> tuple(title(each, none) for each in commands)
    ('Took back from-ana.docx', 'Undid step 3', 'Settled')
    >>> title("translate case --import case-fr.xlf", none)
    'Took back the translation case-fr.xlf'
    >>> title("studio: text of “The strike”", none)
    'Text of “The strike”'
    """
    command, _, rest = words.partition(" ")
    if words == ELSEWHERE:
        return "Changed in another program"
    match command:
        case "studio:":
            said = called.done(rest)
            return f"{said[:1].upper()}{said[1:]}"
        case "pull":
            return f"Took back {re.sub(r'(?<=[.]docx) ', ', ', rest)}"
        case "undo":
            return f"Undid {rest.removeprefix('of ')}"
        case "new":
            return f"Began {rest}"
        case "import":
            return f"Imported {rest.partition(' --into')[0]}"
        case "recommendations":
            return "Took in recommendations"
        case "translate":
            file = rest.partition(" --import ")[2]
            return f"Took back the translation {file}" if file else "Translations"
        case "review":
            done = [verb for option, verb in _VERBS.items() if option in rest.split()]
            told = ", ".join(done) or "comments"
            return f"{told[:1].upper()}{told[1:]}"
    return f"{words[:1].upper()}{words[1:]}"


def file_name(content: Path, file: ChangedFile, dossier: str) -> str:
    """Return what a person calls a file: the title of a block, the name of a registry."""
    path = PurePosixPath(file.path)
    home = "" if path.parts[0] == dossier else f" ({path.parts[0]})"
    stem = path.name.removesuffix(".md").removesuffix(".yaml")
    notes = stem.endswith(".review") or stem == "review"
    block = content / path.parent / f"{stem.removesuffix('.review')}.md"
    name = stem.removesuffix(".review")
    if "blocks" in path.parts:
        name = _block_title(block) or re.sub(r"^\d+-", "", name).replace("-", " ")
    elif stem == "dossier":
        name = "About the dossier"
    else:
        name = name.replace("-", " ").capitalize()
    return f"Comments on {name}{home}" if notes and name != "Review" else f"{name}{home}"


def _block_title(path: Path) -> str:
    try:
        block, _ = read_block(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        return ""
    return (block.title or block.id) if block else ""


async def step(request: Request) -> Response:
    """Answer with what a step did, by words."""
    session, dossier = session_of(request), dossier_of(request)
    number = int(request.path_params["number"])
    found = await session.run(_difference, session.places, dossier, number)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"step {number} is not kept any more")
    return JSONResponse(found)


def _difference(places: Places, dossier: str, number: int) -> dict[str, Any] | None:
    known, called = read_steps(places.content), called_in(places, dossier)
    one = next((each for each in known if each.number == number and _is_of(each, dossier)), None)
    if one is None:
        return None
    files = [
        {
            "name": file_name(places.content, each.file, dossier),
            "kind": each.file.kind,
            "why": each.why,
            "pieces": [asdict(_short(piece)) for piece in each.pieces],
        }
        for each in step_differences(places.content, one, known, called.readable)
    ]
    return {"step": number, "files": files}


def _short(piece: Piece) -> Piece:
    if len(piece.text) <= _LONG:
        return piece
    left = len(piece.text[_LONG:].split())
    return Piece(piece.kind, f"{piece.text[:_LONG]} … and {left} more words")


async def undo_step(request: Request) -> Response:
    """Take a step back, or say what is in the way."""
    session, asked = session_of(request), await json_of(request)
    dossier = dossier_of(request)
    made = await session.write(_undo, session.places, dossier, value_of(asked, "step", int))
    return JSONResponse({"step": made})


def _undo(places: Places, dossier: str, number: int) -> int:
    known = read_steps(places.content)
    if not any(each.number == number and _is_of(each, dossier) for each in known):
        raise HTTPException(HTTPStatus.NOT_FOUND, f"step {number} is not kept any more")
    plan = plan_undo(places.content, UndoRequest(number, on_change="merge"))
    if errors(plan.findings):
        raise Unanswerable(errors(plan.findings), HTTPStatus.CONFLICT)
    done = undo(plan)
    return done.made.number if done.made else 0


async def elsewhere(request: Request) -> Response:
    """Answer with what other programs changed since, for the pages that are open."""
    session = session_of(request)
    since = request.query_params.get("since", "")
    last = session.elsewhere.last
    if not (since.isascii() and since.isdecimal()):
        return JSONResponse({"last": last, "changes": []})
    told = [
        {
            "step": each.step,
            "dossier": each.files[0].split("/")[0],
            "files": [_told(session.places.content, one) for one in each.files[-3:]],
        }
        for each in session.elsewhere.since(int(since))
    ]
    return JSONResponse({"last": last, "changes": told})


def _told(content: Path, path: str) -> str:
    return file_name(content, ChangedFile(path, "", "", 0), path.split("/", maxsplit=1)[0])


ROUTES = (
    Route("/api/studio/elsewhere/news", elsewhere),
    Route("/{dossier}/history", view),
    Route("/api/{dossier}/history/steps/{number:int}", step),
    Route("/api/{dossier}/history/undo", undo_step, methods=["POST"]),
)

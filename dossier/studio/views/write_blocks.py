"""The blocks of a document: its outline, their texts and heads, and what can be put into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.document_outline import DocumentOutline, document_outline
from dossier.build.dossier import manifest_of
from dossier.build.insertable import Insertable, insertables, matching
from dossier.build.insertable_provisions import Wanted, provisions
from dossier.build.registries import collect
from dossier.interchange.blocks.add import Added, add_block
from dossier.interchange.blocks.head import with_head
from dossier.interchange.blocks.move import Moved, move_block
from dossier.interchange.blocks.remove import remove_block
from dossier.interchange.blocks.text import Conflict, Typed, read_text_of, write_text_of
from dossier.interchange.new_document import document_kinds
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.trace_links import RESTS_ON
from dossier.lint import RULES
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.model.registry import AUDIENCES
from dossier.project.layout import Places
from dossier.readers.document_language import document_language
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.field_words import field_words
from dossier.studio.guarding import AUDIENCE_WORDS
from dossier.studio.views.write import addresses_in, files_of, finding_as_json

MOST = 40
"""How many things that can be put in are offered at once."""

MOST_OF_ONE = 200
"""How many articles of one treaty: they are looked through rather than searched."""

_LISTS = ("themes", "tags", "rests_on", "follows_up", "only", "not")


_FILES = {"pdf": "PDF", "docx": "Word", "html": "web page", "md": "Markdown", "xlsx": "Excel"}
"""What a form calls formats."""


async def outline(request: Request) -> Response:
    """Answer with the sections and blocks of a document, and what a block's head may say."""
    session, dossier = session_of(request), dossier_of(request)
    document = str(request.path_params["document"])
    return JSONResponse(await session.run(_outline, session.places, dossier, document))


async def text(request: Request) -> Response:
    """Answer with the text of a block."""
    session, dossier = session_of(request), dossier_of(request)
    path = request.query_params.get("path", "")
    found = await session.run(read_text_of, session.places, dossier, path)
    return JSONResponse(asdict(found))


async def save(request: Request) -> Response:
    """Write the text of a block, or answer with 409 and what the file holds now."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    path = value_of(asked, "path", str)
    typed = Typed(
        value_of(asked, "text", str), value_of(asked, "digest", str), str(asked.get("base", ""))
    )
    try:
        await session.write(write_text_of, session.places, dossier, path, typed)
    except Conflict as conflict:
        told = {
            "error": "This text was changed elsewhere meanwhile.",
            "hint": "Both versions are shown: nothing is lost.",
            "findings": [],
            "now": asdict(conflict.now),
        }
        return JSONResponse(told, HTTPStatus.CONFLICT)
    return JSONResponse(asdict(await session.run(read_text_of, session.places, dossier, path)))


async def head(request: Request) -> Response:
    """Answer with the head of a block as it is to be written; nothing is written yet."""
    session, asked = session_of(request), await json_of(request)
    dossier_of(request)
    values = _values(value_of(asked, "values", dict))
    new = await session.run(_head, value_of(asked, "head", str), values)
    return JSONResponse({"head": new})


async def move(request: Request) -> Response:
    """Move a block within its section; answer with the paths that changed."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    document = str(request.path_params["document"])
    block, place = value_of(asked, "block", str), value_of(asked, "place", int)
    moved = await session.write(_move, session.places, dossier, document, block, place)
    paths = {f"{dossier}/{old}": f"{dossier}/{new}" for old, new in moved.paths.items()}
    return JSONResponse({"paths": paths})


async def add(request: Request) -> Response:
    """Begin a block in a section; answer with its address."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    document = str(request.path_params["document"])
    section, title = value_of(asked, "section", str), value_of(asked, "title", str)
    added = await session.write(_add, session.places, dossier, document, section, title)
    told = {"id": added.id, "at": f"{dossier}/{added.path}"}
    return JSONResponse(told, HTTPStatus.CREATED)


async def remove(request: Request) -> Response:
    """Take a block out, with its remarks and translations; with 409 where it was changed."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    path, digest = value_of(asked, "path", str), value_of(asked, "digest", str)
    try:
        step = await session.write(remove_block, session.places, dossier, path, digest)
    except Conflict:
        told = {
            "error": "This text was changed elsewhere meanwhile.",
            "hint": "Nothing was taken out: look at it again.",
            "findings": [],
        }
        return JSONResponse(told, HTTPStatus.CONFLICT)
    return JSONResponse({"step": step.number})


async def insertable(request: Request) -> Response:
    """Answer with what can be put into a text and has the words that are asked for."""
    session, dossier = session_of(request), dossier_of(request)
    document = str(request.path_params["document"])
    words = request.query_params.get("words", "")
    sorts = frozenset(each for each in request.query_params.get("sorts", "").split(",") if each)
    held = await session.run(
        _insertables, session.places, dossier, document, session.revision.number
    )
    return JSONResponse([each.shown for each in matching(held, words, sorts, MOST)])


async def of_instrument(request: Request) -> Response:
    """Answer with what can be put in of one treaty, law or earlier recommendation."""
    session, dossier, asked = session_of(request), dossier_of(request), request.query_params
    sorts = frozenset(each for each in asked.get("sorts", "").split(",") if each)
    kind = asked.get("kind", "treaty")
    wanted = Wanted(asked.get("id", ""), asked.get("words", ""), sorts, kind)
    document = str(request.path_params["document"])
    found = await session.run(_provisions, session.places, dossier, document, wanted)
    return JSONResponse([each.shown for each in found])


def _provisions(
    places: Places, dossier: str, document: str, wanted: Wanted
) -> tuple[Insertable, ...]:
    files = files_of(places, dossier)
    registry, _ = collect(files)
    manifest, _ = manifest_of(files)
    return provisions(registry, wanted, document_language(manifest, document), MOST_OF_ONE)


_KEPT = 8
"""Documents of which it is known what can be put into them."""

_HELD: dict[tuple[Places, str, str], tuple[int, tuple[Insertable, ...]]] = {}


def _insertables(
    places: Places, dossier: str, document: str, revision: int
) -> tuple[Insertable, ...]:
    """Return what can be put in, made once for each revision of the project."""
    key = (places, dossier, document)
    found = _HELD.get(key)
    if found is None or found[0] != revision:
        found = revision, insertables(places, files_of(places, dossier), document)
        _HELD[key] = found
        while len(_HELD) > _KEPT:
            del _HELD[next(iter(_HELD))]
    return found[1]


def _outline(places: Places, dossier: str, document: str) -> dict[str, Any]:
    files = files_of(places, dossier)
    found = document_outline(places, files, document)
    where = addresses_in(files)
    own = [each for section in found.sections for each in section.blocks]
    return {
        "title": found.title,
        "sections": _sections(found, where),
        "findings": [finding_as_json(each, where, files, document) for each in found.findings],
        "choices": {
            "audiences": field_words()["audiences"],
            "rules": RULES,
            "rests_on": RESTS_ON,
            "blocks": [{"id": each.id, "title": each.title, "kind": each.kind} for each in own],
            "kinds": sorted(
                {
                    *(kind for section in found.sections for kind in section.takes),
                    *(each.kind for each in own),
                }
            ),
            "places": _places(places),
        },
    }


def _places(places: Places) -> list[dict[str, Any]]:
    """Return where a block may stand or not: in kinds of documents, for audiences, in formats."""
    kinds = [{"id": each.id, "name": each.name} for each in document_kinds(places)]
    return [
        {"name": "Kinds of documents", "choices": kinds},
        {
            "name": "Documents for",
            "choices": [{"id": e, "name": AUDIENCE_WORDS[e]} for e in AUDIENCES],
        },
        {"name": "Files", "choices": [{"id": each, "name": _FILES[each]} for each in FORMATS]},
    ]


def _sections(found: DocumentOutline, where: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            **asdict(section),
            "blocks": [{**asdict(each), "at": where.get(each.file, "")} for each in section.blocks],
        }
        for section in found.sections
    ]


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form holds as the head of a block has it: texts, lists of texts, reasons."""
    made: dict[str, Any] = {}
    for name, value in given.items():
        if name in _LISTS and isinstance(value, list):
            made[name] = [str(each).strip() for each in value if str(each).strip()]
        elif name == "allow" and isinstance(value, dict):
            made[name] = {str(rule): str(why).strip() for rule, why in value.items()}
        elif isinstance(value, str):
            made[name] = value.strip()
    return made


def _head(old: str, values: Mapping[str, Any]) -> str:
    try:
        return with_head(old, values)
    except CannotChange:
        message = "what this part says about itself cannot be changed safely"
        hint = "its first lines are written in an unusual way: change them in a text editor"
        raise Unanswerable([Finding("", 0, Fault.UNCHANGEABLE, message, hint)]) from None


def _move(places: Places, dossier: str, document: str, block: str, place: int) -> Moved:
    return move_block(places, files_of(places, dossier), document, block, place)


def _add(places: Places, dossier: str, document: str, section: str, title: str) -> Added:
    return add_block(places, files_of(places, dossier), document, section, title)


ROUTES = (
    Route("/api/{dossier}/{document}/outline", outline),
    Route("/api/{dossier}/blocks/text", text),
    Route("/api/{dossier}/blocks/text", save, methods=["POST"]),
    Route("/api/{dossier}/blocks/head", head, methods=["POST"]),
    Route("/api/{dossier}/blocks/remove", remove, methods=["POST"]),
    Route("/api/{dossier}/{document}/move", move, methods=["POST"]),
    Route("/api/{dossier}/{document}/add", add, methods=["POST"]),
    Route("/api/{dossier}/{document}/insertable", insertable),
    Route("/api/{dossier}/{document}/provisions", of_instrument),
)

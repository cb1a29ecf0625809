"""Matrix: what leads from concern to recommendation, what stands alone, and how it is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from http import HTTPStatus
from textwrap import shorten
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.entry_references import earlier_id
from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.build.trace import TracedDocument, trace_document
from dossier.interchange.trace_links import (
    KEYS,
    RESTS_ON,
    digests_of,
    explain,
    filling_of,
    link,
    trace_digest,
)
from dossier.model.document import Block, Paragraph
from dossier.model.frozen import frozen
from dossier.model.law_provisions import provisions_named
from dossier.model.registry import Earlier, Registry
from dossier.model.walk import plain
from dossier.project.layout import Places, read_files
from dossier.studio.asked import Unanswerable, dossier_of, json_of, refuse, session_of, value_of
from dossier.studio.page import page
from dossier.writers.trace.sheet import Alone, Line, Named, Past

_KINDS = ("concern", "evidence", "obligation", "recommendation")
_LONG = 110
"""Signs of a label from which somebody chooses."""


async def matrix(request: Request) -> Response:
    """Show the view; its script asks for the matrix."""
    dossier_of(request)  # answers 404 for one that is not there
    return await page(request, "matrix.html", "check")


async def traced(request: Request) -> Response:
    """Answer with the matrix in the numbers and words of one document, and what can be chosen."""
    session, dossier = session_of(request), dossier_of(request)
    document = request.query_params.get("document", "")
    return JSONResponse(await session.run(_traced, session.places, dossier, document))


async def gaps(request: Request) -> Response:
    """Answer with what stands alone without a reason, as Check tells it; none where no matrix is.

    What keeps a matrix from being made is told by the findings of the documents.
    """
    session, dossier = session_of(request), dossier_of(request)
    found, _ = await session.later(trace_document, session.places, dossier, "", formats=())
    alone = found.sheet.alone if found else ()
    told = [
        {"side": each.side, "item": each.item, "lacks": each.lacks}
        for each in alone
        if not each.explained
    ]
    return JSONResponse({"gaps": told})


async def links(request: Request) -> Response:
    """Let a block rest on, or follow up, what was chosen."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    named, ids = value_of(asked, "key", str), value_of(asked, "ids", list)
    key = next((each for each in KEYS if each == named), None)
    if key is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "there is no such link")
    block, digest = value_of(asked, "block", str), value_of(asked, "digest", str)
    chosen = [str(each) for each in ids]
    refuse(await session.write(link, session.places, dossier, block, (key, chosen), digest))
    return JSONResponse({})


async def reason(request: Request) -> Response:
    """Say why something stands alone, or no more."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    id_, why, digest = (value_of(asked, name, str) for name in ("id", "why", "digest"))
    refuse(await session.write(explain, session.places, dossier, id_, why, digest))
    return JSONResponse({})


@frozen
class _Known:
    """The blocks and registries of a dossier, and what the matrix calls the blocks.

    `places` are the addresses of texts in the view Write, by the file of the block.
    """

    blocks: Mapping[str, Block]
    registry: Registry
    names: Mapping[str, str]
    provisions: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]

    def label(self, id_: str) -> str:
        block = self.blocks.get(id_)
        words = self.names.get(id_) or (_words(block) if block else "") or id_
        return shorten(words, _LONG, placeholder=" …")

    def earlier(self, paragraph: str, text: str) -> Earlier | None:
        found = (e for e in self.registry.earlier.values() if e.paragraph == paragraph)
        return next((each for each in found if text.endswith(each.text)), None)

    def earlier_id(self, earlier: Earlier) -> str:
        """Return how heads name an earlier recommendation: by its report only where they must."""
        same = [e for e in self.registry.earlier.values() if e.paragraph == earlier.paragraph]
        return earlier_id(earlier) if len(same) > 1 else earlier.paragraph


def _traced(places: Places, dossier: str, document: str) -> dict[str, Any]:
    found, findings = trace_document(places, dossier, document, formats=())
    files = read_files(places, dossier)[0]
    if found is None or files is None:
        raise Unanswerable(findings)
    blocks = {each.id: each for each in library_of(files)[0].own}
    registry = collect(files)[0]
    known = _Known(
        blocks=blocks,
        registry=registry,
        names=_names(found),
        provisions=provisions_named(blocks.values(), registry),
        places={files.shown(path): f"{dossier}/{path}" for path in files.blocks()},
    )
    digests = digests_of(files)
    return {
        "document": found.document,
        "alone": [_alone(each, known) for each in found.sheet.alone],
        "rows": [
            _row(group.concern, line, known) for group in found.sheet.groups for line in group.lines
        ],
        "choices": {kind: _choices(kind, known) for kind in _KINDS}
        | {"earlier recommendation": _earlier_choices(known)},
        "rests_on": RESTS_ON,
        "blocks": {
            id_: {
                "digest": digests[id_],
                "rests_on": list(each.rests_on),
                "follows_up": list(each.follows_up),
            }
            for id_, each in blocks.items()
        },
        "trace": trace_digest(files),
    }


def _names(found: TracedDocument) -> dict[str, str]:
    named = [each for group in found.sheet.groups for each in _named(group.concern, group.lines)]
    return {each.id: " · ".join(filter(None, (each.number, each.title))) for each in named}


def _named(concern: Named | None, lines: Iterable[Line]) -> Iterator[Named]:
    if concern:
        yield concern
    for line in lines:
        yield from (*line.evidence, *line.obligations)
        if line.recommendation:
            yield line.recommendation


def _words(block: Block) -> str:
    paragraphs = (plain(each.content) for each in block.content if isinstance(each, Paragraph))
    return block.title or next(paragraphs, "")


def _choices(kind: str, known: _Known) -> list[dict[str, str]]:
    own = (each for each in known.blocks.values() if each.kind == kind)
    return [{"id": each.id, "label": known.label(each.id)} for each in own]


def _earlier_choices(known: _Known) -> list[dict[str, str]]:
    return [
        {
            "id": known.earlier_id(each),
            "label": shorten(
                f"{each.paragraph} ({', '.join(each.states)}): {each.text}",
                2 * _LONG,
                placeholder=" …",
            ),
        }
        for each in known.registry.earlier.values()
    ]


def _alone(alone: Alone, known: _Known) -> dict[str, Any]:
    filling = filling_of(alone.side, alone.lacks)
    earlier = known.earlier(alone.id, alone.item) if alone.side.startswith("earlier") else None
    block = known.blocks.get(alone.id) if not earlier else None
    file = block.file if block else alone.at.file
    return {
        "side": alone.side,
        "id": alone.id,
        "item": alone.item,
        "lacks": alone.lacks,
        "explained": alone.explained,
        "filling": asdict(filling) if filling else None,
        "link": known.earlier_id(earlier) if earlier else alone.id,
        "at": known.places.get(file, ""),
    }


def _row(concern: Named | None, line: Line, known: _Known) -> dict[str, Any]:
    asked = line.recommendation
    ids = [each.id for each in (concern, asked) if each]
    provisions = dict.fromkeys(one for id_ in ids for one in known.provisions.get(id_, ()))
    return {
        "concern": _item(concern),
        "evidence": [_item(each) for each in line.evidence],
        "obligations": [_item(each) for each in line.obligations],
        "recommendation": _item(asked),
        "earlier": [_past(each) for each in line.past],
        "unfollowed": line.unfollowed,
        "provisions": list(provisions),
    }


def _item(named: Named | None) -> dict[str, Any] | None:
    if named is None:
        return None
    return {"id": named.id, "number": named.number, "title": named.title, "text": named.text}


def _past(past: Past) -> dict[str, str]:
    return {
        "paragraph": past.paragraph,
        "states": past.states,
        "text": shorten(past.text, 2 * _LONG, placeholder=" …"),
        "position": past.position,
    }


ROUTES = (
    Route("/{dossier}/check/matrix", matrix),
    Route("/api/{dossier}/trace/matrix", traced),
    Route("/api/{dossier}/trace/gaps", gaps),
    Route("/api/{dossier}/trace/links", links, methods=["POST"]),
    Route("/api/{dossier}/trace/reasons", reason, methods=["POST"]),
)

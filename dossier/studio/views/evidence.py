"""Evidence: the registries of a dossier as tables, with what is due and where entries are used.

The tables are for the authors alone: they name persons. Forms are in `entry`, drops in `drop`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dossier.build.entry_references import ASKED, EntryKey
from dossier.build.evidence import REGISTRIES, Evidence, read_evidence
from dossier.build.evidence_rows import EvidenceRow
from dossier.build.guarded_evidence import GuardedEvidence, guarded_evidence
from dossier.build.where_used import content_of
from dossier.project.layout import Files, Places, read_home
from dossier.studio.asked import Unanswerable, dossier_of, session_of
from dossier.studio.field_words import field_words, source_type
from dossier.studio.hints import spoken, stands
from dossier.studio.page import page

_KINDS = {
    "sources": "kind",
    "people": "named",
    "treaties": "act",
    "recommendations": "position",
    "incidents": "category",
}
"""The column that says of which kind an entry is."""


READERS = {
    "internal": "only we",
    "partners": "partners and we",
    "un": "the UN, partners and we",
    "public": "everybody",
}
"""Who may read what is for an audience."""


def registry_of(request: Request, more: Sequence[str] = ()) -> str:
    """Return the registry in the address, or one of `more`. Raises `HTTPException` (404)."""
    name = str(request.path_params["registry"])
    if name not in (*REGISTRIES, *more):
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such table")
    return name


def files_of(places: Places, dossier: str) -> Files:
    """Return the files of a dossier or the library. Raises `Unanswerable`."""
    files, findings = read_home(places, dossier)
    if files is None:
        raise Unanswerable(findings, HTTPStatus.NOT_FOUND)
    return files


async def first(request: Request) -> Response:
    """Lead to the first registry."""
    return RedirectResponse(f"/{dossier_of(request)}/evidence/{REGISTRIES[0]}")


async def table(request: Request) -> Response:
    """Show a registry; its rows are asked for by the page."""
    dossier_of(request)
    registry = registry_of(request)
    return await page(
        request,
        "evidence.html",
        "evidence",
        registry=registry,
        registries=field_words()["registries"],
        order=REGISTRIES,
        columns=field_words()["columns"][registry],
    )


async def rows(request: Request) -> Response:
    """Answer with the rows of a registry, and how many each has and what is due in it."""
    session, dossier, registry = session_of(request), dossier_of(request), registry_of(request)
    return JSONResponse(await session.run(_rows, session.places, dossier, registry))


def _rows(places: Places, dossier: str, registry: str) -> dict[str, Any]:
    files = files_of(places, dossier)
    evidence = read_evidence(files, date.today())
    own = [each for each in evidence.findings if _of_registry(each.file, registry)]
    return {
        "rows": [_row(evidence, files, each) for each in evidence.of(registry)],
        "findings": [
            {**each.as_json(), "message": spoken(each.message), "stands": stands(each.file)}
            for each in own
        ],
        "counts": {name: len(evidence.of(name)) for name in REGISTRIES},
        "due": {name: _flagged(evidence, name) for name in REGISTRIES},
    }


def _of_registry(file: str, registry: str) -> bool:
    """Whether a file belongs to a registry; sources may lie in a folder of their own."""
    return f"/{registry}." in f"/{file}" or f"/{registry}/" in f"/{file}"


def _flagged(evidence: Evidence, name: str) -> dict[str, int]:
    flags = [flag for each in evidence.of(name) for flag in each.flags]
    return {flag: flags.count(flag) for flag in dict.fromkeys(flags)}


def _row(evidence: Evidence, files: Files, row: EvidenceRow) -> dict[str, Any]:
    used = evidence.references.get((row.registry, row.id), ())
    labels: Mapping[str, Mapping[str, str]] = field_words()["values"]
    cells = {name: labels.get(name, {}).get(each, each) for name, each in row.cells.items()}
    if row.registry == "sources":
        cells["kind"] = source_type(row.kind)
        seen = cells.pop("seen")
        cells["verified"] += f" ({seen})" if seen else ""
    return {
        "id": row.id,
        "kind": _kind(row, cells, labels),
        "cells": cells,
        "sort": dict(row.sort),
        "flags": list(row.flags),
        "more": row.more,
        "used": len(used),
        "from": home_of(files, row.at.file),
    }


def _kind(
    row: EvidenceRow, cells: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the words by which rows are filtered."""
    if row.registry == "facts":
        return labels["exactness"].get(row.kind, row.kind)
    return cells.get(_KINDS.get(row.registry, ""), "")


def home_of(files: Files, file: str) -> str:
    """Return the dossier or library that a file lies in, "" for this one."""
    others = files.others().items()
    return next((name for name, each in others if file.startswith(each.shown("") + "/")), "")


async def guarded(request: Request) -> Response:
    """Show what is guarded besides names: phrases, and pictures with their consents."""
    session, dossier = session_of(request), dossier_of(request)
    found = await session.run(_guarded, session.places, dossier)
    return await page(
        request,
        "guarded.html",
        "evidence",
        registries=field_words()["registries"],
        order=REGISTRIES,
        found=found,
        readers=READERS,
    )


def _guarded(places: Places, dossier: str) -> GuardedEvidence:
    return guarded_evidence(files_of(places, dossier), date.today())


async def content(request: Request) -> Response:
    """Answer with what a document holds: its blocks by section, and the entries it prints."""
    session, dossier = session_of(request), dossier_of(request)
    document = request.path_params["document"]
    found = await session.later(content_of, session.places, dossier, document)
    entries = [(ASKED.get(kind, kind), id_, block) for kind, id_, block in found.entries]
    return JSONResponse({**asdict(found), "entries": entries})


def references_of(evidence: Evidence, key: EntryKey) -> list[dict[str, str]]:
    """Return what refers to an entry, for a page that leads there."""
    labels = field_words()["registries"]
    found: list[dict[str, str]] = []
    for each in evidence.references.get(key, ()):
        if each.block:
            found.append({"block": each.block, "title": evidence.titles.get(each.block, "")})
        elif each.by[0] in labels:
            one = labels[each.by[0]]["one"]
            found.append({"registry": each.by[0], "id": each.by[1], "one": one})
        else:
            found.append({"trace": each.by[1]})
    return [each for at, each in enumerate(found) if each not in found[:at]]


ROUTES = (
    Route("/{dossier}/evidence", first),
    Route("/{dossier}/evidence/guarded", guarded),
    Route("/{dossier}/evidence/{registry}", table),
    Route("/api/{dossier}/evidence/content/{document}", content),
    Route("/api/{dossier}/evidence/{registry}", rows),
)

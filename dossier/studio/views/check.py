"""Check: what was found in the documents of a dossier, with its words, its manual, its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.check import check_documents
from dossier.build.evidence import read_evidence
from dossier.interchange.allowances import MANIFEST, Allowing, allow, path_of, why_not
from dossier.interchange.manifest_keys import setting_at
from dossier.lint import Caught
from dossier.lint.example import as_read
from dossier.lint.manual_pages import chapters
from dossier.model.diagnostics import Finding
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places, read_files
from dossier.studio.asked import dossier_of, json_of, refuse, session_of, value_of
from dossier.studio.hints import Spot, in_studio
from dossier.studio.page import page
from dossier.studio.registry_places import registry_at

AROUND = 160
"""Signs of the text that are shown on either side of the words at fault."""


async def check(request: Request) -> Response:
    """Show the view; its script asks for the findings, one document after the other."""
    dossier_of(request)  # answers 404 for one that is not there
    return await page(request, "check.html", "check")


async def findings(request: Request) -> Response:
    """Answer with all that is to be said of what one entry of the manifest makes."""
    session, dossier = session_of(request), dossier_of(request)
    document = request.path_params["document"]
    told = await session.later(_findings, session.places, dossier, document, date.today())
    return JSONResponse(told)


async def manual(request: Request) -> Response:
    """Answer with the manual of a rule; an author's own rule has none."""
    dossier_of(request)
    parts = chapters(request.path_params["rule"])
    told = [
        {"title": title, "text": as_read(text) if sort == "example" else text, "sort": sort}
        for title, text, sort in parts
    ]
    return JSONResponse({"parts": told})


async def allowance(request: Request) -> Response:
    """Allow what a rule finds, or answer why that cannot be."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    names = ("document", "rule", "reason", "file", "digest")
    wanted = Allowing(**{name: value_of(asked, name, str) for name in names})
    refuse(await session.write(allow, session.places, dossier, wanted, date.today()))
    return JSONResponse({}, HTTPStatus.CREATED)


def _findings(places: Places, dossier: str, document: str, today: date) -> dict[str, Any]:
    files, broken = read_files(places, dossier)
    if files is None:
        return {"findings": [each.as_json() for each in broken]}
    checked = check_documents(places, dossier, document, today)
    caught = {each.finding: each for one in checked for each in one.caught}
    told = [_told(each, files) for each in caught.values()]
    placed = _with_entries(told, tuple(caught), files, today)
    return {
        "findings": [
            _spoken(each, one, files, document) for each, one in zip(placed, caught, strict=True)
        ]
    }


def _with_entries(
    told: list[dict[str, Any]], found: tuple[Finding, ...], files: Files, today: date
) -> Iterator[dict[str, Any]]:
    """Yield findings with the entry of the evidence that each is about, if it is about one."""
    evidence = None
    for each, finding in zip(told, found, strict=True):
        row = None
        if registry_at(files, finding):
            evidence = evidence or read_evidence(files, today)
            row = evidence.at(finding)
        yield {**each, "entry": {"registry": row.registry, "id": row.id} if row else None}


def _spoken(told: dict[str, Any], finding: Finding, files: Files, document: str) -> dict[str, Any]:
    """Return what is told of a finding, with what to do about it in the studio, and where."""
    entry = told["entry"] or {"registry": "", "id": ""}
    spot = Spot(
        dossier=files.name,
        document=document,
        at=told["at"],
        entry=(entry["registry"], entry["id"]),
        setting=setting_at(files, finding, document),
    )
    return {**told, **in_studio(finding, spot)}


def _told(caught: Caught, files: Files) -> dict[str, Any]:
    finding = caught.finding
    path = path_of(files, finding.file) if finding.file else ""
    return {
        **finding.as_json(),
        "reason": caught.reason,
        "at": f"{files.name}/{path}" if path and path != MANIFEST else "",
        "place": caught.unit.place if caught.unit else "",
        "words": _in_context(caught, files),
        "refused": why_not(finding),
        "scopes": list(_scopes(finding, files)),
    }


def _in_context(caught: Caught, files: Files) -> dict[str, str] | None:
    """Return the words at fault with what stands around them, or a line where it is not known."""
    finding = caught.finding
    text = " ".join((caught.unit.text if caught.unit else _line(finding, files)).split())
    words = " ".join(finding.excerpt.split())
    at = text.find(words) if words else -1
    if not text:
        return {"before": "", "words": words, "after": ""} if words else None
    if at < 0:
        return {"before": _cut(text[: 2 * AROUND], text, ""), "words": "", "after": ""}
    before, after = text[:at], text[at + len(words) :]
    begin = before[-AROUND:].partition(" ")[2] if len(before) > AROUND else before
    end = after[:AROUND].rpartition(" ")[0] if len(after) > AROUND else after
    return {
        "before": f"… {begin}" if begin != before else begin,
        "words": words,
        "after": f"{end} …" if end != after else end,
    }


def _cut(text: str, whole: str, otherwise: str) -> str:
    return f"{text.rpartition(' ')[0]} …" if text != whole else text or otherwise


def _line(finding: Finding, files: Files) -> str:
    """Return the line of a block that a finding names."""
    path = path_of(files, finding.file) if finding.file else ""
    lines = files.text(path)[0].split("\n") if path and path != MANIFEST else []
    return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""


def _scopes(finding: Finding, files: Files) -> Iterator[dict[str, str]]:
    """Yield where a finding may be allowed: in its block, in the whole document."""
    path = path_of(files, finding.file) if finding.file else ""
    if path and path != MANIFEST:
        digest = content_digest(files.content[path])
        yield {"scope": "block", "file": finding.file, "digest": digest}
    if MANIFEST in files.content:
        digest = content_digest(files.content[MANIFEST])
        yield {"scope": "document", "file": "", "digest": digest}


ROUTES = (
    Route("/{dossier}/check", check),
    Route("/api/{dossier}/{document}/findings", findings),
    Route("/api/{dossier}/manual/{rule}", manual),
    Route("/api/{dossier}/allowances", allowance, methods=["POST"]),
)

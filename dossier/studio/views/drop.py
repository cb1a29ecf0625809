"""A file dropped on Evidence: an export of a reference manager or of the UN.

First it is answered what the file would bring; nothing is written. Then the same file is sent
again, to be taken over as a whole. What was shown must still hold then.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.registries import registry_paths
from dossier.interchange.recommendations.run import (
    RecommendationsRequest,
    RecommendationsResult,
    changed,
    import_recommendations,
    write_recommendations,
)
from dossier.interchange.registry_edit.change import write_change
from dossier.interchange.registry_edit.registry_files import Unchangeable
from dossier.interchange.registry_edit.source_import import FORMATS, import_sources
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.project.layout import Places
from dossier.project.temporary_folder import temporary_folder
from dossier.studio.asked import Unanswerable, dossier_of, session_of
from dossier.studio.field_words import words_of
from dossier.studio.files_sent import safe_name, without_folder
from dossier.studio.views.evidence import files_of

_UN = (".docx", ".csv", ".xlsx", ".odt", ".doc", ".rtf")
_CITATIONS = re.compile(rb'"(?:type|itemType|citation-key|references)"\s*:')
"""What the records of reference managers have, and those of UHRI have not."""

_START = 65536
"""Bytes in which a record ends."""

_OTHERS = (".ris", ".rdf", ".xml", ".enw", ".nbib")
"""Exports of reference managers that no reader of ours takes."""


async def dropped(request: Request) -> Response:
    """Answer with what a file would bring, or take it over where `apply` says what was shown."""
    session, dossier = session_of(request), dossier_of(request)
    async with request.form(max_files=1, max_fields=12) as asked:
        file = asked.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "the request brings no file")
        content = await file.read()
        name = safe_name(file.filename or "")
        choices = {key: each for key, each in asked.items() if isinstance(each, str)}
    work = _recommendations if _of_un(name, content) else _sources
    run = session.write if choices.get("apply") else session.run
    answer, status = await run(work, session.places, dossier, name, content, choices)
    return JSONResponse(answer, status)


def _of_un(name: str, content: bytes) -> bool:
    """Whether a file is one of the UN or of UPR Info; UHRI has JSON as reference managers do."""
    suffix = Path(name).suffix.lower()
    return suffix in _UN or (suffix == ".json" and not _CITATIONS.search(content[:_START]))


def _sources(
    places: Places, dossier: str, name: str, content: bytes, choices: dict[str, str]
) -> tuple[dict[str, Any], int]:
    files = files_of(places, dossier)
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise Unanswerable((_unknown(name),))
    if suffix == ".json" and _internal(content):
        raise Unanswerable((_unknown(name),))
    try:
        found = import_sources(places, files, name, content)
    except Unchangeable as broken:
        raise Unanswerable((broken.finding,)) from None
    texts = {
        str(path): (new or b"").decode("utf-8", "replace")
        for path, new in found.change.contents.items()
    }
    token = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
    told = {
        "kind": "sources",
        "token": token,
        "name": name,
        "added": [asdict(each) for each in found.added],
        "changed": [
            {**asdict(each), "fields": [(_label(key), was, now) for key, was, now in each.fields]}
            for each in found.changed
        ],
        "same": len(found.same),
        "gone": [asdict(each) for each in found.gone],
        "findings": [each.as_json() for each in found.change.findings],
    }
    if not choices.get("apply"):
        return told, HTTPStatus.OK
    if choices["apply"] != token:
        return _otherwise(told)
    if errors(found.change.findings) or not found.change.contents:
        raise Unanswerable(errors(found.change.findings) or (_nothing(name),))
    step = write_change(places, files, found.change)
    return {**told, "step": step.number}, HTTPStatus.OK


def _label(key: str) -> str:
    return str(words_of("sources", key)["label"])


def _internal(content: bytes) -> bool:
    """Whether a JSON file is Zotero's own, whose fields are not those of citations."""
    return b'"itemType"' in content


def _unknown(name: str) -> Finding:
    suffix = Path(name).suffix.lower()
    if suffix in _OTHERS or suffix == ".json":
        message = f'"{name}" is an export in a format that is not read'
    else:
        message = f'"{name}" is no export of a reference manager or of the UN'
    hint = (
        "in Zotero choose “CSL JSON” or “BibTeX”; of the UN drop the DOCX, XLSX, CSV or JSON file"
    )
    return Finding(name, 0, Fault.UNKNOWN_FORMAT, message, hint)


def _nothing(name: str) -> Finding:
    message = f'"{name}" brings nothing new'
    return Finding(name, 0, Fault.NO_SOURCES, message, "nothing is to be done")


def _otherwise(told: dict[str, Any]) -> tuple[dict[str, Any], int]:
    said = {
        "error": "The evidence changed meanwhile.",
        "hint": "Look again at what the file would bring.",
    }
    return {**told, **said}, HTTPStatus.CONFLICT


def _recommendations(
    places: Places, dossier: str, name: str, content: bytes, choices: dict[str, str]
) -> tuple[dict[str, Any], int]:
    files = files_of(places, dossier)
    cycle = choices.get("cycle", "")
    with temporary_folder() as folder:
        path = folder / name
        path.write_bytes(content)
        asked = RecommendationsRequest(
            files=(path,),
            state=choices.get("state", ""),
            symbol=choices.get("symbol", ""),
            cycle=int(cycle) if cycle.isascii() and cycle.isdecimal() else None,
            on_difference="replace" if choices.get("replace") else "keep",
            on_other="convert",
        )
        result = import_recommendations(places, dossier, asked)
    held = [files.content[each] for each in registry_paths(files, "recommendations")]
    token = hashlib.sha256(
        b"".join((*held, content, repr(choices.get("replace")).encode()))
    ).hexdigest()
    told = {**_told(result, name), "token": token}
    if not choices.get("apply"):
        return told, HTTPStatus.OK
    if choices["apply"] != token:
        return _otherwise(told)
    written = write_recommendations(result)
    if errors(written.findings) or not written.written:
        raise Unanswerable(errors(written.findings) or (_nothing(name),))
    return {**told, "step": 1}, HTTPStatus.OK


def _told(result: RecommendationsResult, name: str) -> dict[str, Any]:
    added = result.entries[result.old :]
    return {
        "kind": "recommendations",
        "name": name,
        "added": [{"id": each.paragraph, "title": each.text, "fields": []} for each in added],
        "changed": list(_differences(result)),
        "same": result.counts["same"],
        "gone": [],
        "counts": dict(result.counts),
        "aside": dict(result.aside),
        "findings": [without_folder(each, name).as_json() for each in result.findings],
    }


def _differences(result: RecommendationsResult) -> Iterator[dict[str, Any]]:
    for each in result.differences:
        new = changed(each)
        fields = [
            (
                str(words_of("recommendations", key)["label"]),
                _plain(getattr(each.here, key)),
                _plain(new[key]),
            )
            for key in new
        ]
        yield {"id": each.here.paragraph, "title": each.here.text, "fields": fields}


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


ROUTES = (Route("/api/{dossier}/evidence-drop", dropped, methods=["POST"]),)

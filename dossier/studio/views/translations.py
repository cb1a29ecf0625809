"""Translations: what of a dossier is missing, stale and done in another language, and why."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dossier.build.document_outline import document_outline
from dossier.build.dossier import manifest_of
from dossier.build.overview import documents_of
from dossier.interchange.translation.run import TranslationResult, confirm, status, translate
from dossier.interchange.translation.wanted_translations import TranslatedDossier
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import code_of, language
from dossier.model.language_file import languages
from dossier.model.translation import language_of_file
from dossier.project.layout import Files, Places
from dossier.readers.dossier_yaml import Manifest
from dossier.studio.asked import Unanswerable, dossier_of, json_of, refused, session_of, value_of
from dossier.studio.page import page
from dossier.studio.translation_state import shown_block, shown_translations, told_here
from dossier.studio.views.write import files_of


async def view(request: Request) -> Response:
    """Show how the translations of a dossier into one language stand."""
    session, dossier = session_of(request), dossier_of(request)
    wanted = request.query_params.get("to", ""), request.query_params.get("of", "")
    values = await session.run(_page_values, session.places, dossier, *wanted)
    return await page(request, "translations.html", "translations", **values)


def _page_values(places: Places, dossier: str, code: str, document: str) -> dict[str, Any]:
    files = files_of(places, dossier)
    manifest, _ = manifest_of(files)
    first = code_of(manifest.language) if manifest else "en"
    begun = _begun(files, manifest, first)
    code = code or next(iter(begun), "")
    known = [document in (each.id, "") for each in documents_of(places, dossier)]
    document = document if any(known) else ""
    wanted = f"{dossier}/{document}" if document else dossier
    result = status(places, wanted, code) if code else TranslationResult(None)
    if code and result.dossier is None:
        raise Unanswerable(result.findings)
    named = {each: language(each).name for each in languages() if each != first}
    shown = shown_translations(result.dossier) if result.dossier else None
    return {
        "to": code,
        "of": document,
        "first": first,
        "language": named.get(code, code),
        "original": language(first).name if first in languages() else first,
        "begun": {each: named[each] for each in begun if each in named},
        "others": {each: name for each, name in named.items() if each not in begun},
        "shown": shown,
        "printed": [
            each for each, own in _document_languages(manifest, first).items() if own == code
        ],
        "wrong": [each.message for each in errors(result.findings)],
    }


def _begun(files: Files, manifest: Manifest | None, first: str) -> list[str]:
    """Return the languages into which something was translated, or that a document has."""
    found = {language_of_file(each) for each in files.translations()}
    return sorted({*found, *_document_languages(manifest, first).values()} - {first, ""})


def _document_languages(manifest: Manifest | None, first: str) -> dict[str, str]:
    """Return the codes of the languages of documents, by their ids."""
    found: dict[str, str] = {}
    for id_, plan in (manifest.documents if manifest else {}).items():
        said = plan.values.get("language")
        found[id_] = code_of(str(said.content)) if said else first
    return found


async def begin(request: Request) -> Response:
    """Make what is missing, with what the memory proposes."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    code, document = value_of(asked, "to", str), value_of(asked, "of", str)
    wanted = f"{dossier}/{document}" if document else dossier
    result = await session.write(translate, session.places, wanted, code)
    if wrong := errors(result.findings):
        raise Unanswerable([told_here(each) for each in wrong])
    return JSONResponse({"written": len(result.written)})


async def confirmed(request: Request) -> Response:
    """Note that a block, or a unit of it, follows its original; not where either is another now."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    code, name = value_of(asked, "to", str), value_of(asked, "name", str)
    seen = {name: value_of(asked, "digest", str)}
    result = await session.write(_confirm, session.places, dossier, code, seen)
    return JSONResponse({"written": len(result.written)})


def _confirm(places: Places, dossier: str, code: str, seen: Mapping[str, str]) -> TranslationResult:
    result = confirm(places, dossier, code, [*seen], seen)
    if wrong := errors(result.findings):
        raise refused([told_here(each) for each in wrong])
    return result


async def text(request: Request) -> Response:
    """Go to the text of a translation in Write, in a document that takes it."""
    session, dossier = session_of(request), dossier_of(request)
    code, block = request.query_params.get("to", ""), request.query_params.get("block", "")
    address = await session.run(_write_address, session.places, dossier, code, block)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _write_address(places: Places, dossier: str, code: str, id_: str) -> str:
    """Return the address of a translation in Write. Raises `Unanswerable` where it has none."""
    held = _held(places, dossier, code)
    block = held.find(id_)
    if block is None or block.translation is None:
        raise Unanswerable([_no_text("this text is not begun in the language", "begin it first")])
    manifest, _ = manifest_of(held.files)
    spoken = _document_languages(manifest, held.first)
    documents = [each for each, said in spoken.items() if said == code]
    if not documents:
        name = language(code).name
        hint = f"choose “New document” on Home, with {name} as its language"
        raise Unanswerable([_no_text(f"no document is in {name} yet", hint)])
    takes = (each for each in documents if _takes(places, held.files, each, id_))
    chosen = next(takes, documents[0])
    return f"/{dossier}/{chosen}/write#{quote(f'{dossier}/{block.path}')}"


def _takes(places: Places, files: Files, document: str, id_: str) -> bool:
    outline = document_outline(places, files, document)
    return any(each.id == id_ for section in outline.sections for each in section.blocks)


def _no_text(message: str, hint: str) -> Finding:
    return Finding("", 0, Fault.UNTRANSLATED, message, hint)


def _held(places: Places, dossier: str, code: str) -> TranslatedDossier:
    """Return a dossier beside its translations. Raises `Unanswerable` where it cannot be read."""
    result = status(places, dossier, code)
    if result.dossier is None:
        raise Unanswerable(result.findings)
    return result.dossier


async def state(request: Request) -> Response:
    """Answer with how the translation in a file stands, and where that is shown; {} for none."""
    session, dossier = session_of(request), dossier_of(request)
    path = request.query_params.get("path", "")
    return JSONResponse(await session.later(_state, session.places, dossier, path))


def _state(places: Places, dossier: str, path: str) -> dict[str, str]:
    code = language_of_file(path)
    if code not in languages():
        return {}
    held = _held(places, dossier, code)
    block = next((each for each in held.blocks if each.path == path and each.translation), None)
    if block is None:
        return {}
    shown = shown_block(held, block)
    words = f"{language(code).name} translation: {shown.words}"
    address = f"/{dossier}/translations?{urlencode({'to': code})}#block-{quote(shown.id)}"
    return {"words": words, "wanted": ", ".join(shown.wanted), "address": address}


ROUTES = (
    Route("/{dossier}/translations", view),
    Route("/{dossier}/translations/text", text),
    Route("/api/{dossier}/translations/state", state),
    Route("/api/{dossier}/translations/begun", begin, methods=["POST"]),
    Route("/api/{dossier}/translations/confirmed", confirmed, methods=["POST"]),
)

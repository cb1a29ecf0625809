"""Home: the dossiers and their documents, first what is quickly known, then the rest."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.overview import document_standing, overview
from dossier.interchange.new_document import document_kinds
from dossier.model.language_file import language_words
from dossier.project.new_dossier import languages_to_begin
from dossier.readers.un_exports.state_names import names
from dossier.studio.asked import dossier_of, session_of
from dossier.studio.field_words import field_words
from dossier.studio.page import page

_LANGUAGES = {"en-GB": "English (British)", "en-US": "English (American)"}


async def home(request: Request) -> Response:
    """Show all dossiers with what their manifests and the output folder say."""
    session = session_of(request)
    found = await session.run(overview, session.places)
    kinds = await session.run(document_kinds, session.places)
    return await page(
        request,
        "home.html",
        "home",
        dossiers=found,
        kinds={each.id: each.name for each in kinds},
        today=date.today(),
        states=names(),
        audiences=field_words()["audiences"],
        languages={
            each: _LANGUAGES.get(each) or language_words(each)["name"]
            for each in languages_to_begin()
        },
    )


async def standing(request: Request) -> Response:
    """Answer with what must be counted in a document: it takes up to a second."""
    session, dossier = session_of(request), dossier_of(request)
    document = request.path_params["document"]
    found = await session.later(document_standing, session.places, dossier, document, date.today())
    return JSONResponse(asdict(found))


ROUTES = (
    Route("/", home),
    Route("/api/{dossier}/{document}/standing", standing),
)

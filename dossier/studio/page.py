"""Draw a page of the studio: its template in `pages/`, with what the header needs.

Templates escape all they are given. `nonce` is what a `<style>` element needs; attributes `style`
are refused by the browser.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dossier.build.overview import documents_of
from dossier.studio import gate
from dossier.studio.asked import session_of

FOLDER = Path(__file__).parent / "pages"

_VIEWS = {
    "write": "Write",
    "evidence": "Evidence",
    "take-back": "Take back",
    "check": "Check",
    "audience": "Audience",
    "translations": "Translations",
    "history": "History",
}
"""The views of a dossier with their titles, in the order of the header."""

_FIRST = {"evidence": "evidence/sources"}
"""Views whose address goes on, and what comes first there."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


async def page(
    request: Request, name: str, view: str, *, unnamed: Collection[str] = (), **values: object
) -> HTMLResponse:
    """Return the page `name`; `view` is the one that the header marks.

    The dossier and the document of the address are known to the header, but for documents that
    are to be `unnamed`.
    """
    session = session_of(request)
    dossier = request.path_params.get("dossier", "")
    document = request.path_params.get("document", "")
    found = await session.run(documents_of, session.places, dossier) if dossier else ()
    named = tuple(each for each in found if each.id not in unnamed)
    documents = tuple(each.id for each in named)
    drawn = (
        _environment()
        .get_template(name)
        .render(
            nonce=request.state.nonce,
            view=view,
            dossier=dossier,
            document=document or next(iter(documents), ""),
            documents=documents,
            named=named,
            views=_links(dossier, document or next(iter(documents), "")),
            most_upload=gate.MOST_UPLOAD,
            revision=session.revision.number,
            **values,
        )
    )
    return HTMLResponse(drawn)


def _links(dossier: str, document: str) -> list[tuple[str, str, str]]:
    """Return id, title and address of the views of a dossier."""
    if not dossier:
        return []
    links = []
    for id_, title in _VIEWS.items():
        if id_ == "write":
            if document:
                links.append((id_, title, f"/{dossier}/{document}/write"))
        else:
            links.append((id_, title, f"/{dossier}/{_FIRST.get(id_, id_)}"))
    return links

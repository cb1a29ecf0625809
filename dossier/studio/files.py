"""Serve what pages are made with: our scripts and styles, and the fonts of the installation."""

from __future__ import annotations

import re
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "assets"

_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served from `assets`, and as what."""

_FONTS = {
    "sans": ("fontpkg_pt_sans", "PT_Sans-Web-Regular.ttf"),
    "sans-bold": ("fontpkg_pt_sans", "PT_Sans-Web-Bold.ttf"),
    "sans-italic": ("fontpkg_pt_sans", "PT_Sans-Web-Italic.ttf"),
    "serif": ("fontpkg_pt_serif", "PT_Serif-Web-Regular.ttf"),
    "serif-bold": ("fontpkg_pt_serif", "PT_Serif-Web-Bold.ttf"),
    "serif-italic": ("fontpkg_pt_serif", "PT_Serif-Web-Italic.ttf"),
}
"""The fonts by the names that styles call them: the family of the documents themselves."""


async def asset(request: Request) -> Response:
    """Answer with a file of `assets`: no name leads to another folder."""
    path = FOLDER / request.path_params["name"]
    if path.parent != FOLDER or path.suffix not in _KINDS or not path.is_file():
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such file")
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": "no-cache"})


async def font(request: Request) -> Response:
    """Answer with a font of the installation."""
    package, name = _FONTS.get(request.path_params["name"], ("", ""))
    found = find_spec(package) if package else None
    if found is None or not found.submodule_search_locations:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such font")
    path = Path(next(iter(found.submodule_search_locations))) / "files" / name
    kept = {"Cache-Control": "private, max-age=86400"}
    return FileResponse(path, media_type="font/ttf", headers=kept)


class _FileName(StringConvertor):
    """A part of an address with an ending: no view is called so, but a dossier may be `assets`."""

    regex = r"[^/]+\.[^/.]+"


class _FontName(StringConvertor):
    """A part of an address that names a font."""

    regex = "|".join(map(re.escape, sorted(_FONTS, reverse=True)))


register_url_convertor("file_name", _FileName())
register_url_convertor("font_name", _FontName())

ROUTES = (
    Route("/assets/{name:file_name}", asset),
    Route("/fonts/{name:font_name}", font),
)

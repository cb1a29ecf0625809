"""What open pages watch: the number of the last change, answered as soon as it is a new one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.studio.asked import session_of

WAIT = 20.0
"""Seconds after which a page that waits is answered all the same."""


async def revision(request: Request) -> Response:
    """Answer with the number of the last change, when it is no more `since`."""
    since = request.query_params.get("since", "")
    revision = session_of(request).revision
    known = int(since) if since.isascii() and since.isdecimal() else -1
    return JSONResponse({"revision": await revision.wait(known, WAIT)})


ROUTES = (Route("/api/revision", revision),)

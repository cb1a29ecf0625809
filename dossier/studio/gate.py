"""The gate before the studio: nothing passes but requests of its own pages, each of bounded size.

It checks the host, the origin of all that can change something, and the cookie; it counts what is
sent while it comes in; and it gives each answer a policy that lets a page load nothing from
elsewhere.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dossier.studio.access import Access

MOST_UPLOAD = 64 * 1024 * 1024
"""Bytes of a request that brings files."""

MOST_TEXT = 8 * 1024 * 1024
"""Bytes of any other request."""

MOST_SECONDS = 120.0
"""How long a request may take to come in."""

READING = ("GET", "HEAD")
"""Methods that change nothing, for which browsers name no origin."""

_FROM_HERE = ("", "none", "same-origin")
"""What a browser says of where a request comes from, if it may pass; old ones say nothing."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def policy(nonce: str) -> str:
    """Return the content security policy of a page whose own styles carry `nonce`."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


class Gate:
    """Lets requests pass to `app` as `access` says; a view may give an answer another policy."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the studio has no sockets
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        outward = _with_headers(send, nonce)
        answer = self._obstacle(scope) or self._entered(scope) or self._unknown(scope)
        if answer:
            await answer(scope, receive, outward)
        else:
            await self.app(scope, _counted(receive, Headers(scope=scope)), outward)

    def _obstacle(self, scope: Scope) -> Response | None:
        """Return the refusal of a request that no page of ours makes."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.access.host]:
            return _refusal("this is not the address of the studio")
        if headers.get("sec-fetch-site", "") not in _FROM_HERE:
            return _refusal("another page asked for this")
        reads = scope["method"] in READING
        if not reads and headers.getlist("origin") != [self.access.origin]:
            return _refusal("another page sent this")
        return None

    def _entered(self, scope: Scope) -> Response | None:
        """Return the answer to the first address: the cookie, and the address without its key."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        keys = asked.pop("key", [])
        if scope["method"] != "GET" or not keys or not self.access.opens(keys[0]):
            return None
        rest = urlencode(asked, doseq=True)
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), HTTPStatus.SEE_OTHER)
        answer.set_cookie(self.access.cookie, self.access.pass_, httponly=True, samesite="strict")
        return answer

    def _unknown(self, scope: Scope) -> Response | None:
        """Return the refusal of somebody without the cookie."""
        if self.access.admits(_cookies(Headers(scope=scope)).get(self.access.cookie, "")):
            return None
        return _refusal("open the studio with the address that the terminal shows")


def _refusal(why: str) -> Response:
    return PlainTextResponse(f"Refused: {why}.\n", HTTPStatus.FORBIDDEN)


def _cookies(headers: Headers) -> Mapping[str, str]:
    try:
        found = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: each.value for name, each in found.items()}


def _with_headers(send: Send, nonce: str) -> Send:
    """Return `send` with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", policy(nonce))
            headers.setdefault("Cache-Control", "no-store")
            for name, value in _ALWAYS.items():
                headers[name] = value
        await send(message)

    return sending


def _counted(receive: Receive, headers: Headers) -> Receive:
    """Return `receive`, which ends a request that is too large or too slow."""
    files = headers.get("content-type", "").startswith("multipart/form-data")
    most = MOST_UPLOAD if files else MOST_TEXT
    clock = asyncio.get_running_loop().time
    end = clock() + MOST_SECONDS
    got = 0
    whole = False

    async def receiving() -> Message:
        nonlocal got, whole
        if whole:  # from here on only the end of the connection is waited for
            return await receive()
        left = end - clock()
        try:
            message = await asyncio.wait_for(receive(), max(left, 0))
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "the request took too long") from None
        got += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if got > most:
            size = most // (1024 * 1024)
            why = f"this is more than {size} MB, the most that the studio reads at once"
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, why)
        return message

    return receiving

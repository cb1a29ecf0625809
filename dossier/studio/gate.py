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
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dossier.studio.access import Access
from dossier.studio.problems import Problem, answer, of_status

MOST_UPLOAD = 64 * 1024 * 1024
"""Bytes of the files that a request brings; pages look at it before they send any."""

_AROUND_FILES = 1024 * 1024
"""Bytes that a request may have around its files: their names, and what a form says of them."""

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


def policy(nonce: str, ancestors: str = "'none'") -> str:
    """Return the content security policy of a page whose own styles carry `nonce`.

    `ancestors` are the pages that may have it in a frame.
    """
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
            f"frame-ancestors {ancestors}",
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
        outward = _Outward(send, scope)
        met = self._obstacle(scope) or self._entered(scope) or self._unknown(scope)
        if met:
            await met(scope, receive, outward)
            return
        try:
            await self.app(scope, _counted(receive, Headers(scope=scope)), outward)
        except Exception:
            if not outward.begun:
                broken = answer(of_status(HTTPStatus.INTERNAL_SERVER_ERROR), scope)
                await broken(scope, receive, outward)
            raise  # the server prints what it was

    def _obstacle(self, scope: Scope) -> Response | None:
        """Return the refusal of a request that no page of ours makes."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.access.host]:
            return _refusal("this is not the address of the studio", scope)
        if headers.get("sec-fetch-site", "") not in _FROM_HERE:
            return _refusal("another page asked for this, which no other page may", scope)
        reads = scope["method"] in READING
        if not reads and headers.getlist("origin") != [self.access.origin]:
            return _refusal("another page sent this, which no other page may", scope)
        return None

    def _entered(self, scope: Scope) -> Response | None:
        """Return the answer to the first address: the cookie, and the address without its key."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        keys = asked.pop("key", [])
        if scope["method"] != "GET" or not keys or not self.access.opens(keys[0]):
            return None
        rest = urlencode(asked, doseq=True)
        path = "/" + scope["path"].lstrip("/")
        onward = RedirectResponse(path + (f"?{rest}" if rest else ""), HTTPStatus.SEE_OTHER)
        onward.set_cookie(self.access.cookie, self.access.pass_, httponly=True, samesite="strict")
        return onward

    def _unknown(self, scope: Scope) -> Response | None:
        """Return the refusal of somebody without the cookie."""
        if self.access.admits(_cookies(Headers(scope=scope)).get(self.access.cookie, "")):
            return None
        keyed = "key" in parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return _refusal(_OLD_KEY if keyed else _NO_KEY, scope)


_OLD_KEY = "this address is not whole, or is that of an earlier start of the studio"
_NO_KEY = "this browser has not opened the studio since it was started"
_OPEN = (
    "copy the address from the small window of the studio, with everything after “?key=”, into "
    "your browser; each start has a new one"
)


def _refusal(why: str, scope: Scope) -> Response:
    return answer(Problem(HTTPStatus.FORBIDDEN, why, _OPEN, admitted=False), scope)


def _cookies(headers: Headers) -> Mapping[str, str]:
    try:
        found = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: each.value for name, each in found.items()}


class _Outward:
    """`send`, with the headers that every answer has; `begun` is whether anything was sent."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self._send = send
        self._state = scope["state"]
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            ancestors = "'self'" if self._state.get("framed") else "'none'"
            said = policy(self._state["nonce"], ancestors)
            headers.setdefault("Content-Security-Policy", said)
            headers.setdefault("Cache-Control", "no-store")
            for name, value in _ALWAYS.items():
                headers[name] = value
        await self._send(message)


def _counted(receive: Receive, headers: Headers) -> Receive:
    """Return `receive`, which ends a request that is too large or too slow.

    What is too large is still taken in and thrown away: a browser reads no answer before it has
    sent all, and would say instead that nobody answers.
    """
    files = headers.get("content-type", "").startswith("multipart/form-data")
    most = MOST_UPLOAD if files else MOST_TEXT
    around = _AROUND_FILES if files else 0
    end = asyncio.get_running_loop().time() + MOST_SECONDS
    got = 0
    whole = False

    async def receiving() -> Message:
        nonlocal got, whole
        if whole:  # from here on only the end of the connection is waited for
            return await receive()
        message = await _before(end, receive)
        got += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if got > most + around:
            while not whole:
                whole = not (await _before(end, receive)).get("more_body", False)
            size = most // (1024 * 1024)
            why = f"this is more than {size} MB, the most that the studio reads at once"
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, why)
        return message

    return receiving


async def _before(end: float, receive: Receive) -> Message:
    """Return the next message. Raises `HTTPException` (408) where it does not come before `end`."""
    try:
        left = end - asyncio.get_running_loop().time()
        return await asyncio.wait_for(receive(), max(left, 0))
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "the request took too long") from None

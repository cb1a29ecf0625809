"""Who may use a studio: the one address it answers to, and the secrets that open it.

Nothing heavy is imported here, so that the address is there at once.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
from dataclasses import field
from pathlib import Path

from dossier.model.frozen import frozen

HOST = "127.0.0.1"
"""The only address that the studio listens on: this machine itself."""

_WAITING = 128
"""Connections that may wait to be answered."""


_FIRST_PORT, _PORTS = 20_000, 10_000
"""Ports that systems do not hand out by themselves (Linux begins at 32768, others at 49152)."""


def listen(port: int = 0) -> socket.socket:
    """Return a socket at which browsers can wait from now on, though nobody answers them yet.

    Port 0 is one that is free. Raises `OSError` where the port cannot be used.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(_WAITING)
    except BaseException:
        made.close()
        raise
    return made


def listen_as_usual(content: Path) -> socket.socket:
    """Return a socket at the port that this content folder always has, or at one that is free.

    A browser keeps what was typed and not yet saved by the address, port included. So it is found
    again after a crash, and no other project sees it.
    """
    digest = hashlib.sha256(str(content.resolve()).encode("utf-8", "surrogateescape")).digest()
    try:
        return listen(_FIRST_PORT + int.from_bytes(digest[:4]) % _PORTS)
    except OSError:
        return listen()


def access_of(listening: socket.socket) -> Access:
    """Return the access to a studio that listens at this socket, with new secrets."""
    return Access(listening.getsockname()[1])


def _secret() -> str:
    return secrets.token_urlsafe(24)


@frozen
class Access:
    """The port of a studio; `key` stands in its first address, `pass_` in the cookie after that."""

    port: int
    key: str = field(default_factory=_secret)
    pass_: str = field(default_factory=_secret)

    @property
    def host(self) -> str:
        """What a browser names as `Host`."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """What a browser names as `Origin` in requests of the studio's own pages."""
        return f"http://{self.host}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; it has the port in it, since cookies of all ports are sent."""
        return f"studio-{self.port}"

    def address(self, dossier: str = "") -> str:
        """Return the address that opens the studio, perhaps at a dossier of its home page."""
        return f"{self.origin}/?key={self.key}" + (f"#{dossier}" if dossier else "")

    def opens(self, key: str) -> bool:
        """Whether `key` is that of the first address."""
        return hmac.compare_digest(key.encode(), self.key.encode())

    def admits(self, pass_: str) -> bool:
        """Whether `pass_` is what the cookie holds."""
        return hmac.compare_digest(pass_.encode(), self.pass_.encode())

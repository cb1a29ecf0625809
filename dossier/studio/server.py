"""Serve the studio on this machine alone, until it is told to end."""

from __future__ import annotations

import socket
from types import FrameType

import uvicorn

from dossier.studio.access import HOST, Access
from dossier.studio.app import make_app
from dossier.studio.session import Session

_GOING = 1
"""Seconds that requests under way have when the studio ends."""


class Server(uvicorn.Server):
    """The studio of `session`, at an address that is known before it runs.

    Raises `OSError` where the port is taken.
    """

    def __init__(self, session: Session, port: int = 0) -> None:
        self.session = session
        self.socket = _listening(port)
        self.access = Access(self.socket.getsockname()[1])
        super().__init__(
            uvicorn.Config(
                make_app(session, self.access),
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_GOING,
            )
        )

    def serve_here(self) -> None:
        """Serve until Ctrl-C, or until `handle_exit` or `should_exit` says so."""
        with self.socket:
            self.run([self.socket])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End: whoever waits for news is answered first, so that nothing is waited for."""
        self.session.end()
        super().handle_exit(sig, frame)


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
    except BaseException:
        made.close()
        raise
    return made

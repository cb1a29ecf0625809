"""Serve the studio on this machine alone, until it is told to end."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from dossier.studio.access import Access
from dossier.studio.app import make_app
from dossier.studio.session import Session

_GOING = 1
"""Seconds that requests under way have when the studio ends."""

_ENDINGS = [getattr(signal, each) for each in ("SIGINT", "SIGHUP") if hasattr(signal, each)]
"""Signals that end the studio besides those that uvicorn knows: a window was closed."""


class Server(uvicorn.Server):
    """The studio of `session`, which listens at `listening` already."""

    def __init__(self, session: Session, access: Access, listening: socket.socket) -> None:
        self.session = session
        self.access = access
        self.listening = listening
        self.interrupted = False
        super().__init__(
            uvicorn.Config(
                make_app(session, access),
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
        """Serve until `should_exit` is set, or until Ctrl-C, which is passed on."""
        with self._interruptible():
            self.run([self.listening])
        if self.interrupted:
            raise KeyboardInterrupt

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End: whoever waits for news is answered first, so that nothing is waited for."""
        self.interrupted = True
        self.session.end()
        super().handle_exit(sig, frame)

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let Ctrl-C end the server also while it begins, when an exception would tear it apart."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in _ENDINGS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

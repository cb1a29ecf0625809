"""The revision of a project: a number that grows with each change, which open pages watch."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress


class Revision:
    """Counts changes, whichever thread makes them, and wakes who waits for the next."""

    def __init__(self) -> None:
        self.number = 0
        self.closed = False
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def up(self) -> int:
        """Count a change, and return the number it has."""
        with self._lock:
            self.number += 1
            number = self.number
        self._wake()
        return number

    def close(self) -> None:
        """Wake all who wait, and let nobody wait any more."""
        self.closed = True
        self._wake()

    async def wait(self, since: int, seconds: float) -> int:
        """Return the number when it is no more `since`, or after so many seconds."""
        one = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(one)
        try:
            if self.number == since and not self.closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(one[1].wait(), seconds)
        finally:
            with self._lock:
                self._waiting.discard(one)
        return self.number

    def _wake(self) -> None:
        with self._lock:
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            with suppress(RuntimeError):  # its loop has ended
                loop.call_soon_threadsafe(event.set)

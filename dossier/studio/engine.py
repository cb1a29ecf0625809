"""The engine of a studio: one thread that does all work on the project, what is urgent first.

Functions of the rooms below were not made for two threads at once; here they never meet.
"""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from functools import partial
from typing import Any, ParamSpec, TypeAlias, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Urgency(IntEnum):
    """Which work goes first: what somebody waits for, or what fills a page in afterwards."""

    NOW = 0
    LATER = 1
    NEVER = 2  # the engine ends when it comes to this


_Job: TypeAlias = "tuple[Urgency, int, Future[Any], Callable[[], Any]]"


class Engine:
    """Does one piece of work after the other, until it is closed."""

    def __init__(self) -> None:
        self._waiting: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._order = itertools.count()
        self._thread = threading.Thread(target=self._serve, name="studio-engine")
        self._thread.start()

    async def run(
        self, urgency: Urgency, work: Callable[_P, _T], *values: _P.args, **named: _P.kwargs
    ) -> _T:
        """Return what `work` returns; who stops waiting before it has begun takes it back."""
        promised: Future[_T] = Future()
        self._waiting.put((urgency, next(self._order), promised, partial(work, *values, **named)))
        return await asyncio.wrap_future(promised)

    def close(self) -> None:
        """Finish what is being done, drop what waits, and end the thread."""
        dropped: list[_Job] = []
        while True:
            try:
                dropped.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        for _, _, promised, _ in dropped:
            promised.cancel()
        self._waiting.put((Urgency.NEVER, next(self._order), Future(), lambda: None))
        self._thread.join()

    def _serve(self) -> None:
        while True:
            urgency, _, promised, work = self._waiting.get()
            if urgency is Urgency.NEVER:
                return
            if not promised.set_running_or_notify_cancel():
                continue
            try:
                promised.set_result(work())
            except BaseException as error:  # whoever asked is told
                promised.set_exception(error)

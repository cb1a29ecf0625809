"""Ctrl-C stops a command wherever it is, with one line and no traceback."""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SOON = 0.01
"""After how many seconds an interrupt that was dropped is sent once more."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the block, also where it meets Python in a call from a library.

    There Python prints a traceback and goes on: it drops what a call from a library raises. So
    the interrupt is sent once more.
    """
    before = sys.unraisablehook
    dropped: list[threading.Timer] = []

    def again(told: sys.UnraisableHookArgs) -> None:
        if issubclass(told.exc_type, KeyboardInterrupt):
            _send_after(_SOON, dropped)
        else:
            before(told)

    sys.unraisablehook = again
    try:
        yield
        if dropped:
            raise KeyboardInterrupt
    finally:
        sys.unraisablehook = before
        for timer in dropped:
            timer.cancel()
            if timer.is_alive():
                timer.join()


def _send_after(seconds: float, sent: list[threading.Timer]) -> None:
    """Send an interrupt to the main thread after so many seconds, and keep its timer.

    A busy machine may take longer to start the timer than the timer waits. The interrupt then
    comes here, where Python would drop it as it did the first, and is sent once more, later.
    """
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    sent.append(timer)
    try:
        timer.start()
    except KeyboardInterrupt:
        _send_after(2 * seconds, sent)

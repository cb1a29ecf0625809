"""Effort: how much work something is, as a number that is the same on every machine."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable


def effort(act: Callable[[], object]) -> int:
    """Return how many functions `act` calls, Python's own ones included.

    What a single call of the interpreter does inside, such as a search in a long text, counts as
    one; `benchmarks/` times that.
    """
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    gc.collect()
    gc.disable()  # what it clears away calls functions too
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
        gc.enable()
    return calls

"""The meter of a template: what drawing has cost so far, and the bounds it may not pass.

Costs are counts, never times, so that equal input gives equal results. The clock is a net below
them, for what a count did not foresee.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from jinja2.utils import Namespace
from markupsafe import Markup

STEPS = 2_000_000
"""How many steps one drawing may take; a step is about one simple expression or statement."""

STEPS_OF_NODE = 1_000
"""How many more it may take for each node of its document; our own templates take about 80."""

LETTERS = 64_000_000
"""How many letters one drawing may make, those that it makes on the way included."""

LETTERS_OF_NODE = 2_000
"""How many more it may make for each node of its document."""

TEXT = 4_000_000
"""The longest text, in letters, that an operator or a filter may make."""

ITEMS = 100_000
"""The longest list or range, and the most that lists inside lists may hold together."""

BITS = 512
"""The largest whole number, in bits."""

SECONDS = 60.0
"""The time of the processor after which a drawing ends in any case."""

_GLANCE = 100_000
"""After how many steps the clock is looked at."""

_T = TypeVar("_T")


class OutOfBounds(Exception):
    """A template asks for more than it may have."""


class Meter:
    """Counts what one drawing costs. Whoever is at the end of a count stays there.

    The bounds grow with the `nodes` of the document, or with the entries of a registry, and with
    the `letters` that it brings along, such as its pictures.
    """

    __slots__ = ("_ends", "_glance", "_letters", "_most", "_steps")

    def __init__(self, nodes: int = 0, letters: int = 0) -> None:
        self._steps = 0
        self._most = STEPS + STEPS_OF_NODE * nodes
        self._letters = LETTERS + LETTERS_OF_NODE * nodes + letters
        self._glance = _GLANCE
        self._ends = time.process_time() + SECONDS

    def charge(self, steps: int, letters: int = 0) -> None:
        """Count `steps` and `letters`. Raises `OutOfBounds`."""
        self._steps += steps
        if letters:
            self.write(letters)
        if self._steps > self._glance:
            self._look()

    def write(self, letters: int) -> None:
        """Count letters that are made. Raises `OutOfBounds`."""
        self._letters -= letters
        if self._letters < 0:
            raise OutOfBounds("it makes more letters than a document can need")

    def _look(self) -> None:
        if self._steps > self._most:
            raise OutOfBounds(f"it takes more than {self._most:,} steps")
        if time.process_time() > self._ends:
            raise OutOfBounds(f"it takes more than {SECONDS:.0f} seconds")
        self._glance = min(self._steps + _GLANCE, self._most)

    def counted(self, items: Iterable[_T], steps: int = 1) -> Iterator[_T]:
        """Yield `items` and count each. Raises `OutOfBounds`."""
        for number, item in enumerate(items):
            self.charge(steps)
            if number >= ITEMS:
                raise OutOfBounds(f"it goes through more than {ITEMS:,} items")
            yield item

    def weigh(self, value: Any) -> int:
        """Count what it costs to go through `value`, and return the letters in it."""
        if isinstance(value, str):
            self.charge(len(value) // 256)
            return len(value)
        if not isinstance(value, (*_CONTAINERS, Namespace)):
            return 0
        items, letters = _held(value)
        self.charge(items + 10 if items else 1)
        return letters


_VIEWS: Any = (type({}.keys()), type({}.values()), type({}.items()))
_CONTAINERS: Any = (list, tuple, dict, set, frozenset, range, *_VIEWS)
_LEAVES = (int, float, type(None))


def _held(value: Any) -> tuple[int, int]:
    """Return how many items and letters `value` holds, one inside the other."""
    waiting, items, letters = [value], 0, 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            letters += len(each)
        elif isinstance(each, _CONTAINERS):
            items += len(each)
            check_items(items)
            if isinstance(each, dict):
                waiting += each.values()
            if not isinstance(each, range):
                waiting += each
        elif type(each) is Namespace:
            items += 1
            waiting.append(each._Namespace__attrs)
        check_items(items)
        check_text(letters)
    return items, letters


def check_text(letters: int) -> None:
    """Raise `OutOfBounds` where a text would have more than `TEXT` letters."""
    if letters > TEXT:
        raise OutOfBounds(f"a text would have more than {TEXT:,} letters")


def check_items(items: int) -> None:
    """Raise `OutOfBounds` where a list would have more than `ITEMS` items."""
    if items > ITEMS:
        raise OutOfBounds(f"a list would have more than {ITEMS:,} items")


def check_printable(value: Any) -> None:
    """Raise `TypeError` where `value` has no words of its own, as functions and nodes have none."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _CONTAINERS):
            if isinstance(each, dict):
                waiting += each.values()
            if not isinstance(each, range):
                waiting += each
        elif not isinstance(each, (str, *_LEAVES)) and not _has_words(each):
            raise TypeError(f"a value of the kind {type(each).__name__} cannot be printed")


def _has_words(value: Any) -> bool:
    return isinstance(value, Markup) or (
        not isinstance(value, type) and (hasattr(type(value), "__html__") or _says(type(value)))
    )


def _says(kind: type) -> bool:
    """Whether a class says for itself how its values print."""
    return any("__str__" in vars(each) for each in kind.__mro__[:-1])

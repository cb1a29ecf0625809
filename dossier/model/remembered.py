"""Remember what a pure function made of texts, so that it need not be made again.

In one process this serves all documents and, where the process lives on, the next build. Nobody
changes what such a function returned. What changes at every letter that an author types is
remembered as it is last, so that a process that lives for hours does not grow.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from dossier.model.frozen import frozen

_T = TypeVar("_T")
_P = ParamSpec("_P")
_R = TypeVar("_R")

MOST = 16_384
"""Results of one function that are held, those that were asked for last."""

remembered = lru_cache(maxsize=MOST)
"""Makes a pure function of texts remember what it returned."""


@frozen(eq=False)
class Same(Generic[_T]):
    """A value as a key: equal to itself alone, however long it would take to compare it.

    Values that were remembered come back as they are, so what follows from one can be remembered.
    """

    value: _T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value


def remembered_last(
    name: Callable[Concatenate[_T, _P], Hashable],
) -> Callable[[Callable[Concatenate[_T, _P], _R]], Callable[Concatenate[_T, _P], _R]]:
    """Return what makes a pure function remember its result for the last value of each name.

    `name` says what a value is called; all that the function is given besides belongs to the name.
    A text is the same as one that is equal to it, any other value only as itself.
    """

    def decorate(function: Callable[Concatenate[_T, _P], _R]) -> Callable[Concatenate[_T, _P], _R]:
        held: dict[Hashable, tuple[Any, _R]] = {}

        def asked(value: _T, /, *more: _P.args, **named: _P.kwargs) -> _R:
            key = name(value, *more, **named)
            before = held.pop(key, None)
            if before is None or not (before[0] is value or _equal(before[0], value)):
                before = (value, function(value, *more, **named))
            held[key] = before
            while len(held) > MOST:
                del held[next(iter(held))]
            return before[1]

        return update_wrapper(asked, function)

    return decorate


def _equal(one: object, other: object) -> bool:
    return isinstance(one, str) and one == other

"""Whether a value from outside is what its annotation says, all the way down."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Check: TypeAlias = Callable[[object], bool]


def shaped(value: object, kind: Any) -> bool:
    """Return whether `value` is a `kind`: a class of ours, a union, a tuple, plain values.

    >>> shaped(("a", 1), tuple[str, int]), shaped(("a", "b"), tuple[str, int])
    (True, False)
    """
    return _check(kind)(value)


@cache
def _check(kind: Any) -> Check:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in inner
    if origin in (Union, UnionType):
        return lambda value: any(_check(each)(value) for each in inner)
    if origin is tuple:
        return _tuple(inner)
    if origin is not None and issubclass(origin, Mapping):
        return lambda value: (
            isinstance(value, dict)
            and all(_check(inner[0])(key) and _check(inner[1])(each) for key, each in value.items())
        )
    if dataclasses.is_dataclass(kind):
        return lambda value: (
            type(value) is kind
            and all(check(getattr(value, name)) for name, check in _fields(kind))
        )
    return lambda value: type(value) is kind


def _tuple(inner: tuple[Any, ...]) -> Check:
    if len(inner) == 2 and inner[1] is Ellipsis:
        each = _check(inner[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(inner)
        and all(_check(kind)(part) for kind, part in zip(inner, value, strict=True))
    )


@cache
def _fields(kind: Any) -> tuple[tuple[str, Check], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, _check(hints[each.name])) for each in dataclasses.fields(kind))

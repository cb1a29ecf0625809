"""The digest of a value: it changes when, and only when, what it says changes.

Fields that do not count when values are compared, such as lines in files, do not count here.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

_Put: TypeAlias = Callable[[bytes], object]
"""Takes the next piece."""


def value_digest(*values: object) -> str:
    """Return the digest of `values` in hexadecimal.

    >>> value_digest("a", 1) == value_digest("a", 1) != value_digest("a1")
    True
    """
    digest = hashlib.sha256()
    for value in values:
        _put(value, digest.update)
    return digest.hexdigest()


def _put(value: object, put: _Put) -> None:
    """Put the bytes of a value, each piece with its length, so that no two values meet."""
    _way(cast(Hashable, type(value)))(value, put)


@cache
def _way(kind: type) -> Callable[[Any, _Put], None]:
    """Return how values of a class are put."""
    if dataclasses.is_dataclass(kind):
        return _fields_of(kind)
    return next((way for kinds, way in _WAYS if issubclass(kind, kinds)), _anything)


def _fields_of(kind: type) -> Callable[[Any, _Put], None]:
    begin = f"<{kind.__name__}".encode()
    names = [each.name for each in dataclasses.fields(kind) if each.compare]

    def fields(value: object, put: _Put) -> None:
        put(begin)
        for name in names:
            _put(getattr(value, name), put)
        put(b">")

    return fields


def _text(value: str, put: _Put) -> None:
    _bytes(value.encode("utf-8", "surrogatepass"), put)


def _bytes(value: bytes, put: _Put) -> None:
    put(b"%d:" % len(value))
    put(value)


def _mapping(value: Mapping[Any, object], put: _Put) -> None:
    put(b"{")
    for key in sorted(value, key=str):
        _put(key, put)
        _put(value[key], put)
    put(b"}")


def _sequence(value: Sequence[object], put: _Put) -> None:
    put(b"(")
    for each in value:
        _put(each, put)
    put(b")")


def _set(value: Set[object], put: _Put) -> None:
    _sequence(sorted(value, key=str), put)


def _path(value: Path, put: _Put) -> None:
    _text(value.name, put)


def _anything(value: object, put: _Put) -> None:
    put(f"{type(value).__name__} {value}".encode())


_WAYS: Sequence[tuple[type | tuple[type, ...], Callable[[Any, _Put], None]]] = (
    (str, _text),
    (bytes, _bytes),
    (Mapping, _mapping),
    ((tuple, list), _sequence),
    (Set, _set),
    (Path, _path),
)
"""How values are put, by their class; dataclasses are put by their fields."""

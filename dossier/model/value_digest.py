"""The digest of a value: it changes when, and only when, what it says changes.

Fields that do not count when values are compared, such as lines in files, do not count here.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path


def value_digest(*values: object) -> str:
    """Return the digest of `values` in hexadecimal.

    >>> value_digest("a", 1) == value_digest("a", 1) != value_digest("a1")
    True
    """
    digest = hashlib.sha256()
    for value in values:
        for piece in _pieces(value):
            digest.update(piece)
    return digest.hexdigest()


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind) if each.compare)


def _pieces(value: object) -> Iterator[bytes]:
    """Yield the bytes of a value, each piece with its length, so that no two values meet."""
    if isinstance(value, str | bytes):
        content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        yield b"%d:" % len(content)
        yield content
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield f"<{type(value).__name__}".encode()
        for name in _fields(type(value)):
            yield from _pieces(getattr(value, name))
        yield b">"
    elif isinstance(value, Mapping):
        yield b"{"
        for key in sorted(value, key=str):
            yield from _pieces(key)
            yield from _pieces(value[key])
        yield b"}"
    elif isinstance(value, tuple | list):
        yield b"("
        for each in value:
            yield from _pieces(each)
        yield b")"
    elif isinstance(value, Set):
        yield from _pieces(sorted(value, key=str))
    elif isinstance(value, Path):
        yield from _pieces(value.name)
    else:
        yield f"{type(value).__name__} {value}".encode()

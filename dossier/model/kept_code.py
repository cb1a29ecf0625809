"""Code that the program writes as it runs, compiled once and kept beside its bytecode.

The program writes the `__init__` of its classes of values, and Jinja2 the code of templates. What
follows from a text that is not the program's own is never kept: the file lies outside the dossier.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import CodeType

from dossier.model.kept_file import add_kept, kept_path, may_keep, read_kept

_MOST = 4096
"""Codes in the file; with more, those of earlier versions of the program are let go of."""

_new: dict[tuple[str, str], tuple[CodeType, Callable[[str], bool]]] = {}


def kept_code(
    kind: str, source: str, make: Callable[[], CodeType], own: Callable[[str], bool]
) -> CodeType:
    """Return the code of a source, as an earlier start made it or as `make` does.

    `kind` says all that decides besides the source, and `own` whether a source is the program's.
    """
    with suppress(ValueError, EOFError, TypeError):  # the file is broken: it is made anew
        held = marshal.loads(_kept().get((kind, source), b""))  # noqa: S302 (as bytecode)
        if isinstance(held, CodeType):
            return held
    made = make()
    _new[kind, source] = made, own
    return made


@cache
def _kept() -> dict[tuple[str, str], bytes]:
    return read_kept(kept_path("code"))


def write_code() -> None:
    """Keep what this process had to make, for later starts, where it may write."""
    file = kept_path("code")
    if not _new or not may_keep(file):
        return
    made = {key: marshal.dumps(code) for key, (code, own) in _new.items() if own(key[1])}
    if made:
        add_kept(file, made, _MOST)
    _new.clear()

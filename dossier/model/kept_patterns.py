"""Regular expressions of the program, compiled once and kept beside its bytecode.

A command needs some seven hundred patterns, and Python compiles each of them anew at every start.
`re` has no public way to keep what it made, but the code that it makes is a list of numbers, which
`_sre`, the engine below it, checks as it takes it. So `keep_patterns` stands before the compiler of
`re` and gives the engine the code that an earlier start kept. Where Python has other names for
these parts, or nothing can be read or written, all is compiled as ever.

A pattern is kept where it is compiled as a module is imported, where it stands as it is in the code
of the function that asks for it, and by `program_pattern` or within `programs_own`. What is made of
an author's words is put together within a function, and never kept: the file lies outside the
dossier, and would tell names. The code follows from the pattern and from Python
alone, so that it is right whatever the program's version; like bytecode it is trusted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from dossier.model.kept_file import add_kept, kept_path, may_keep, read_kept

_MOST = 8192
"""Patterns in the file; with more, those of earlier versions of the program are let go of."""

_IN_FUNCTION = 1
"""The flag of Python's code that runs as a function, and not as the body of a module or class."""

_COMPREHENSIONS = ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>")
"""The names of code that is a function to Python, and stands where its caller does."""

_kept: dict[tuple[str, int], tuple[Any, ...]] = {}
_new: set[tuple[str, int]] = set()
_before: list[Callable[..., re.Pattern[Any]]] = []
"""The compiler of `re`, once we stand before it."""

_own: list[str] = []
"""What the program makes now, if all patterns that it compiles for this are its own."""


def program_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern of the program's own data, which may be kept, within a function."""
    made = re.compile(pattern, flags)
    if _before and (pattern, int(flags)) not in _kept:
        _new.add((pattern, int(flags)))
    return made


@contextmanager
def programs_own(made: str) -> Iterator[None]:
    """Keep every pattern that is compiled within, as a library is made ready for our own use."""
    _own.append(made)
    try:
        yield
    finally:
        _own.pop()


def keep_patterns() -> None:
    """Let `re` use, in this process, what earlier starts kept."""
    with suppress(ImportError, AttributeError):
        compiler: Any = import_module("re._compiler")
        engine: Any = import_module("_sre")
        _before.append(compiler.compile)
        _kept.update(read_kept(_file()))
        compiler.compile = _compiler(compiler.compile, engine.compile)


def write_patterns() -> None:
    """Keep the patterns that this process had to compile, for later starts, where it may write."""
    if not _new or not may_keep(_file()):
        return
    with suppress(Exception):  # another Python's compiler has other parts: nothing is kept
        add_kept(_file(), {each: _code(*each) for each in sorted(_new)}, _MOST)
    _new.clear()


def _compiler(
    before: Callable[..., re.Pattern[Any]], build: Callable[..., re.Pattern[Any]]
) -> Callable[..., re.Pattern[Any]]:
    """Return the compiler that looks among the patterns kept first."""

    def compile_(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        known = _kept.get((pattern, flags)) if isinstance(pattern, str) else None
        if known is not None:
            with suppress(RuntimeError, TypeError, ValueError):  # the file is broken
                found, code, *groups = known
                return build(pattern, found, memoryview(code).cast("I").tolist(), *groups)
        made = before(pattern, flags)
        if type(pattern) is str and (_own or _of_code(pattern)):  # others cannot be kept
            _new.add((pattern, int(flags)))
        return made

    return compile_


def _of_code(pattern: str) -> bool:
    """Whether the body of a module or class asked for a pattern, or code in which it stands."""
    frame = sys._getframe(2)
    while frame.f_back and frame.f_globals.get("__name__") == re.__name__:
        frame = frame.f_back
    while frame.f_back and frame.f_code.co_name in _COMPREHENSIONS:
        if pattern in frame.f_code.co_consts:
            return True
        frame = frame.f_back
    code = frame.f_code
    return not code.co_flags & _IN_FUNCTION or pattern in code.co_consts


def _code(pattern: str, flags: int) -> tuple[Any, ...]:
    """Return what the engine needs besides the pattern: flags, code, and its groups."""
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    parsed = parser.parse(pattern, flags)
    code = b"".join(each.to_bytes(4, sys.byteorder) for each in compiler._code(parsed, flags))
    names: Mapping[str, int] = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    all_flags = int(flags | parsed.state.flags)
    return all_flags, code, parsed.state.groups - 1, dict(names), tuple(by_number)


def _file() -> Path:
    """Return where the patterns lie."""
    return kept_path("patterns")

"""The program's own data and its digest, kept beside its bytecode to be read faster.

It is trusted as Python trusts bytecode: it lies in the same folders, and holds for a file of the
same size and time. Nothing that an author wrote is read here.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

_Made = TypeVar("_Made")


def read_data(path: Path, before: str = "", *, as_texts: bool = False) -> Any:
    """Return what a file of the program's data holds, or what stands above the line `before`.

    With `as_texts` every value is a text: "no" and "on" are words.
    """

    def parsed() -> Any:
        text = path.read_text("utf-8")
        return _parsed(text.partition(f"\n{before}\n")[0] if before else text, as_texts)

    return _held(_kept(path, before), (*_state(path), before, as_texts), parsed)


def read_made(path: Path, make: Callable[[str], _Made]) -> _Made:
    """Return what a function of the program makes of the text of a file of the program's data.

    The file of the function counts in, too.
    """
    state = (*_state(path), *_state(Path(make.__code__.co_filename)), make.__qualname__)
    kept = _kept(path, f"{path.suffix}.{make.__name__}")
    made: _Made = _held(kept, state, lambda: make(path.read_text("utf-8")))
    return made


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _held(kept: Path, state: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """Return what is kept in a file for a state, or what is made and kept for the next time."""
    with suppress(Exception):  # there is none, or it is broken: it is made anew
        known, held = pickle.loads(kept.read_bytes())  # noqa: S301 (as trusted as bytecode)
        if known == state:
            return held
    held = make()
    if not sys.dont_write_bytecode:
        _keep(kept, pickle.dumps((state, held), pickle.HIGHEST_PROTOCOL))
    return held


def kept_digest(folder: Path, state: str, make: Callable[[], str]) -> str:
    """Return the digest of a folder of the program in a `state`, which `make` finds the first time.

    It stands in one line with the state, and is no digest where its line is broken.
    """
    kept = _kept(folder / "program", "")
    with suppress(OSError, ValueError):
        known, digest = kept.read_text("ascii").split("\n")[0].split(" ")
        if known == state:
            return digest
    digest = make()
    if not sys.dont_write_bytecode:
        _keep(kept, f"{state} {digest}\n".encode())
    return digest


def _parsed(text: str, as_texts: bool) -> Any:
    import yaml  # a command that has nothing to do needs none of it

    kind = "BaseLoader" if as_texts else "SafeLoader"
    loader = getattr(yaml, f"C{kind}", getattr(yaml, kind))
    return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)


def _kept(path: Path, before: str) -> Path:
    """Return where the data are kept: in the folder where Python would keep bytecode."""
    bytecode = Path(cache_from_source(str(path.with_suffix(".py"))))
    return bytecode.with_name(f"{path.stem}{before}.{sys.implementation.cache_tag}.data")


def _keep(file: Path, content: bytes) -> None:
    """Write a file as a whole; where nobody may write, the data are read again each time."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)

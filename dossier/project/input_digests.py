"""Digests of all that decides what is made: an author's files, templates, the program itself.

Equal digests mean equal outputs, so that a build need not make them again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from dossier import __version__
from dossier.model.program_data import kept_digest
from dossier.project import kept_table
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places
from dossier.project.stray_files import is_litter, visible_files

_PACKAGE = Path(__file__).parents[1]
_KEPT = "__pycache__"
"""Where bytecode is kept, and what was read of the program's data: made of what is read anyway."""
_STUDIO = _PACKAGE / "studio"
"""It makes no documents, and its editor is bundled where the program is set up."""


def fingerprint(places: Places, files: Files) -> str:
    """Return a digest of all that decides what is made: content, templates, program."""
    digest = hashlib.sha256(__version__.encode())
    for path, content in _contents(files):
        digest.update(f"\0{path}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    for found in (*map(_of_folder, places.templates), _program()):
        digest.update(found.encode())
    return digest.hexdigest()


def surroundings(folders: tuple[Path, ...]) -> str:
    """Return a digest of what makes a document of its content: its template's files, the program.

    `folders` are where the template's files are looked for.
    """
    found = (*map(_of_folder, folders), _program())
    return hashlib.sha256("".join((__version__, *found)).encode()).hexdigest()


def templates_digest(places: Places) -> tuple[str, ...]:
    """Return the digests of the folders of templates."""
    return tuple(map(_of_folder, places.templates))


@cache
def program_digest() -> str:
    """Return a digest of the program without templates, the same for checkout and installation."""
    return _read(_PACKAGE, _PACKAGE / "templates", _STUDIO)


@cache
def _program() -> str:
    """Return a digest of the program, which a process has as it was when it began.

    It is kept by the sizes and times of all files, so that not every command reads them: beside the
    bytecode, and with the results of earlier runs where nobody may write there.
    """
    state = "\0".join((str(_PACKAGE), *sorted(_states(_PACKAGE))))
    key = content_digest(state.encode("utf-8", "surrogateescape"))
    return kept_digest(_PACKAGE, key, lambda: _kept_program(f"program {key}"))


def _kept_program(key: str) -> str:
    known = kept_table.read(key)
    if known is not None:
        return known.decode()
    digest = _read(_PACKAGE, _STUDIO)
    kept_table.write([(key, digest.encode())], "")
    return digest


def _states(folder: Path) -> Iterator[str]:
    """Yield the path, the size and the times of each file that `_read` reads, in any order."""
    for where, folders, names in os.walk(folder):
        own = (_STUDIO.name, _KEPT)
        folders[:] = [each for each in folders if not is_litter(each) and each not in own]
        for name in names:
            found = os.stat(f"{where}/{name}")  # noqa: PTH116 (a Path for each takes time)
            yield f"{where}/{name} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


@cache
def _of_folder(folder: Path) -> str:
    """Return a digest of a folder's files; a run looks at each folder once."""
    files = tuple(file for file in visible_files(folder) if _KEPT not in file.parts)
    stats = ((file, file.stat()) for file in files)
    states = tuple((str(file), it.st_size, it.st_mtime_ns, it.st_ctime_ns) for file, it in stats)
    return _of_state(folder, states)


@lru_cache(maxsize=32)
def _of_state(folder: Path, states: tuple[tuple[str, int, int, int], ...]) -> str:
    """Return a digest of a folder's files, which are read again where one has another state."""
    del states
    return _read(folder)


def _read(folder: Path, *without: Path) -> str:
    """Return the digest of a folder's files, leaving out those in the folders `without`."""
    digest = hashlib.sha256()
    for file in visible_files(folder):
        if _KEPT not in file.parts and not any(map(file.is_relative_to, without)):
            digest.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def begin_run() -> None:
    """Forget what an earlier run in this process read."""
    _of_folder.cache_clear()


def _contents(files: Files) -> Iterator[tuple[str, bytes]]:
    yield from files.content.items()
    yield from ((f"languages/{name}", each) for name, each in files.languages.items())
    for name, other in (*files.others().items(), *files.elsewhere.items()):
        yield from ((f"{name}/{path}", each) for path, each in other.content.items())

"""Names of files that put blocks into another order: as few as can be are changed.

Blocks of a dossier stand in the order of their files, 2 before 10. A block that moves takes the
number of the one in whose place it comes, and those between take that of their neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from string import ascii_lowercase

from dossier.project.layout import Files

_NUMBER = re.compile(r"(\d+[a-z]?[-_. ]?)?(.*)", re.DOTALL)

STEP = 10
"""How far numbers stand apart where all must be given anew."""


def renamed(files: Files, wanted: Sequence[str]) -> Mapping[str, str]:
    """Return the new paths of files by the old ones, so that they sort in the `wanted` order.

    `wanted` are paths of blocks of one section; others stay where they are among each other.

    >>> from pathlib import Path
    >>> held = Files("a", Path("a"), dict.fromkeys(["blocks/1-x.md", "blocks/2-y.md"], b""))
    >>> dict(renamed(held, ["blocks/2-y.md", "blocks/1-x.md"]))
    {'blocks/2-y.md': 'blocks/1-y.md', 'blocks/1-x.md': 'blocks/2-x.md'}
    """
    order = files.blocks()
    now = [each for each in order if each in wanted]
    marks = [_parts(each)[0] for each in now]
    found = {
        path: _with(path, mark) for path, mark in zip(wanted, marks, strict=True)
        if _parts(path)[0] != mark
    }  # fmt: skip
    if _fits(files, found, wanted):
        return found
    moved = iter(wanted)
    whole = [next(moved) if each in wanted else each for each in order]
    width = len(str(len(whole) * STEP))
    found = {path: _with(path, f"{at * STEP:0{width}}-") for at, path in enumerate(whole, 1)}
    return {old: new for old, new in found.items() if old != new}


def path_after(files: Files, path: str, name: str) -> str:
    """Return the path of a new block right behind the one at `path`, or ("") behind all others."""
    known = files.blocks()
    if not known:
        return f"blocks/{STEP}-{name}.md"
    at = known.index(path) if path else len(known) - 1
    mark = _parts(known[at])[0]
    for each in _next_marks(mark):
        new = f"blocks/{each}{name}.md"
        if new not in known and _named(files, [*known, new]).index(new) == at + 1:
            return new
    return f"{known[at].removesuffix('.md')}-{name}.md"


def _next_marks(mark: str) -> Iterator[str]:
    """Yield numbers that come behind one, each with the sign that stands after it."""
    found = re.fullmatch(r"(\d+)([a-z]?)(.*)", mark, re.DOTALL)
    if found is None:
        return
    digits, _, sign = found.groups()
    width = len(digits) if digits.startswith("0") else 1
    yield from (f"{int(digits) + step:0{width}}{sign}" for step in (1, 2, 5))
    yield from (f"{digits}{letter}{sign}" for letter in ascii_lowercase)


def _fits(files: Files, found: Mapping[str, str], wanted: Sequence[str]) -> bool:
    """Whether new names give the wanted order, take no name of another, and move no other block."""
    order = files.blocks()
    new = [found.get(each, each) for each in order]
    if len(set(new)) != len(new) or len({each.lower() for each in new}) != len(new):
        return False
    moved = iter(wanted)
    whole = [next(moved) if each in wanted else each for each in order]
    return list(_named(files, new)) == [found.get(each, each) for each in whole]


def _named(files: Files, paths: Sequence[str]) -> tuple[str, ...]:
    return Files(files.name, files.folder, dict.fromkeys(paths, b"")).blocks()


def _parts(path: str) -> tuple[str, str]:
    """Return the number of a file with the sign after it, and the rest of its name."""
    found = _NUMBER.fullmatch(PurePosixPath(path).name)
    return ((found[1] or ""), found[2]) if found else ("", "")


def _with(path: str, mark: str) -> str:
    folder = PurePosixPath(path).parent
    return f"{folder.as_posix()}/{mark}{_parts(path)[1]}"

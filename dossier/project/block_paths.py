"""The paths of blocks among the files of a dossier, in their order."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable


def block_paths(paths: Iterable[str], without: Container[str]) -> tuple[str, ...]:
    """Return the paths of blocks, in whatever language, by number ("2-…" before "10-…").

    >>> block_paths(["blocks/10-a.md", "blocks/2-b.md", "facts.yaml"], ())
    ('blocks/2-b.md', 'blocks/10-a.md')
    """
    found = (path for path in paths if re.fullmatch(r"blocks/.*\.md", path))
    return tuple(sorted((each for each in found if each not in without), key=_natural))


def _natural(path: str) -> list[tuple[int, int, str]]:
    pieces = re.findall(r"\d+|\D+", path.lower())
    return [(0, int(each), "") if each.isdecimal() else (1, 0, each) for each in pieces]

"""The entries of a Hunspell dictionary, found by their first letters without reading all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dossier.model.program_data import read_made

BEGINNING = 2
"""By so many first letters the entries are kept."""


@cache
def dictionary_entries(path: Path) -> Mapping[str, str]:
    r"""Return the entries of a `.dic` file of the program, by the first letters of their words.

    Those that begin alike are one text, "\nword/flags\nword/\n": a set of all takes ten times the
    memory.
    """
    return read_made(path, _by_beginning)


def _by_beginning(dictionary: str) -> dict[str, str]:
    alike = defaultdict(list)
    for line in dictionary.splitlines()[1:]:
        word, _, flags = line.partition("/")
        alike[word[:BEGINNING]].append(f"{word}/{flags}")
    return {first: "\n".join(("", *each, "")) for first, each in alike.items()}

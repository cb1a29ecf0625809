"""Phrases that stand in very many records, each with these records, so that none is looked for.

The full text finds a phrase of frequent words by comparing their places in all records that have
them. What stands in one record of `_SHARE` or more is found so once, when records are added.
Which phrases these are, a sample of the records says; a phrase that it misses only takes longer.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator

from dossier.project.un_library.facets import Facets, Mask
from dossier.project.un_library.words import words

_SHARE = 0.08
_SAMPLE = 1500
"""How many records are looked at for frequent phrases."""

_LONGEST = 3
_MOST = 32
"""How many words a kept phrase has at most, and how many phrases are kept."""


def keep_frequent_phrases(connection: sqlite3.Connection) -> None:
    """Find the frequent phrases anew; facets must be up to date."""
    connection.execute("DELETE FROM frequent")
    facets = Facets(connection)
    connection.executemany(
        "INSERT INTO frequent VALUES (?, ?)",
        (
            (phrase, zlib.compress(found.to_bytes(facets.size(), "little"), 1))
            for phrase in _frequent(connection)
            for found in (facets.selected("rowid", MATCHING, (f'"{phrase}"',)),)
        ),
    )


MATCHING = "said WHERE said MATCH ?"


def kept_records(connection: sqlite3.Connection, phrase: str) -> Mask | None:
    """Return the records that have a phrase of folded words, None where that is not kept."""
    kept = connection.execute("SELECT held FROM frequent WHERE phrase = ?", (phrase,)).fetchone()
    return None if kept is None else int.from_bytes(zlib.decompress(kept[0]), "little")


def _frequent(connection: sqlite3.Connection) -> list[str]:
    (last,) = connection.execute("SELECT coalesce(max(record), 0) FROM contents").fetchone()
    if last < _SAMPLE:
        return []  # among so few all is found in a moment
    sampled = range(1, last + 1, last // _SAMPLE)
    sample = connection.execute(
        "SELECT text, themes FROM contents WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sampled)),),
    )
    counted: Counter[str] = Counter()
    for text, themes in sample:
        counted.update({*_phrases(text), *_phrases(themes)})
    least = _SHARE * len(sampled)
    return [phrase for phrase, count in counted.most_common(_MOST) if count >= least]


def _phrases(text: str) -> Iterator[str]:
    said = words(text)
    for length in range(2, _LONGEST + 1):
        yield from map(" ".join, zip(*(said[at:] for at in range(length)), strict=False))

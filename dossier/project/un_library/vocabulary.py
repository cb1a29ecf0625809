"""The words of the library with their stems, and the forms that a word of a query stands for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from dossier.project.un_library.words import furthest, is_state_word, nearest_words, stems

FORMS = 40
"""How many forms of one word are looked for at most, the most frequent first."""


def update_vocabulary(connection: sqlite3.Connection) -> None:
    """Count in how many records each word of the full text stands; give new words their stems."""
    there = {term for (term,) in connection.execute("SELECT term FROM terms")}
    counted = [
        (_letters(term), term, records)
        for term, records in connection.execute("SELECT term, doc FROM vocabulary")
        if not is_state_word(term)
    ]
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET records = excluded.records",
        counted,
    )
    connection.executemany(
        "INSERT OR IGNORE INTO stems VALUES (?, ?)",
        ((stem, term) for _, term, _ in counted if term not in there for stem in stems(term)),
    )


def _letters(term: str) -> int:
    """Return how long a word is, 0 where it has digits: a number has no near spelling."""
    return 0 if any(map(str.isdigit, term)) else len(term)


def forms_of(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return the words of the library that share a stem with `word`, most frequent first.

    Empty where neither the word nor another with its stem is there.
    """
    found = {word} if _is_there(connection, word) else set()
    for stem in stems(word):
        asked = connection.execute("SELECT term FROM stems WHERE stem = ?", (stem,))
        found.update(term for (term,) in asked)
    return _frequent(connection, found)


def near_spellings(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return words that are spelt nearly like one that the library does not have, in all forms."""
    near = nearest_words(word, _likely(connection, word))
    return _frequent(connection, {form for each in near for form in forms_of(connection, each)})


def _likely(connection: sqlite3.Connection, word: str) -> Iterator[str]:
    asked = "SELECT term FROM terms WHERE letters BETWEEN ? AND ?"
    further = furthest(word)
    for (term,) in connection.execute(asked, (len(word) - further, len(word) + further)):
        yield term


def _is_there(connection: sqlite3.Connection, word: str) -> bool:
    return word in records_with(connection, (word,))


def records_with(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many records each word stands; what the library has not, is left out."""
    asked = (
        "SELECT t.term, t.records FROM json_each(?) n JOIN terms t "
        "ON t.letters = n.value ->> 0 AND t.term = n.value ->> 1"
    )
    wanted = json.dumps([(_letters(term), term) for term in terms])
    return dict(connection.execute(asked, (wanted,)).fetchall())


def _frequent(connection: sqlite3.Connection, found: set[str]) -> tuple[str, ...]:
    counted = records_with(connection, found)
    return tuple(sorted(found, key=lambda term: (-counted.get(term, 0), term)))[:FORMS]

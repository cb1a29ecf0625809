"""The words of the library with their stems, and the forms that a word of a query stands for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dossier.project.un_library.words import furthest, is_state_word, nearest_words, stems

FORMS = 40
"""How many forms of one word are looked for at most, the most frequent first."""


def update_vocabulary(connection: sqlite3.Connection) -> None:
    """Add words that are new in the full text, each with its stems."""
    known = "SELECT 1 FROM terms t WHERE t.letters = letters_of(v.term) AND t.term = v.term"
    connection.create_function("letters_of", 1, _letters, deterministic=True)
    new = connection.execute(f"SELECT term FROM vocabulary v WHERE NOT EXISTS ({known})").fetchall()
    words = [term for (term,) in new if not is_state_word(term)]
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?)", ((_letters(term), term) for term in words)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO stems VALUES (?, ?)",
        ((stem, term) for term in words for stem in stems(term)),
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
    asked = "SELECT 1 FROM terms WHERE letters = ? AND term = ?"
    return bool(connection.execute(asked, (_letters(word), word)).fetchone())


def _frequent(connection: sqlite3.Connection, found: set[str]) -> tuple[str, ...]:
    if len(found) < 2:
        return tuple(found)
    counted = []
    for term in found:
        row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
        counted.append((-row[0] if row else 0, term))
    return tuple(term for _, term in sorted(counted)[:FORMS])

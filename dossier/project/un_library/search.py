"""Search the library: words in every form that it has, phrases, States, mechanisms, years.

Each text of a query is looked for as a phrase; records have all of them. A word stands for all
words of the library with its stem, and for near spellings where the library has none of these. The
newest records come first.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice, product
from operator import attrgetter
from pathlib import Path
from typing import Any

from dossier.model.diagnostics import Finding, Refused, Suggestion, nearest
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.un_record import UnRecord
from dossier.project.layout import shown
from dossier.project.un_library.rows import COLUMNS, marks, read
from dossier.project.un_library.store import reading
from dossier.project.un_library.vocabulary import forms_of, near_spellings
from dossier.project.un_library.words import folded, state_word, words
from dossier.readers.un_exports.state_names import key as state_key
from dossier.readers.un_exports.state_names import usual

_KNOWN_MECHANISMS = """
WITH RECURSIVE known (name) AS (
  SELECT min(mechanism) FROM records
  UNION ALL
  SELECT (SELECT min(mechanism) FROM records WHERE mechanism > name) FROM known WHERE name NOT NULL)
SELECT name FROM known WHERE name NOT NULL"""
"""Jumps from one mechanism to the next in the index; DISTINCT would read all records."""

_MANY = 2000
"""From how many records on the newest are found faster among all than by sorting those."""

PHRASES = 200
"""How many phrases of other forms one phrase is looked for as at most."""


@frozen
class Query:
    """What is looked for. An empty field asks for nothing; the values of one field are choices.

    `since` and `until` are years (2015) or days (2015-06-30); `most` is how many records are
    returned, 0 for all.
    """

    texts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    most: int = 20


@frozen
class Word:
    """A word of a query: the words it stood for; `near` are those that are only spelt like it."""

    word: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()


@frozen
class Found:
    """The records found, each with its number, and how many there are in all.

    `undated` are records that were left out because nobody knows their year.
    """

    total: int = 0
    records: tuple[tuple[int, UnRecord], ...] = ()
    words: tuple[Word, ...] = ()
    undated: int = 0


@frozen
class _Condition:
    sql: str
    values: tuple[Any, ...]
    of_words: bool = False


_FULL_TEXT = "said JOIN records r ON r.id = said.rowid"
_OF_WORDS = attrgetter("of_words")
_NEWEST = "ORDER BY r.year DESC, r.published DESC, r.id"


def search(library: Path, query: Query) -> Found:
    """Return what the library has. Raises `Refused` for a State or mechanism that it lacks."""
    with reading(library) as connection:
        phrases = [_words(connection, text, shown(library)) for text in query.texts]
        asked = tuple(word for phrase in phrases for word in phrase)
        if any(not (word.forms or word.near) for word in asked):
            return Found(words=asked)
        states = [_state(connection, each, shown(library)) for each in query.states]
        conditions = [
            *_about(phrases, states),
            *_chosen(connection, query, shown(library)),
        ]
        total, undated, numbers = _found(connection, conditions, query)
        return Found(total, tuple(_read(connection, numbers)), asked, undated)


def _found(
    connection: sqlite3.Connection, conditions: Sequence[_Condition], query: Query
) -> tuple[int, int, Sequence[int]]:
    """Return how many records there are, how many have no year, and which are the newest."""
    if conditions and query.most and all(map(_OF_WORDS, conditions)) and not _dated(query):
        matching = _matching(connection, conditions)
        if len(matching) > _MANY:
            return len(matching), 0, _newest(connection, matching, query.most)
    asked = _asked_of_words if any(map(_OF_WORDS, conditions)) else _asked_of_records
    total, undated, numbers = asked(connection, conditions, query)
    return total, undated if _dated(query) else 0, numbers


def _asked_of_words(
    connection: sqlite3.Connection, conditions: Sequence[_Condition], query: Query
) -> tuple[int, int, Sequence[int]]:
    """Count and sort what the full text finds; it is asked once, since it costs most."""
    where, values = _joined(conditions)
    dates, days = _joined(list(_dates(query)))
    hits = f"SELECT r.id, r.year, r.published FROM {_FULL_TEXT} WHERE {where}"
    asked = (
        f"WITH hits AS MATERIALIZED ({hits}) SELECT t.total, t.undated, k.id FROM "
        f"(SELECT coalesce(sum({dates}), 0) AS total, coalesce(sum(r.year = 0), 0) AS undated "
        f"FROM hits r) t LEFT JOIN "
        f"(SELECT r.id FROM hits r WHERE {dates} {_NEWEST} LIMIT ?) k"
    )
    rows = connection.execute(asked, (*values, *days, *days, query.most or -1)).fetchall()
    total, undated, first = rows[0]
    return total, undated, () if first is None else tuple(number for _, _, number in rows)


def _asked_of_records(
    connection: sqlite3.Connection, conditions: Sequence[_Condition], query: Query
) -> tuple[int, int, Sequence[int]]:
    """Count and sort records without words; the index of years leads wherever it can."""
    where, values = _joined([*conditions, *_dates(query)])
    anywhere, those = _joined(conditions)
    asked = (
        f"SELECT (SELECT count(*) FROM records r WHERE {where}), "
        f"(SELECT count(*) FROM records r WHERE r.year = 0 AND {anywhere})"
    )
    total, undated = connection.execute(asked, (*values, *those)).fetchone()
    newest = f"SELECT r.id FROM records r WHERE {where} {_NEWEST} LIMIT ?"
    rows = connection.execute(newest, (*values, query.most or -1))
    return total, undated, tuple(number for (number,) in rows)


def _matching(connection: sqlite3.Connection, conditions: Sequence[_Condition]) -> set[str]:
    """Return the numbers of all records with the words; one text of them is read fastest."""
    where, values = _joined(conditions)
    asked = f"SELECT coalesce(group_concat(rowid), '') FROM said WHERE {where}"
    (numbers,) = connection.execute(asked, values).fetchone()
    return set(filter(None, numbers.split(",")))


def _newest(connection: sqlite3.Connection, among: Container[str], most: int) -> Sequence[int]:
    """Return the newest of many records: from the newest of all on, until there are enough."""
    rows = connection.execute(f"SELECT CAST(r.id AS TEXT) FROM records r {_NEWEST}")
    return tuple(int(number) for number in islice((n for (n,) in rows if n in among), most))


def _read(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[tuple[int, UnRecord]]:
    asked = (
        f"SELECT r.id, {COLUMNS} FROM json_each(?) n JOIN records r ON r.id = n.value "
        "JOIN contents c ON c.record = r.id ORDER BY n.key"
    )
    for number, *each in connection.execute(asked, (json.dumps(numbers),)):
        yield number, read(each)


def _dated(query: Query) -> bool:
    return bool(query.since or query.until)


def _joined(conditions: Sequence[_Condition]) -> tuple[str, tuple[Any, ...]]:
    where = " AND ".join(each.sql for each in conditions) or "1"
    return where, tuple(value for each in conditions for value in each.values)


def _about(phrases: Sequence[Sequence[Word]], states: Sequence[str]) -> Iterable[_Condition]:
    """Return the condition on words and States; with words, the full text knows the States too."""
    if phrases:
        match = f"({' AND '.join(map(_phrase, phrases))})"
        if states:
            match = f"about: ({' OR '.join(state_word(each) for each in states)}) AND {match}"
        yield _Condition("said MATCH ?", (match,), of_words=True)
    elif states:
        among = f"r.id IN (SELECT record FROM about WHERE state IN ({marks(len(states))}))"
        yield _Condition(among, tuple(states))


def _words(connection: sqlite3.Connection, text: str, file: str) -> tuple[Word, ...]:
    """Return the words of a phrase with their forms. Raises `Refused` where it has none."""
    found = []
    for word in words(text):
        forms = forms_of(connection, word)
        found.append(Word(word, forms, () if forms else near_spellings(connection, word)))
    if not found:
        message = f'"{text[:40]}" has no word that could be looked for'
        hint = "give words or numbers; without any, `--state` and the other options choose"
        raise Refused(Finding(file, 0, Fault.NO_WORDS, message, hint))
    return tuple(found)


def _phrase(phrase: Sequence[Word]) -> str:
    """Return a phrase in all forms, as FTS5 reads it."""
    forms = [list(each.forms or each.near) for each in phrase]
    while math.prod(map(len, forms)) > PHRASES:
        longest = max(range(len(forms)), key=lambda at: len(forms[at]))
        forms[longest].pop()
    said = (" ".join(each) for each in product(*forms))
    return "(" + " OR ".join(f'"{each}"' for each in said) + ")"


def _chosen(connection: sqlite3.Connection, query: Query, file: str) -> Iterable[_Condition]:
    if query.mechanisms:
        known = [name for (name,) in connection.execute(_KNOWN_MECHANISMS)]
        chosen = tuple(name for each in query.mechanisms for name in _mechanisms(each, known, file))
        yield _Condition(f"+r.mechanism IN ({marks(len(chosen))})", chosen)
    if query.kinds:
        yield _Condition(f"r.kind IN ({marks(len(query.kinds))})", query.kinds)
    if query.positions:
        yield _Condition(f"r.position IN ({marks(len(query.positions))})", query.positions)


def _dates(query: Query) -> Iterable[_Condition]:
    """Return the conditions on dates; what has only a year is in all of its days."""
    if query.since:
        yield _Condition("r.year >= ?", (int(query.since[:4]),))
    if query.until:
        yield _Condition("r.year BETWEEN 1 AND ?", (int(query.until[:4]),))
    for day, sign in ((query.since, ">="), (query.until, "<=")):
        if len(day) > len("2015"):
            yield _Condition(f"(r.published = '' OR r.published {sign} ?)", (day,))


def _state(connection: sqlite3.Connection, name: str, file: str) -> str:
    wanted = state_key(name)
    if connection.execute("SELECT 1 FROM about WHERE state = ?", (wanted,)).fetchone():
        return wanted
    known = {usual(each) for (each,) in connection.execute("SELECT DISTINCT state FROM about")}
    near = nearest(name, known)
    message = f'the library has nothing on "{name}"'
    hint = Suggestion(f"did you mean {near}?", near) if near else "`un status` lists what was added"
    raise Refused(Finding(file, 0, Fault.NO_SUCH_STATE, message, hint))


def _mechanisms(name: str, known: Sequence[str], file: str) -> tuple[str, ...]:
    """Return the mechanisms of that name, or else those whose name has it as words."""
    wanted = folded(name).strip()
    exact = tuple(each for each in known if folded(each) == wanted)
    parts = tuple(each for each in known if f" {wanted} " in f" {folded(each)} ")
    if exact or (wanted and parts):
        return exact or parts
    near = nearest(name, known)
    message = f'the library has nothing of the mechanism "{name}"'
    listed = ", ".join(sorted(known)[:12])
    hint = (
        Suggestion(f"did you mean {near}?", near) if near else f"it has {listed or 'nothing yet'}"
    )
    raise Refused(Finding(file, 0, Fault.NO_SUCH_MECHANISM, message, hint))

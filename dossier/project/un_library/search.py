"""Search the library: words in every form that it has, phrases, States, mechanisms, years.

Each text of a query is looked for as a phrase; records have all of them. A word stands for all
words of the library with its stem, and for near spellings where the library has none of these. The
newest records come first. Sets of records are masks (`facets`), so that a phrase which half of them
have is counted and sorted without reading them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import compress, islice
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused, Suggestion, nearest
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.un_record import UnRecord
from dossier.project.layout import shown
from dossier.project.un_library.facets import Facets, Mask
from dossier.project.un_library.matching import Word, matching
from dossier.project.un_library.rows import COLUMNS, read
from dossier.project.un_library.store import reading
from dossier.project.un_library.vocabulary import forms_of, near_spellings
from dossier.project.un_library.words import folded, words
from dossier.readers.un_exports.state_names import key as state_key
from dossier.readers.un_exports.state_names import usual

_MANY = 2000
"""From how many records on the newest are found faster among all than by sorting those."""


_NEWEST = "ORDER BY r.year DESC, r.published DESC, r.id"
_UNDATED = (0).__eq__
"""Whether a year is none."""


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
class Found:
    """The records found, each with its number, and how many there are in all.

    `undated` are records that were left out because nobody knows their year.
    """

    total: int = 0
    records: tuple[tuple[int, UnRecord], ...] = ()
    words: tuple[Word, ...] = ()
    undated: int = 0


def search(library: Path, query: Query) -> Found:
    """Return what the library has. Raises `Refused` for a State or mechanism that it lacks."""
    file = shown(library)
    with reading(library) as connection:
        phrases = [_words(connection, text, file) for text in query.texts]
        asked = tuple(word for phrase in phrases for word in phrase)
        if any(not (word.forms or word.near) for word in asked):
            return Found(words=asked)
        states = [_state(connection, each, file) for each in query.states]
        facets = Facets(connection)
        chosen = _chosen(facets, query, file) & matching(connection, facets, phrases, states)
        among = chosen & _in_time(facets, query)
        undated = chosen & facets.having("year", _UNDATED) if _dated(query) else 0
        records = _read(connection, _newest(connection, facets, among, query.most))
        return Found(among.bit_count(), tuple(records), asked, undated.bit_count())


def _chosen(facets: Facets, query: Query, file: str) -> Mask:
    """Return the records of the mechanisms, kinds and positions that are asked for."""
    among = facets.all()
    if query.mechanisms:
        known = facets.known("mechanism")
        named = {name for each in query.mechanisms for name in _mechanisms(each, known, file)}
        among &= facets.having("mechanism", named.__contains__)
    if query.kinds:
        among &= facets.having("kind", query.kinds.__contains__)
    if query.positions:
        among &= facets.having("position", query.positions.__contains__)
    return among


def _dated(query: Query) -> bool:
    return bool(query.since or query.until)


def _in_time(facets: Facets, query: Query) -> Mask:
    """Return the records of the dates asked for; what has only a year is in all of its days."""
    if not _dated(query):
        return facets.all()
    first, last = int(query.since[:4] or 1), int(query.until[:4] or 9999)
    among = facets.having("year", lambda year: first <= year <= last)
    for day, sign in ((query.since, "<"), (query.until, ">")):
        if len(day) > len("2015"):
            outside = f"records WHERE year = ? AND published <> '' AND published {sign} ?"
            among &= ~facets.selected("id", outside, (int(day[:4]), day))
    return among


def _newest(
    connection: sqlite3.Connection, facets: Facets, among: Mask, most: int
) -> Sequence[int]:
    """Return the newest of the records, all of them where `most` is 0.

    Of many only those are read that are of the last years which have enough of them.
    """
    size = facets.size()
    flags = among.to_bytes(size, "little")
    if among.bit_count() <= _MANY:
        asked = (
            f"SELECT r.id FROM json_each(?) n JOIN records r ON r.id = n.value {_NEWEST} LIMIT ?"
        )
        few = list(compress(range(size), flags))
        rows = connection.execute(asked, (json.dumps(few), most or -1))
        return tuple(number for (number,) in rows)
    years = _last_years(facets, among, most)
    asked = f"SELECT r.id FROM records r WHERE r.year BETWEEN ? AND ? {_NEWEST}"
    rows = connection.execute(asked, (min(years), max(years)))
    return tuple(islice((number for (number,) in rows if flags[number]), most or None))


def _last_years(facets: Facets, among: Mask, most: int) -> Sequence[int]:
    """Return the last years of records, so many that they have `most` of them."""
    years, found = [], 0
    for year in sorted(facets.known("year"), reverse=True):
        count = (among & facets.having("year", year.__eq__)).bit_count()
        if count:
            years.append(year)
        found += count
        if most and found >= most:
            break
    return years


def _read(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[tuple[int, UnRecord]]:
    asked = (
        f"SELECT r.id, {COLUMNS} FROM json_each(?) n JOIN records r ON r.id = n.value "
        "JOIN contents c ON c.record = r.id ORDER BY n.key"
    )
    for number, *each in connection.execute(asked, (json.dumps(numbers),)):
        yield number, read(each)


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

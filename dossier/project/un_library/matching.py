"""Which records have the words of a query: each text a phrase, in every form of its words.

What stands in few records leads, and the full text finds all at once. Where every text stands in
many, each phrase is found for itself: it takes the full text half as long as all of them together,
and those that are kept (`frequent`) are not looked for.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import product

from dossier.model.frozen import frozen
from dossier.project.un_library.facets import Facets, Mask
from dossier.project.un_library.frequent import MATCHING, kept_records
from dossier.project.un_library.vocabulary import records_with
from dossier.project.un_library.words import state_word

PHRASES = 200
"""How many phrases of other forms one phrase is looked for as at most."""

_MANY = 5000
"""From how many records on a phrase is found for itself."""


@frozen
class Word:
    """A word of a query: the words it stood for; `near` are those that are only spelt like it."""

    word: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()


def matching(
    connection: sqlite3.Connection,
    facets: Facets,
    phrases: Sequence[Sequence[Word]],
    states: Sequence[str],
) -> Mask:
    """Return the records that have each of the phrases and are on one of the States."""
    among = f"about WHERE state IN ({', '.join('?' * len(states))})"
    if not phrases:
        return facets.selected("record", among, states) if states else facets.all()
    said = [_with_counts(connection, _in_all_forms(each)) for each in phrases]
    counts = [sum(each.values()) for each in said]
    if states:
        (about,) = connection.execute(f"SELECT count(*) FROM {among}", states).fetchone()
        counts.append(about)
    if min(counts) < _MANY:
        match = f"({' AND '.join(map(_any, said))})"
        if states:
            match = f"about: ({' OR '.join(state_word(each) for each in states)}) AND {match}"
        return facets.selected("rowid", MATCHING, (match,))
    found = facets.selected("record", among, states) if states else facets.all()
    for each in said:
        found &= _having_any(connection, facets, each)
    return found


def _having_any(connection: sqlite3.Connection, facets: Facets, phrases: Mapping[str, int]) -> Mask:
    """Return the records that have one of the phrases; those of rare words are found together."""
    found, rest = 0, []
    for phrase, records in phrases.items():
        kept = kept_records(connection, phrase)
        if kept is not None:
            found |= kept
        elif records >= _MANY:
            found |= facets.selected("rowid", MATCHING, (f'"{phrase}"',))
        else:
            rest.append(phrase)
    return found | facets.selected("rowid", MATCHING, (_any(rest),)) if rest else found


def _any(phrases: Sequence[str] | Mapping[str, int]) -> str:
    """Return what FTS5 is asked for one of the phrases."""
    return "(" + " OR ".join(f'"{each}"' for each in phrases) + ")"


def _in_all_forms(phrase: Sequence[Word]) -> list[tuple[str, ...]]:
    """Return the words of a phrase in all forms; of too many, without the rarest."""
    forms = [list(each.forms or each.near) for each in phrase]
    while math.prod(map(len, forms)) > PHRASES:
        longest = max(range(len(forms)), key=lambda at: len(forms[at]))
        forms[longest].pop()
    return list(product(*forms))


def _with_counts(
    connection: sqlite3.Connection, phrases: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Return phrases, each with how many records have it at most: those with its rarest word."""
    counted = records_with(connection, {word for phrase in phrases for word in phrase})
    return {" ".join(phrase): min(counted.get(word, 0) for word in phrase) for phrase in phrases}

"""Put new words in the place of old ones among the tokens of a paragraph.

The old words may hold signs: "[note: …]" is the call of a note or a citation, and the number of a
cross-reference stands for what asks for it. Only what differs between old and new is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.pull.formatting import formatted
from dossier.interchange.pull.tokens import REFERENCE_KEY, SPACE_KEY, Key, KeyKind, Token, words
from dossier.model.frozen import frozen
from dossier.model.unbroken_spaces import NARROW, NO_BREAK

_NOTE = re.compile(r"\[note: [^\[\]]*\]")
_SPACES = frozenset({SPACE_KEY, *(Key(KeyKind.WORD, each) for each in (NO_BREAK, NARROW))})


@frozen
class NoteBehind:
    """Words that cannot go, since the note right behind them would stay for other words."""


@frozen
class NoteMoved:
    """Words that cannot come, since a note is among them, whose call is not put in here."""


def put_in_place(
    tokens: Sequence[Token], old: str, new: str
) -> Iterator[list[Token] | NoteBehind | NoteMoved]:
    """Yield the tokens with `new` in the place of `old`, for each place where that stands."""
    before, after = _keys(old), _keys(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    for at in range(len(tokens)):
        places = _places(tokens, at, before)
        start, end = places.get(head, -1), places.get(len(before) - tail, -1)
        if start < 0 or end < 0:
            continue
        came = _came(new, head, tail)
        if came and any(each.key == REFERENCE_KEY for each in tokens[start:end]):
            continue
        if any(each.calls_note for each in came):
            yield NoteMoved()
            continue
        if not came and _is_before_note(tokens, start, end):
            yield NoteBehind()
            continue
        look = tokens[start] if start < end else tokens[max(start - 1, at)]
        put = [replace(e, run_format=look.run_format, enclosures=look.enclosures) for e in came]
        yield formatted([*tokens[:start], *put, *tokens[end:]])


def _pieces(text: str) -> Iterator[Token]:
    at = 0
    for found in _NOTE.finditer(text):
        yield from words(text[at : found.start()])
        yield Token(found[0], Key(KeyKind.NOTE, found[0]))
        at = found.end()
    yield from words(text[at:])


def _keys(text: str) -> list[Key]:
    return [each.key for each in _pieces(text.strip())]


def _came(new: str, head: int, tail: int) -> list[Token]:
    row = [*_pieces(new.strip())]
    return row[head : len(row) - tail]


def _common(one: Sequence[Key], two: Sequence[Key]) -> int:
    count = 0
    while count < min(len(one), len(two)) and _same(one[count], two[count]):
        count += 1
    return count


def _same(one: Key, two: Key) -> bool:
    """Whether two keys are one; the program prints some spaces so that no line ends there."""
    return one == two or (one in _SPACES and two in _SPACES)


def _is_before_note(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether words between two places stand right before a note that is none of them."""
    inside = start < end < len(tokens)
    return inside and tokens[end].calls_note and not tokens[end - 1].calls_note


def _places(tokens: Sequence[Token], at: int, keys: Sequence[Key]) -> dict[int, int]:
    """Return where among the tokens each key begins, and where the last one ends.

    Nothing is returned where the keys do not stand at `at`.
    """
    found = {0: at}
    done = 0
    while done < len(keys) and at < len(tokens):
        size = _size(tokens[at], keys[done:], bool(done))
        if not size:
            return {}
        done, at = done + size, at + 1
        found[done] = at
    return found if done == len(keys) and done else {}


def _size(token: Token, keys: Sequence[Key], behind: bool) -> int:
    """Return how many of the first keys a token stands for; 0 where it is another one.

    The number of a cross-reference is one only `behind` other words.
    """
    if token.key == REFERENCE_KEY:
        lead = 1 if keys[0] in _SPACES else 0
        number = behind and any(map(str.isdecimal, "".join(e.name for e in keys[lead : lead + 1])))
        return lead + 1 if number else 0
    if token.calls_note:
        return int(keys[0].kind is KeyKind.NOTE)  # any: its text may print otherwise here
    return int(token.is_word and _same(token.key, keys[0]))

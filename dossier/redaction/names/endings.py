"""Endings: how names change in running text, by language, from `data/names/endings.yaml`.

The endings of all languages of a script are looked for together: a Russian name may stand in a
Polish text. A language without data is told of (`unguarded`), never passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Final

from dossier.model.kept_patterns import program_pattern
from dossier.model.remembered import remembered
from dossier.redaction.names.letters import BARE
from dossier.redaction.names.name_data import read_name_data

SCRIPTS: Final = {
    "Latn": re.compile("[a-z]"),
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Grek": re.compile("[\u0370-\u03ff]"),
    "Geor": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "Armn": re.compile("[\u0530-\u058f]"),
}
"""The scripts whose languages write endings, each with one of its letters, small and bare."""

LONGEST: Final = 9
"""Letters of the longest ending that is looked for."""

_SHORTEST_STEM = 3


def script_of(word: str) -> str:
    """Return the script of a bare word in small letters, or "" for one without endings.

    >>> script_of("самплов"), script_of("例子")
    ('Cyrl', '')
    """
    if word.isascii():
        return "Latn" if "a" <= word[:1] <= "z" else ""
    return next((name for name, letter in SCRIPTS.items() if letter.match(word)), "")


@cache
def endings(script: str) -> frozenset[str]:
    """Return all endings that names take in the languages of a script."""
    found: set[str] = set()
    for language in read_name_data("endings")[script].values():
        found.update(language.get("endings", ()))
        chains: Sequence[Sequence[str]] = language.get("chains", ())
        found.update("".join(each) for each in product(*(("", *group) for group in chains)))
    bare = (each.translate(BARE).casefold() for each in found)
    return frozenset(each for each in bare if 0 < len(each) <= LONGEST)


def stems(part: str) -> Iterator[str]:
    """Yield what endings are put to: the part of a name itself, and what is left of it.

    >>> "самплц" in set(stems("самплец"))
    True
    """
    yield from _stems(part.replace("'", "").casefold())


@remembered  # spellings of a name share most of their parts
def _stems(said: str) -> tuple[str, ...]:
    script = script_of(said)
    if not script or len(said) < _SHORTEST_STEM:
        return ()
    found = [said]
    for pattern, left in _changes(script):
        stem = pattern.sub(left, said, count=1)
        if stem != said and len(stem) >= _SHORTEST_STEM:
            found.append(stem)
    return tuple(found)


def unguarded(language: str) -> str:
    """Return what names of a language may hide in its texts, or "" where all is looked for.

    >>> unguarded("kk"), unguarded("hi")
    ('', 'case endings written together with a name')
    """
    raw = read_name_data("endings")
    code = language.partition("-")[0].casefold()
    if code in raw["unguarded"]:
        return str(raw["unguarded"][code])
    known = {each for script in SCRIPTS for each in raw[script]}
    return (
        ""
        if not code or code in known or code in raw["plain"]
        else "the forms of a language that the program does not know"
    )


def unguarded_languages() -> Mapping[str, str]:
    """Return the languages of which it is known what is not looked for."""
    return {
        str(code): str(what)
        for code, what in sorted(read_name_data("endings")["unguarded"].items())
    }


@cache
def prefixes(script: str) -> tuple[str, ...]:
    """Return the letters that a script writes together with the word behind them."""
    return tuple(
        each.translate(BARE) for each in read_name_data("endings")["prefixes"].get(script, ())
    )


@cache
def _changes(script: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what may become of the end of a name before an ending."""
    pairs = [
        pair
        for each in read_name_data("endings")[script].values()
        for pair in each.get("stems", ())
    ]
    bare = ((old.translate(BARE), new.translate(BARE)) for old, new in pairs)
    return tuple((program_pattern(old), new) for old, new in dict.fromkeys(bare))

"""By what a person's name is known in running text, from `data/words/names.<language>.yaml`.

A name may stand in any case that its language has: what endings names take is asked of the guard
of names, which looks for them in finished files too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from dossier.lint.letters import CAPITALS
from dossier.lint.prose_words import FOLDER, wordlist
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.redaction.names.endings import script_of
from dossier.redaction.names.word_forms import stems, takes

_ONE = rf"[{CAPITALS}][^\W\d_A-Z]+(?:[-’][A-Z]?[^\W\d_]+)?"
_MORE = rf"(?: (?:[{CAPITALS}]\. |al-|bin |ibn |de |van |von )?{_ONE})"
NAME = rf"{_ONE}{_MORE}{{1,2}}"
_LOOSE = rf"{_ONE}{_MORE}{{0,2}}"
_INITIAL = rf"[{CAPITALS}]\."
_INITIALS = (
    rf"(?<![\w.])((?:{_INITIAL}[ \u00a0]?){{1,2}}{_ONE}|{_ONE} {_INITIAL}[ \u00a0]?{_INITIAL})"
)
"""A surname with initials before or after it, as Russian texts have it."""
_SHORTEST = 3
"""Letters that two forms of a name have in common at least."""


@frozen
class PersonCues:
    """The patterns that find a name, most certain first; group 1 is the name."""

    titled: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    in_notes: tuple[re.Pattern[str], ...]
    unsure: frozenset[re.Pattern[str]]
    named: re.Pattern[str]
    not_people: frozenset[str]
    starts: frozenset[str]


@cache
def person_cues(tag: str) -> PersonCues | None:
    """Return the cues of the language of a tag, or None for one that has no list."""
    lists = wordlist("names", tag)
    if not lists:
        return None
    titles, roles, ends = (_either(lists[each]) for each in ("titles", "roles", "endings"))
    titled = program_pattern(rf"\b{titles}\.?\s({_LOOSE})")
    asked = program_pattern(rf"\b{_either(lists['asked'])} ({NAME})")
    initials = program_pattern(_INITIALS if lists.get("initials") else "(?!)()")
    unsure = (
        program_pattern(rf"\b{roles},? ({NAME})"),
        _done(lists),
        program_pattern(rf"\b({_ONE} [{CAPITALS}][^\W\d_A-Z]*[^\W\d_A-Z]{{2}}{ends})\b"),
    )
    # A pattern of all given names would take longer to make than to use; they are looked up.
    named = program_pattern(rf"\b(?=({_ONE}{_MORE}{{1,2}}))")
    return PersonCues(
        titled=titled,
        patterns=(titled, asked, initials, unsure[0], unsure[1], named, unsure[2]),
        in_notes=(titled, asked),
        unsure=frozenset(unsure),
        named=named,
        not_people=frozenset(lists["not_people"]),
        starts=frozenset(lists["starts"]),
    )


def _done(lists: Mapping[str, Any]) -> re.Pattern[str]:
    """Return what finds a name before what was done to somebody, as "Name Name was arrested"."""
    often = "?" if lists.get("bare") else ""
    between = rf"(?:{_either(lists['auxiliaries'])} ){often}(?:\w+ly )?"
    return program_pattern(rf"\b({NAME})(?:, [^.;]{{,60}},)? {between}{_either(lists['done'])}\b")


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def is_given(word: str) -> bool:
    """Whether a word is a given name of any language there is, in any case.

    >>> is_given("Ольгой"), is_given("Marcel"), is_given("Закон")
    (True, True, False)
    """
    if word in _given():
        return True
    near = _by_beginning().get(word[:2], ()) if script_of(word.casefold()) == "Cyrl" else ()
    return any(is_form(word, each) for each in near)


@cache
def _given() -> frozenset[str]:
    lists = (wordlist("names", path.suffixes[0][1:]) for path in FOLDER.glob("names.*.yaml"))
    return frozenset(name for each in lists for group in each["given"] for name in group)


@cache
def _by_beginning() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for each in _given():
        found.setdefault(each[:2], []).append(each)
    return {key: tuple(names) for key, names in found.items()}


def is_form(word: str, name: str) -> bool:
    """Whether a word of a text is a name, or a form of it: "Ивановым" of "Иванов"."""
    said, script = word.casefold(), script_of(word.casefold())
    if said == name.casefold():
        return True
    return any(
        said == stem or (said.startswith(stem) and takes(rule, said[len(stem) :], script))
        for stem, rule in (stems(name) if script else ())
    )


def is_cleared(words: str, cleared: Iterable[str]) -> bool:
    """Whether each word of a name is a form of a word of one of the names that are cleared."""
    said = words.split()
    return any(
        all(any(is_form(each, one) for one in name) for each in said)
        for name in map(str.split, cleared)
        if len(name) >= len(said)
    )


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are the same, or differ in their endings alone, as Cyrillic ones may.

    >>> same_person(["Ивана", "Петрова"], ["Иваном", "Петровым"])
    True
    """
    return len(one) == len(other) and all(
        a == b or (not a.isascii() and a[: _kept(a, b)] == b[: _kept(a, b)])
        for a, b in zip(one, other, strict=True)
    )


def _kept(one: str, other: str) -> int:
    """Return how many letters two forms of a name have in common at least."""
    return max(_SHORTEST, min(len(one), len(other)) - 2)

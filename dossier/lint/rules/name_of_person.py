"""A person is named whom no registry clears: perhaps a name that was to stay out.

It is a name after a title ("Mr"), after a role ("the activist"), before what was done to somebody
("was arrested"), with a common given name, or with the ending of a surname. Organisations, places,
States, authors of sources and people in `people.yaml` are not meant.

Why: Submissions are published. Whoever is named in one can be found, and has to have agreed.
Source: UPR Info training, 23 October 2018 (submissions are public); OHCHR on reprisals: informed
    consent is a prerequisite. Names: `data/words/names.<language>.yaml`, grade unverified.
Bad:
    # Prosecutions

    On 9 January 2017 the activist Aigul Nurlanova was arrested in Aktau.
Says: "Aigul Nurlanova" seems to be a person, and no registry says that the name may be printed
Good:
    # Prosecutions

    On 9 January 2017 an activist was arrested in Aktau.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.prose_words import wordlist
from dossier.lint.registry_names import names
from dossier.lint.rule import ALL, Hit
from dossier.lint.spelling import speller
from dossier.model.frozen import frozen
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ALL
_ONE = r"[A-ZÀ-ÞĀ-ŽА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_A-Z]+(?:[-’][A-Z]?[^\W\d_]+)?"
_MORE = rf"(?: (?:[A-Z]\. |al-|bin |ibn |de |van |von )?{_ONE})"
_NAME = rf"{_ONE}{_MORE}{{1,2}}"
_LOOSE = rf"{_ONE}{_MORE}{{0,2}}"


@frozen
class _Cues:
    """The patterns that find a name, most certain first; group 1 is the name."""

    patterns: tuple[re.Pattern[str], ...]
    in_notes: tuple[re.Pattern[str], ...]
    unsure: frozenset[re.Pattern[str]]
    named: re.Pattern[str]
    given: frozenset[str]
    not_people: frozenset[str]
    starts: frozenset[str]


@cache
def _cues(language: str) -> _Cues | None:
    lists = wordlist("names", language)
    if not lists:
        return None
    titles, roles = "|".join(lists["titles"]), "|".join(lists["roles"])
    done, ends = "|".join(lists["done"]), "|".join(lists["endings"])
    given = frozenset(name for group in lists["given"] for name in group)
    titled = re.compile(rf"\b(?:{titles})\.?\s({_LOOSE})")
    asked = re.compile(rf"\b(?:[Ii]nterview(?:ed)? (?:with|of)|[Tt]estimony of) ({_NAME})")
    unsure = (
        re.compile(rf"\b(?:{roles}),? ({_NAME})"),
        re.compile(
            rf"\b({_NAME})(?:, [^.;]{{,60}},)? (?:was|were|ha[sd] been) (?:\w+ly )?(?:{done})\b"
        ),
        re.compile(rf"\b({_ONE} [A-Z][^\W\d_A-Z]*[^\W\d_A-Z]{{2}}(?:{ends}))\b"),
    )
    # A pattern of all given names would take longer to make than to use; they are looked up.
    named = re.compile(rf"\b(?=({_ONE}{_MORE}{{1,2}}))")
    return _Cues(
        patterns=(titled, asked, unsure[0], unsure[1], named, unsure[2]),
        in_notes=(titled, asked),
        unsure=frozenset(unsure),
        named=named,
        given=given,
        not_people=frozenset(lists["not_people"]),
        starts=frozenset(lists["starts"]),
    )


def check(draft: Draft) -> Iterator[Hit]:
    """Find each person's name once, at its first place."""
    cues = _cues(draft.language)
    if cues is None:
        return
    cleared = "\n".join(names(draft))
    seen: set[str] = set()
    for unit in draft.units:
        note = unit.where == "note"
        for words in _names(authored(unit), unit.text, note, draft.language):
            folded = words.casefold()
            if folded in seen or folded in cleared:
                continue
            seen.add(folded)
            message = (
                f'"{words}" seems to be a person, and no registry says that the name may be printed'
            )
            hint = "describe the person by role, or enter it in people.yaml with who may read it"
            yield Hit(unit, message, hint, words)


@remembered
def _names(own: str, text: str, note: bool, language: str) -> tuple[str, ...]:
    """Return the names among the author's `own` of a text, which may be a note."""
    cues = _cues(language)
    return tuple(_found(own, text, note, language, cues)) if cues else ()


def _found(own: str, text: str, note: bool, language: str, cues: _Cues) -> Iterator[str]:
    taken: list[tuple[int, int]] = []
    for pattern in cues.in_notes if note else cues.patterns:
        for each in pattern.finditer(own):
            if pattern is cues.named and each[1].split()[0] not in cues.given:
                continue
            start, end = _trimmed(own, each.span(1), cues.starts)
            words = text[start:end]
            if not words or (" " not in words and pattern is not cues.patterns[0]):
                continue
            if any(start < last and first < end for first, last in taken):
                continue
            if not _people(words, own[end : end + 30], cues.not_people):
                continue
            if pattern in cues.unsure and _common(words, language):
                continue
            taken.append((start, end))
            yield words


def _trimmed(own: str, span: tuple[int, int], starts: frozenset[str]) -> tuple[int, int]:
    """Return where a name stands without the words that begin its sentence."""
    start, end = span
    while start < end and re.split(r"\s", own[start:end])[0] in starts:
        start += len(re.split(r"\s", own[start:end])[0]) + 1
    return min(start, end), end


def _people(words: str, after: str, not_people: frozenset[str]) -> bool:
    """Whether `words` can be a person: no part is of an organisation, nor what follows at once."""
    parts = words.split()
    following = re.match(r"(?:’s)?\s(\w+)", after)
    rest = [following[1][:1].upper() + following[1][1:]] if following else []
    return not any(each.rstrip("s") in not_people or each in not_people for each in (*parts, *rest))


def _common(words: str, language: str) -> bool:
    """Whether all words of a name are common ones, such as "Industrial Accidents"."""
    known = speller(language)
    return known is not None and all(known.knows(each.lower()) for each in words.split())

"""A person is named whom no registry clears: perhaps a name that was to stay out.

It is a name after a title ("Mr"), after a role ("the activist"), before what was done to somebody
("was arrested"), with a common given name, or with the ending of a surname. Organisations, places,
States, authors of sources and people in `people.yaml` are not meant, in whatever case they stand.

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

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.person_cues import PersonCues, is_cleared, is_given, person_cues, same_person
from dossier.lint.registry_names import names
from dossier.lint.rule import Hit
from dossier.lint.spelling import speller
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find each person's name once, at its first place, whatever cases it stands in."""
    if person_cues(draft.language) is None:
        return
    held = names(draft)
    cleared = "\n".join(held)
    seen: list[list[str]] = []
    for unit in draft.units:
        note = unit.where == "note"
        for words in _names(authored(unit), unit.text, note, draft.language):
            said = words.casefold().split()
            if words.casefold() in cleared or any(same_person(said, each) for each in seen):
                continue
            seen.append(said)
            if not words.isascii() and is_cleared(words, held):
                continue
            message = (
                f'"{words}" seems to be a person, and no registry says that the name may be printed'
            )
            hint = "describe the person by role, or enter it in people.yaml with who may read it"
            yield Hit(unit, message, hint, words)


@remembered
def _names(own: str, text: str, note: bool, language: str) -> tuple[str, ...]:
    """Return the names among the author's `own` of a text, which may be a note."""
    cues = person_cues(language)
    return tuple(_found(own, text, note, language, cues)) if cues else ()


def _found(own: str, text: str, note: bool, language: str, cues: PersonCues) -> Iterator[str]:
    taken: list[tuple[int, int]] = []
    for pattern in cues.in_notes if note else cues.patterns:
        for each in pattern.finditer(own):
            if pattern is cues.named and not is_given(each[1].split()[0]):
                continue
            start, end = _trimmed(own, each.span(1), cues.starts)
            words = text[start:end]
            if not words or (" " not in words and pattern is not cues.titled):
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

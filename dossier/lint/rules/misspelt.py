"""A word is in no dictionary, nor in the registries, nor in the dossier's own list of words.

Each word is reported once, at its first place. Quotations, italics, addresses, acronyms and names
are left alone; a name that is one slip away from a known one is not.

Why: A misspelling on page one makes a reader doubt the care taken with everything else.
Source: Hunspell dictionaries (`data/spelling`): en_GB and en_US of SCOWL, 2020.12.07; French of
    Grammalecte 7.5, Spanish of RLA-ES, Russian of A. Lebedev; words of this trade in
    `data/words/spelling.<language>.yaml`. The UN's authority is the Concise Oxford Dictionary.
Bad:
    # Background

    The confederation did not recieve an answer.
Says: "recieve" is in no dictionary
Good:
    # Background

    The confederation did not receive an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.registry_names import known_words
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.spelling import Speller, speller
from dossier.lint.spelling_variants import american, british
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
_WORD = re.compile(r"(?<![\w@&./–-])[^\W\d_]+(?:[’-][^\W\d_]+)*(?![\w@/]|\.\w)")
_FOREIGN = 0.34
"""From this share of unknown words on, a unit of more than `_SOME` words is in another language."""
_SOME = 7


_FURTHER, _SHORT = 2, 9
"""For how many words, and how long ones, the dictionary may look further than one slip: it takes
a tenth of a second for each, more for long ones, and seconds in languages of many endings."""

_LONG = 8
"""So long must a word with a capital be to be a common word misspelt, and no name."""


@dataclass(slots=True)
class _Unknown:
    """A word that no dictionary has: where it stands first, and how often."""

    unit: Unit
    words: str
    times: int = 0


def check(draft: Draft) -> Iterator[Hit]:
    """Find words that are spelt as no dictionary has them."""
    known = speller(draft.language)
    if known is None:
        return
    found: dict[str, _Unknown] = {}
    for unit in draft.units:
        for word in _unknown(unit, known):
            found.setdefault(word, _Unknown(unit, word)).times += 1
    if not found:
        return
    own = known_words(draft) | frozenset(str(each) for each in draft.about.get("words", ()))
    folded = frozenset(str(each).casefold() for each in draft.about.get("words", ()))
    code = draft.language.partition("-")[0].lower()
    left = _FURTHER
    for word, each in found.items():
        if word in own or _bare(word) in own or _bare(word).casefold() in folded:
            continue
        if all(part in own or known.knows(part) for part in word.split("-")):
            continue
        if american(word.lower(), code) or british(word.lower(), code):
            continue  # `wrong-english` and `two-spellings` speak of these
        meant = _meant(each, known, own)
        if meant == "" and word[0].islower() and left and len(word) <= _SHORT and known.english:
            left -= 1
            meant = known.further(_bare(word))
        if meant is not None:
            yield _hit(each, meant)


def _meant(each: _Unknown, known: Speller, own: frozenset[str]) -> str | None:
    """Return what an unknown word may have meant, perhaps ""; None where it is a name."""
    if each.words[0].islower():
        return known.slip(_bare(each.words))
    return (_name(_bare(each.words), known, own) or None) if each.times == 1 else None


def _hit(each: _Unknown, meant: str) -> Hit:
    times = f" (it stands {each.times} times)" if each.times > 1 else ""
    hint = f'write "{meant}" if you mean that' if meant else "correct it"
    return Hit(
        each.unit, f'"{each.words}" is in no dictionary{times}',
        f"{hint}, or enter the word under `words:` in rules.yaml", each.words,
        data={"did_you_mean": meant} if meant else {},
    )  # fmt: skip


def _name(word: str, known: Speller, own: frozenset[str]) -> str:
    """Return what a word with a capital must have meant: a known name, or a common word."""
    if word in known.american or "-" in word:
        return ""
    near = _near(word, own)
    if near or len(word) < _LONG:
        return near
    meant = known.slip(word.lower())
    return meant[:1].upper() + meant[1:] if meant and " " not in meant else ""


def _unknown(unit: Unit, known: Speller) -> tuple[str, ...]:
    """Return the unknown words of `unit`, without those of a phrase in another language."""
    return _unknown_in(authored(unit), unit.text, unit.where == "note", known)


@remembered
def _unknown_in(own: str, text: str, note: bool, known: Speller) -> tuple[str, ...]:
    """Return the unknown words among the author's `own` of a text, which may be a note."""
    words = [each for each in _WORD.finditer(own) if _plain(each[0])]
    starts = {start for start, _ in sentence_spans(text)}
    wrong = [
        not known.knows(each[0])
        and not (each.start() in starts and known.knows(each[0][0].lower() + each[0][1:]))
        for each in words
    ]
    small = [bad and each[0][0].islower() for each, bad in zip(words, wrong, strict=True)]
    if len(words) > _SOME and sum(small) > _FOREIGN * len(words):
        return ()
    near, most = (wrong, 1) if note else (small, 2)
    return tuple(
        each[0]
        for at, each in enumerate(words)
        if wrong[at] and not (small[at] and sum(near[max(0, at - 2) : at + 3]) > most)
    )


def _plain(word: str) -> bool:
    """Whether `word` is long enough to be judged, and no acronym."""
    return len(word) > 2 and sum(map(str.isupper, word)) <= 1 + word.count("-")


def _bare(word: str) -> str:
    return re.sub(r"’s?$", "", word)


def _near(word: str, own: frozenset[str]) -> str:
    """Return the known name that `word` is one change-over or one letter away from, or nothing."""
    same = (each for each in own if each[:1] == word[:1] and abs(len(each) - len(word)) < 2)
    return next((each for each in sorted(same) if len(word) > 5 and _one_slip(word, each)), "")


def _one_slip(one: str, two: str) -> bool:
    if len(one) == len(two):
        apart = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return swapped and one[apart[0]] == two[apart[1]] and one[apart[1]] == two[apart[0]]
    return False

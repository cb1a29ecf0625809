"""Forms of one word: those a word of a text may stand for, and those a part of a name takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from dossier.redaction.names import endings
from dossier.redaction.names.letters import CYRILLIC, latin, listed

Rule: TypeAlias = Literal["listed", "any", "vowel", "short"]
"""Which endings a stem takes: those of the languages of its script, or any of a Cyrillic one."""

_DIGITS = str.maketrans("01345", "oleas")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_ARTICLE = "ال"
_HAMZA = ("وو", "ءو", "يو")
"""How a hamza before a long u is written in bare letters: "رؤوف", "رءوف", "رئوف"."""

_IN_RUSSIAN = str.maketrans("іІһҺ", "иИхХ")
"""Letters of Kazakh and their like that Russian writes as others (`letters.BARE` has the rest)."""

_LETTER = re.compile(r"[^\W\d]")
_RUN = re.compile(r"\d+|\D+")
_HEBREW = re.compile("[\u0590-\u05ff]")
_ENDING = frozenset("аеєиіоуыэюяьъaeioy")
_SHORT = listed("а у е и ы я ю ом ой ым ем ей ою ею ов ам ах")


def readings(word: str) -> frozenset[str]:
    """Return the forms in which a word of a text may be a part of a name."""
    if word.isascii() and (word.isdecimal() or (word.isalpha() and "I" not in word[1:])):
        return frozenset((word.casefold(),))  # most words
    said = [word.replace("'", "")]
    if "'" in word:
        said += [each for each in word.split("'") if len(each) > 1]
    if not word.isalpha():
        said += [each.strip("0123456789") for each in said]
        said += [each.translate(_DIGITS) for each in said if _LETTER.search(each)]
    said += [each[0] + each[1:].replace("I", "l") for each in said if "I" in each[1:]]
    found = {each.casefold() for each in said if each}
    if word.isascii():
        return frozenset(found)
    found |= {form for each in found for form in _without_prefix(each)}
    return frozenset(found | {latin(each) for each in said if each})


def _without_prefix(word: str) -> Iterator[str]:
    """Yield a word without the letters that Arabic and Hebrew write together with it."""
    script = "Arab" if _ARABIC.match(word) else "Hebr" if _HEBREW.match(word) else ""
    for prefix in endings.prefixes(script) if script else ():
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            yield word.removeprefix(prefix)


def forms(part: str) -> tuple[str, ...]:
    """Return the forms of a part of a name that readings are held against."""
    part = part.replace("'", "")
    if part.isascii():
        return (part.casefold(),)
    written = (part, part.translate(_IN_RUSSIAN)) if CYRILLIC.search(part) else (part,)
    alike = (latin(case) for one in written for case in (one, one.upper(), one.lower()))
    small = (one.casefold() for one in written)
    if not _ARABIC.match(part):
        return tuple(dict.fromkeys((*small, *alike)))
    arabic = [each for one in _spelt_in_arabic(part) for each in (one, *_without_article(one))]
    return tuple(dict.fromkeys((*small, *alike, *map(latin, arabic), *arabic)))


def _spelt_in_arabic(part: str) -> Iterator[str]:
    """Yield an Arabic name with its hamza written otherwise, and the ending of the accusative."""
    seat = next((each for each in _HAMZA if each in part[1:]), "")
    spelt = [part[:1] + part[1:].replace(seat, each) for each in _HAMZA] if seat else [part]
    if part.endswith("يء"):
        spelt.append(part[:-1])
    elif part.endswith("ي"):
        spelt.append(part + "ء")
    if part.startswith("ابو"):
        spelt += [case + part.removeprefix("ابو") for case in ("ابا", "ابي")]
    yield from spelt
    yield from (each + "ا" for each in spelt if each[-1] not in "اهء")


def _without_article(part: str) -> Iterator[str]:
    """Yield an Arabic name without its article, as it stands behind some particles."""
    if part.startswith(_ARTICLE) and len(part) > len(_ARTICLE) + 2:
        yield part.removeprefix(_ARTICLE)


def stems(part: str) -> Iterator[tuple[str, Rule]]:
    """Yield the stems of a part of a name, and what endings they take."""
    for stem in endings.stems(part):
        yield stem, "listed"
    said = part.replace("'", "").casefold()
    if not CYRILLIC.search(said) or len(said) < 2:
        return
    yield said, "any" if len(said) > 3 else "short"
    if len(said) > 3 and said[-1] in _ENDING:
        yield said[:-1], "vowel"
        if said[-2] in _ENDING and len(said) > 4:
            yield said[:-2], "vowel"
    elif len(said) > 3 and said[-2] in "ео":
        yield said[:-2] + said[-1], "vowel"


def takes(rule: Rule, ending: str, script: str) -> bool:
    """Whether a stem may have an ending; the rules besides "listed" are for three letters."""
    match rule:
        case "listed":
            return ending in endings.endings(script)
        case "short":
            return ending in _SHORT
        case "any":
            return len(ending) < 4
        case "vowel":
            return len(ending) < 4 and ending[0] in _ENDING


def pieces(word: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a word like "JaneExemplar2", and where each begins."""
    if word.isalpha() and (word[1:].islower() or word.isupper()):
        yield 0, word
        return
    if word.islower() or word.isupper():
        yield from ((each.start(), each[0]) for each in _RUN.finditer(word))
        return
    begin = 0
    for at in range(1, len(word)):
        before, here = word[at - 1], word[at]
        after = word[at + 1 : at + 2]
        turned = before.isdecimal() != here.isdecimal()
        risen = here.isupper() and (before.islower() or (before.isupper() and after.islower()))
        if turned or risen:
            yield begin, word[begin:at]
            begin = at
    yield begin, word[begin:]

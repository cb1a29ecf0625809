"""Forms of one word: those a word of a text may stand for, and those a part of a name takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dossier.redaction.names.letters import CYRILLIC, latin, listed

_DIGITS = str.maketrans("01345", "oleas")
_ENDING = frozenset("аеєиіоуыэюяьъaeioy")
_SHORT = listed("а у е и ы я ю ом ой ым ем ей ою ею ов ам ах")


def readings(word: str) -> frozenset[str]:
    """Return the forms in which a word of a text may be a part of a name."""
    said = [word.replace("'", "")]
    if "'" in word:
        said += [each for each in word.split("'") if len(each) > 1]
    if not word.isalpha():
        said += [each.strip("0123456789") for each in said]
        said += [each.translate(_DIGITS) for each in said if re.search(r"[^\W\d]", each)]
    said += [each[0] + each[1:].replace("I", "l") for each in said if "I" in each[1:]]
    found = {each.casefold() for each in said if each}
    return frozenset(found if word.isascii() else found | {latin(each) for each in said if each})


def forms(part: str) -> tuple[str, ...]:
    """Return the forms of a part of a name that readings are held against."""
    part = part.replace("'", "")
    alike = (latin(part), latin(part.upper()), latin(part.lower()))
    return tuple(dict.fromkeys((part.casefold(), *alike)))


def stems(part: str) -> Iterator[tuple[str, Literal["any", "vowel", "short"]]]:
    """Yield the stems of a Cyrillic part, and what endings they take."""
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


def takes(rule: str, ending: str) -> bool:
    """Whether a stem may have an ending of up to three letters."""
    if rule == "short":
        return ending in _SHORT
    return rule == "any" or ending[0] in _ENDING


def pieces(word: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a word like "JaneExemplar2", and where each begins."""
    if word.isalpha() and (word[1:].islower() or word.isupper()):
        yield 0, word
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

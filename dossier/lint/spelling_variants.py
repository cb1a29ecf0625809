"""Variants of one word: British and American, -ise and -ize, names in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import unquoted
from dossier.lint.word_lists import listed, paired
from dossier.model.remembered import remembered

_WORD = re.compile(r"(?<![\w@/.#’'-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w@/-])")
_ISE = re.compile(r"(?P<stem>.{3,}?)i(?P<letter>[sz])(?P<tail>e|es|ed|ing|er|ers|ation|ations)")


def own_words(draft: Draft) -> Iterator[tuple[Unit, str]]:
    """Yield each word of the author's own: not quoted, not in italics, no title, no address."""
    for unit in draft.prose:
        if unit.where == "quote":
            continue
        for word in _own(unit.text, unit.emphasised):
            yield unit, word


@remembered
def _own(text: str, emphasised: tuple[str, ...]) -> tuple[str, ...]:
    text = unquoted(text)
    for each in emphasised:
        text = text.replace(each, " " * len(each))
    return tuple(_WORD.findall(text))


@cache
def _british(tag: str) -> Mapping[str, str]:
    """Return American spellings with their British ones, words with two uses left out."""
    either = set(listed(tag, "either"))
    pairs = paired(tag, "british").items()
    return {us: gb for gb, us in pairs if us not in either and gb not in either}


def british(word: str, tag: str) -> str:
    """Return the British spelling of an American word, or ""."""
    return _british(tag).get(word, "")


def american(word: str, tag: str) -> str:
    """Return the American spelling of a British word, or ""."""
    return paired(tag, "british").get(word, "") if word not in listed(tag, "either") else ""


def ise(word: str, tag: str) -> tuple[str, str] | None:
    """Return the letter of a word in -ise or -ize, and the word with the other, or None.

    >>> ise("organised", "en"), ise("size", "en"), ise("advise", "en")
    (('s', 'organized'), None, None)
    """
    found = _ISE.fullmatch(word)
    if not found:
        return None
    stem = found["stem"]
    if not {stem, re.sub(r"^(?:de|re|un)-?", "", stem)} & _stems(tag):
        return None
    other = "z" if found["letter"] == "s" else "s"
    return found["letter"], f"{stem}i{other}{found['tail']}"


@cache
def _stems(tag: str) -> frozenset[str]:
    return frozenset(listed(tag, "ise"))


@cache
def root(word: str, tag: str) -> str:
    """Return what two spellings of a small word have in common.

    >>> root("organize", "en") == root("organise", "en"), root("centered", "en")
    (True, 'centred')
    """
    found = ise(word, tag)
    if found:
        return word if found[0] == "s" else found[1]
    return british(word, tag) or _by_ending(word)


def _by_ending(word: str) -> str:
    """Return a word with the British ending, where only two spellings could meet there."""
    word = re.sub(r"(?<=[bcdfghjklmnpqrstvwxz])([bt])er(ed|ing|s)?$", _centred, word)
    return re.sub(r"(?<=[a-z]{3}[bdlnpvm])or(s|ed|ing|able|ably|less|hood)?$", r"our\1", word)


def _centred(found: re.Match[str]) -> str:
    ending = found[2] or ""
    return found[1] + {"": "re", "s": "res", "ed": "red", "ing": "ring"}[ending]


@cache
def sound(name: str, tag: str) -> str:
    """Return a name with the doubtful letters of transliteration made alike.

    >>> sound("Janaozen", "en") == sound("Zhanaozen", "en"), sound("Tokayev", "en")
    (True, 'tokaev')
    """
    key = name.lower()
    for letters, read in paired(tag, "transliteration").items():
        key = key.replace(letters, read)
    return re.sub(r"(.)\1+", r"\1", key)

"""Words of an export made fit for ours: one line, each once, and what they say of a position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from dossier.readers.yaml import CONTROL

Position: TypeAlias = Literal["supported", "noted", "pending", ""]


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    """Return what is not empty, each once, in the order of its first appearance.

    >>> distinct(["Women", "", "children", "women"])
    ('Women', 'children')
    """
    found: dict[str, str] = {}
    for each in items:
        if each:
            found.setdefault(each.casefold(), each)
    return tuple(found.values())


def tidy(text: str) -> str:
    r"""Return a text on one line, with spaces for what a YAML file of ours may not hold.

    >>> tidy("End\x07 child\n  labour "), tidy("half a letter \ud800")
    ('End child labour', 'half a letter')
    """
    return " ".join((text if text.isprintable() else CONTROL.sub(" ", text)).split())


_NOT_LETTERS = re.compile(r"[\W_]+")
_PUNCTUATION = re.compile("[\u2010-\u2027\xa0\xab\xbb]+")
_NOT_ASCII_LETTERS = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))


def plain(text: str) -> str:
    """Return the letters and digits of a text, by which two prints of one text are alike.

    >>> plain("Ratify the OP-CAT;") == plain("ratify the OPCAT")
    True
    """
    simple = text if text.isascii() else _PUNCTUATION.sub("", text)
    if simple.isascii():  # the same, in a twentieth of the time
        return simple.lower().encode().translate(None, _NOT_ASCII_LETTERS).decode() or text
    return _NOT_LETTERS.sub("", text.casefold()) or text


_SYMBOLS = "\x80-\x9f€‚ƒ„…†‡ˆ‰Š‹ŒŽ•–—˜™š›œžŸ"
_GARBLED = re.compile(rf"\ufffd|â€|Ã[¡-º¼-¿{_SYMBOLS}]|(?:[ÐÑØÙ][¡-¿‘’“”{_SYMBOLS}]){{2}}")
"""Letters of UTF-8 that another program read as Windows Latin, and those that it lost."""


def garbled(text: str) -> str:
    """Return the first letters that were read with a wrong encoding before, or "".

    >>> garbled("la libertÃ© syndicale"), garbled("SÃO TOMÉ: « LIBERTÉ »")
    ('Ã©', '')
    """
    found = None if text.isascii() else _GARBLED.search(text)
    return found[0] if found else ""


def is_pledge(response: str) -> bool:
    """Whether UPR Info's response says that the State under review pledged it itself."""
    return response.casefold() == "voluntary pledge"


_SUPPORTED = ("supported", "accepted", "enjoys the support", "support")
_NOTED = ("noted", "not supported", "not accepted", "rejected", "does not enjoy the support")


def answers(words: str) -> bool:
    """Whether words begin with a position, also where they say two of them or one in part.

    >>> answers("Supported/Noted"), answers("already implemented")
    (True, False)
    """
    return words.casefold().startswith((*_NOTED, "pending", *_SUPPORTED))


@lru_cache(maxsize=4096)  # few answers stand in many rows
def position(words: str) -> tuple[Position, str]:
    """Return the State's position, and what it said beyond that.

    Since the seventeenth session a recommendation is supported or noted (Human Rights Council
    resolution 5/1, annex, paragraph 32); UPR Info's older "Rejected" is noted. Of what says
    both, such as "Supported/Noted" or "Accepted in part", the position is left open.

    >>> position("Noted - already implemented")
    ('noted', 'already implemented')
    >>> position("Supported/Noted")
    ('', 'Supported/Noted')
    """
    lower = words.casefold()
    for name in (*_NOTED, "pending", *_SUPPORTED):
        if lower.startswith(name):
            rest = words[len(name) :]
            if re.match(r"\s*/|\s+(partially|partly|in part|in principle)", rest, re.IGNORECASE):
                break
            said: Position = (
                "pending" if name == "pending" else "noted" if name in _NOTED else "supported"
            )
            return said, rest.strip(" \t\n:;,.–—-")
    return "", words

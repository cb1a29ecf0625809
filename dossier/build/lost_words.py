"""Hold the words of a finished file against the words of its document.

Files part words differently: a PDF breaks long addresses at the end of a line and sets a note's
number close to a word. So words are matched first, and whatever is left on both sides must then
agree character by character; a lost sentence cannot hide in that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from dossier.model.document import Block
from dossier.model.frozen import frozen
from dossier.model.passages import Passage

# Characters that print nothing, or that a file may add or drop at the end of a line.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\x02\\-\u2010\u2011]"
)
_BULLETS = re.compile("[•◦▪‣]")


@frozen
class Loss:
    """Words that a file lacks or has too many of; `block` is where most of them belong."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    block: Block | None


def reconcile(
    passages: Sequence[Passage],
    found: str,
    *,
    extra: Iterable[str] = (),
    loose: Iterable[str] = (),
    stray: Literal["counts", "allowed"] = "counts",
) -> Loss | None:
    """Return what differs between `passages` and the words `found` in a file, or None.

    `extra` are texts the file prints besides the passages (running heads, one per page), `loose`
    texts that it may print any number of times more (the heading row of a table). `stray` says
    whether signs that nobody wrote count: a PDF gives some back for scripts that are shaped.
    """
    wanted = Counter(words(" ".join((*(each.text for each in passages), *extra))))
    read = words(found)
    got = Counter(read)
    missing, surplus = wanted - got, got - wanted
    wants, has = _characters(missing), _characters(surplus)
    if _agree(wants, has, loose) or (stray == "allowed" and wants <= has):
        return None
    _rejoin(missing, surplus, read)
    return Loss(_shown(missing), _shown(surplus), _owner(passages, missing))


def _agree(missing: Counter[str], surplus: Counter[str], loose: Iterable[str]) -> bool:
    """Whether the characters on both sides are the same, but for whole texts of `loose`."""
    if missing - surplus:
        return False
    more = surplus - missing
    for text in loose:
        again = _characters(Counter(words(text)))
        while again and again <= more:
            more -= again
    return not more


def _rejoin(missing: Counter[str], surplus: Counter[str], read: Sequence[str]) -> None:
    """Take out the missing words that stand in the file in pieces or joined, and where they do."""
    heap = "\n".join(word for word in read if word in surplus)
    for word in sorted(missing, key=len, reverse=True):
        pattern = "\n?".join(re.escape(character) for character in word)
        heap, times = re.subn(pattern, "\n", heap, count=missing[word])
        missing[word] -= times
    missing += Counter()
    surplus.clear()
    surplus.update(heap.split())


def words(text: str) -> list[str]:
    """Return the words of `text`; case is folded, since a style may set capitals."""
    text = unicodedata.normalize("NFKC", text).replace("\N{FRACTION SLASH}", "/")
    text = _BULLETS.sub(" ", text).casefold()
    return [word for word in _UNSEEN.sub("", text).split() if word]


def letters(text: str) -> str:
    """Return the letters of `text` as they are compared, nothing between them.

    >>> letters("Strikes, 1 re-registration")
    'strikes,1reregistration'
    """
    return "".join(words(text))


def _characters(words: Counter[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for word, times in words.items():
        for character in word:
            counted[character] += times
    return counted


def _shown(words: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(words.elements(), key=len, reverse=True)[:12])


def _owner(passages: Sequence[Passage], missing: Counter[str]) -> Block | None:
    """Return the block whose words are missing most, measured by its own length."""
    found: dict[str, tuple[int, int, Block]] = {}
    for passage in passages:
        if passage.block is None:
            continue
        said = words(passage.text)
        lost, length, block = found.get(passage.block.id, (0, 0, passage.block))
        lost += sum(word in missing for word in said)
        found[passage.block.id] = (lost, length + len(said), block)
    ranked = [(lost / (length + 20), block) for lost, length, block in found.values() if lost]
    return max(ranked, key=lambda each: each[0])[1] if ranked else None

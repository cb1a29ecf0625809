"""Phrases that may not be read, found however they are spaced, joined, broken and spelt.

Phrases and texts are compared by their letters and digits alone, and a phrase must begin and end
where words do. The number of a note within a phrase of some words does not hide it, nor does it
help to leave out the beginning or the end of a long one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dossier.registry import Place
from dossier.resolve.leak import Mode, decoded
from dossier.resolve.leak.letters import BARE, TOKEN, UNSPACED, cut, folded

RUN = 12
"""Words in a row of a longer phrase that give it away."""

_SOME = 4
"""Words of a phrase within which a number may be printed that is not its own."""

_SURE = 12
_SURE_DIGITS = 7
"""Letters, and digits, of a phrase that are not met by chance where words are run together."""

_AROUND = 24
"""How many letters before and after a phrase its numbers may stand."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may not be read: as they are written, what they are, and where they stand."""

    text: str
    what: str
    at: Place


@dataclass(frozen=True, slots=True)
class _Sought:
    """The words of a phrase that are looked for in a row, and the numbers that stand in it."""

    phrase: Phrase
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a text, where each stands in it, and where each ends when they are joined."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]


class Phrases:
    """Phrases made ready to be looked for, by their letters without spaces.

    `short` are looked for as they are, `long` in a text without numbers; `runs` are what gives
    away the longest.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.short: dict[str, _Sought] = {}
        self.long: dict[str, _Sought] = {}
        self.runs: dict[str, _Sought] = {}
        for each in phrases:
            words = tuple(TOKEN.findall(folded(each.text.translate(BARE))))
            letters = tuple(word for word in words if not word.isdecimal())
            numbers = tuple(word for word in words if word.isdecimal())
            if len(letters) >= _SOME:
                self.long.setdefault("".join(letters), _Sought(each, letters, numbers))
            elif words:
                self.short.setdefault("".join(words), _Sought(each, words))
            if len(letters) > RUN:
                for run in _runs(letters):
                    self.runs.setdefault("".join(run), _Sought(each, run))

    def __bool__(self) -> bool:
        return bool(self.short or self.long)

    def find(self, text: str, mode: Mode = "words") -> Mapping[Phrase, str]:
        """Return the phrases that stand in `text`, each with the words in which it does."""
        text = decoded(text) if mode == "address" else text
        bare = text.translate(BARE)
        words = TOKEN.findall(folded(bare))
        letters = [each for each in words if not each.isdecimal()]
        all_, few = "".join(words), "".join(letters)
        short = [each for key, each in self.short.items() if key in all_]
        long = [each for key, each in self.long.items() if key in few]
        if self.runs:
            said = ("".join(each) for each in _runs(letters))
            long += [self.runs[each] for each in said if each in self.runs]
        found: dict[Phrase, str] = {}
        for each, said_ in (*_with(short, bare, ""), *_with(long, bare, "without numbers")):
            for begin, end in _places(said_, each, mode):
                around = bare[max(0, begin - _AROUND) : end + _AROUND]
                if _has(each.numbers, around):
                    found.setdefault(each.phrase, cut(text, begin, end))
        return found


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words in a row, so many at a time."""
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])


def _with(sought: Sequence[_Sought], bare: str, how: str) -> Iterator[tuple[_Sought, _Said]]:
    """Yield what is sought with the words of a text, which are placed only if anything is."""
    if not sought:
        return
    pairs = [(folded(each[0]), each.span()) for each in TOKEN.finditer(bare)]
    pairs = [each for each in pairs if not (how and each[0].isdecimal())]
    words = tuple(word for word, _ in pairs)
    said = _Said(words, tuple(span for _, span in pairs), tuple(accumulate(map(len, words))))
    yield from ((each, said) for each in sought)


def _places(said: _Said, sought: _Sought, mode: Mode) -> Iterator[tuple[int, int]]:
    """Yield where a phrase begins and ends in a text, as often as it stands there."""
    joined, key = "".join(said.words), "".join(sought.words)
    at = joined.find(key)
    while at >= 0:
        first, last = bisect_right(said.ends, at), bisect_left(said.ends, at + len(key))
        begins = at == said.ends[first] - len(said.words[first]) or UNSPACED.match(key)
        ends = at + len(key) == said.ends[last] or UNSPACED.match(key[-1])
        same = said.words[first : last + 1] == sought.words
        spread = all(len(each) == 1 for each in said.words[first : last + 1])
        sure = len(key) >= (_SURE_DIGITS if key.isdecimal() else _SURE)
        loose = UNSPACED.match(key) or (mode != "words" and sure)
        if same or loose or (begins and ends and (sure or spread)):
            yield said.spans[first][0], said.spans[last][1]
        at = joined.find(key, at + 1)


def _has(numbers: Sequence[str], text: str) -> bool:
    """Whether all numbers of a phrase stand in a text, perhaps with that of a note after them."""
    said = [each for each in TOKEN.findall(text) if each.isdecimal()]
    return all(any(each.startswith(number) for each in said) for number in numbers)

"""Phrases that may not be read, found however they are spaced, joined, broken and spelt.

Phrases and texts are compared by their letters and digits alone, and a phrase must begin and end
where words do. The number of a note within a phrase, or within a word, does not hide it, nor does
it help to leave out the beginning or the end of a long one, or to write one backwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from dossier.model.frozen import frozen
from dossier.model.registry import Place
from dossier.redaction.names import Mode, decoded
from dossier.redaction.names.everyday import is_everyday
from dossier.redaction.names.key_search import Keys
from dossier.redaction.names.letters import BARE, TOKEN, UNSPACED, cut, folded
from dossier.redaction.names.text_letters import Letters, Readings, readings_of

RUN = 12
"""Words in a row of a longer phrase that give it away."""

BACKWARDS = 4
"""Phrases of more letters are looked for backwards too, unless that is an everyday word."""

_SOME = 4
"""Words of a phrase within which a number may be printed that is not its own."""

_SURE = 12
_SURE_DIGITS = 7
"""Letters, and digits, of a phrase that are not met by chance where words are run together."""

_AROUND = 24
"""How many letters before and after a phrase its numbers may stand."""


@frozen
class Phrase:
    """Words that may not be read: as they are written, what they are, and where they stand.

    `quoted` is the text again where `what` has it in quotation marks.
    """

    text: str
    what: str
    at: Place
    quoted: str = ""


@frozen
class _Sought:
    """The words of a phrase that are looked for in a row, and the numbers that stand in it."""

    phrase: Phrase
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@frozen
class Found:
    """A phrase that stands in a text, and where it begins and ends in the text's bare form."""

    phrase: Phrase
    text: str
    begin: int
    end: int

    @property
    def excerpt(self) -> str:
        """The phrase as it is written there."""
        return cut(self.text, self.begin, self.end)


@frozen
class _Said:
    """The words of a text, where each stands in it; all of them joined, and where each ends so."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joined: str
    ends: tuple[int, ...]


@lru_cache(maxsize=16)
def made_ready(phrases: tuple[Phrase, ...]) -> Phrases:
    """Return phrases made ready to be looked for; documents and builds of a dossier share them."""
    return Phrases(phrases)


class Phrases:
    """Phrases made ready to be looked for, by their letters without spaces.

    `short` are looked for as they are, `long` in a text without numbers; `runs` are what gives
    away the longest. `backwards` are the letters of those that are looked for backwards too.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.short: dict[str, list[_Sought]] = {}
        self.long: dict[str, list[_Sought]] = {}
        self.runs: dict[str, _Sought] = {}
        for each in phrases:
            words = tuple(TOKEN.findall(folded(each.text.translate(BARE))))
            letters = tuple(word for word in words if not word.isdecimal())
            numbers = tuple(word for word in words if word.isdecimal())
            if len(letters) >= _SOME:
                sought = _Sought(each, letters, numbers)
                self.long.setdefault("".join(letters), []).append(sought)
            elif words:
                self.short.setdefault("".join(words), []).append(_Sought(each, words))
            if len(letters) > RUN:
                for run in _runs(letters):
                    self.runs.setdefault("".join(run), _Sought(each, run))
        self.backwards = {
            key[::-1]: [each.phrase for each in held]
            for key, held in (*self.short.items(), *self.long.items())
            if len(key) > BACKWARDS and not is_everyday(key[::-1])
        }

    def __bool__(self) -> bool:
        return bool(self.short or self.long)

    def find(self, text: str, mode: Mode = "words") -> tuple[Found, ...]:
        """Return the phrases that stand in `text`, each once."""
        return self.search(readings_of(decoded(text) if mode == "address" else text), mode)

    def search(self, readings: Readings, mode: Mode) -> tuple[Found, ...]:
        """Return the same for a text of which the letters are known, an address decoded."""
        found: dict[Phrase, Found] = {}
        for each in (each.text for each in readings.all if self.may_stand_in(each)):
            turned = self._backwards_in(each)
            for one in self._find(each, mode):
                found.setdefault(one.phrase, one)
            for one in self._find(each[::-1], mode) if turned else ():
                if one.phrase in turned:
                    found.setdefault(one.phrase, one)
        return tuple(found.values())

    def may_stand_in(self, letters: Letters) -> bool:
        """Whether a phrase may stand in a text; where not, there is no need to look closer."""
        return self._all.stand_in(letters.folded) or self._undigited.stand_in(letters.undigited)

    @cached_property
    def _all(self) -> Keys:
        """The letters and digits that are looked for among those of a text."""
        return Keys((*self.short, *self.backwards))

    @cached_property
    def _undigited(self) -> Keys:
        """The letters that are looked for in a text without digits."""
        return Keys((*self.long, *self.runs))

    def _backwards_in(self, text: str) -> set[Phrase]:
        """Return the phrases whose letters stand backwards in a text."""
        letters = "".join(TOKEN.findall(folded(text.translate(BARE))))
        return {one for key, held in self.backwards.items() if key in letters for one in held}

    def _find(self, text: str, mode: Mode) -> Iterator[Found]:
        """Yield the phrases that stand in a text as it is."""
        bare = text.translate(BARE)
        words = TOKEN.findall(folded(bare))
        letters = [each for each in words if not each.isdecimal()]
        all_, few = "".join(words), "".join(letters)
        short = [each for key, held in self.short.items() if key in all_ for each in held]
        long = [each for key, held in self.long.items() if key in few for each in held]
        if self.runs:
            said = ("".join(each) for each in _runs(letters))
            long += [self.runs[each] for each in said if each in self.runs]
        for each, said_ in (*_with(short, bare, ""), *_with(long, bare, "without numbers")):
            place = _place(said_, each, mode, bare)
            if place is not None:
                yield Found(each.phrase, text, *place)


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
    ends = tuple(accumulate(map(len, words)))
    said = _Said(words, tuple(span for _, span in pairs), "".join(words), ends)
    yield from ((each, said) for each in sought)


def _place(said: _Said, sought: _Sought, mode: Mode, bare: str) -> tuple[int, int] | None:
    """Return where a phrase first begins and ends in a text, its numbers near it, or None."""
    key = "".join(sought.words)
    at = said.joined.find(key)
    while at >= 0:
        first, last = bisect_right(said.ends, at), bisect_left(said.ends, at + len(key))
        begin, end = said.spans[first][0], said.spans[last][1]
        around = bare[max(0, begin - _AROUND) : end + _AROUND]
        if _fits(said, sought.words, (at, first, last), mode) and _has(sought.numbers, around):
            return begin, end
        at = said.joined.find(key, at + 1)
    return None


def _fits(said: _Said, sought: Sequence[str], place: tuple[int, int, int], mode: Mode) -> bool:
    """Whether letters of a text, from one word to another, are those words and no part of more."""
    at, first, last = place
    key = "".join(sought)
    words = said.words[first : last + 1]
    sure = len(key) >= (_SURE_DIGITS if key.isdecimal() else _SURE)
    if words == sought or UNSPACED.match(key) or (mode != "words" and sure):
        return True
    begins = at == said.ends[first] - len(said.words[first])
    ends = at + len(key) == said.ends[last]
    return begins and ends and (sure or all(len(each) == 1 for each in words))


def _has(numbers: Sequence[str], text: str) -> bool:
    """Whether all numbers of a phrase stand in a text, perhaps with that of a note after them."""
    said = [each for each in TOKEN.findall(text) if each.isdecimal()]
    return all(any(each.startswith(number) for each in said) for number in numbers)

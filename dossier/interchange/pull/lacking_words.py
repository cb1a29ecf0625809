"""Know which of the exported words a file lacks, and whether words that it has are among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.paragraph_matching import SURE, splits
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.tokens import Token

_FEW = 4
"""Words that may be found in any paragraph by chance."""

_RAREST = 0.5
"""The share of words, the rarest first, that tells which paragraphs are worth a comparison."""


def lacking(rows: Sequence[LinkedParagraph], texts: Mapping[str, Sequence[str]]) -> LackingWords:
    """Return the words of each exported paragraph that no row which continues it has."""
    left = {id_: Counter(told) for id_, told in texts.items()}
    parted = splits(rows, texts)
    for at, each in enumerate(rows):
        for id_ in (rows[parted[at]] if at in parted else each).links:
            left[id_] -= Counter(words_of(each.tokens))
    return LackingWords(left.values())


class LackingWords:
    """The words that exported paragraphs lack, found by the words that few of them lack."""

    def __init__(self, left: Iterable[Counter[str]] = ()) -> None:
        self.left = list({frozenset(each.items()): each for each in left if each}.values())
        self.places: dict[str, list[int]] = {}
        for at, each in enumerate(self.left):
            for word in each:
                self.places.setdefault(word, []).append(at)

    def hold(self, row: Sequence[Token]) -> bool:
        """Whether words are, nearly all, among those of one paragraph that are lacking."""
        said = Counter(words_of(row))
        total = sum(said.values())
        return total >= _FEW and any(
            sum((said & self.left[at]).values()) >= SURE * total for at in self._likely(said)
        )

    def _likely(self, said: Counter[str]) -> Iterator[int]:
        """Return the paragraphs that lack so many of the rarest words that all may be enough."""
        total, seen = sum(said.values()), 0
        shared: Counter[int] = Counter()
        for word in sorted(said, key=lambda each: len(self.places.get(each, ()))):
            if seen > _RAREST * total:
                break
            seen += said[word]
            for at in self.places.get(word, ()):
                shared[at] += said[word]
        return (at for at, some in shared.items() if some + total - seen >= SURE * total)

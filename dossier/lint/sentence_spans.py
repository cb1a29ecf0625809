"""Where the sentences of a text begin and end."""

from __future__ import annotations

from dossier.lint.sentences import sentences
from dossier.model.remembered import remembered


@remembered
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the sentences of `text`, in order.

    >>> sentence_spans("One is here. Two is not.")
    ((0, 12), (13, 24))
    """
    found: list[tuple[int, int]] = []
    start = 0
    for each in sentences(text):
        begin = text.find(each, start)
        if begin < 0:
            continue
        start = begin + len(each)
        found.append((begin, start))
    return tuple(found)


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the offsets of the sentence in which `offset` lies, or of the whole text."""
    return next((each for each in sentence_spans(text) if each[0] <= offset < each[1]),
                (0, len(text)))  # fmt: skip

"""Part a unit into segments, a sentence each, as translators' tools and their memories know text.

A sentence of the original and its translation are a pair only where both texts have as many
sentences, and each pair the same codes; else the unit is one segment.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from dossier.interchange.translation.coded_text import Code, Part, Span, joined_parts, text_of
from dossier.lint.sentences import sentences
from dossier.model.frozen import frozen

_SPACES = " \t\r\n"


@frozen
class Segment:
    """A sentence in both languages, and the white space before it in each."""

    source: tuple[Part, ...]
    target: tuple[Part, ...] | None
    before: str = ""
    before_target: str = ""


def segments(
    source: tuple[Part, ...], target: tuple[Part, ...] | None, space: str
) -> tuple[Segment, ...]:
    """Return the segments of a unit; joined with the spaces between them they are the unit.

    `space` stands between two sentences of the other language that are not written yet.

    >>> [each.source for each in segments(("It rose.", Code("[^why]"), " It fell."), None, " ")]
    [('It rose.', Code(text='[^why]')), ('It fell.',)]
    """
    first = _sentences(source)
    if target is None:
        return tuple(
            Segment(said, None, gap, space if at else "") for at, (gap, said) in enumerate(first)
        )
    other = _sentences(target)
    alike = len(first) == len(other) and all(
        _codes(one) == _codes(two) for (_, one), (_, two) in zip(first, other, strict=True)
    )
    if not alike:
        return (Segment(source, target),)
    return tuple(
        Segment(one, two, gap, other_gap)
        for (gap, one), (other_gap, two) in zip(first, other, strict=True)
    )


def _sentences(parts: tuple[Part, ...]) -> list[tuple[str, tuple[Part, ...]]]:
    """Return the sentences of a unit, each with the white space before it."""
    shown = "".join(map(_shown, parts))
    ends, at = [], 0
    for each in sentences(shown):
        at = shown.index(each, at) + len(each)
        ends.append(at)
    found: list[tuple[str, tuple[Part, ...]]] = []
    for begin, end in itertools.pairwise([0, *ends[:-1], len(shown)]):
        piece = shown[begin:end]
        gap = piece[: len(piece) - len(piece.lstrip(_SPACES))] if found else ""
        found.append((gap, _between(parts, begin + len(gap), end)))
    return found


def _shown(part: Part) -> str:
    """Return a part as sentences are parted by it: what is no word is never parted itself.

    A note or a citation closes a sentence as a quotation mark does; all else reads as a word.
    """
    match part:
        case str():
            return part
        case Code() if part.text.startswith("["):
            return "”"
        case Code():
            return "00"
        case Span() if (part.begin, part.end) == ("[", "]"):
            return "”"
    return next((f"{each}0" for each in text_of(part.content) if each.isalnum()), "00")


def _between(parts: Sequence[Part], begin: int, end: int) -> tuple[Part, ...]:
    """Return the parts between two places of the text that is shown for them."""

    def cut() -> Iterator[Part]:
        at = 0
        for part in parts:
            length = len(_shown(part))
            if isinstance(part, str):
                yield part[max(begin - at, 0) : max(end - at, 0)]
            elif begin <= at < end:
                yield part
            at += length

    return joined_parts(cut())


def _codes(parts: Sequence[Part]) -> Counter[str]:
    """Return the codes of parts, those within others with them."""
    found: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Code):
            found[part.text] += 1
        elif isinstance(part, Span):
            found[f"{part.begin}…{part.end}"] += 1
            found += _codes(part.content)
    return found

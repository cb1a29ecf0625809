"""Let the last paragraph of a cell, a note or a control stay, since its end cannot come or go.

Where paragraphs were added after the last, the end of the one before is what came: so Word tracks
it. The same holds for what went, and for what moved there or away from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.redline.layout import Laid, MergedStep, RangeMark, Whole

_OLD = ("del", "moveFrom")


def closed(laid: Sequence[Laid]) -> list[Laid]:
    """Return pieces whose last paragraph end is one on both sides."""
    found = list(laid)
    end = max((at for at, each in enumerate(found) if not isinstance(each, RangeMark)), default=0)
    last = found[end] if found else None
    if not isinstance(last, MergedStep) or not last.status:
        return found
    for at in range(end - 1, -1, -1):
        each = found[at]
        if isinstance(each, Whole):
            return found
        if isinstance(each, MergedStep) and each.ends and _side(each) != _side(last):
            if each.status:
                return _joined(found, at, end)
            return [*found[:at], *_shifted(found[at:])]
    return found


def _side(piece: MergedStep) -> str:
    """Return on which side a piece stands: "old", "new", or "" for both."""
    if not piece.status:
        return ""
    return "old" if piece.status in _OLD else "new"


def _joined(found: list[Laid], at: int, end: int) -> list[Laid]:
    """Let a paragraph that went and one that came end together, where both are last."""
    before, last = found[at], found[end]
    assert isinstance(before, MergedStep) and isinstance(last, MergedStep)  # noqa: S101
    whole = MergedStep("", before.old or last.old, before.new or last.new)
    return [*found[:at], *found[at + 1 : end], whole, *found[end + 1 :]]


def _shifted(found: Sequence[Laid]) -> Iterator[Laid]:
    """Yield paragraphs of one side behind one that stays; each end passes to the one before.

    `found` begins with the end of the one that stays. The range of a paragraph that moved begins
    before the end that it got, and ends before the one that it lost.
    """
    stays = held = found[0]
    marks: list[Laid] = []
    words: list[Laid] = []
    assert isinstance(stays, MergedStep) and isinstance(held, MergedStep)  # noqa: S101
    for each in found[1:]:
        if isinstance(each, RangeMark):
            marks.append(each)
        elif isinstance(each, MergedStep) and each.ends:
            yield from marks
            yield _moved_up(held, each)
            yield from words
            held, marks, words = each, [], []
        else:
            words.append(each)
    yield from marks
    yield MergedStep("", held.old or stays.old, held.new or stays.new)


def _moved_up(end: MergedStep, next_: MergedStep) -> MergedStep:
    """Return an end as that of a paragraph which came or went, as the next one did."""
    if next_.new:
        return replace(end, status=next_.status, old=None)
    return replace(end, status=next_.status, new=None)

"""The difference between two texts, as the words that stayed, went and came.

The longest common run of tokens is found by RapidFuzz (`LCSseq`, bit-parallel); what is here is
how a text is cut into tokens, and how lonely matches between changes are dropped, so that a
difference reads as a person would tell it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import Literal, TypeAlias

Op: TypeAlias = tuple[Literal["equal", "replace"], int, int, int, int]
"""What became of a run: old from and to, new from and to. A replacement may have one side empty."""

_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of Chinese and Japanese, which put no spaces between words: each is a token."""

_TOKEN = re.compile(rf"[^\W{_HAN}]+(?:[’'\u00ad-][^\W{_HAN}]+)*|\s|[^\w\s]|[{_HAN}]")


def tokens(text: str) -> list[str]:
    """Return the words, spaces and signs of `text`, and single Chinese letters; all are the text.

    >>> tokens("the union’s 16–17 members")
    ['the', ' ', 'union’s', ' ', '16', '–', '17', ' ', 'members']
    >>> tokens("关于ILO")
    ['关', '于', 'ILO']
    """
    return _TOKEN.findall(text)


def difference(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Op]:
    """Return the runs of two sequences in order; equal ones and replaced ones take turns.

    >>> difference("a b c".split(), "a x c".split())
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
    """
    from rapidfuzz.distance import LCSseq

    if old == new:
        return [("equal", 0, len(old), 0, len(new))] if old else []
    found: list[Op] = []
    for step in LCSseq.opcodes(old, new):
        tag: Literal["equal", "replace"] = "equal" if step.tag == "equal" else "replace"
        if found and found[-1][0] == tag:
            last = found[-1]
            found[-1] = (tag, last[1], step.src_end, last[3], step.dest_end)
        else:
            found.append((tag, step.src_start, step.src_end, step.dest_start, step.dest_end))
    return found


def smoothed(ops: Sequence[Op], old: Sequence[Hashable]) -> list[Op]:
    """Return `ops` without equal runs of spaces alone between two changes.

    >>> words = "a b c".split(" ")
    >>> smoothed([("replace", 0, 1, 0, 1), ("equal", 1, 2, 1, 2), ("replace", 2, 3, 2, 3)], "a c")
    [('replace', 0, 3, 0, 3)]
    """
    found: list[Op] = []
    for at, op in enumerate(ops):
        inner = 0 < at < len(ops) - 1
        lonely = op[0] == "equal" and inner and all(_space(each) for each in old[op[1] : op[2]])
        kind: Literal["equal", "replace"] = "replace" if lonely else op[0]
        if found and found[-1][0] == kind == "replace":
            found[-1] = (kind, found[-1][1], op[2], found[-1][3], op[4])
        else:
            found.append((kind, *op[1:]))
    return found


def likeness(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """Return how much two texts have in common, from 0 to 1.

    >>> likeness("abcd", "abxx")
    0.5
    """
    from rapidfuzz.distance import LCSseq

    return float(LCSseq.normalized_similarity(old, new)) if old or new else 1.0


def _space(token: Hashable) -> bool:
    return isinstance(token, str) and not token.strip()

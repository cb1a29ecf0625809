"""Find the numbers of notes that stand in plain text, as a PDF gives them or a hand typed them.

A number glued to a word ("capacity1"), or after a quotation mark, may call a note. Which do is
told by their order: the calls of notes are those numbers that count 1, 2, 3 through the whole
text. A few may be missing; numbers of laws, years and articles do not fall into such a series.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from dossier.model.frozen import frozen

FEWEST = 3
"""Notes that a text must call for its numbers to be taken for calls without any note's text."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_AFTER = r"(?=[\s.,;:!?)\]”’\"»…]|$)(?![.,:]\d)"
_CALLS = (
    (re.compile(r"(?<=\S)(?<!\b10)(?<!\b[kcdm]m)(?<!\b\dm)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"), 1.2),
    (re.compile(r"(?<=\S) ?\[\d{1,3}\](?!\()"), 1.0),
    (re.compile(r"(?<=[^\W\d_][.!?؟”»])\(\d{1,3}\)(?=\s|$)"), 0.55),  # only with notes below
    (re.compile(rf"(?<=[^\W\d_][^\W\d_][a-zß-öø-ÿа-я])\d{{1,3}}{_AFTER}"), 1.0),
    (re.compile(rf"(?<=\b[A-Z][A-Z][A-Z])\d{{1,3}}{_AFTER}"), 0.5),
    (re.compile(rf"(?<=[^\s(\[][’”\"»)\]%])\d{{1,3}}{_AFTER}"), 1.0),
    (re.compile(rf"(?<=\w[\s\u00a0\u202f]»)\d{{1,3}}{_AFTER}"), 1.0),
    (re.compile(rf"(?<=[^\W\d_]{{5}}[.,;:!?])\d{{1,3}}{_AFTER}"), 0.9),
    (re.compile(rf"(?<=[^\W\d_]{{3}}[.,;:!?])\d{{1,3}}{_AFTER}"), 0.5),
    (re.compile(r"(?<=\b\d{4}[.,;])\d{1,3}(?=\s+[A-Z“‘]|\s*$)"), 0.6),
    (re.compile(rf"(?<=[’”\"»)\]][.,;:!?])\d{{1,3}}{_AFTER}"), 0.9),
    (re.compile(rf"(?<=[’”\"»)\]]) \d{{1,3}}(?=\s[a-z]|\s?[.,;:]|\s?$){_AFTER}"), 0.6),
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WORD = re.compile(r"[^\W\d_]+$")
_LABELS = frozenset({"annex", "appendix", "attachment", "box", "chart", "exhibit", "figure", "item",
                     "schedule", "table"})  # fmt: skip
_SHORT = frozenset(
    {"art", "arts", "para", "paras", "sec", "vol", "fig", "chap", "nos", "ref", "res"}
)
"""Words that are cut short before a number, which calls no note."""

_NAMED = 0.4
_LABELLED = 0.2
"""What a number behind a name or a label counts at most, so that another place is taken first."""

_GAP = 3
_MISSING = 0.7
"""What each number costs that is missing in a series."""


@frozen
class Call:
    """A number that may call a note: in which text, from where to where, and how likely."""

    text: int
    start: int
    end: int
    value: int
    weight: float


def find_calls(texts: Sequence[str], known: range = range(0)) -> tuple[Call, ...]:
    """Return the calls of notes in `texts`, in order; `known` notes stand elsewhere in the file.

    They count from the first of `known`, else from 1.

    >>> [call.value for call in find_calls(["peace1, law’2 and work3. No. 87 of 2016."])]
    [1, 2, 3]
    """
    able = [each for each in _candidates(texts) if _may_call(texts, each, known)]
    found = _best(able, texts, known.start or 1)
    enough = len(found) >= min(FEWEST, len(known) or FEWEST)
    likely = sum(each.weight for each in found) >= (0.5 if known else 0.6) * len(found)
    return found if enough and likely and not _are_labels(texts, found) else ()


def _may_call(texts: Sequence[str], call: Call, known: range) -> bool:
    """Whether no name or label has the number for itself: one above that of the last note."""
    return not known or call.value in known or _worth(texts, call) == call.weight


def _worth(texts: Sequence[str], call: Call) -> float:
    """Return what a call counts in a series: less behind a name or label, as in "Annex1".

    >>> _worth(["Annex1"], Call(0, 5, 6, 1, 1.0)), _worth(["peace1"], Call(0, 5, 6, 1, 1.0))
    (0.2, 1.0)
    """
    text = texts[call.text]
    word = (
        ""
        if text[call.start] in _RAISED
        else "".join(_WORD.findall(text[max(0, call.start - 40) : call.start]))
    )
    if word.casefold() in _LABELS:
        return min(call.weight, _LABELLED)
    return min(call.weight, _NAMED) if word[:1].isupper() and not word.isupper() else call.weight


def raised(texts: Sequence[str]) -> bool:
    """Whether a raised number stands in any of `texts`."""
    return any(sign in text for text in texts for sign in _RAISED)


def _are_labels(texts: Sequence[str], calls: Sequence[Call]) -> bool:
    """Whether numbers stand behind one name or label, as in "Annex1", "Annex2" or "table1"."""
    if len(calls) < 2 or any(texts[each.text][each.start] in _RAISED for each in calls):
        return False
    before = Counter(tuple(_WORD.findall(texts[each.text][: each.start])[-1:]) for each in calls)
    (word, count), *_ = before.most_common(1)
    named = bool(word) and (word[0][0].isupper() or word[0] in _LABELS)
    return named and 2 * count > len(calls)


def with_lost(
    texts: Sequence[str], calls: Sequence[Call], known: Collection[int]
) -> tuple[Call, ...]:
    """Return `calls` with those of `known` notes that stand between them behind any sign.

    A number that no call has is one where it stands only once between its neighbours.

    >>> text = "peace1, of 55 kg.2 In work3 and law4"
    >>> [call.value for call in with_lost([text], find_calls([text]), range(1, 5))]
    [1, 2, 3, 4]
    """
    found = list(calls)
    for value in sorted({*known} - {each.value for each in calls}):
        before = max(((c.text, c.end) for c in found if c.value < value), default=(0, 0))
        after = min(((c.text, c.start) for c in found if c.value > value), default=(len(texts), 0))
        fitting = [
            Call(at, each.start(), each.end(), value, 0.5)
            for at in range(before[0], min(after[0] + 1, len(texts)))
            for each in re.finditer(rf"(?<![\s\d/(\[])(?<!\d[.,:]){value}{_AFTER}", texts[at])
            if each.start() and before <= (at, each.start()) < after
            and not _is_address(texts[at], each.start())
        ]  # fmt: skip
        if len(fitting) == 1:
            found += fitting
    return tuple(sorted(found, key=lambda each: (each.text, each.start)))


def _candidates(texts: Sequence[str]) -> Iterator[Call]:
    for at, text in enumerate(texts):
        here: dict[int, Call] = {}
        for pattern, weight in _CALLS:
            for found in pattern.finditer(text):
                digits = found[0].strip(" []()").translate(_SUPERSCRIPTS)
                word = _WORD.findall(text[: found.start()].rstrip(".,;:!?"))
                cut = weight == 0.5 and bool(word) and word[0].casefold() in _SHORT
                if int(digits) > 0 and not cut and not _is_address(text, found.start()):
                    call = Call(at, found.start(), found.end(), int(digits), weight)
                    here.setdefault(found.end(), call)
        yield from (here[end] for end in sorted(here))


def _is_address(text: str, at: int) -> bool:
    """Whether a number belongs to an address or a symbol, such as "A/HRC/28/10"."""
    before = text[max(0, at - 200) : at]
    word = before.split()[-1] if before and not before[-1].isspace() else ""
    return bool(re.search(r"[/@=_]|www\.", word))


def _best(candidates: Sequence[Call], texts: Sequence[str], first: int) -> tuple[Call, ...]:
    """Return the rising series of most weight; a number more counts more than one that is missing.

    `ends` holds for each value the best series that ends with it: its weight, and its last call
    with the calls before it, linked.
    """
    ends: dict[int, tuple[float, _Link]] = {}
    for call in candidates:
        starts: list[tuple[float, _Link | None]] = []
        if 0 <= call.value - first < _GAP:
            starts.append((-_MISSING * (call.value - first), None))
        for missing in range(_GAP):
            held = ends.get(call.value - 1 - missing)
            if held:
                starts.append((held[0] - _MISSING * missing, held[1]))
        if not starts:
            continue
        before, link = max(starts, key=lambda each: each[0])
        weight = before + _worth(texts, call)
        if call.value not in ends or weight > ends[call.value][0]:
            ends[call.value] = weight, _Link(call, link)
    best = max(ends.values(), key=lambda each: each[0], default=None)
    return best[1].calls() if best else ()


@frozen
class _Link:
    call: Call
    before: _Link | None

    def calls(self) -> tuple[Call, ...]:
        found = []
        link: _Link | None = self
        while link:
            found.append(link.call)
            link = link.before
        return tuple(reversed(found))

"""A span of time is not what the dates beside it make it.

Why: Dates can be checked by anybody with a calendar. One that does not add up lets a State call
    the rest into question.
Source: House style; a submission of 2019 has "Ten months later" for 15 February to 5 December 2016.
Bad:
    # De-registration

    On 15 February 2016 the Ministry registered the confederation. Ten months later, the Ministry
    asked a court to dissolve it, on 5 December 2016.
Says: "Ten months later": from 15 February 2016 to 5 December 2016 is 9 months and 20 days
Good:
    # De-registration

    On 15 February 2016 the Ministry registered the confederation. Less than ten months later, the
    Ministry asked a court to dissolve it, on 5 December 2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from dossier.lint.dates import Moment, moments, whole_months
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.model.registry import Day
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ("en",)

_UNITS = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0}
_SLACK = {"year": 45, "month": 7, "week": 2, "day": 1}
"""How many days a span may be off before it is wrong: people round."""


@frozen
class Told:
    """A span as a text tells it: how it is qualified, how many of which unit, and the words."""

    how: str
    count: int
    unit: str
    words: str
    direction: str
    start: int
    end: int


_SAYS = re.compile(r"\b(?:later|after|before|earlier|[Ww]ithin)\b")


@lru_cache(maxsize=4)
def _pattern(tag: str) -> re.Pattern[str]:
    numbers = "|".join(listed(tag, "numbers"))
    return program_pattern(
        r"(?:\b(?P<how>less than|fewer than|under|just under|nearly|almost|not quite|about|"
        r"around|some|roughly|approximately|more than|over|just over|at least|barely|only|just|"
        r"within)\s+)?"
        rf"\b(?P<count>\d{{1,3}}|{numbers}|a|one)\s+(?P<unit>year|month|week|day)s?\s+"
        r"(?P<dir>later|after|before|earlier)\b|"
        rf"\b(?P<within>within)\s+(?P<count2>\d{{1,3}}|{numbers})\s+(?P<unit2>year|month|week|day)s?"
        r"(?=\s+the\b|,)",
        re.IGNORECASE,
    )


def check(draft: Draft) -> Iterator[Hit]:
    """Find spans between two dates of a sentence, or of a sentence and the one before it."""
    if not listed(draft.language, "numbers"):
        return
    months = draft.edition.language.months
    before: tuple[Unit, str] | None = None
    for unit in draft.prose:
        for start, end in sentence_spans(unit.text):
            sentence = unit.text[start:end]
            near = before is not None and before[0].section == unit.section
            earlier = moments(before[1], months) if before and near else ()
            for told in _told(sentence, draft.language):
                pair = _pair(told, sentence, moments(sentence, months), earlier)
                if pair and not _true(told, *pair):
                    yield _hit(unit, told, pair, draft)
            before = (unit, sentence)


@remembered
def _told(sentence: str, tag: str) -> tuple[Told, ...]:
    return tuple(_spans(sentence, tag)) if _SAYS.search(sentence) else ()


def _spans(sentence: str, tag: str) -> Iterator[Told]:
    numbers = listed(tag, "numbers")
    for found in _pattern(tag).finditer(sentence):
        count = (found["count"] or found["count2"]).lower()
        value = 1 if count == "a" else int(count) if count.isdigit() else numbers.index(count)
        how = (found["how"] or found["within"] or "").lower()
        unit = (found["unit"] or found["unit2"]).lower()
        direction = (found["dir"] or "within").lower()
        yield Told(
            how=how,
            count=value,
            unit=unit,
            words=found[0],
            direction=direction,
            start=found.start(),
            end=found.end(),
        )


def _pair(
    told: Told, sentence: str, here: tuple[Moment, ...], before: tuple[Moment, ...]
) -> tuple[Moment, Moment] | None:
    """Return the two dates that a span lies between, where there can be no doubt."""
    if told.direction in ("after", "before"):
        return _fixed(told, sentence, here)
    events = tuple(each for each in here if each.led)
    opens = not sentence[: told.start].strip(' “‘"(') or sentence[: told.start].strip() == "Only"
    if opens and len(events) == 1 == len(here) and len(before) == 1 and before[0].led:
        return before[0], events[0]
    if told.direction == "within":
        return None
    first = [each for each in here if each.end <= told.start]
    after = [each for each in here if each.start >= told.end]
    next_to = after and not sentence[told.end : after[0].start].strip(" ,(").removeprefix("on")
    if len(here) == 2 and len(first) == 1 and next_to and first[0].led:
        return first[0], after[0]
    return None


def _fixed(told: Told, sentence: str, here: tuple[Moment, ...]) -> tuple[Moment, Moment] | None:
    """Return the dates of "ten months after its registration on D1 … on D2", in one sentence."""
    after = [each for each in here if each.start >= told.end]
    if len(here) != 2 or not after:
        return None
    between = sentence[told.end : after[0].start]
    other = next(each for each in here if each is not after[0])
    if re.search(r"[,;:()]|\b(?:law|act|decree|resolution) of\b", between, re.IGNORECASE):
        return None
    led = other.led and (after[0].led or not between.strip())
    return (after[0], other) if led else None


def _true(told: Told, first: Moment, second: Moment) -> bool:
    """Whether a span can be true of any two days that the dates may mean."""
    low, high = sorted((first.day, second.day), key=lambda each: each.first())
    least = max((high.first() - low.last()).days, 0)
    most = (high.last() - low.first()).days
    size, slack = _UNITS[told.unit], _SLACK[told.unit]
    claimed = told.count * size
    match told.how:
        case "less than" | "fewer than" | "under" | "within" | "not quite" | "barely":
            return least <= claimed + 1
        case "more than" | "over" | "at least":
            return most >= claimed - 1
        case "nearly" | "almost" | "just under":
            return least <= claimed + 1 and most >= claimed - max(0.25 * claimed, size)
        case "about" | "around" | "some" | "roughly" | "approximately":
            slack += round(0.25 * claimed)
    return (least - slack <= claimed and most >= claimed - slack) or _whole(told, low, high)


def _whole(told: Told, low: Day, high: Day) -> bool:
    """Whether as many years or months have passed in full: "four years after" may be 4½."""
    first, last = low.first(), high.last()
    months = whole_months(first, last)
    if told.unit == "year":
        return months // 12 == told.count
    return told.unit == "month" and months == told.count


def _hit(unit: Unit, told: Told, pair: tuple[Moment, Moment], draft: Draft) -> Hit:
    first, second = sorted((each.day for each in pair), key=lambda each: each.first())
    say = draft.edition.language.day
    real = _length(first.first(), second.first()) if first.day and second.day else "not that long"
    message = f'"{told.words}": from {say(first)} to {say(second)} is {real}'
    return Hit(unit, message, "count again, or say what the span runs from", told.words)


def _length(first: date, last: date) -> str:
    """Return a span in words.

    >>> _length(date(2016, 2, 15), date(2016, 12, 5))
    '9 months and 20 days'
    """
    months = whole_months(first, last)
    turned = first.month - 1 + months
    year, month = first.year + turned // 12, turned % 12 + 1
    day = first.day
    while True:
        try:
            start = date(year, month, day)
            break
        except ValueError:
            day -= 1
    parts = (
        (months // 12, "year"),
        (months % 12, "month"),
        ((last - start) // timedelta(1), "day"),
    )
    said = [f"{count} {name}{'s' if count > 1 else ''}" for count, name in parts if count]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:]))) or "no time"

"""Describe a drawing in words: its alternative text, made from the data it is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never

from dossier.model.figures import LEVELS, Code, Counts, Drawing, Moment, Positions, Rating, Timeline
from dossier.model.language import Language
from dossier.model.registry import Day
from dossier.writers.figures import MOST_LABELLED


def describe(drawing: Drawing, language: Language) -> str:
    """Return all that `drawing` says, in one line of words; what is zero is left out.

    Of a timeline of many events, which the list below it names, it says how many there are.
    """
    match drawing:
        case Timeline():
            return _timeline(drawing, language)
        case Counts():
            return _counts(drawing, language)
        case Positions():
            return _positions(drawing, language)
        case Rating():
            return _rating(drawing, language)
        case Code():
            return language.terms["code"].format(address=drawing.address)
        case _:
            assert_never(drawing)


def _timeline(timeline: Timeline, language: Language) -> str:
    terms = language.terms
    moments = sorted(timeline.moments, key=lambda each: (each.first, each.last))
    if not moments:
        return ""
    grouped = "moment of group" if len({each.group for each in moments}) > 1 else "moment"
    events = language.count("events", len(moments))
    ends = [min(each.first for each in moments), max(each.last for each in moments)]
    first, last = (_month(each, language) for each in ends)
    form = terms["timeline within"] if first == last else terms["timeline"]
    told = [_moment(each, grouped, language) for each in moments]
    if len(moments) > MOST_LABELLED:
        told = [terms["timeline listed"], *_groups(moments, language)]
    said = _list(told, language.list_words.parted)
    return form.format(events=events, first=first, last=last, all=said)


def _moment(moment: Moment, grouped: str, language: Language) -> str:
    form = language.terms[grouped if moment.group else "moment"]
    return form.format(date=moment.label, title=moment.title, group=moment.group)


def _groups(moments: Sequence[Moment], language: Language) -> Iterator[str]:
    """Yield how many of many events are of each group; what they are, the list below tells."""
    for group, n in Counter(each.group for each in moments).items():
        if group:
            yield language.terms["events of group"].format(name=group, n=_n(n, language))


def _month(day: date, language: Language) -> str:
    return language.day(Day(day.year, day.month))


def _counts(counts: Counts, language: Language) -> str:
    terms = language.terms
    said = []
    for name, row in counts.rows:
        years = [(year, n) for year, n in zip(counts.columns, row, strict=True) if n]
        form = terms["count of many"] if len(years) > 1 else terms["count"]
        each = _list(
            (terms["count in year"].format(n=_n(n, language), year=year) for year, n in years),
            language.list_words.cited,
        )
        if years:
            said.append(form.format(name=name, all=each, n=_n(sum(row), language)))
    return terms["counts"].format(
        n=_n(counts.total(), language), all=language.list_words.parted.join(said)
    )


def _positions(positions: Positions, language: Language) -> str:
    terms = language.terms
    said = []
    for name, answers in positions.rows:
        given = [(answer, n) for answer, n in answers if n]
        each = _list(
            (terms["answer"].format(n=_n(n, language), answer=answer) for answer, n in given),
            language.list_words.cited,
        )
        whole = _n(sum(n for _, n in given), language)
        if given:
            said.append(terms["position"].format(name=name, n=whole, all=each))
    return terms["positions"].format(all=language.list_words.parted.join(said))


def _rating(rating: Rating, language: Language) -> str:
    terms = language.terms
    form = terms["rating of"] if rating.title else terms["rating"]
    said = form.format(
        title=rating.title,
        value=rating.value,
        meaning=rating.meaning,
        first=LEVELS[0],
        last=LEVELS[-1],
    )
    parted = language.list_words.parted
    before = terms["rating before"].format(value=rating.before)
    if not rating.before or (rating.before == rating.value and rating.change):
        before = ""
    return _list((each.rstrip(".") for each in (said, before, rating.change) if each), parted) + "."


def _list(said: Iterable[str], between: str) -> str:
    return between.join(said).rstrip(".")


def _n(count: int, language: Language) -> str:
    return language.figure(str(count))

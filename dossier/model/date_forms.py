"""How a language writes dates, as exactly as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from dossier.model.frozen import frozen
from dossier.model.registry import Day


@frozen
class DateForms:
    """The months of a language and the patterns of its dates.

    `months` stand in a date, `months_alone` without a day: Russian has "27 июня" and "июнь". `days`
    are days of the month that are no bare numbers, such as "1er". Of a span of days the year stands
    once, in the one that is `kept_whole`; `span_of_days` are days of one month, if they differ.
    """

    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    seasons: tuple[str, ...]
    date: str
    month: str
    day: str
    year: str
    span_of: str
    span_of_months: str
    days: Mapping[int, str] = field(default_factory=dict, hash=False)
    kept_whole: Literal["first", "last"] = "last"
    span_of_days: str = ""

    def whole(self, day: Day) -> str:
        """Return one date with its year: "25 March 2019", "March 2019", "2019"."""
        if day.season:
            return self.month.format(month=self.seasons[day.season - 1], year=day.year)
        if not day.month:
            return self.year.format(year=day.year)
        if not day.day:
            return self.month.format(month=self.months_alone[day.month - 1], year=day.year)
        return self.date.format(day=self._day(day), month=self.months[day.month - 1], year=day.year)

    def span(self, first: Day, last: Day) -> str:
        """Return the time between two dates: "19 to 24 January 2017"."""
        form = self.span_of if last.day else self.span_of_months
        if self.span_of_days and first.day and (first.year, first.month) == (last.year, last.month):
            form = self.span_of_days
        if self.kept_whole == "first":
            return form.format(first=self.whole(first), last=self._part(last, first))
        return form.format(first=self._part(first, last), last=self.whole(last))

    def _part(self, part: Day, whole: Day) -> str:
        """Return a date without what `whole`, which stands beside it, says of it too."""
        if part.year != whole.year:
            return self.whole(part)
        if part.day and whole.day:
            month = self.months[part.month - 1]
            same = part.month == whole.month
            return self._alone(part) if same else self.day.format(day=self._day(part), month=month)
        if part.month and whole.month:
            return self.months_alone[part.month - 1]
        if part.season and whole.season:
            return self.seasons[part.season - 1]
        return self.whole(part)

    def _day(self, day: Day) -> str:
        return self.days.get(day.day, str(day.day))

    def _alone(self, day: Day) -> str:
        """Return the day of a month said beside it: "19", or "24日" where days have a word."""
        _, _, after = self.day.partition("{day}")
        return self._day(day) + (after if self.kept_whole == "first" else "")


def date_forms(raw: Mapping[str, Any]) -> DateForms:
    """Return the forms of dates in what the file of a language holds."""
    return DateForms(
        months=tuple(raw["months"]),
        months_alone=tuple(raw.get("months_alone", raw["months"])),
        seasons=tuple(raw["seasons"]),
        date=raw["date"],
        month=raw["month"],
        day=raw["day"],
        year=raw.get("year", "{year}"),
        span_of=raw["span"],
        span_of_months=raw.get("span_of_months", raw["span"]),
        span_of_days=raw.get("span_of_days", ""),
        days={int(n): said for n, said in raw.get("days", {}).items()},
        kept_whole=raw.get("span_keeps", "last"),
    )

"""A scale of time: where a day stands between the first year, or month, of events and the last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dossier.model.figures import Moment
from dossier.model.frozen import frozen
from dossier.model.language import Language


@frozen
class Scale:
    """An axis in years, or in months where all falls within one year. Months count from year 0."""

    first: int
    count: int
    months: int

    @staticmethod
    def of(moments: Iterable[Moment]) -> Scale:
        """Return the scale on which all `moments` have a place. Needs one at least."""
        days = [day for each in moments for day in (each.first, each.last)]
        years, months = [day.year for day in days], [day.month for day in days]
        if min(years) < max(years):
            return Scale(min(years) * 12, max(years) - min(years) + 1, 12)
        return Scale(min(years) * 12 + min(months) - 1, max(months) - min(months) + 1, 1)

    @property
    def year(self) -> str:
        """The year that all months of an axis in months are of; "" for an axis in years."""
        return "" if self.months == 12 else str(self.first // 12)

    def share(self, day: date) -> float:
        """Return how far along the axis a day stands, from 0 to 1."""
        unit = self.unit(day)
        begins, ends = (_day(self.first + each * self.months) for each in (unit, unit + 1))
        within = (day.toordinal() - begins) / (ends - begins)
        return (unit + within) / self.count

    def unit(self, day: date) -> int:
        """Return which year or month of the axis a day is in, from 0."""
        return (day.year * 12 + day.month - 1 - self.first) // self.months

    def stretch(self, unit: int) -> tuple[float, float]:
        """Return where a year or month begins and ends, from 0 to 1."""
        return unit / self.count, (unit + 1) / self.count

    def name(self, unit: int, language: Language) -> str:
        """Return what stands beside a year or month: "2017", "March"."""
        year, month = divmod(self.first + unit * self.months, 12)
        return str(year) if self.months == 12 else language.dates.months_alone[month]


def _day(month: int) -> int:
    year, rest = divmod(month, 12)
    return date(year, rest + 1, 1).toordinal()

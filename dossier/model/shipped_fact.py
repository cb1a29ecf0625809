"""What the program ships of the world: a value, where and when it was read, how well known."""

from __future__ import annotations

from datetime import date

from dossier.model.frozen import frozen

NEEDED = ("source", "checked", "grade", "review_by")
"""What every shipped fact has."""


@frozen
class ShippedFact:
    """One fact, or a file of facts that have one origin; `name` is its place in the data.

    `file` is the path in the folder of the data. What nobody wrote down is "" or None; `missing`
    names it.
    """

    name: str
    file: str = ""
    value: str = ""
    source: str = ""
    checked: date | None = None
    grade: str = ""
    review_by: date | None = None
    note: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys that every fact has and this one lacks."""
        return tuple(key for key in NEEDED if not getattr(self, key))

    def due(self, today: date) -> bool:
        """Whether it is to be looked up again on the day `today`."""
        return self.review_by is None or self.review_by <= today

"""The data that comes with the program: languages, and where templates and the skeleton lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dossier.model.frozen import frozen
from dossier.model.program_data import read_data
from dossier.model.registry import Day

DATA = Path(__file__).parents[1] / "data"
SKELETON = DATA / "skeleton"

FORMATS = ("pdf", "docx", "html", "md", "xlsx")
"""The formats there are, in the order in which they are listed."""

USUAL = ("pdf", "docx", "html", "md")
"""The formats of a document whose kind does not say which."""


@frozen
class KeptWords:
    """Words with whose neighbours a line never ends between: `model/unbroken_spaces.py`.

    A number stays after `before_numbers` and before any word but the `loose` ones, a name after
    `before_names`.
    """

    before_numbers: tuple[str, ...]
    before_names: tuple[str, ...]
    loose: tuple[str, ...]


@frozen
class Language:
    """The words the program prints in one language, and how it writes dates and ordinals."""

    tag: str
    name: str
    terms: Mapping[str, str] = field(hash=False)
    months: tuple[str, ...]
    seasons: tuple[str, ...]
    date_form: str
    month_form: str
    day_form: str
    ordinals: Mapping[str, str] = field(hash=False)
    ordinal_words: tuple[str, ...]
    quotes: tuple[str, str]
    cardinals: tuple[str, ...]
    tens: tuple[str, ...]
    article: tuple[str, str]
    treaty_columns: tuple[str, ...]
    kept: KeptWords

    @property
    def code(self) -> str:
        """The code of the language alone: "en" of "en-GB"."""
        return code_of(self.tag)

    def long_date(self, day: date) -> str:
        """Return `day` as it is written in running text, such as "25 March 2019"."""
        month = self.months[day.month - 1]
        return self.date_form.format(day=day.day, month=month, year=day.year)

    def day(self, day: Day) -> str:
        """Return a date as exactly as it is known: "19 to 24 January 2017", "about May 2012"."""
        said = self._span(day, day.until) if day.until else self._one(day)
        said = {"": said, "after": f"{said}–", "before": f"–{said}"}[day.open]
        return f"{self.terms['about']} {said}" if day.about else said

    def _one(self, day: Day) -> str:
        if day.season:
            return self.month_form.format(month=self.seasons[day.season - 1], year=day.year)
        if not day.month:
            return str(day.year)
        month = self.months[day.month - 1]
        if not day.day:
            return self.month_form.format(month=month, year=day.year)
        return self.date_form.format(day=day.day, month=month, year=day.year)

    def _span(self, first: Day, last: Day) -> str:
        begin = self._one(first)
        if first.year == last.year and first.day and last.day:
            month = self.months[first.month - 1]
            same = first.month == last.month
            begin = str(first.day) if same else self.day_form.format(day=first.day, month=month)
        elif first.year == last.year and first.month and last.month:
            begin = self.months[first.month - 1]
        elif first.year == last.year and first.season and last.season:
            begin = self.seasons[first.season - 1]
        return f"{begin} {self.terms['until']} {self._one(last)}"

    def figure(self, value: str) -> str:
        """Return a figure with its thousands parted, where it is a plain number of five or more.

        Years and article numbers have four digits and stay as they are.
        """
        if not re.fullmatch(r"[0-9]{5,15}", value):
            return value
        return f"{int(value):,}".replace(",", self.terms["thousands"])

    def cardinal(self, value: int) -> str:
        """Return `value` in words up to ninety-nine, such as "sixteen", beyond that in digits."""
        if value < len(self.cardinals):
            return self.cardinals[value]
        if value < 100:
            tens, ones = divmod(value, 10)
            return f"{self.tens[tens - 2]}-{self.cardinals[ones]}" if ones else self.tens[tens - 2]
        return self.figure(str(value))

    def duration(self, minutes: float) -> str:
        """Return a time in words, to the next five seconds: "2 minutes 50 seconds"."""
        whole = 5 * round(minutes * 12)
        said = [
            self.terms[f"one {unit}"] if n == 1 else self.terms[f"{unit}s"].format(n=n)
            for n, unit in zip(divmod(whole, 60), ("minute", "second"), strict=True)
            if n
        ]
        return " ".join(said) or self.terms["seconds"].format(n=0)

    def ordinal(self, value: int) -> str:
        """Return `value` as an ordinal in digits, such as "34th"."""
        digits = str(value)
        fitting = [tail for tail in self.ordinals if digits.endswith(tail)]
        return digits + self.ordinals[max(fitting, key=len)]

    def ordinal_word(self, value: int) -> str:
        """Return `value` as an ordinal in words, such as "third", or in digits beyond the data."""
        if 1 <= value <= len(self.ordinal_words):
            return self.ordinal_words[value - 1]
        return self.ordinal(value)

    def join(self, names: list[str]) -> str:
        """Return names as a list in running text: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.terms['and']} {names[-1]}"


def code_of(tag: str) -> str:
    """Return the code of a language tag in small letters: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def languages() -> tuple[str, ...]:
    """Return the codes of the languages the program has words for."""
    return tuple(sorted(path.stem for path in (DATA / "languages").glob("*.yaml")))


@cache
def language(tag: str) -> Language:
    """Return the language of a tag such as "en" or "en-GB".

    Raises `KeyError` when `data/languages` has no file for it.
    """
    code = code_of(tag)
    if code not in languages():
        raise KeyError(tag)
    raw: dict[str, Any] = read_data(DATA / "languages" / f"{code}.yaml")
    return Language(
        tag=tag,
        name=raw["name"],
        terms=raw["terms"],
        months=tuple(raw["months"]),
        seasons=tuple(raw["seasons"]),
        date_form=raw["date"],
        month_form=raw["month"],
        day_form=raw["day"],
        ordinals=raw["ordinals"],
        ordinal_words=tuple(raw["ordinal_words"]),
        cardinals=tuple(raw["cardinals"]),
        tens=tuple(raw["tens"]),
        quotes=(raw["quotes"][0], raw["quotes"][1]),
        article=(raw["article"][0], raw["article"][1]),
        treaty_columns=tuple(raw["treaty_columns"]),
        kept=KeptWords(**{name: tuple(words) for name, words in raw["keep"].items()}),
    )


def own_templates() -> Path:
    """Return the folder of the templates that come with the program.

    In a checkout that is `templates/` beside the package, in an installed wheel the copy inside.
    """
    inside = Path(__file__).parents[1] / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"

"""The data that comes with the program: languages, and where templates and the skeleton lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SKELETON = DATA / "skeleton"

FORMATS = ("pdf", "docx", "html", "md")
"""The formats there are, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words the program prints in one language, and how it writes dates and ordinals."""

    tag: str
    name: str
    terms: Mapping[str, str]
    months: tuple[str, ...]
    date_form: str
    ordinals: Mapping[str, str]
    ordinal_words: tuple[str, ...]

    def long_date(self, day: date) -> str:
        """Return `day` as it is written in running text, such as "25 March 2019"."""
        month = self.months[day.month - 1]
        return self.date_form.format(day=day.day, month=month, year=day.year)

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


def languages() -> tuple[str, ...]:
    """Return the codes of the languages the program has words for."""
    return tuple(sorted(path.stem for path in (DATA / "languages").glob("*.yaml")))


@cache
def language(tag: str) -> Language:
    """Return the language of a tag such as "en" or "en-GB".

    Raises `KeyError` when `data/languages` has no file for it.
    """
    import yaml

    code = tag.partition("-")[0].lower()
    if code not in languages():
        raise KeyError(tag)
    raw: dict[str, Any] = yaml.load(
        (DATA / "languages" / f"{code}.yaml").read_text("utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),  # noqa: S506 (a safe loader)
    )
    return Language(
        tag=tag,
        name=raw["name"],
        terms=raw["terms"],
        months=tuple(raw["months"]),
        date_form=raw["date"],
        ordinals=raw["ordinals"],
        ordinal_words=tuple(raw["ordinal_words"]),
    )


def own_templates() -> Path:
    """Return the folder of the templates that come with the program.

    In a checkout that is `templates/` beside the package, in an installed wheel the copy inside.
    """
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"

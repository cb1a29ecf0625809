"""Read dates in words as the languages of `data/languages` write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dossier.model.language import Language, language
from dossier.model.language_file import languages


def iso(text: str) -> str:
    """Return a date in words as year, month and day, "" where it is none.

    >>> iso("10 December 2014"), iso("June 2018"), iso("1961"), iso("May Day")
    ('2014-12-10', '2018-06', '1961', '')
    >>> iso("10 декабря 2014 года"), iso("1er juin 2018"), iso("10 de diciembre de 2014")
    ('2014-12-10', '2018-06-01', '2014-12-10')
    """
    for code in languages():
        found = _date(code).fullmatch(text.strip())
        if found:
            return _said(found, language(code))
    return ""


def date_in(text: str) -> tuple[int, int, int] | None:
    """Return the first date that stands in a text: year, month and day, 0 for what is not said.

    >>> date_in("Женева, 25 марта 2019 года"), date_in("Genève, juin 2018")
    ((2019, 3, 25), (2018, 6, 0))
    """
    for code in languages():
        found = [each for each in _date(code).finditer(text) if len(each[0]) > len("2019")]
        whole = next((each for each in found if each["d0"]), found[0] if found else None)
        if whole:
            year, month, day = (*map(int, _said(whole, language(code)).split("-")), 0, 0)[:3]
            return year, month, day
    return None


@cache
def _date(code: str) -> re.Pattern[str]:
    """Return what reads a date of a language: a day, a month of a year, or a year."""
    forms = language(code).dates
    names = sorted({*forms.months, *forms.months_alone}, key=len, reverse=True)
    months = "|".join(map(re.escape, names))
    days = "|".join(("[0-3]?\\d", *map(re.escape, forms.days.values())))
    parts = {
        "day": f"(?P<d{{}}>{days})",
        "month": f"(?P<m{{}}>{months})",
        "year": "(?P<y{}>\\d{{4}})",
    }
    said = [
        _filled(each, {name: part.format(at) for name, part in parts.items()})
        for at, each in enumerate((forms.date, forms.month, forms.year))
    ]
    return re.compile("|".join(said), re.IGNORECASE)


def _filled(form: str, parts: Mapping[str, str]) -> str:
    """Return a pattern of a language's form of dates; what ends it, such as "года", may lack."""
    *pieces, end = re.split(r"\{(\w+)\}", form)
    said = "".join(parts[each] if at % 2 else re.escape(each) for at, each in enumerate(pieces))
    return rf"{said}(?:{re.escape(end)})?" if end else said


def _said(found: re.Match[str], tongue: Language) -> str:
    part = {name[0]: each for name, each in found.groupdict().items() if each}
    forms = tongue.dates
    if "m" not in part:
        return part["y"]
    names = [each.casefold() for each in (*forms.months, *forms.months_alone)]
    month = f"{part['y']}-{names.index(part['m'].casefold()) % 12 + 1:02}"
    if "d" not in part:
        return month
    special = {said: n for n, said in forms.days.items()}
    return f"{month}-{special.get(part['d'], 0) or int(part['d']):02}"

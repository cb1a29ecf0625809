"""Read a date of CSL: a text, `date-parts`, or year, month, day and season; spans have two.

Zotero writes `date-parts` with `season` and `literal` beside it, pandoc a list of years or a text,
BibTeX words. What no calendar has, such as "forthcoming", stays as it was typed.
"""

from __future__ import annotations

import re

from dossier.model.frozen import frozen
from dossier.model.registry import Day
from dossier.readers.drafts.dates_in_words import iso
from dossier.readers.registries.dates import read_day
from dossier.readers.yaml import Keys, Value

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*\.?)"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>{'|'.join(_SEASONS)}),?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}(?:\s+(?P<day>\d{{1,2}}),)?\s+(?P<year>\d{{4}})",
    )
)


@frozen
class Dated:
    """A date that was read, or the words for one, or the text of one that does not exist."""

    day: Day | None = None
    said: str = ""
    wrong: str = ""


def read_csl_date(value: Value) -> Dated:
    """Return what a date field of CSL says."""
    if isinstance(value.content, list) and len(value.content) == 1:
        return read_csl_date(value.content[0])
    content = value.content
    if isinstance(content, Keys):
        typed = _typed(content, "edtf")
        day = read_day(typed)
        if typed and (day or len(content.values) == 1):
            return Dated(day, _typed(content, "literal"), "" if day else typed)
        words = _typed(content, "literal") or _typed(content, "raw")
        if words:
            return _worded(words)
        season = _season(content)
        if season is not None:
            return season
    text = _text(value)
    if not text:
        return Dated()
    day = read_day(text) or read_written(text)
    if day is None and not re.search(r"\d", text):
        return Dated(said=text)
    return Dated(day) if day else Dated(wrong=text)


def read_written(text: str) -> Day | None:
    """Return a date in English words, or as one of the languages of documents writes it.

    >>> read_written("Spring 2019").season, read_written("10 Sept. 2012").month
    (1, 9)
    >>> read_written("10 août 1960").month, read_written("10 ноября 1960 года").day
    (8, 10)
    """
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            number = month_of(parts["month"])
            day = f"-{int(parts['day']):02}" if parts.get("day") else ""
            return read_day(f"{parts['year']}-{number:02}{day}")
    return read_day(iso(text))


def month_of(words: str) -> int:
    """Return the number of a month, 21 to 24 for a season as EDTF has it, or 0.

    >>> month_of("Sept."), month_of("spring"), month_of("7"), month_of("moon")
    (9, 21, 7, 0)
    """
    name = words.strip().lower()
    if name.isdecimal():
        return int(name)
    if name in _SEASONS:
        return 20 + _SEASONS[name]
    return next((at for at, each in enumerate(_MONTHS, start=1) if name.startswith(each)), 0)


def _worded(words: str) -> Dated:
    day = read_day(words) or read_written(words)
    return Dated(day, "" if day and not day.season else words)


def _season(content: Keys) -> Dated | None:
    """Return the season of a year; a season of no known name keeps its name and its year."""
    season = _typed(content, "season")
    spans = _spans(content.values.get("date-parts", Value([], 0)).content)
    year, *rest = spans[0] if spans and spans[0] else [_typed(content, "year")]
    if not season or rest or _typed(content, "month"):
        return None
    number = int(season) if season.isdecimal() else _SEASONS.get(season.lower(), 0)
    number -= 20 if number > 20 else 0
    if number not in (1, 2, 3, 4):
        return Dated(said=f"{season} {year}".strip())
    day = read_day(f"{year}-{20 + number}{_about(content)}")
    name = ("Spring", "Summer", "Autumn", "Winter")[number - 1]
    last = spans[1][0] if len(spans) > 1 and spans[1] else year
    if last != year:
        span = read_day(f"{year}-{20 + number}/{last}-{20 + number}")
        return Dated(span, f"{name} {year}–{last}") if span else Dated(wrong=f"{year}/{last}")
    return Dated(day, f"{name} {year}".strip()) if day or not year else Dated(wrong=year)


def _about(content: Keys) -> str:
    return "~" if _typed(content, "circa") not in ("", "false", "0") else ""


def _text(value: Value) -> str:
    """Return a date as EDTF has it, or "" where nothing is said."""
    content = value.content
    if isinstance(content, list):
        return _listed(content)
    if not isinstance(content, Keys):
        return value.typed.strip().replace("\\", "")  # pandoc's Markdown escapes `~`
    spans = _spans(content.values.get("date-parts", Value([], 0)).content)
    if not spans:
        parts = (_typed(content, part) for part in ("year", "month", "day"))
        spans = [[each for each in parts if each]]
    texts = ["-".join(part.zfill(2) for part in span) for span in spans]
    if not any(texts):
        return ""
    return "/".join(f"{text}{_about(content)}" if text else ".." for text in texts)


def _listed(listed: list[Value]) -> str:
    """Return the dates of a list, from the first to the last."""
    texts = []
    for each in listed:
        dated = _season(each.content) if isinstance(each.content, Keys) else None
        if dated and dated.day:
            texts.append(f"{dated.day.year}-{20 + dated.day.season}{'~' * dated.day.about}")
        else:
            texts.append(_text(each))
    return "/".join(filter(None, texts))


def _spans(listed: object) -> list[list[str]]:
    """Return the dates in `date-parts`: a list of lists, or, as some write it, one list."""
    found = listed if isinstance(listed, list) else []
    if found and not any(isinstance(each.content, list) for each in found):
        return [_parts(found)]
    return [_parts(each.content) for each in found if isinstance(each.content, list)]


def _parts(span: list[Value]) -> list[str]:
    """Return year, month and day; a part that is 0 or empty is not known."""
    return [part.typed for part in span if part.typed.strip("0 ")]


def _typed(keys: Keys, name: str) -> str:
    value = keys.values.get(name)
    return value.typed.strip() if value else ""

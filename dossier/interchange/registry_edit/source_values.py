"""Turn the fields of an exported source into what CSL-YAML holds, and compare them by meaning.

An export's texts have tags; in CSL-YAML Markdown counts too, so that its signs are escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from dossier.interchange.registry_edit.yaml_text import Plain, filled
from dossier.readers.registries.csl_dates import read_csl_date
from dossier.readers.registries.rich_text import html_of_markdown, inlines
from dossier.readers.registries.sources import DATES, NAMES
from dossier.readers.yaml import Keys, Value

AS_TYPED = ("type", "note", "URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language")
UNHELD = ("id", "citation-key", "custom")
"""Keys that programs write for themselves."""

_MARKS = re.compile(r"([\\*_^~\[\]]|(?<=-)-|-(?=-))")


def source_values(entry: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the keys of an exported entry as CSL-YAML has them, without its id."""
    found = {name: in_yaml(name, each) for name, each in entry.items() if name not in UNHELD}
    return {name: each for name, each in found.items() if each}


def in_yaml(name: str, value: Plain) -> Plain:
    """Return a field of CSL-JSON as CSL-YAML has it.

    >>> in_yaml("title", "A_b_ and <i>c</i>"), in_yaml("issued", {"date-parts": [["2012", "9"]]})
    ('A_b_ and <i>c</i>', '2012-09')
    """
    if name in DATES:
        return _date(value)
    if isinstance(value, list):
        return filled([in_yaml(name, each) for each in value])
    if isinstance(value, dict):
        return filled({part: in_yaml(name, each) for part, each in value.items()})
    return value if name in AS_TYPED else _escaped(" ".join(value.split()))


def differing(there: Mapping[str, Plain], new: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the fields of `new` that say something else `there`; both are as exports have them."""
    return tuple(
        name
        for name, each in new.items()
        if name not in UNHELD
        and filled(each)
        and _meant(name, each) != _meant(name, there.get(name, ""))
    )


def _meant(name: str, value: Plain) -> object:
    """Return what a field means, however it is written."""
    if name in DATES:
        dated = read_csl_date(as_value(value))
        return (dated.day, dated.said, dated.wrong)
    if name in NAMES:
        listed = value if isinstance(value, list) else [value] if value else []
        return [_person(each) for each in listed]
    if isinstance(value, str):
        return inlines(" ".join(value.split()))
    return json.dumps(value, sort_keys=True)


def _person(value: Plain) -> object:
    if isinstance(value, str):
        return {"literal": value}
    return (
        {part: str(each) for part, each in value.items() if each}
        if isinstance(value, dict)
        else value
    )


def _date(value: Plain) -> Plain:
    """Return a date as one text where that says the same, else in its parts."""
    dated = read_csl_date(as_value(value))
    texts = [dated.said] if dated.said else []
    day = dated.day
    if day and not day.open:
        last = day.until
        first = _one(day.year, day.month, day.day, day.season) + ("~" if day.about else "")
        end = f"/{_one(last.year, last.month, last.day, last.season)}" if last else ""
        texts = [f"{first}{end}"]
    same = (each for each in texts if read_csl_date(as_value(each)) == dated)
    return next(same, value)


def _one(year: int, month: int, day: int, season: int) -> str:
    parts = (20 + season if season else month, day)
    return "-".join([f"{year:04}", *(f"{each:02}" for each in parts if each)])


def as_value(value: Plain) -> Value:
    """Return plain values as readers hold them."""
    if isinstance(value, dict):
        return Value(Keys({name: as_value(each) for name, each in value.items()}), 1)
    if isinstance(value, list):
        return Value([as_value(each) for each in value], 1)
    return Value(value, 1, value)


def _escaped(text: str) -> str:
    """Return a text of which Markdown takes nothing for its own."""
    if inlines(html_of_markdown(text)) == inlines(text):
        return text
    return _MARKS.sub(r"\\\1", text)

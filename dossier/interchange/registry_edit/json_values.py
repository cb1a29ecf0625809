"""Turn what a form says into values of CSL-JSON, of the kind that stood there before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.interchange.registry_edit.registry_files import as_plain
from dossier.interchange.registry_edit.source_values import as_value, in_yaml
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.registry import Day
from dossier.readers.registries.csl_dates import read_csl_date
from dossier.readers.registries.csl_json import plain_value
from dossier.readers.registries.sources import DATES


def plain_json(raw: Any) -> Plain:
    """Return a value of JSON in texts, as a form has it.

    >>> plain_json({"date-parts": [[2012, 5]], "circa": True})
    {'date-parts': [['2012', '5']], 'circa': 'True'}
    """
    return as_plain(plain_value(raw, {}, 1))


def as_json(name: str, value: Plain, old: Any) -> Any:
    """Return `value` of the field `name` as JSON; numbers and switches of `old` stay what they are.

    >>> as_json("volume", "4", 3), as_json("title", "4", None)
    (4, '4')
    >>> as_json("issued", "2012-05~", None)
    {'date-parts': [[2012, 5]], 'circa': True}
    """
    if plain_json(old) == value and old is not None:
        return old
    if name in DATES:
        return _date(value, old)
    match value:
        case dict():
            held = old if isinstance(old, Mapping) else {}
            return {key: as_json("", each, held.get(key)) for key, each in value.items()}
        case list():
            return [as_json("", each, _like(each, old)) for each in value]
    is_number = isinstance(old, int) and not isinstance(old, bool)
    return int(value) if is_number and value.isascii() and value.isdecimal() else value


def _like(value: Plain, old: Any) -> Any:
    """Return the item of an old list that says the same, or None."""
    items = old if isinstance(old, list) else []
    return next((each for each in items if plain_json(each) == value), None)


def _date(value: Plain, old: Any) -> Any:
    """Return a date in the first of its forms that is read as the same date."""
    if in_yaml("issued", plain_json(old)) == value:
        return old
    meant = read_csl_date(as_value(value))
    same = (each for each in _dates(value) if read_csl_date(as_value(plain_json(each))) == meant)
    return next(same, value)


def _dates(value: Plain) -> Iterator[Any]:
    if not isinstance(value, str):
        return
    if value.startswith(("{", "[")):  # the parts of a date that no form can say
        try:
            yield json.loads(value)
        except ValueError:
            return
    day = read_csl_date(as_value(value)).day
    if day and not day.open:
        days = [_parts(day), *([_parts(day.until)] if day.until else [])]
        parts: dict[str, Any] = {"date-parts": days}
        yield {**parts, **({"season": day.season} if day.season else {}),
               **({"circa": True} if day.about else {})}  # fmt: skip
    yield {"raw": value}
    yield {"literal": value}


def _parts(day: Day) -> list[int]:
    return [each for each in (day.year, day.month, day.day) if each]

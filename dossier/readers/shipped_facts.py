"""Read what the program ships of the world as facts, each with its source, day, grade and review.

A mapping in a data file is a fact if it has a `value`, `grade` or `source`. What it does not say
of `source`, `checked`, `grade` and `review_by` it has from the mapping around it, so that a file
can say it once at its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dossier.model.language import DATA
from dossier.model.shipped_fact import NEEDED, ShippedFact
from dossier.readers.yaml import Loader

OWN_WORDS = ("fields.en.yaml", "findings.en.yaml", "studio_hints.en.yaml", "languages", "skeleton")
"""Files and folders of words of the program itself, which tell nothing of the world."""

HEADLESS = ("names/endings.yaml",)
"""YAML files that hold nothing but data; `provenance.yaml` says where they come from."""

_FACT = ("value", "grade", "source")


@cache
def shipped_facts() -> tuple[ShippedFact, ...]:
    """Return every fact that the program ships, by file, in the order of the files."""
    return tuple(fact for path in data_files() if path.suffix == ".yaml" for fact in _read(path))


def data_files() -> tuple[Path, ...]:
    """Return the files that hold facts, in order."""
    every = (path for path in sorted(DATA.rglob("*")) if path.is_file())
    named = ((path, path.relative_to(DATA).parts) for path in every)
    return tuple(
        path for path, parts in named if parts[0] not in OWN_WORDS and "__pycache__" not in parts
    )


def _read(path: Path) -> Iterator[ShippedFact]:
    file = path.relative_to(DATA).as_posix()
    if file in HEADLESS:
        return
    raw: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=Loader)  # noqa: S506 (a safe loader)
    titles = raw.get("sources")
    for fact in facts_in(raw, file.removesuffix(".yaml")):
        source = titles.get(fact.source, fact.source) if isinstance(titles, dict) else fact.source
        yield replace(fact, file=file, source=" ".join(source.split()))


def facts_in(
    raw: Mapping[Any, Any], name: str, around: Mapping[str, Any] | None = None
) -> Iterator[ShippedFact]:
    """Yield the facts in a mapping called `name`; `around` is what the mapping around it says.

    >>> [(each.name, each.grade) for each in facts_in({"grade": "partly", "a": {"value": 1}}, "x")]
    [('x', 'partly'), ('x/a', 'partly')]
    """
    said = {**(around or {}), **{key: raw[key] for key in NEEDED if key in raw}}
    if any(key in raw for key in _FACT):
        yield _fact(raw, name, said)
    for key, each in raw.items():
        items = enumerate(each, 1) if isinstance(each, list) else (("", each),)
        for number, one in items:
            if isinstance(one, Mapping):
                inner = f"{name}/{key}/{number}".rstrip("/")
                yield from facts_in(one, inner, said)


def _fact(raw: Mapping[Any, Any], name: str, said: Mapping[str, Any]) -> ShippedFact:
    return ShippedFact(
        name=name,
        value=_words(raw.get("value", _title(raw))),
        source=str(said.get("source") or ""),
        checked=_day(said.get("checked")),
        grade=str(said.get("grade") or ""),
        review_by=_day(said.get("review_by")),
        note=" ".join(str(raw.get("note") or raw.get("seen") or "").split()),
    )


def _title(raw: Mapping[Any, Any]) -> object:
    """Return what a file is about, which has a name instead of a value."""
    names = raw.get("names")
    english = names.get("en") if isinstance(names, Mapping) else None
    if isinstance(english, Mapping):
        return english.get("full", "")
    return f"as in session {raw['follows']}" if "follows" in raw else ""


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_words, value))
        case Mapping():
            return ", ".join(f"{key}: {_words(each)}" for key, each in value.items())
    return " ".join(str(value).split())


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None

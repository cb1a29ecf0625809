"""What the registries of a draft name: people, organisations, places, authors, titles.

What is named there is meant: it is neither a slip of the pen nor a name that leaked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from dossier.lint.draft import Draft
from dossier.lint.prose_words import wordlist
from dossier.model.registry import Registry
from dossier.model.walk import folded

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def names(draft: Draft) -> frozenset[str]:
    """Return the full names that registries, manifest and the list of States hold, casefolded."""
    return frozenset().union(*map(_folded, _all(draft)))


def known_words(draft: Draft) -> frozenset[str]:
    """Return the words of all names and titles that registries and manifest hold, as written."""
    return frozenset().union(*map(_words, _all(draft)))


@lru_cache(maxsize=32)
def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(each) for each in texts if each.strip())


@lru_cache(maxsize=32)
def _words(texts: tuple[str, ...]) -> frozenset[str]:
    found = (each for text in texts for each in _WORD.findall(text.replace("'", "’")))
    return frozenset(part for each in found for part in (each, *each.split("-")))


def _all(draft: Draft) -> tuple[tuple[str, ...], ...]:
    """Return what the draft's registries name, what its manifest does, and the States."""
    return tuple(_registered(draft.registry)), tuple(_manifested(draft)), _states(draft.language)


def _registered(registry: Registry) -> Iterator[str]:
    for person in registry.people.values():
        yield from (person.name, *person.spellings)
    for organisation in registry.organisations.values():
        for name in (*organisation.names.values(), *organisation.others):
            yield from (name.full, name.short)
    for source in registry.sources.values():
        yield from (source.title, *source.authors, *source.fields.values())
    for incident in registry.incidents.values():
        yield from incident.place.values()
    for earlier in registry.earlier.values():
        yield from (*earlier.states, earlier.text)
    yield from registry.treaties


def _manifested(draft: Draft) -> Iterator[str]:
    yield from _texts({key: draft.about.get(key) for key in ("submitters", "state", "title",
                       "keywords", "contact")})  # fmt: skip
    yield from _entered(draft.about)


def _entered(value: Any) -> Iterator[str]:
    """Yield what the manifest calls the name of somebody, such as an addressee or a signatory.

    Office and organisation stand below the name, line by line, so all are one text as well.
    """
    if isinstance(value, Mapping):
        if value.get("name"):
            below = (value.get(key) for key in ("name", "office", "organisation"))
            yield " ".join(str(each) for each in below if each)
        for key, each in value.items():
            yield from _texts(each) if key == "name" else _entered(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _entered(each)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))


@lru_cache(maxsize=8)
def _states(language: str) -> tuple[str, ...]:
    return tuple(each["name"] for each in wordlist("states", language).get("states", ()))

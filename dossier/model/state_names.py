"""Names of States in the languages of the United Nations, for what is typed in English once.

Source: `data/words/state-names.yaml`, and for the English names `data/words/states.en.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.model.language import DATA
from dossier.model.program_data import read_data


def state_name(typed: str, code: str) -> str:
    """Return what a State is called in a language; as it was typed where that is not known.

    Apostrophes print as curly ones, as all that the program prints.

    >>> [state_name(each, "fr") for each in ("Germany", "Ruritania")]
    ['Allemagne', 'Ruritania']
    >>> state_name("Côte d'Ivoire", "en")
    'Côte d’Ivoire'
    """
    if code == "en":
        return typed.replace("'", "’")
    return _names().get(_english(typed), {}).get(code, typed)


def english_name(typed: str) -> str:
    """Return the English name of a State that is typed in one of the languages, "" for none.

    >>> english_name("Tchad"), english_name("грузия"), english_name("Ruritania")
    ('Chad', 'Georgia', '')
    """
    return _by_other_names().get(typed.casefold().strip(), "")


def names_in(code: str) -> tuple[str, ...]:
    """Return the names of all States in a language, in no order."""
    return tuple(each[code] for each in _names().values() if code in each)


@cache
def _by_other_names() -> Mapping[str, str]:
    return {
        said.casefold(): english for english, other in _names().items() for said in other.values()
    }


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = read_data(DATA / "words" / "state-names.yaml")["names"]
    return found


@cache
def _english(typed: str) -> str:
    """Return the UN's short name in English of a State that has several."""
    if typed in _names():
        return typed
    return next((name for name, other in _others() if re.fullmatch(other, typed)), typed)


def _others() -> Iterator[tuple[str, str]]:
    for each in read_data(DATA / "words" / "states.en.yaml")["states"]:
        yield from ((each["name"], other) for other in each.get("others", ()))

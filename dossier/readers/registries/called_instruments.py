"""Find the instrument that somebody means who types what it is called, in whatever language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from dossier.model.language_file import of_languages
from dossier.readers.registries.instruments import called, instruments, known_id, names

_NUMBERED = re.compile(r"(\D+?)(?:\s+(?:n[o°]?|num))?\s*(\d{1,3})")
"""A word such as "Convention", and a number that may follow its sign."""


def instrument_called(typed: str) -> str:
    """Return the id of the only instrument that is so called or has that id, "" for none.

    >>> instrument_called("c87"), instrument_called("PIDCP"), instrument_called("Convention 87")
    ('C087', 'ICCPR', 'C087')
    >>> instrument_called("CEDEF"), instrument_called("Convention")
    ('CEDAW', '')
    """
    id_ = known_id(typed.strip())
    if id_ in instruments():
        return id_
    return _by_name().get(_bare(typed), "")


@of_languages
@cache
def _by_name() -> Mapping[str, str]:
    """Return the ids by each name that one instrument alone has."""
    found: dict[str, set[str]] = {}
    for id_ in instruments():
        for each in names(id_).values():
            for said in filter(None, (each.full, each.short)):
                found.setdefault(_bare(said), set()).add(id_)
        for said in called(id_):
            found.setdefault(_bare(said), set()).add(id_)
    return {said: next(iter(ids)) for said, ids in found.items() if len(ids) == 1}


def _bare(name: str) -> str:
    """Return a name without case, marks and signs; of a numbered one the word and the number."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("№", " "))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    words = " ".join(re.sub(r"[^\w°]", " ", letters).split())
    numbered = _NUMBERED.fullmatch(words)
    return f"{numbered[1].strip()} {numbered[2]}" if numbered else words

"""By what treaties a State is bound, as far as what was said of it shows it.

A treaty body reviews States parties alone, and the ILO's Committee of Experts comments on the
application of ratified Conventions. So a document of theirs shows that the State was a party on
its day; that it is one still, and since when, must be looked up. No export says what a State
ratified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dossier.interchange.from_un.themes import body
from dossier.model.un_record import UnRecord
from dossier.project.un_library.search import Query, search
from dossier.readers.registries.instruments import instruments

EXPERTS = ("CEACR",)
"""What exports call the ILO's Committee of Experts."""

_CONVENTION = re.compile(r"\bConvention,?(?:[\s,]+\d{4})?[\s(]+(?:No\.?\s*)?(\d{1,3})\b")
_UNCLEAR = re.compile(r"\bConventions\b|\bratif", re.IGNORECASE)
"""Words of a comment on several Conventions, or on one that may not be ratified."""


def whole_of(library: Path, state: str, today: date) -> tuple[UnRecord, ...]:
    """Return what treaty bodies and the Committee of Experts said of a State, newest first.

    What has no symbol cannot be cited, and what is dated later than today is left out.
    """
    found = search(library, Query(states=(state,), most=0)).records
    return tuple(
        each
        for _, each in found
        if each.symbol
        and each.published <= today.isoformat()
        and (body(each.mechanism) or each.mechanism in EXPERTS)
    )


def newest_of_bodies(records: Iterable[UnRecord]) -> tuple[UnRecord, ...]:
    """Return the newest record of each treaty body."""
    found: dict[str, UnRecord] = {}
    for each in records:
        known = body(each.mechanism)
        if known:
            found.setdefault(known.treaty, each)
    return tuple(found.values())


def newest_of_conventions(records: Iterable[UnRecord]) -> Mapping[str, UnRecord]:
    """Return the newest comment of the Committee of Experts that names each Convention.

    One that names several is left out, and one that speaks of ratification: they need not be.

    >>> comment = UnRecord("On the Convention, 1948 (No. 87)", "CEACR", symbol="ILC.110/III(A)")
    >>> list(newest_of_conventions([comment]))
    ['C087']
    """
    found: dict[str, UnRecord] = {}
    for each in records:
        clear = each.mechanism in EXPERTS and not _UNCLEAR.search(each.text)
        named = _CONVENTION.findall(each.text) if clear else ()
        ids = {f"C{int(number):03}" for number in named}
        if len(ids) == 1 and ids <= set(instruments()):
            found.setdefault(ids.pop(), each)
    return found

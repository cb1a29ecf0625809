"""The themes that the library is asked for, and the treaty bodies that may have spoken of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import DATA
from dossier.model.program_data import read_data


@frozen
class Theme:
    """A theme: its id and title, the phrases it is found by, and what bears on it.

    `instruments` are as authors ask for them (`C087 art. 2`), `questions` what must be answered.
    """

    id: str
    title: str
    terms: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@frozen
class Body:
    """A treaty body: its name, and the instrument whose States parties it reviews."""

    name: str
    treaty: str


def known_themes() -> tuple[Theme, ...]:
    """Return the themes of labour rights that the program knows, in order."""
    return tuple(
        Theme(
            id=id_,
            title=each["title"],
            terms=tuple(each["terms"]),
            instruments=tuple(each["instruments"]),
            questions=tuple(each["questions"]),
        )
        for id_, each in _data()["themes"].items()
    )


def chosen_themes(names: Iterable[str]) -> tuple[Theme, ...]:
    """Return the themes of these names, all known ones where there are no names.

    A name that is no theme's id, title or phrase is a theme of its own: it is looked for as it
    stands. Raises `Refused` where it has no letter that an id could be made of.
    """
    found = {each.id: each for each in map(_theme, names)}
    return tuple(found.values()) or known_themes()


def body(mechanism: str) -> Body | None:
    """Return the treaty body that exports call `mechanism`, or None.

    >>> body("CESCR").treaty
    'ICESCR'
    """
    found = _data()["bodies"].get(mechanism)
    return Body(found["name"], found["treaty"]) if found else None


def _theme(name: str) -> Theme:
    wanted = name.casefold().strip()
    for each in known_themes():
        if wanted in {each.id, each.title.casefold(), *(term.casefold() for term in each.terms)}:
            return each
    id_ = re.sub(r"[^a-z0-9]+", "-", wanted).strip("-")[:40].rstrip("-")
    if not id_:
        message = f'"{name}" cannot be a theme'
        hint = f"give words in Latin letters, or one of {', '.join(_data()['themes'])}"
        raise Refused(Finding("--themes", 0, Fault.UNKNOWN_VALUE, message, hint))
    title = name.strip()[:1].upper() + name.strip()[1:]
    return Theme(f"on-{id_}", title, (name.strip(),))  # "analysis" is a section of its own


@cache
def _data() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_data(DATA / "un-themes.yaml")
    return raw

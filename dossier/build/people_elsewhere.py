"""Persons who are guarded in a dossier without standing in its registry.

A name that one dossier keeps back may not come out in another, typed by hand. Nor may the name of
somebody who gave an interview: a citation of it prints the role alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.model.diagnostics import Finding, errors
from dossier.model.registry import Person, Registry, Source
from dossier.project.layout import Files
from dossier.readers.registries.people import read_people


def with_people_elsewhere(registry: Registry, files: Files) -> tuple[Registry, tuple[Finding, ...]]:
    """Return the registry with the persons of other dossiers and of interviews; what is unread.

    What a dossier says of a person itself goes before what others say of the same name, and before
    an interview with somebody of that surname. A registry of another dossier that cannot be read
    is a warning here.
    """
    own = {text.casefold() for each in registry.people.values()
           for text in (each.name, *each.spellings)}  # fmt: skip
    surnames = {_surname(each) for each in own}
    found: list[Person] = []
    findings: list[Finding] = []
    for where in files.elsewhere.values():
        for path in where.content:
            text, wrong = where.text(path)
            people, faults = read_people(text, where.shown(path)) if not wrong else ({}, ())
            found += people.values()
            findings += errors((*wrong, *faults))
    spoke = (each for source in registry.sources.values() for each in _interviewed(source))
    return replace(
        registry,
        elsewhere=tuple(each for each in found if each.name.casefold() not in own),
        interviewed=tuple(each for each in spoke if _surname(each.name) not in surnames),
    ), tuple(replace(each, severity="warning") for each in findings)


def _interviewed(source: Source) -> Iterator[Person]:
    """Yield those who gave an interview, where they are called by their name and not by a role."""
    for name in source.authors if source.kind == "interview" else ():
        words = name.split()
        if len(words) > 1 and all(each[:1].isupper() for each in words):
            yield Person(source.id, name, at=source.at)


def _surname(name: str) -> str:
    return name.casefold().split()[-1] if name.split() else ""

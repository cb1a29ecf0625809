"""Read `fonts:` of a look: those of all languages, and those of one.

A font of one language gets the name "ar.serif" among the values of the look.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language_file import languages
from dossier.model.theme import TYPE, WORD
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Key, Shape, take

_ROLES: Shape = dict.fromkeys((*TYPE, *WORD), Key("text"))


@frozen
class GivenFont:
    """A font that a look gives: its name among the values, the families, the line."""

    name: str
    families: str
    line: int


def given_fonts(fonts: Keys, file: str) -> tuple[list[GivenFont], list[Finding]]:
    """Return the fonts in `fonts:` of a look, and what in it cannot be used."""
    shape: Shape = {**_ROLES, **dict.fromkeys(languages(), Key("any"))}
    taken, findings = take(fonts, shape, file, '"fonts"')
    found = [GivenFont(each, taken[each], fonts.lines[each]) for each in _ROLES if each in taken]
    for code in (each for each in taken if each not in _ROLES):
        own, wrong = _of_language(code, fonts.values[code], file)
        found += own
        findings += wrong
    return found, findings


def _of_language(code: str, value: Value, file: str) -> tuple[list[GivenFont], list[Finding]]:
    """Return the fonts of one language: one for everything, or some by their names."""
    if isinstance(value.content, Keys):
        keys = value.content
        taken, wrong = take(keys, _ROLES, file, f'"{code}"')
        own = [GivenFont(f"{code}.{name}", taken[name], keys.lines[name]) for name in taken]
        return own, wrong
    if isinstance(value.content, list):
        message = f'"{code}" in look.yaml names no font'
        hint = f"write `{code}: Amiri`, or `{code}: {{serif: Amiri, sans: Amiri}}`"
        return [], [Finding(file, value.line, Fault.WRONG_VALUE, message, hint)]
    return [*_for_everything(code, value)], []


def _for_everything(code: str, value: Value) -> Iterator[GivenFont]:
    """Yield the font of all that is printed in a language; in Word files it is the first named."""
    first = value.typed.partition(",")[0].strip("\"' ")
    for name in TYPE:
        yield GivenFont(f"{code}.{name}", value.typed, value.line)
    for name in WORD:
        yield GivenFont(f"{code}.{name}", first, value.line)

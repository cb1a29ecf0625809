"""A quotation is opened and not closed, or closed and not opened, within its paragraph.

Why: A reader cannot tell where the words of a court end and the authors' begin.
Source: House style; a quotation of several paragraphs opens each, and closes the last.
Bad:
    # The law

    The Committee said that “no one should be deprived of their freedom.
Says: this quotation is not closed: “no one should be
Good:
    # The law

    The Committee said that “no one should be deprived of their freedom”. The workers’ rights are
    ‘the employers’ own’.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import closing
from dossier.lint.rule import ALL, Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ALL
_MARKS = TextPattern(r"[“”«»]")
_OPENING = {"“": "”", "«": "»"}
_SINGLE = TextPattern(r"(?<!\w)‘(?=[^\W\d])(?!(?:tis|twas|em|cause|til)\b)")
_INCHES = re.compile(r"\d\"")


def check(draft: Draft) -> Iterator[Hit]:
    """Find marks without a partner; German and Polish quotations are not looked at."""
    if draft.language.partition("-")[0] in ("de", "pl", "cs"):
        return
    units = (*draft.prose, *draft.notes)
    for at, unit in enumerate(units):
        yield from _double(unit, units[at + 1 :][:1])
        yield from _straight(unit)
        for found in _SINGLE.all(unit.text):
            if not closing(unit.text, found.end()):
                yield _hit(unit, found.start())
                break


def _double(unit: Unit, after: Sequence[Unit]) -> Iterator[Hit]:
    opened = -1
    for found in _MARKS.all(unit.text):
        if found[0] in _OPENING:
            if opened >= 0:
                yield _hit(unit, opened)
                return
            opened = found.start()
        elif opened < 0:
            words = " ".join(unit.text[: found.end()].split()[-4:])
            message = f"a quotation is closed here that was not opened: {words}"
            yield Hit(unit, message, "open it, or take the mark out", words)
            return
        else:
            opened = -1
    goes_on = any(each.text.startswith(("“", "«")) and each.where == unit.where for each in after)
    if opened >= 0 and not goes_on:
        yield _hit(unit, opened)


def _straight(unit: Unit) -> Iterator[Hit]:
    marks = [each.start() for each in re.finditer('"', unit.text)]
    if len(marks) % 2 and not _INCHES.search(unit.text):
        yield _hit(unit, marks[-1])


def _hit(unit: Unit, start: int) -> Hit:
    words = " ".join(unit.text[start:].split()[:4])
    message = f"this quotation is not closed: {words}"
    return Hit(unit, message, f"close it with {_OPENING.get(words[0], 'the same mark')}", words)

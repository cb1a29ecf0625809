"""A sentence or a paragraph starts with a small letter.

Why: A slip at the head of a sentence is seen at once, and shows that nobody read the last version.
Source: House style.
Bad:
    # Attacks

    On 10 November 2018 he was on his way to meet union representatives. a local union leader was
    attacked as well.
Says: a sentence starts with a small letter: "a"
Good:
    # Attacks

    On 10 November 2018 he was on his way to meet union representatives, e.g. a local leader, at
    approx. nine. A local union leader was attacked as well. The law has these tiers:

    - local
    - branch
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.full_stops import slips
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
_HINT = "write a capital letter"


def check(draft: Draft) -> Iterator[Hit]:
    """Find small letters after a full stop, at the head of paragraphs, and of items amiss."""
    for each in slips(draft):
        if not each.goes_on:
            message = f'a sentence starts with a small letter: "{each.after}"'
            yield Hit(each.unit, message, _HINT, each.words)
    prose = draft.prose
    for at, unit in enumerate(prose):
        word = _small(unit)
        if not word:
            continue
        before = prose[at - 1] if at else None
        after = prose[at + 1] if at + 1 < len(prose) else None
        if unit.where == "item" and _odd(unit, before, after):
            message = f'this item starts with a small letter, those beside it do not: "{word}"'
            yield Hit(unit, message, _HINT, _head(unit))
        elif unit.where == "text" and _starts(before, unit):
            message = f'a paragraph starts with a small letter: "{word}"'
            yield Hit(unit, message, _HINT, _head(unit))


def _head(unit: Unit) -> str:
    return " ".join(unit.text.split()[:4])


def _small(unit: Unit) -> str:
    """Return the first word of a unit where it has a small letter and no capital in it."""
    found = re.match(r"[a-z][\w’'-]*(?![\w./@])", unit.text)
    return found[0] if found and found[0].islower() else ""


def _odd(unit: Unit, before: Unit | None, after: Unit | None) -> bool:
    """Whether an item ends as a sentence does, and its neighbours begin as sentences do."""
    beside = [each for each in (before, after)
              if each and each.where == "item" and each.block == unit.block]  # fmt: skip
    begun = [each for each in beside if each.text[:1].isupper()]
    return bool(beside) and begun == beside and unit.text.rstrip()[-1:] == "."


def _starts(before: Unit | None, unit: Unit) -> bool:
    """Whether a paragraph cannot go on with what stands before it."""
    if before is None or before.section != unit.section:
        return True
    return before.where == "text" and before.text.rstrip()[-1:] in (".", "!", "?")

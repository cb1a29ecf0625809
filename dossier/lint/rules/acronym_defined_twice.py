"""An acronym is explained a second time.

Why: A second explanation makes a reader ask whether another body is meant, and costs words of
    which there are few.
Source: House style.
Bad:
    # Background

    The Confederation of Free Trade Unions (KSPK) was refused registration in 2015.

    # The law

    The Confederation of Free Trade Unions of Kazakhstan (KSPK) had to register anew.
Says: "KSPK" is explained again, after paragraph 1
Good:
    # Background

    The Confederation of Free Trade Unions (KSPK) was refused registration in 2015.

    # The law

    The KSPK had to register anew, and its affiliates with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.acronyms import Use, explanations, names_before
from dossier.lint.draft import Draft
from dossier.lint.quotations import unquoted
from dossier.lint.rule import ALL, Hit

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find explanations of an acronym that the prose has explained before, with its name."""
    first: dict[str, Use] = {}
    for unit in draft.prose:
        blanked = unquoted(unit.text)
        for use in explanations(unit):
            named = len(names_before(unit, use.at).split()) > 1
            if not named or blanked[max(use.at - 2, 0)] == " " == blanked[use.at]:
                continue
            if use.word not in first:
                first[use.word] = use
                continue
            place = _place(first[use.word], use)
            message = f'"{use.word}" is explained again, after {place}'
            yield Hit(unit, message, "write the acronym alone from the second time on", use.word)


def _place(first: Use, again: Use) -> str:
    if first.unit.paragraph is not None and again.unit.paragraph is not None:
        return first.unit.place
    other = first.unit.section and first.unit.section != again.unit.section
    return f'the section "{first.unit.section}"' if other else "the first time"

"""A full stop stands in the middle of a sentence.

Why: The sentence falls in two pieces that say nothing by themselves, and OHCHR quotes by sentence.
Source: House style; a submission of 2019 has "(KSPK). were unable".
Bad:
    # Background

    Several unions and one confederation (KSPK). were unable to register.
Says: a full stop stands in the middle of a sentence: "KSPK). were"
Good:
    # Background

    Several unions and one confederation (KSPK) were unable to register. Convention No. 87 is not
    kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.full_stops import slips
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find stops after which a sentence goes on, as its next word shows."""
    for each in slips(draft):
        if each.goes_on:
            message = f'a full stop stands in the middle of a sentence: "{each.words}"'
            yield Hit(each.unit, message, "take it out", each.words)

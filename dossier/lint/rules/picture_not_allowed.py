"""A picture stands in a document that should have none.

Why: OHCHR’s summary takes words; a picture is not translated, and a file heavy with them fails to
    upload.
Source: remembered of the guidelines of the 2nd to 4th cycle, and read nowhere; so this only warns.
Bad:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # The trial

    The court was guarded.

    ![Police before the court](court.png)
Says: the picture "Police before the court" may not be allowed (not verified)
Good:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # The trial

    Police stood guard before the court.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import asked

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find pictures where the rule set has none."""
    rule = asked(draft, "pictures")
    if rule is None or rule.value:
        return
    for unit in draft.units:
        if unit.where == "picture":
            message = f'the picture "{unit.text}" may not be allowed{rule.remark}'
            hint = "say in words what it shows"
            yield Hit(unit, message, hint, unit.text, rule.severity)

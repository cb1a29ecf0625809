"""A recommendation begins with its number, which the program prints before it.

Why: The number stands twice on the page; after a recommendation is moved, the two differ.
Source: House style.
Bad:
    ---
    submitters: [Free Unions]
    ---
    # Recommendations

    - Recommendation 1. Repeal article 402 by the end of 2028.
Says: "Recommendation 1." is typed, and the program prints the number before it
Good:
    ---
    submitters: [Free Unions]
    ---
    # Recommendations

    - Repeal article 402 by the end of 2028.
    - Carry out recommendation 3 of the last review by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.model.kept_patterns import program_pattern
from dossier.model.number_words import NUMBER_WORD

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find the label of a recommendation where a block of one begins; a plain text prints none."""
    if "submitters" not in draft.about:
        return
    word = re.escape(draft.edition.language.terms["recommendation"].partition("{n}")[0].strip())
    label = program_pattern(rf"{word}\s*(?:{NUMBER_WORD}\.?\s*)?\d+\s*[.:：)–—-]\s*", re.IGNORECASE)
    met: set[str] = set()
    for unit in draft.of_kind("recommendation"):
        found = label.match(unit.text) if unit.block not in met else None
        met.add(unit.block)
        if found:
            said = found[0].strip()
            message = f'"{said}" is typed, and the program prints the number before it'
            hint = "delete it; the number follows by itself"
            yield Hit(unit, message, hint, found[0], data={"delete": found[0]})

"""An acronym is explained and never used.

Why: A reader keeps in mind what will not be needed, and the words count.
Source: House style; The Chicago Manual of Style lets an abbreviation be introduced only where it is
    used again (not compared).
Bad:
    # Background

    The Confederation of Free Trade Unions (KSPK) was refused registration in 2015. It applied
    again in June.
Says: "KSPK" is explained and then never used
Good:
    # Background

    The Confederation of Free Trade Unions (KSPK) was refused registration in 2015. The KSPK applied
    again in June.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.lint.acronyms import explanations, names_before, own, uses
from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find acronyms that stand in the whole document but once, where they are explained."""
    counted = Counter(use.word for unit in draft.units for use in uses(unit))
    written = " ".join(unit.text for unit in draft.units)
    ours = own(draft)
    for unit in draft.prose:
        if unit.kind == "organisation":
            continue  # how an organisation calls itself is for OHCHR's list, not for the text
        for use in explanations(unit):
            lone = counted[use.word] == 1 and written.count(use.word) == 1
            if lone and use.word not in ours and len(names_before(unit, use.at).split()) > 1:
                message = f'"{use.word}" is explained and then never used'
                hint = (
                    f'leave out "({use.word})"; where `{{…}}` prints it, add `full` behind the id'
                )
                yield Hit(unit, message, hint, use.word)

"""There are more recommendations than a reader can take.

Why: OHCHR sums up all submissions on a State in ten pages, and a delegation makes one or two
    recommendations to it. What is asked for in the thirtieth place is not read.
Source: House style: 20 for one organisation, 40 for several. That the summary has no more than ten
    pages: Human Rights Council resolution 5/1, annex, para. 15(c).
Bad:
    # Recommendations

    1. A by 2020.
    1. B by 2020.
    1. C by 2020.
    1. D by 2020.
    1. E by 2020.
    1. F by 2020.
    1. G by 2020.
    1. H by 2020.
    1. I by 2020.
    1. J by 2020.
    1. K by 2020.
    1. L by 2020.
    1. M by 2020.
    1. N by 2020.
    1. O by 2020.
    1. P by 2020.
    1. Q by 2020.
    1. R by 2020.
    1. S by 2020.
    1. T by 2020.
    1. U by 2020.
Says: there are 21 recommendations; a reader takes in 20
Good:
    # Recommendations

    1. Repeal article 402 by 2020.
    1. Repeal article 403 by 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.recommendations import opening_words, requests
from dossier.lint.rule import ALL, Hit

SEVERITY = "warning"
LANGUAGES = ALL
MOST = {"one": 20, "several": 40}


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first recommendation that is one too many."""
    most = MOST["several" if len(draft.about.get("submitters") or ()) > 1 else "one"]
    held = requests(draft)
    if len(held) > most:
        message = f"there are {len(held)} recommendations; a reader takes in {most}"
        hint = "put together what belongs together, and leave out what matters least"
        data = {"limit": most, "count": len(held)}
        yield Hit(held[most].unit, message, hint, opening_words(held[most]), data=data)

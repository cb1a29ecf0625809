"""A recommendation takes up one of an earlier review, and does not say so.

Why: The review asks first what became of earlier recommendations. One that is repeated carries
    more weight, if the reader is told.
Source: OHCHR's guidelines for the third cycle ask to identify the recommendations referred to.
Bad:
    ---
    earlier: [{paragraph: "126.45", text: Abolish mandatory registration in umbrella associations}]
    ---
    # Recommendations

    - Abolish the mandatory membership of unions in umbrella associations by the end of 2020.
Says: this recommendation seems to take up 126.45: abolish, associations, mandatory, umbrella
Good:
    ---
    earlier: [{paragraph: "126.45", text: Abolish mandatory registration in umbrella associations}]
    ---
    # Recommendations

    - Abolish the mandatory membership of unions in umbrella associations (126.45) by 2020.
    - Protect witnesses by the end of 2020.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dossier.lint.block_links import earlier
from dossier.lint.draft import Draft
from dossier.lint.recommendations import content, opening_words, requests
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed
from dossier.model.registry import Earlier

SEVERITY = "warning"
LANGUAGES = ("en",)
RARE = 3
"""A word in so many earlier recommendations at most says what one of them is about."""

SHARED = 4


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations with many rare words of one earlier one, and no `follows_up`."""
    if not listed(draft.language, "empty"):
        return
    held = [(each, content(each.text)) for each in earlier(draft)]
    counted = Counter(word for _, words in held for word in words)
    rare = {word for word, times in counted.items() if times <= RARE}
    follows = {each.id: each.follows_up for each in draft.blocks}
    numbers = {each.paragraph for each, _ in held}
    for each in requests(draft):
        if follows.get(each.block) or any(number in each.text for number in numbers):
            continue
        words = content(each.text) & rare
        best = max(held, key=lambda pair: len(words & pair[1]), default=None)
        if best and len(words & best[1]) >= SHARED:
            said = ", ".join(_whole(best[0], words & best[1]))
            message = f"this recommendation seems to take up {best[0].paragraph}: {said}"
            hint = f'add `follows_up: ["{best[0].paragraph}"]` to its head, or name it in the text'
            yield Hit(each.unit, message, hint, opening_words(each))


def _whole(found: Earlier, stems: frozenset[str]) -> list[str]:
    """Return the words of an earlier recommendation whose stems are these."""
    words = re.findall(r"[a-z-]+", found.text.lower())
    return sorted({each for each in words if content(each) & stems})

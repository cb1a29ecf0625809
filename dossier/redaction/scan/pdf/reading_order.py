"""Words from right to left, in every order in which a PDF may give them back.

Some programs write such a line as it is drawn, from left to right, some turn its words, some only
their letters; what reads the line may turn them once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def turned_lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` that are written from right to left, in three other orders.

    >>> list(turned_lines("שרה לוי"))
    ['יול הרש', 'הרש יול', 'לוי שרה']
    """
    lines = [each for each in text.splitlines() if _RIGHT_TO_LEFT.search(each)]
    if lines:
        yield "\n".join(each[::-1] for each in lines)
        yield "\n".join(" ".join(word[::-1] for word in each.split()) for each in lines)
        yield "\n".join(" ".join(each.split()[::-1]) for each in lines)

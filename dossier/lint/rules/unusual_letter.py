"""A Russian text has the letter "ё", for which documents of the United Nations write "е".

Names keep their letters.

Why: Where some words have it and others do not, a search for a word finds half of its places.
Source: CERD/C/KAZ/CO/8-10 and CCPR/C/GC/37, Russian, have no "ё"; `data/words/typography.ru.yaml`.
Bad:
    ---
    language: ru
    ---
    # Анализ

    Суд не сообщил, на чём основано её решение.
Says: "чём" has the letter "ё", as 1 other word has; documents of the UN write "е"
Good:
    ---
    language: ru
    ---
    # Анализ

    Суд не сообщил, на чем основано ее решение. Это подтвердил Королёв.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit
from dossier.lint.typography import pairs

SEVERITY = "warning"
LANGUAGES = ("ru",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first word with each such letter, and say how many others there are."""
    for letter, usual in pairs(draft.language, "letters").items():
        pattern = re.compile(rf"(?<!\w)[^\W\d_]*{letter}[^\W\d_]*")
        first: dict[str, Unit] = {}
        for unit in draft.prose:
            for found in pattern.finditer(authored(unit)):
                if found[0].islower():
                    first.setdefault(found[0], unit)
        if first:
            word, unit = next(iter(first.items()))
            others = len(first) - 1
            also = f", as {others} other word{'s have' if others > 1 else ' has'}" if others else ""
            message = (
                f'"{word}" has the letter "{letter}"{also}; documents of the UN write "{usual}"'
            )
            yield Hit(unit, message, f'write "{word.replace(letter, usual)}"', word)

"""An article of a treaty or a law stands in a sentence without its own article.

In French it is “par l’article 3”, in Spanish “por el artículo 3”. Requests for articles print no
“l’” and no “el”, since what stands there depends on the sentence.

Why: A reader sees at once that nobody read the page.
Source: Grevisse, Le bon usage, and Real Academia Española, Nueva gramática (from memory);
    `before_articles` and `articles` in `data/words/typography.<language>.yaml`.
Bad:
    ---
    language: fr
    ---
    # Obligations

    Le Kazakhstan est lié par article 3 de la convention.
Says: "par article 3" lacks “l’article”
Good:
    ---
    language: fr
    ---
    # Obligations

    Le Kazakhstan est lié par l’article 3 de la convention (voir article 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.typography import pairs, signs, slips

SEVERITY = "warning"
LANGUAGES = ("es", "fr")


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first place of each word that lacks its article."""
    for noun, found in slips(draft, _patterns(draft.language)):
        whole = pairs(draft.language, "articles")[noun]
        message = f'"{found.words}" lacks “{whole}”{found.places}'
        yield Hit(found.unit, message, "type it before the request", found.words)


@cache
def _patterns(tag: str) -> Mapping[str, re.Pattern[str]]:
    """Return what finds each word without its article."""
    before = "|".join(map(re.escape, signs(tag, "before_articles")))
    return {
        noun: re.compile(
            rf"(?<![\w’])(?:{before})\s{re.escape(noun)}\s(?:\d+|premier\b)", re.IGNORECASE
        )
        for noun in pairs(tag, "articles")
    }

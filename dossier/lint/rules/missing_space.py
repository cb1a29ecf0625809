"""A sign stands without the space that its language sets beside it.

In French a space stands before ; : ! ? » % and after «, in Spanish before %, in Russian after №. A
plain space will do: no line ends there, and French prints it narrow.

Why: A reader sees at once that nobody who writes the language looked at the page.
Source: Lexique des règles typographiques en usage à l'Imprimerie nationale (from memory);
    CERD/C/KAZ/CO/8-10 in French; `data/words/typography.<language>.yaml`.
Bad:
    ---
    language: fr
    ---
    # Contexte

    La loi dispose: « nul ne peut être contraint ».
Says: a space is missing before ":"
Good:
    ---
    language: fr
    ---
    # Contexte

    La loi dispose : « nul ne peut être contraint ». À 10:30, https://example.org/a?b=1 répondait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.typography import signs, slips

SEVERITY = "warning"
LANGUAGES = ("es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find each sign without its space, where it stands first."""
    for said, found in slips(draft, _patterns(draft.language)):
        message = f"a space is missing {said}{found.places}"
        yield Hit(found.unit, message, "type one; no line will end there", found.words)


@cache
def _patterns(tag: str) -> Mapping[str, re.Pattern[str]]:
    """Return what finds each sign without its space, by where the space is missing."""
    before = {
        f'before "{sign}"': re.compile(
            rf"[\w’)\]”»…%.-]*(?<=[\w)\]”’»…%.]){re.escape(sign)}(?![\w/])"
        )
        for sign in signs(tag, "spaced_before")
    }
    after = {
        f'after "{sign}"': re.compile(rf"{re.escape(sign)}(?=[^\s\0])[\w’-]*")
        for sign in signs(tag, "spaced_after")
    }
    return before | after

"""A preposition and the article after it stand apart, where the language joins them.

In Spanish “de el” and “a el” are “del” and “al”; in French “de le”, “de les”, “à le” and “à les”
are “du”, “des”, “au” and “aux”. Mostly the article came with a name that a request prints. French
“de” and “que” lose their vowel before a name that begins with one: “d’ICTUR”.

Why: A reader sees at once that nobody read the page.
Source: Real Academia Española, Diccionario panhispánico de dudas, and Grevisse, Le bon usage (from
    memory: both are obligatory); `data/words/typography.<language>.yaml`.
Bad:
    ---
    language: es
    ---
    # Antecedentes

    La queja se presentó ante el Comité a petición de el Centro.
Says: "de el" is written "del"
Good:
    ---
    language: es
    ---
    # Antecedentes

    La queja del Centro llegó al Comité. El delegado de El Salvador habló de él.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.typography import pairs, slips

SEVERITY = "warning"
LANGUAGES = ("es", "fr")


def check(draft: Draft) -> Iterator[Hit]:
    """Find each pair of words that should be one, where it stands first."""
    for apart, found in slips(draft, _patterns(draft.language)):
        together = pairs(draft.language, "joined")[apart]
        hint = f'write "{together}"; with `bare`, as in {{org:ilo bare}}, a name has no article'
        message = f'"{apart}" is written "{together}"{found.places}'
        yield Hit(found.unit, message, hint, found.words)
    for apart, found in slips(draft, _elided(draft.language)):
        together = found.words.replace(f"{apart} ", pairs(draft.language, "elided")[apart], 1)
        message = f'"{found.words}" is written "{together}"{found.places}'
        hint = f'write "{together}", or give the name its article'
        yield Hit(found.unit, message, hint, found.words)


@cache
def _elided(tag: str) -> Mapping[str, re.Pattern[str]]:
    """Return what finds words before a vowel; “onze” and “oui” are no names."""
    return {
        word: re.compile(rf"(?<![\w’]){word} [AEIOUÀÂÉÈÊÎÔ][\w’-]+")
        for word in pairs(tag, "elided")
    }


@cache
def _patterns(tag: str) -> Mapping[str, re.Pattern[str]]:
    """Return what finds each pair.

    French pronouns have the form of articles (“de le faire”), so a capital must follow there.
    """
    after = r"[^\W\d_]" if tag[:2] == "es" else "[A-ZÀ-Þ]"
    return {
        apart: re.compile(
            rf"(?<![\w’])[{first[0]}{first[0].upper()}]{first[1:]}\s{second}\s{after}[\w’-]*"
        )
        for apart in pairs(tag, "joined")
        for first, second in [apart.split()]
    }

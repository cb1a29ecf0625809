"""A word has a straight apostrophe, where print has curly ones.

In French, Spanish and Russian each is found, since the words that the program prints are curly; in
other languages those that stand beside curly ones. Quotations count, and titles of sources do not.

Why: Keyboards type ' and print has ’; where both stand on a page, it looks unfinished.
Source: Lexique des règles typographiques en usage à l’Imprimerie nationale (from memory);
    `data/words/typography.<language>.yaml`.
Bad:
    ---
    language: fr
    ---
    # Contexte

    Aujourd'hui, l'État limite le droit d'association.
Says: "Aujourd'hui" has a straight apostrophe (3 places); print has ’
Good:
    ---
    language: fr
    ---
    # Contexte

    Aujourd’hui, l’État limite le droit d’association.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.author_words import without_addresses
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import ALL, Hit
from dossier.lint.typography import signs, typed

SEVERITY = "warning"
LANGUAGES = ALL
_STRAIGHT = re.compile(
    r"[^\W_]*[^\W\d_]['´](?=[\w«“„])\w*(?:['´’]\w+)*|\b[^\W\d_]+s['´](?=[\s.,;:!?)])"
)
"""A word with such an apostrophe in it, or behind the s at its end, as in “the workers' rights”."""

_OPENING = re.compile(r"(?<!\w)['´‘](?=\w)")
"""A quotation mark, behind which one at the end of a word may be the closing one."""

_CURLY = re.compile(r"(?<=[^\W\d_])’(?=\w)|(?<=[^\W\d_]s)’(?=\s\w)")


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first word with such an apostrophe, and say in how many places there are others."""
    texts = tuple(_texts(draft))
    found = [
        (unit, each[0])
        for unit, text in texts
        for each in _STRAIGHT.finditer(text)
        if each[0][-1] not in "'´" or not _OPENING.search(text, 0, each.end())
    ]
    curly = signs(draft.language, "apostrophes") or any(_CURLY.search(text) for _, text in texts)
    if not found or not curly:
        return
    unit, word = found[0]
    places = f" ({len(found)} places)" if len(found) > 1 else ""
    message = f'"{word}" has a straight apostrophe{places}; print has ’'
    curled = re.sub("['´]", "’", word)
    yield Hit(unit, message, f'write "{curled}"', word)


def _texts(draft: Draft) -> Iterator[tuple[Unit, str]]:
    """Yield all that prints, without addresses, and in notes without titles of sources."""
    yield from ((each, without_addresses(each.text)) for each in draft.units if each.note is None)
    yield from ((unit, text) for unit, text in typed(draft) if unit.note is not None)

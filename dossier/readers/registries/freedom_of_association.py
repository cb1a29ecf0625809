"""The ILO’s Committee on Freedom of Association by its names in all languages."""

from __future__ import annotations

import re
from functools import cache

from dossier.model.language_file import language_words, languages, of_languages


def is_freedom_of_association(authority: str) -> bool:
    """Whether an authority is that Committee.

    >>> is_freedom_of_association("Comité de Libertad Sindical"), is_freedom_of_association("Court")
    (True, False)
    """
    return any(_names(code).search(authority) for code in ("en", *languages()))


@of_languages
@cache
def _names(code: str) -> re.Pattern[str]:
    """Return the pattern of its names in a language, which drafts in it are read by."""
    names = language_words(code).get("drafts", {}).get("citations", {}).get("cfa", ())
    return re.compile("|".join(names) or "(?!)", re.IGNORECASE)

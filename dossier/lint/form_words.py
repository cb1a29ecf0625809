"""Words by which rules on form tell what a text says, from `data/words/form.<language>.yaml`."""

from __future__ import annotations

from functools import cache

from dossier.lint.prose_words import wordlist


@cache
def form_words(tag: str, name: str) -> tuple[str, ...]:
    """Return the list `name`; an empty one for a language that has none.

    >>> form_words("en-GB", "we")
    ('we',)
    """
    return tuple(str(each) for each in wordlist("form", tag).get(name, ()))

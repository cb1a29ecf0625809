"""What is called otherwise in each language, as a list of choices shows it and finds it.

A choice is shown in the language of the document, and found by its names in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossier.model.language import code_of
from dossier.model.registry import Name, Words


def name_in(names: Mapping[str, Name], tag: str) -> Name:
    """Return the name of a thing in a language, or its first one where it has none in this.

    >>> name_in({"en": Name("United Nations"), "fr": Name("Nations Unies")}, "fr").full
    'Nations Unies'
    """
    return names.get(tag) or names.get(code_of(tag)) or next(iter(names.values()))


def said_in(words: Words, tag: str) -> str:
    """Return words in a language, or those for all languages, the English or the first ones."""
    keys = (tag, code_of(tag), "", "en")
    said = (words[key] for key in keys if words.get(key))
    return next(said, next(iter(words.values()), ""))


def every_name(names: Iterable[Name]) -> str:
    """Return all full and short names as words that a thing is found by."""
    return " ".join(f"{each.full} {each.short}" for each in names)


def every_short_name(names: Iterable[Name]) -> str:
    """Return all short names as words that a part of a thing is found by."""
    return " ".join(each.short for each in names)

"""Find words of the program in a final document that were written from memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.diagnostics import Finding
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.language_file import GradedWord, graded_words
from dossier.model.passages import passages

_GAP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}|[\"'|]")
"""What a pattern leaves open."""

_NAMED = 3
"""How many words a message names."""


def recalled_words(edition: Edition, file: str, line: int) -> Iterator[Finding]:
    """Yield a finding where a document prints words of its language that nobody has checked."""
    language = edition.language
    recalled = [each for each in graded_words(language.code) if each.grade == "recalled"]
    if not recalled:
        return
    text = " ".join(_plain(each.text) for each in passages(edition))
    folded = text.casefold()
    forms = dict.fromkeys(_printed(each, text, folded) for each in recalled)
    found = sorted((each for each in forms if each), key=len, reverse=True)
    if not found:
        return
    named = ", ".join(f'"{each}"' for each in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    message = (
        f"the document is final and prints {language.name} words that nobody has checked: "
        f"{named}{more}"
    )
    hint = f"let a native speaker check them; `python build.py languages {language.code}` lists all"
    yield Finding(file, line, Fault.RECALLED_WORDS, message, hint, "warning")


def _printed(word: GradedWord, text: str, folded: str) -> str:
    """Return the form of a word that a text has, or ""."""
    return next((each for each in _forms(word.value) if _has(text, folded, each)), "")


def _forms(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from _forms(each)
        case list():
            for each in value:
                yield from _forms(each)
        case str():
            yield max((each.strip() for each in _GAP.split(_plain(value))), key=len)


def _has(text: str, folded: str, words: str) -> bool:
    """Whether a text, as it is and folded, has words of three letters or more, whole."""
    if len(re.findall(r"[^\W\d_]", words)) < 3:
        return False
    if words.casefold() not in folded:
        return False  # a search for letters is far faster than for a pattern
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _plain(text: str) -> str:
    return " ".join(text.split())

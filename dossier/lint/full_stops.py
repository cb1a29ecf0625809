"""Full stops that a small letter follows: one of the two is a slip."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import unquoted
from dossier.lint.text_pattern import TextPattern
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen

_STOP = TextPattern(
    r"(?P<before>[\w.’'&-]+[)\]”’\"]*)(?P<stop>[.!?])(?P<marks>[)\]”’\"]*)\s+"
    r"(?P<after>[^\W\dA-Z_][\w’'-]*)"
)


@frozen
class Slip:
    """The words around a stop, and whether the sentence goes on after it."""

    unit: Unit
    words: str
    after: str
    goes_on: bool


def slips(draft: Draft) -> Iterator[Slip]:
    """Yield stops of the prose before a small letter, abbreviations and quotations left out."""
    short = set(listed(draft.language, "abbreviations"))
    on = set(listed(draft.language, "go_on"))
    if not short:
        return
    for unit in draft.prose:
        for found in _STOP.all(unquoted(unit.text)):
            before, after = found["before"], found["after"]
            spoken = found["stop"] != "." or found["marks"][:1] in tuple('”’"')
            if not after.islower() or spoken or _abbreviated(before, short):
                continue
            words = unit.text[found.start() : found.end()]
            yield Slip(unit, words, after, after in on)


def _abbreviated(word: str, short: set[str]) -> bool:
    """Whether the stop after a word is part of it: "No.", "p.m.", "1.", "…"."""
    return (
        not word
        or word.lower() in short
        or "." in word
        or len(word) == 1
        or (word.isdigit() and len(word) < 3)
        or word[-1] in "…&-"
    )

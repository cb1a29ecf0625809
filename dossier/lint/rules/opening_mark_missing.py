"""A Spanish question or exclamation is closed and not opened, or opened and not closed.

Why: The opening sign tells a reader from where on a sentence asks; without it the text reads as
    translated.
Source: Real Academia Española, Ortografía de la lengua española (from memory: both signs are
    obligatory).
Bad:
    ---
    language: es
    ---
    # Antecedentes

    El Gobierno no respondió. Quién ordenó la detención?
Says: a sentence ends with "?" and does not begin with "¿"
Good:
    ---
    language: es
    ---
    # Antecedentes

    El Gobierno no respondió. ¿Quién ordenó la detención? La dirección es https://example.org/?a=1.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_at
from dossier.lint.typography import pairs, typed

SEVERITY = "warning"
LANGUAGES = ("es",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find, in each unit, the first sign without the other one of its pair."""
    for unit, text in typed(draft):
        for close, opening in pairs(draft.language, "opening").items():
            at, closes = _lone(text, opening, close)
            if at < 0:
                continue
            start, end = sentence_at(text, at)
            said = f'ends with "{close}" and does not begin with "{opening}"'
            if not closes:
                said = f'begins with "{opening}" and does not end with "{close}"'
            hint = f'write "{opening if closes else close}", or take the other sign out'
            words = " ".join(unit.text[start:end].split()[:4])
            yield Hit(unit, f"a sentence {said}", hint, words)


def _lone(text: str, opening: str, close: str) -> tuple[int, bool]:
    """Return where a sign stands alone (-1: nowhere), and whether it is the closing one."""
    opened = -1
    for at, letter in enumerate(text):
        if letter == opening:
            opened = at if opened < 0 else opened
        elif letter == close:
            if opened < 0 and text[at - 1 : at] != close:
                return at, True
            opened = -1
    return opened, False

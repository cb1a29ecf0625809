"""A note argues or recommends, instead of giving a reference.

Words that stand with a paragraph, a symbol, a quotation or a title are taken for a reference; a
note may explain itself in forty words besides.

Why: The guidelines ask that notes hold references only. What a note argues is read by nobody, and
    looks like words hidden from the limit.
Source: UPR Info on the guidelines of the 3rd cycle: endnotes are for references, no substantive
    information in them.
Bad:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # Background

    The confederation was dissolved.[^a]

    [^a]: ITUC Survey, 2018. The Government should register the confederation without delay.
Says: note 1 recommends: "The Government should register the confederation without delay."
Good:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # Background

    The confederation was dissolved.[^a] The Government should register it without delay.

    [^a]: ITUC Survey, 2018; on the date, Case No. 3283, para. 77, where the Committee finds that
        “the Government should register it”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.form_words import form_words
from dossier.lint.quotations import unquoted
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked
from dossier.lint.sentences import sentences
from dossier.model.kept_patterns import program_pattern

SEVERITY = "error"
LANGUAGES = ("en",)
MOST = 40
"""How many words of its own a note may have."""

LONG = 12
"""How long words without a known verb must be to be taken for a sentence."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:)]")
_PLACE = re.compile(
    r"\b(?i:paras?|arts?|articles?|pp?|notes?|vol|nos?|chapter|ch)\b\.?\s*[\dIVX(]"
    r"|\b(?i:ibid|above|eds?)\b"
    r"|[A-Z]+/[A-Z\d]+[/.\d]|[“”\"‘\[\]]"
)


def check(draft: Draft) -> Iterator[Hit]:
    """Find notes that recommend, or that say much that is no reference."""
    rule = asked(draft, "notes_for_reference_only")
    if rule is None:
        return
    notes: dict[int, list[Unit]] = {}
    for unit in draft.notes:
        notes.setdefault(unit.note or 0, []).append(unit)
    for number, units in notes.items():
        own = [each for unit in units for each in _own(unit, draft)]
        asking = next((each for each in own if _asks(each, draft)), "")
        words = sum(len(each.split()) for each in own)
        hint = "say it in the text, or leave it out; notes are for references only"
        if asking:
            message = f'note {number} recommends: "{asking}"{rule.remark}'
            yield Hit(units[0], message, hint, asking, rule.severity)
        elif words > MOST:
            message = f"note {number} has {words} words that are no reference{rule.remark}"
            yield Hit(units[0], message, hint, own[0], "warning")


def _own(unit: Unit, draft: Draft) -> Iterator[str]:
    """Yield the pieces of a note that are no reference."""
    text = unquoted(_ADDRESS.sub("", unit.text))
    for title in unit.emphasised:
        text = text.replace(title, "")
    for sentence in sentences(text):
        for piece in (each.strip() for each in sentence.split(";")):
            if not _PLACE.search(piece) and (_says(piece, draft.language) or _asks(piece, draft)):
                yield piece


def _says(piece: str, tag: str) -> bool:
    """Whether a piece is of a sentence; a title has hardly a verb, and many capitals."""
    words = piece.split()
    small = sum(each[:1].islower() for each in words)
    long = len(words) >= LONG and small >= 0.75 * len(words)
    return long or bool(_finite(tag).search(piece.casefold()))


@lru_cache(maxsize=8)
def _finite(tag: str) -> re.Pattern[str]:
    return program_pattern(
        rf"\b(?:{'|'.join(map(re.escape, form_words(tag, 'finite'))) or '(?!)'})\b"
    )


def _asks(piece: str, draft: Draft) -> bool:
    """Whether a piece asks the State for something."""

    def either(name: str) -> str:
        return "|".join(map(re.escape, form_words(draft.language, name))) or "(?!)"

    state = re.escape(str(draft.about.get("state") or "")) or "(?!)"
    asked_of = rf"(?:[Tt]he\s+)?(?:{either('asked')}|{state})\b[^,.]{{0,40}}?"
    return bool(
        program_pattern(rf"\b(?i:{either('we')})\s+(?:{either('we_ask')})\b").search(piece)
        or re.match(rf"{asked_of}\s(?:{either('duty')})\b", piece)
    )

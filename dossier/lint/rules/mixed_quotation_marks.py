"""Quotations stand between marks of two kinds: straight and curly, or single and double.

Why: Marks within marks tell who quotes whom. Where both kinds stand outside, they tell nothing.
Source: House style; a submission of 2019 has ‘…’, “…” and "…" as outer marks.
Bad:
    # The law

    The Covenant protects “the right to form and join trade unions”.

    The Committee spoke of ‘a serious infringement of the principles of freedom’.
Says: quotations stand between “…” and between ‘…’
Good:
    # The law

    The Covenant protects “the right to form and join trade unions”. The workers’ ‘branch’ counts.

    The Committee spoke of “a serious infringement of the ‘principles of freedom’ of association”.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import Quotation, quotations
from dossier.lint.rule import ALL, Hit

SEVERITY = "warning"
LANGUAGES = ALL
SHORTEST = 4
"""Single marks around a word or two are a way to hold them with tongs, not a quotation."""

_SHOWN = {"“": "“…”", "‘": "‘…’", '"': '"…"', "'": "'…'", "«": "«…»", "„": "„…“"}
_STRAIGHT = ('"', "'")


def check(draft: Draft) -> Iterator[Hit]:
    """Find, once each, single marks beside double ones, and straight beside curly ones."""
    found: dict[str, list[tuple[Unit, Quotation]]] = {}
    for unit in draft.prose:
        for each in quotations(unit.text):
            found.setdefault(each.mark, []).append((unit, each))
    long = {
        mark: [pair for pair in held if pair[1].length >= SHORTEST] for mark, held in found.items()
    }
    yield from _pair(long, [each for each in ("“", "‘") if long.get(each)])
    curly = next((each for each in ("“", "‘", "„") if each in found), "")
    for straight in ('"', "'"):
        if curly and straight in found and (straight == '"' or long[straight]):
            yield from _pair(found, [curly, straight])


def _pair(found: dict[str, list[tuple[Unit, Quotation]]], marks: list[str]) -> Iterator[Hit]:
    if len(marks) < 2:
        return
    usual, rarer = sorted(marks, key=lambda each: -len(found[each]))
    unit, first = found[rarer][0]
    message = f"quotations stand between {_SHOWN[usual]} and between {_SHOWN[rarer]}"
    words = " ".join(unit.text[first.start : first.end].split()[:4])
    inside = "" if rarer in _STRAIGHT else ", and the other kind inside it"
    yield Hit(unit, message, f"use {_SHOWN[usual]} for all{inside}", words)

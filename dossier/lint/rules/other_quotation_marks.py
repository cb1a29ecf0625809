"""Quotations stand between marks of another language, such as “…” in a French or Russian text.

Why: The marks are a part of the language, as its letters are; English ones show a translation in
    a hurry.
Source: `data/words/typography.<language>.yaml`: « … » in French and Russian documents of the UN,
    “…” or «…» in Spanish.
Bad:
    ---
    language: ru
    ---
    # Анализ

    Комитет указал, что “никто не должен принуждаться к вступлению в объединение”.
Says: a quotation stands between “…”; Russian has «…»
Good:
    ---
    language: ru
    ---
    # Анализ

    Комитет указал, что «никто не должен принуждаться к вступлению в “объединение”».
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import Quotation, quotations
from dossier.lint.rule import Hit
from dossier.lint.typography import signs

SEVERITY = "warning"
LANGUAGES = ("es", "fr", "ru")
_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"'}


def check(draft: Draft) -> Iterator[Hit]:
    """Find double marks that are not the language's; one finding for all of a kind."""
    usual = signs(draft.language, "quotation_marks")
    found: dict[str, list[tuple[Unit, Quotation]]] = {}
    for unit in draft.prose:
        for each in quotations(unit.text):
            if each.mark in _CLOSING and each.mark not in usual:
                found.setdefault(each.mark, []).append((unit, each))
    for mark, held in found.items():
        unit, first = held[0]
        many = f"{len(held)} quotations stand" if len(held) > 1 else "a quotation stands"
        wanted = " or ".join(f"{each}…{_CLOSING[each]}" for each in usual)
        message = (
            f"{many} between {mark}…{_CLOSING[mark]}; {draft.edition.language.name} has {wanted}"
        )
        words = " ".join(unit.text[first.start : first.end].split()[:4])
        yield Hit(unit, message, f"set {wanted}, and other marks inside them", words)

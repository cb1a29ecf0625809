"""A treaty is quoted, and the article is not named.

Why: A reader can look up an article, and will not search a treaty for a sentence.
Source: House style; the texts of the instruments in data/instruments. A submission of 2019 quotes a
    covenant without the article, which is 22(1).
Bad:
    # International obligations

    The ICCPR says that “everyone shall have the right to freedom of association with others”.
Says: these words of the ICCPR are quoted without the article
Good:
    # International obligations

    The ICCPR says that “everyone shall have the right to freedom of association with others”
    (article 22(1)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import Quotation, quotations
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_at
from dossier.lint.treaty_words import in_draft, pieces, texts
from dossier.readers.registries.instruments import names

SEVERITY = "warning"
LANGUAGES = ("en",)
SHORTEST = 5


def check(draft: Draft) -> Iterator[Hit]:
    """Find quotations that are words of an instrument the document names, without a number."""
    quoted = [(unit, each) for unit in draft.prose for each in quotations(unit.text)
              if each.length >= SHORTEST]  # fmt: skip
    if not quoted:
        return
    held = {id_: texts(id_, draft.language) for id_ in in_draft(draft)}
    for unit, each in quoted:
        found = _found(pieces(each.words), held)
        if found and not _numbered(unit, each, {key for _, key in found}):
            id_, key = min(found, key=lambda pair: (_distance(unit, each, pair[0]), -len(pair[1])))
            short = next((one.short for one in names(id_).values() if one.short), id_)
            law = f"the {short}" if short.isupper() else short
            message = f"these words of {law} are quoted without the article"
            words = " ".join(unit.text[each.start : each.end].split()[:5])
            yield Hit(unit, message, f"they are article {key}: name it", words)


def _found(said: tuple[str, ...], held: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return the instruments and articles that hold all pieces of a quotation."""
    if sum(len(each.split()) for each in said) < SHORTEST:
        return []
    return [(id_, key) for id_, articles in held.items() for key, words in articles.items()
            if all(each in words for each in said)]  # fmt: skip


def _numbered(unit: Unit, quotation: Quotation, keys: set[str]) -> bool:
    """Whether its sentence, or one beside it, or a note called there has one of the numbers."""
    start, _ = sentence_at(unit.text, quotation.start)
    start, _ = sentence_at(unit.text, max(start - 2, 0))
    _, end = sentence_at(unit.text, min(quotation.end, len(unit.text) - 1))
    around = unit.text[start : quotation.start] + " ¶ " + unit.text[quotation.end : end + 120]
    bases = {key.partition("(")[0] for key in keys}
    return any(re.search(rf"(?<![\d(.]){base}(?!\d|\.\d)", around) for base in bases)


def _distance(unit: Unit, quotation: Quotation, id_: str) -> int:
    """Return how far before the quotation an instrument is named, or a large number."""
    shorts = [form for each in names(id_).values() for form in (each.short, each.full) if form]
    found = [unit.text.rfind(form, 0, quotation.start) for form in shorts]
    return quotation.start - max(found) if max(found) >= 0 else 10_000

"""Words in quotation marks differ from the article of the treaty that they are ascribed to.

Why: The people who read submissions know the covenants by heart. A misquoted article is noticed
    first, and discredits what is right beside it.
Source: The texts of the instruments in data/instruments, each with its source.
Bad:
    # International obligations

    Article 22(1) of the ICCPR says that “everyone shall have the right to freedom of association
    with others, including the right to form and join independent trade unions”.
Says: article 22(1) of the ICCPR says "join trade", not "join independent trade"
Good:
    # International obligations

    Article 22(1) of the ICCPR says that “everyone shall have the right to freedom of association …
    including the right to form and join trade unions”.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from dossier.lint.draft import Draft, Unit
from dossier.lint.provisions import covers, of_draft
from dossier.lint.quotations import Quotation, quotations
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_at
from dossier.lint.treaty_words import named_in, pieces, texts
from dossier.readers.registries.instruments import names

SEVERITY = "error"
LANGUAGES = ("en",)
SHORTEST = 5
LIKE = 0.7
"""How much of a quotation must stand in the article, in order, for it to be meant as one."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find quotations that are nearly the words of the article in their sentence."""
    cited = of_draft(draft)
    for unit in draft.prose:
        for each in quotations(unit.text):
            if each.length < SHORTEST:
                continue
            start, _ = sentence_at(unit.text, each.start)
            _, end = sentence_at(unit.text, each.end - 1)
            near = named_in(unit.text[start : each.start], draft.language)
            near = near or named_in(unit.text[each.end : end], draft.language)
            numbers = [one.number for one in cited
                       if one.unit is unit and start <= one.start < max(end, each.end)]  # fmt: skip
            if near and numbers:
                yield from _compare(unit, each, near[-1][0], numbers, draft.language)


def _compare(
    unit: Unit, quotation: Quotation, id_: str, numbers: list[str], tag: str
) -> Iterator[Hit]:
    held = texts(id_, tag)
    said = pieces(quotation.words)
    if all(any(piece in words for words in held.values()) for piece in said):
        return
    fitting = {
        key: words
        for key, words in held.items()
        if any(covers(number, key) or covers(key, number) for number in numbers)
    }
    for key, words in fitting.items():
        for piece in said:
            ours, theirs = piece.split(), words.split()
            matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
            alike = sum(block.size for block in matcher.get_matching_blocks())
            if piece not in words and len(ours) >= SHORTEST and alike >= LIKE * len(ours):
                yield _hit(unit, quotation, id_, key, _difference(matcher, theirs, ours))
                return


def _difference(
    matcher: SequenceMatcher[str], theirs: list[str], ours: list[str]
) -> tuple[str, str]:
    """Return the first words that differ, theirs and ours, each with a word on either side."""
    for how, i, j, k, m in matcher.get_opcodes():
        inside = m > 0 and k < len(ours) and (k > 0 or how == "replace")
        if how != "equal" and inside and not (how == "delete" and m == len(ours)):
            return (" ".join(theirs[max(i - 1, 0) : j + 1]), " ".join(ours[max(k - 1, 0) : m + 1]))
    return "", " ".join(ours)


def _hit(unit: Unit, quotation: Quotation, id_: str, key: str, apart: tuple[str, str]) -> Hit:
    name = next((each.short for each in names(id_).values() if each.short), id_)
    law = f"the {name}" if name.isupper() else name
    theirs, ours = apart
    message = f'article {key} of {law} says "{theirs}", not "{ours}"'
    if not theirs:
        message = f'article {key} of {law} does not say "{quotation.words}"'
    words = " ".join(unit.text[quotation.start : quotation.end].split()[:5])
    return Hit(unit, message, "quote the article as it stands, or leave the marks out", words)

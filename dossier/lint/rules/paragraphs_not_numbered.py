"""The paragraphs of a submission have no numbers.

Numbers that the program sets and numbers that were typed both do.

Why: OHCHR’s summary cites a submission by paragraph where paragraphs are numbered and by page
    where they are not; States and the press follow it.
Source: The Advocates for Human Rights on the guidelines of the first cycle; counted in
    A/HRC/WG.6/48/SVN/3 (109 notes cite paragraphs, 40 pages).
Bad:
    ---
    rules: upr-individual
    cycle: 3
    paragraphs: plain
    ---
    # Background

    Oil workers went on strike in May 2011.

    Police opened fire in December.

    The dispute was never settled.
Says: the paragraphs are not numbered (not verified for the 3rd cycle)
Good:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # Background

    Oil workers went on strike in May 2011.

    Police opened fire in December.

    The dispute was never settled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import asked, line_of
from dossier.model.document import NumberedList, Paragraph
from dossier.model.walk import blocks

SEVERITY = "warning"
LANGUAGES = ALL
LEAST = 3
"""How many paragraphs a text must have to need numbers."""

_TYPED = re.compile(r"[\[(§]?\s?\d{1,3}(?:\.\d{1,2})*[.)\]:]?\s+\S")


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text whose paragraphs have no numbers, neither the program's nor typed ones."""
    rule = asked(draft, "paragraph_numbers")
    document = draft.edition.document
    if rule is None or document.settings.paragraphs == "numbered":
        return
    nodes = [node for block in blocks(document) for node in block.content]
    typed = sum(len(node.items) for node in nodes if isinstance(node, NumberedList))
    plain = [each for each in draft.units if each.where == "text"]
    typed += sum(bool(_TYPED.match(each.text)) for each in plain)
    paragraphs = sum(isinstance(node, Paragraph) for node in nodes)
    if paragraphs < LEAST or 2 * typed >= paragraphs:
        return
    message = f"the paragraphs are not numbered{rule.remark}"
    hint = "number them from the first to the last, in one series"
    line = line_of(draft, "paragraph_numbers")
    yield Hit(None, message, hint, severity=rule.severity, line=line)

"""The author's own words in a unit: what is quoted, addresses and titles in italics are blanked.

All texts here have the length of the unit's, so that an offset in one is an offset in the other.
"""

from __future__ import annotations

import re

from dossier.lint.draft import Unit
from dossier.lint.quotations import quotations
from dossier.lint.sentence_spans import sentence_at, sentence_spans
from dossier.model.remembered import remembered

_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|(?<![\w/])(?:[\w-]+\.)+(?:org|com|net|int|kz|ru|info|html?)\b\S*"
)
BLANK = "\0"


@remembered
def authored(unit: Unit) -> str:
    r"""Return the text of `unit` with all that is not its author's own as "\\0"; ' is ’."""
    text = unit.text
    spans = [(each.start, each.end) for each in quotations(text)]
    spans += [each.span() for each in _ADDRESS.finditer(text)]
    for words in unit.emphasised:
        at = text.find(words)
        spans += [(at, at + len(words))] if at >= 0 and words[-1:] not in ".:" else []
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text.replace("'", "’")


@remembered
def without_addresses(text: str) -> str:
    """Return a text with its web and mail addresses blanked; offsets stay what they were."""
    return _ADDRESS.sub(lambda found: BLANK * len(found[0]), text)


def spans(unit: Unit) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of `unit` begin and end."""
    return sentence_spans(unit.text)


def sentence(unit: Unit, offset: int) -> str:
    """Return the sentence in which `offset` lies, as it stands in the text."""
    start, end = sentence_at(unit.text, offset)
    return unit.text[start:end]


def sourced(unit: Unit, offset: int) -> bool:
    """Whether a note is called in the sentence at `offset`, or after it in the paragraph."""
    start, _ = sentence_at(unit.text, offset)
    return any(at >= start for at, _ in unit.calls) or bool(_FUSED.search(unit.text, start))


_FUSED = re.compile(
    r"(?<=[a-zé)’'”\"])\d{1,3}(?=[\s.,;:)]|$)|(?<=[a-z]{3}[.,])\d{1,3}(?=\s|$)|[¹²³⁰⁴-⁹]|\[\d{1,3}\]"
)
"""Notes of a text that lost its typography: "the confederation15."."""


def noted(unit: Unit) -> bool:
    """Whether a note is called anywhere in `unit`."""
    return bool(unit.calls) or bool(_FUSED.search(unit.text))


def clip(text: str, words: int = 8) -> str:
    """Return the first words of `text`, as messages show it.

    >>> clip("On 25 May 2015 the Ministry of Justice refused to register it.", 5)
    'On 25 May 2015 the …'
    """
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"

"""Words of a Word file that are no part of its text as it prints, or print otherwise there.

Hidden words and words that are struck out stay out of a draft, whatever makes them so, and so do
fields without a result. Equations come in on one line. Each is told of, so that nobody misses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen

Why: TypeAlias = Literal[
    "hidden", "struck", "equation", "field", "mark", "page", "gone", "sign", "unseen", "shown"
]

UNSEEN = "words that nobody sees came in as text"
SHOWN = 12
"""Places that a finding names."""


@frozen
class Apart:
    """Words of one run, why they are told of, and the number of their paragraph.

    "shown" parts words that others stand between. `leads_to` is the bookmark that the number of a
    page or a cross-reference names.
    """

    why: Why
    words: str
    line: int
    leads_to: str = ""


def told(apart: Sequence[Apart], file: str, marks: Mapping[str, int]) -> Iterator[Finding]:
    """Yield one finding for all hidden words, and one for each paragraph of the other sorts.

    `marks` are the paragraphs of the bookmarks.
    """
    hidden = [each for each in apart if each.why == "hidden" and each.words.strip()]
    if hidden:
        yield _hidden(hidden, file)
    for line in dict.fromkeys(each.line for each in apart):
        here = [each for each in apart if each.line == line]
        for why, (rule, message, hint) in SAID.items():
            words = _parts([each for each in here if each.why == why], here)
            if words:
                said = "; ".join(f'"{each}"' for each in words)
                goals = {marks.get(each.leads_to, 0) for each in here if each.why == why} - {0}
                named = ", ".join(f"paragraph {each} of the draft" for each in sorted(goals))
                more = f"; what it points at is {named}" if named else ""
                message_ = f"{message} {said}{more}"
                yield Finding(file, line, rule, message_, hint, severity="warning")


SAID: Mapping[str, tuple[Fault, str, str]] = {
    "unseen": (
        Fault.UNSEEN_WORDS,
        f"{UNSEEN}:",
        "delete them in their block if they do not belong there",
    ),
    "struck": (
        Fault.LEFT_OUT,
        "words that are struck out were left out:",
        "take the line through them away in Word and import it again, if they belong to the text",
    ),
    "equation": (
        Fault.SIMPLIFIED,
        "an equation came in on one line:",
        "look whether it says the same, or put a picture of it into the dossier",
    ),
    "field": (
        Fault.LEFT_OUT,
        "a field was left out, of whose result the file has no words:",
        "look in Word what it shows, and type that",
    ),
    "mark": (
        Fault.SIMPLIFIED,
        "a note has a star in place of the mark that was typed:",
        "look whether the text names the mark; marks are * † ‡ § ¶",
    ),
    "sign": (
        Fault.SIMPLIFIED,
        "signs of a symbol font came in as bullets, since their codes mean nothing elsewhere:",
        "look in Word what they show, and type that",
    ),
    "page": (
        Fault.SIMPLIFIED,
        "a number of a page that Word counts stays as it was:",
        "give that paragraph an id, `{#port}`, and write `paragraph [](#paragraph:port)`",
    ),
    "gone": (
        Fault.SIMPLIFIED,
        "a cross-reference to what is not in the draft came in as words:",
        "look whether the number is right, or write a reference in its place",
    ),
}
"""How each sort is told: rule, message, and what to do."""


def _hidden(hidden: Sequence[Apart], file: str) -> Finding:
    """Return how many words are hidden and where; what they say may be nobody's business."""
    count = sum(len(text.split()) for text in _parts(hidden, hidden))
    lines = [*dict.fromkeys(each.line for each in hidden)]
    where = ", ".join(map(str, lines[:SHOWN]))
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    was = "hidden word was" if count == 1 else "hidden words were"
    paragraphs = "paragraph" if len(lines) == 1 else "paragraphs"
    message = f"{count} {was} left out, in {paragraphs} {where}{more}"
    hint = "show hidden text in Word; make it visible and import it again, if it belongs there"
    return Finding(file, lines[0], Fault.LEFT_OUT, message, hint, severity="warning")


def _parts(found: Sequence[Apart], every: Sequence[Apart]) -> list[str]:
    """Return the words of what is left out, runs that follow each other as one."""
    texts: list[str] = []
    last: Apart | None = None
    for each in every:
        if each in found:
            joins = last is not None and (last.why, last.line) == (each.why, each.line)
            texts[-1:] = [texts[-1] + each.words] if joins else [*texts[-1:], each.words]
        last = each
    return [text for each in texts if (text := " ".join(each.split()))]

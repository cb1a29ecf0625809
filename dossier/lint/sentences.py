"""Part a paragraph into sentences, without breaking at abbreviations."""

from __future__ import annotations

import re

from dossier.model.remembered import remembered

_END = re.compile(r"[.!?…][”’\")\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:No|Nos|Art|Arts|art|arts|para|paras|p|pp|vol|ed|eds|cf|e\.g|i\.e|etc|al|Mr|Mrs|Ms|Dr|"
    r"St|vs?|Inc|Ltd|Co|U\.S|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z])\.$"
)


@remembered
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` in order; joined by spaces they are the text.

    >>> sentences("Convention No. 87 applies. It was ratified.")
    ('Convention No. 87 applies.', 'It was ratified.')
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        piece = text[start : end.end()].rstrip()
        if not _SHORT.search(piece):
            found.append(piece)
            start = end.end()
    rest = text[start:].strip()
    return (*found, rest) if rest else tuple(found)

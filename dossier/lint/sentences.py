"""Part a paragraph into sentences, without breaking at abbreviations.

A text is parted alike in whatever language it is: abbreviations of all languages there are stay
with the word after them, and a mark ends a sentence before a capital or a letter of a script that
has none.
"""

from __future__ import annotations

import re
from functools import cache

from dossier.model.kept_patterns import program_pattern
from dossier.model.language_file import language_words, languages, of_languages
from dossier.model.remembered import remembered

_END = re.compile(
    r"[.!?…؟۔][”’\")\]]*(?:[ \u00a0\u202f]?»)?\s+(?=[“‘\"'(\[«„¿¡\s]*(?P<next>[^\W_]))"
    r"|[。！？][”’」』）]*"
)
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
        if not _goes_on(end, piece):
            found.append(piece)
            start = end.end()
    rest = text[start:].strip()
    return (*found, rest) if rest else tuple(found)


def _goes_on(end: re.Match[str], piece: str) -> bool:
    """Whether what is before a mark is no sentence yet: a small letter follows, or it is short."""
    following = end["next"] or ""
    return following.islower() or bool(_SHORT.search(piece) or _shortened().search(piece))


@of_languages
@cache
def _shortened() -> re.Pattern[str]:
    """Return what finds an abbreviation at the end that stands before a number or a name."""
    kept = (language_words(code)["keep"] for code in languages())
    words = {
        each for one in kept for key in ("before_numbers", "before_names") for each in one[key]
    }
    short = "|".join(sorted(re.escape(each) for each in words if each.endswith(".")))
    return program_pattern(rf"(?<!\w)(?:{short})$")

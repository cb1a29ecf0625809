"""A sentence is longer than 45 words.

Why: A delegate reads a submission once, often in a second language. What stands in a long
    sentence is not quoted in OHCHR's summary, which takes sentences whole.
Source: House style; OHCHR's summaries quote single sentences (A/HRC/WG.6/48/SVN/3).
Bad:
    # Background

    The law of 2014 requires that every trade union that is registered at the level of an enterprise
    join within six months a union of the branch, which in its turn must belong to an association of
    the republic, which must have members in more than half of all regions, so that none can exist
    alone.
Says: this sentence has 56 words
Good:
    # Background

    The law of 2014 requires that every trade union of an enterprise join a union of the branch.
    That union must in turn belong to an association of the republic.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.sentences import sentences

SEVERITY = "warning"
LANGUAGES = ALL
LONGEST = 45


def check(draft: Draft) -> Iterator[Hit]:
    """Find the sentences of paragraphs that are longer than `LONGEST` words."""
    for unit in draft.prose:
        for sentence in sentences(unit.text):
            words = len(sentence.split())
            if words > LONGEST:
                message = f"this sentence has {words} words"
                hint = f"make two of it; {LONGEST} words are as many as one reads at once"
                yield Hit(unit, message, hint, sentence, data={"limit": LONGEST, "count": words})

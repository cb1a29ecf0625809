"""The text is longer than the body it is sent to allows.

Words are counted as Word counts them, from the first section's title on, without notes (see
`words-with-notes` for those). It is an error where the limit was read in its source. A limit of
your own, `word_limit:` in the manifest, goes before.

Why: OHCHR does not consider a UPR submission that keeps not to the rules on form; what is over the
    limit may be the recommendations at its end.
Source: UPR Info on the guidelines of the 2nd and 3rd cycle (2,815 words, joint 5,630); ECOSOC
    resolution 1996/31 for statements; OHCHR’s page on the Human Rights Committee; `data/rules`.
Bad:
    ---
    rules: upr-individual
    word_limit: 12
    ---
    # Background

    The confederation was dissolved in 2017.

    # Our concerns

    Its leaders were convicted for what unions do everywhere.
Says: the text has 18 words, 6 more than the limit of 12
Good:
    ---
    rules: upr-individual
    word_limit: 12
    ---
    # Background

    The confederation was dissolved in 2017.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import line_of
from dossier.lint.word_limit import word_limit
from dossier.model.passages import Size
from dossier.model.word_count import words_in

SEVERITY = "error"
_MANY_SIGNS = 50
"""From one sign in so many words on, signs that stand alone are told, as French has them."""
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text that is over its limit without notes."""
    limit = word_limit(draft)
    if limit is None:
        return
    measured = draft.size
    counted = measured.words
    if (limit.more or {}).get("notes_count"):
        counted += measured.note_words
    line = line_of(draft, "word_limit")
    if counted > limit.value:
        over = counted - limit.value
        what = "the text with its notes" if counted > measured.words else "the text"
        message = f"{what} has {counted:,} words, {over:,} more than the limit of {limit.value:,}"
        message += _counted(measured) + limit.remark
        yield Hit(
            None, message, _hint(draft, over), severity=limit.severity, line=line,
            data={"limit": limit.value, "count": counted},
        )  # fmt: skip


def _counted(measured: Size) -> str:
    """Return what the count means, where another one could be meant."""
    if 2 * measured.characters > measured.words:
        return (
            "; each Chinese character and mark is counted as one, as Word does, and OHCHR does not "
            "say which count its limit means"
        )
    if measured.signs > measured.words // _MANY_SIGNS:
        return f"; {measured.signs:,} of them are signs between spaces, which Word counts"
    return ""


def _hint(draft: Draft, over: int) -> str:
    lengths: Counter[str] = Counter()
    for unit in draft.units:
        if unit.note is None and unit.where != "title":
            lengths[unit.section] += words_in(unit.text)
    section, words = max(lengths.items(), key=lambda each: each[1], default=("", 0))
    longest = f'; the longest section is "{section}" ({words:,} words)' if section else ""
    return f"cut {over:,} {'word' if over == 1 else 'words'}{longest}"

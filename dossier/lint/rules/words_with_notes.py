"""The text keeps to its limit of words, but not if its notes count too.

Why: Nobody was found to say whether notes count in a UPR submission. If they do, it is too long.
Source: None that says so; `data/rules` has what is known of each procedure.
Bad:
    ---
    rules: upr-individual
    word_limit: 12
    ---
    # Background

    The confederation was dissolved in 2017.[^hrw]

    [^hrw]: Human Rights Watch, “Trade Union Shut Down”, 10 January 2017.
Says:
    the text has 7 words and its notes 10: together more than the limit of 12, if notes count
    (not verified)
Good:
    ---
    rules: upr-individual
    word_limit: 12
    ---
    # Background

    The confederation was dissolved in 2017.[^hrw]

    [^hrw]: Human Rights Watch, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import line_of
from dossier.lint.word_limit import word_limit

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text that is over its limit only with its notes."""
    limit = word_limit(draft)
    if limit is None or (limit.more or {}).get("notes_count"):
        return
    found = draft.size
    if found.words <= limit.value < found.words + found.note_words:
        message = (
            f"the text has {found.words:,} words and its notes {found.note_words:,}: together "
            f"more than the limit of {limit.value:,}{limit.remark}, if notes count (not verified)"
        )
        hint = "shorten the notes, or ask whether they count and allow this with what you were told"
        data = {"limit": limit.value, "count": found.words, "in_notes": found.note_words}
        yield Hit(None, message, hint, line=line_of(draft, "word_limit"), data=data)

"""A submission does not say how its evidence was gathered.

Looked for in the parts on the organisation, on background and method, and in what is at the
beginning of a text without such parts.

Why: OHCHR and States weigh information by how it is known: by interviews, visits, public sources.
Source: Human Rights Council, decision 6/102, part A, asks for methodology (as remembered); UPR
    Info and other handbooks ask how evidence was gathered.
Bad:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Submitting organisation

    The Centre, founded in 1987, defends trade union rights.
Says: nothing says how the evidence was gathered
Good:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Submitting organisation

    The Centre, founded in 1987, defends trade union rights. This submission is based on interviews
    with forty workers.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "warning"
LANGUAGES = ("en",)
KINDS = ("organisation", "boilerplate", "background", "method", "summary", "cover", "lead")
BEGINNING = 6
"""How many paragraphs from the first on are looked at in any text."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text that does not say how it knows what it tells."""
    rule = asked(draft, "method")
    if rule is None or not wordlist("handbook", draft.language):
        return
    pattern = compiled("handbook", draft.language, "method")
    read = (*draft.of_kind(*KINDS), *draft.prose[:BEGINNING])
    if not read or any(pattern.search(each.text) for each in read):
        return
    message = "nothing says how the evidence was gathered"
    hint = (
        "add a sentence with the sources, the number of interviews and when, such as “this "
        "submission is based on interviews with forty workers and on public sources”; looked for "
        "are words such as based on, relies on, interviews, survey, gathered from, method"
    )
    units = draft.of_kind("organisation")
    yield Hit(units[-1] if units else None, message, hint, line=line_of(draft, ""))

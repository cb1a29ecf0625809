"""All that a section of evidence tells happened before the period under review.

A section in which one date lies in the period, or which says that the old events are background or
still matter, is left alone; so is one that dates only laws.

Why: A review covers what came after the one before it. What is older was for that one, and OHCHR’s
    summary leaves it out.
Source: Guidelines of the first cycle (four years before the review) as The Advocates for Human
    Rights give them; of the third cycle, paras 1–3 (implementation and developments since).
Bad:
    ---
    rules: upr-individual
    cycle: 3
    review_date: 2019-11-07
    ---
    # The strikes

    On 3 May 2009 miners went on strike. Police arrested their leaders on 7 May 2009, and a court
    convicted them in June 2010.
Says: nothing in "The strikes" is later than 2010; the period begins in 2014 (not verified for the
    3rd cycle)
Good:
    ---
    rules: upr-individual
    cycle: 3
    review_date: 2019-11-07
    ---
    # The strikes

    On 3 May 2009 miners went on strike, and a court convicted their leaders in June 2010. On 4
    March 2017 the verdict was upheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dossier.lint.dates import moments
from dossier.lint.draft import Draft, Unit
from dossier.lint.form_words import form_words
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked
from dossier.model.sessions import session

SEVERITY = "warning"
LANGUAGES = ("en",)
CYCLE = 14
"""How many sessions a cycle has: so many lie between two reviews of a State."""

LEAST = 2
"""How many dated events a section must have for all of them to be called old."""

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d/])")


def check(draft: Draft) -> Iterator[Hit]:
    """Find sections of evidence whose events are all older than the period under review."""
    rule = asked(draft, "period_years")
    begin = _begin(draft, rule.value) if rule else 0
    if rule is None or not begin:
        return
    sections: dict[str, list[Unit]] = {}
    for unit in draft.units:
        if unit.kind == "evidence" and unit.where not in ("note", "section", "title"):
            sections.setdefault(unit.section, []).append(unit)
    for title, units in sections.items():
        dated = [each for each in units if moments(each.text, draft.edition.language.months)]
        latest = _latest(draft, title, units)
        if dated and latest and latest < begin and not _lasting(draft, title, units):
            message = f'nothing in "{title}" is later than {latest}; the period begins in {begin}'
            hint = "add what happened since, or say why the old events matter today"
            yield Hit(dated[0], message + rule.remark, hint, severity="warning")


def _begin(draft: Draft, years: int) -> int:
    """Return the year in which the period begins: that of the review before, or about it."""
    number = draft.about.get("session")
    before = session(number - CYCLE) if isinstance(number, int) else None
    if before and before.begins:
        return before.begins.year
    here = session(number) if isinstance(number, int) else None
    review = draft.about.get("review_date") or (here and here.begins)
    if not isinstance(review, date):
        review = draft.day
    return review.year - years if review.year > years + 1 else 0


def _latest(draft: Draft, title: str, units: Sequence[Unit]) -> int:
    """Return the latest year that a section names, or 0 where too few events are dated."""
    text = " ".join((title, *(each.text for each in units)))
    events = [each for each in moments(text, draft.edition.language.months) if each.led]
    years = [int(each) for each in _YEAR.findall(text)]
    return max(years, default=0) if len(events) >= LEAST else 0


def _lasting(draft: Draft, title: str, units: Sequence[Unit]) -> bool:
    """Whether a section says that what it tells is background, or goes on."""
    words = (*form_words(draft.language, "background"), *form_words(draft.language, "lasting"))
    text = " ".join((title, *(each.text for each in units))).casefold()
    return any(re.search(rf"\b{re.escape(each)}\b", text) for each in words)

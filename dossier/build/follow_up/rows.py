"""The rows of a follow-up, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.build.follow_up.evidence import Known
from dossier.build.recurrence_links import NONE
from dossier.lint.recommendation_strength import category
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.follow_up import NOT_ASSESSED, FollowUpRow, LastTime, since_last, status_of
from dossier.model.registry import Earlier

_NAMED = 8
"""How many recommendations a finding names; more are counted."""


def row_of(earlier: Earlier, known: Known, last: LastTime | None) -> FollowUpRow:
    """Return one recommendation with what became of it, compared with the last follow-up."""
    ours = earlier.assessment
    before, changed = since_last(earlier, last)
    return FollowUpRow(
        symbol=earlier.symbol,
        paragraph=earlier.paragraph,
        cycle=earlier.cycle,
        states=earlier.states,
        text=earlier.text,
        position=earlier.position,
        state_words=earlier.words,
        themes=earlier.themes,
        sdgs=earlier.sdgs,
        action=category(earlier.text),
        status=status_of(earlier),
        assessment=known.say(ours.words, earlier.at) if ours and ours.words else "",
        evidence=known.evidence(earlier),
        answered_by=known.answered_by(earlier),
        before=before,
        change=changed,
        recurs=tuple(each for each in earlier.recurs if each != NONE),
        at=earlier.at,
    )


def lacking(rows: Sequence[FollowUpRow]) -> Iterator[Finding]:
    """Find what is missing: assessments, evidence for them, positions, cycles."""
    silent = [each for each in rows if each.status == NOT_ASSESSED]
    yield from _told(
        silent, Fault.NOT_ASSESSED, "no assessment says what became of it",
        "add `assessment:` with `level:`; “no information” is a level too",
    )  # fmt: skip
    bare = [
        each
        for each in rows
        if each.status not in (NOT_ASSESSED, "no information") and not each.evidence
    ]
    yield from _told(
        bare, Fault.ASSESSMENT_WITHOUT_EVIDENCE, "nothing shows the assessment",
        "name what shows it under `blocks:`, or cite a source in `words:`",
    )  # fmt: skip
    for name, lacks in (("position", not_positioned(rows)), ("cycle", not_dated(rows))):
        yield from _told(
            lacks, Fault.INCOMPLETE_RECOMMENDATION, f"it has no {name}", f"add `{name}:`"
        )


def not_positioned(rows: Sequence[FollowUpRow]) -> list[FollowUpRow]:
    """Return the recommendations of which nobody knows what the State answered."""
    return [each for each in rows if not each.position]


def not_dated(rows: Sequence[FollowUpRow]) -> list[FollowUpRow]:
    """Return the recommendations of which nobody knows the cycle."""
    return [each for each in rows if not each.cycle]


def _told(rows: Sequence[FollowUpRow], rule: Fault, what: str, hint: str) -> Iterator[Finding]:
    """Yield one finding for all recommendations that lack the same, at the first of them."""
    if not rows:
        return
    listed = ", ".join(each.paragraph for each in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    at = rows[0].at
    message = f"{what}: {listed}{more}"
    yield Finding(at.file, at.line, rule, message, hint, severity="warning")

"""The second reader: rules that find what would get a submission refused or embarrass its authors.

`RULES` names every rule there is; each is a module in `rules/` (see `rule.py`). `lint` runs them
over a draft and places what they find; `allowed` takes out what an author allows for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.lint.draft import Draft, Unit
from dossier.lint.fault_position import locate
from dossier.lint.rule import Hit, Rule, rule
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen

RULES: tuple[str, ...] = (
    "acronym-defined-twice",
    "acronym-near-another",
    "acronym-undefined",
    "acronym-unused",
    "annex",
    "article-or-section",
    "committee-for-covenant",
    "concern-unanswered",
    "consultation-not-told",
    "contradicting-dates",
    "contradicting-numbers",
    "deadline-near",
    "deadline-passed",
    "doubled-stop",
    "doubled-word",
    "earlier-half-told",
    "earlier-not-named",
    "emphasis-not-allowed",
    "english-reference",
    "first-person",
    "foreign-number",
    "hearsay-without-source",
    "loaded-words",
    "long-sentence",
    "method-not-told",
    "missing-article",
    "missing-details",
    "missing-space",
    "misspelt",
    "mixed-number-signs",
    "mixed-quotation-marks",
    "name-of-person",
    "no-actor",
    "no-deadline",
    "no-key-words",
    "not-achievable",
    "not-measurable",
    "note-argues",
    "number-typed",
    "observation-incomplete",
    "old-event",
    "open-quotation",
    "opening-mark-missing",
    "other-quotation-marks",
    "paragraphs-not-numbered",
    "passive-accusation",
    "picture-not-allowed",
    "placeholder-text",
    "provision-unanswered",
    "quotation-without-article",
    "quotation-without-source",
    "report-of-others",
    "same-recommendation",
    "several-actions",
    "several-states",
    "small-letter-start",
    "space-before-comma",
    "statement-without-source",
    "straight-apostrophe",
    "stray-full-stop",
    "strike-on-bodies-alone",
    "submitters-not-named",
    "sum-does-not-add",
    "too-many-for-one-concern",
    "too-many-recommendations",
    "two-spellings",
    "two-terms",
    "un-capitals",
    "un-date",
    "un-number",
    "un-per-cent",
    "un-state-name",
    "unusual-letter",
    "weak-recommendation",
    "word-limit",
    "words-not-joined",
    "words-with-notes",
    "wrong-english",
    "wrong-language",
    "wrong-order",
    "wrong-order-of-status",
    "wrong-quotation",
    "wrong-session",
    "wrong-span",
    "wrong-weekday",
)


@frozen
class Caught:
    """A finding, the unit it was found in, and the reason why it is allowed, if it is."""

    finding: Finding
    unit: Unit | None = None
    reason: str = ""


@frozen
class Allowance:
    """A rule that is allowed for a reason, in one file or ("") in the whole document."""

    rule: str
    reason: str
    file: str
    line: int
    scope: str = ""


def every_rule(names: Iterable[str] = RULES) -> tuple[Rule, ...]:
    """Return the rules of these names."""
    return tuple(rule(each) for each in names)


def lint(draft: Draft, texts: Mapping[str, str], chosen: Sequence[Rule]) -> tuple[Caught, ...]:
    """Return what `chosen` rules find in `draft`; `texts` are the files that its units name.

    A rule that does not know the words of the draft's language finds nothing.
    """
    return once(each for rule in chosen for each in caught_by(rule, draft, texts))


def caught_by(rule: Rule, draft: Draft, texts: Mapping[str, str]) -> tuple[Caught, ...]:
    """Return what one rule finds."""
    if not rule.holds_in(draft.language):
        return ()
    return tuple(_caught(rule, hit, draft, texts) for hit in rule.check(draft))


def once(found: Iterable[Caught]) -> tuple[Caught, ...]:
    """Return each finding once."""
    return tuple({each.finding: each for each in found}.values())


def _caught(by: Rule, hit: Hit, draft: Draft, texts: Mapping[str, str]) -> Caught:
    unit = hit.unit
    if unit is None or not (unit.file or unit.line):
        file = hit.file or draft.file
        line = locate(texts.get(file, ""), hit.line or 1, hit.excerpt) if hit.excerpt else hit.line
    else:
        file = unit.file or draft.file
        line = locate(texts.get(file, ""), unit.line, hit.excerpt)
    weight = hit.severity or by.severity
    finding = Finding(
        file=file,
        line=line,
        rule=by.name,
        message=hit.message,
        hint=hit.hint,
        severity=weight,
        excerpt=hit.excerpt,
        data=hit.data,
    )
    return Caught(finding, unit)


ELSEWHERE = ("committee-for-covenant", Fault.NAME_AS_WORD)
"""What a block may allow that is found while its document is made, before any rule is asked, and
perhaps for some audiences only."""

NEVER = (Fault.NAME_LEAKS, Fault.WITHOUT_CONSENT)
"""What nobody may allow: a name that is typed later would go through with the first. Why no
consent is needed is said where the person stands."""


def allowed(
    caught: Sequence[Caught], allowances: Sequence[Allowance], known: Sequence[str] = RULES
) -> tuple[tuple[Caught, ...], tuple[Finding, ...]]:
    """Return what was caught with the reasons for what is allowed, and idle allowances."""
    used: set[Allowance] = set()
    judged: list[Caught] = []
    for each in caught:
        fitting = [one for one in allowances if _fits(one, each.finding)]
        used.update(fitting)
        reason = fitting[0].reason if fitting else ""
        judged.append(Caught(each.finding, each.unit, reason))
    idle = [_idle(e, known) for e in allowances if e not in used and e.rule not in ELSEWHERE]
    return tuple(judged), tuple(idle)


def _fits(allowance: Allowance, finding: Finding) -> bool:
    same = allowance.rule == finding.rule and allowance.rule not in NEVER
    return same and allowance.scope in ("", finding.file)


def _idle(allowance: Allowance, known: Sequence[str]) -> Finding:
    name = allowance.rule
    message, hint = f'"{name}" is allowed here, and finds nothing', "delete the allowance"
    if name in NEVER:
        message, hint = f'"{name}" cannot be allowed', "do what the hint of that finding says"
    elif name not in known:
        message = f'"{name}" is allowed here, and is no rule'
        hint = did_you_mean(name, known, "`check --explain all` lists the rules")
    return Finding(
        allowance.file, allowance.line, Fault.IDLE_ALLOWANCE, message, hint, severity="warning"
    )


def explain(names: Iterable[str]) -> Iterator[str]:
    """Yield the manual page of each rule, in Markdown."""
    for each in every_rule(names):
        yield f"## {each.name}\n\n{each.what}\n\n**Why.** {each.why}\n\n**Source.** {each.source}\n"
        yield f"**Languages.** {each.languages_said}.\n"
        yield f"Bad:\n\n{_indented(each.bad)}\n\nSays ({each.severity}): *{each.says}*\n"
        yield f"Good:\n\n{_indented(each.good)}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))

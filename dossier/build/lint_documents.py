"""Examine a dossier's document with all rules, as `check` and `build` do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from dossier.build.dossier import Dossier
from dossier.build.independent_findings import independent, without_dangling
from dossier.build.ready_document import ReadyDocument
from dossier.build.untranslated_text import untranslated_text, without_consequences
from dossier.lint import RULES, Allowance, Caught, allowed, caught_by, every_rule, once
from dossier.lint.author_rules import own_rules
from dossier.lint.draft import Draft, units_of
from dossier.lint.limits import limits, rule_sets
from dossier.lint.rule import Rule
from dossier.lint.word_limit import word_limit
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.second_process import meanwhile
from dossier.model.walk import blocks
from dossier.project import kept_results
from dossier.project.layout import Files
from dossier.readers.author_rules import OwnRules, read_rules


@frozen
class Reading:
    """A document as rules read it, and all that is to be said of it."""

    draft: Draft
    caught: tuple[Caught, ...]

    @property
    def limit(self) -> int | None:
        """How many words the document may have, or None where nothing says so."""
        found = word_limit(self.draft)
        return found.value if found else None

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody allowed."""
        return tuple(each.finding for each in self.caught if not each.reason)


def examine(dossier: Dossier, document: ReadyDocument, files: Files, today: date | None) -> Reading:
    """Return one document with all that is to be said of it, what is allowed with its reason.

    What the dossier as a whole has wrong comes first. `today` lets deadlines be counted.
    """
    own, made, faults = _own(files)
    draft, unknown = draft_of(dossier, document, own.words, today)
    about = draft.about
    mine = (*dossier.common(), *dossier.own.get(document.id, ()))
    read = [Caught(each) for each in (*mine, *unknown, *faults)]
    light = [each for each in read if each.finding.severity == "warning"]
    follows_from = dossier.follow_from.get(document.id, "")
    linted = _linted(follows_from, draft, dossier.texts, made)
    found = (*light, *without_consequences(linted, untranslated_text(mine)))
    known = (*RULES, *(each.name for each in made))
    judged, idle = allowed(found, tuple(_allowances(document, about)), known)
    grave = [each for each in read if each not in light]
    return Reading(draft, (*grave, *judged, *(Caught(each) for each in idle)))


def examine_unfinished(
    dossier: Dossier, document: ReadyDocument, files: Files, today: date | None
) -> tuple[Caught, ...]:
    """Return what is to be said of a document that has errors, with what does not depend on them.

    An allowance may be needed for what could not be found: none is told as idle.
    """
    document = replace(document, edition=without_dangling(document.edition))
    reading = examine(dossier, document, files, today)
    mine = (*dossier.common(), *dossier.own[document.id])
    rules = {*RULES, *(each.name for each in _own(files)[1])}
    rest = independent(reading.caught, errors(mine), reading.draft, rules)
    return (*map(Caught, mine), *rest)


def _linted(
    follows_from: str, draft: Draft, texts: Mapping[str, str], own: Sequence[Rule]
) -> tuple[Caught, ...]:
    """Return what all rules find, from an earlier run where the document follows from the same."""
    key = f"lint {follows_from} {draft.today}"
    known: tuple[Caught, ...] | None = kept_results.found(key) if follows_from else None
    if known is not None:
        return known
    caught = _caught(draft, texts, own)
    if follows_from:
        kept_results.keep(key, caught)
    return caught


def _caught(draft: Draft, texts: Mapping[str, str], own: Sequence[Rule]) -> tuple[Caught, ...]:
    """Return what all rules find; a second process may ask every other one meanwhile."""
    others = meanwhile(partial(_by_rule, RULES[1::2], draft, texts))
    found = {**_by_rule(RULES[::2], draft, texts), **others()}
    authors = (each for rule in own for each in caught_by(rule, draft, texts))
    return once((*(each for name in RULES for each in found[name]), *authors))


def _by_rule(
    names: Sequence[str], draft: Draft, texts: Mapping[str, str]
) -> dict[str, tuple[Caught, ...]]:
    return {each.name: caught_by(each, draft, texts) for each in every_rule(names)}


def refusals(dossier: Dossier, document: ReadyDocument, files: Files) -> list[Finding]:
    """Return what `check` finds: errors whole, of its own warnings how many there are.

    What an author allowed for a reason is left out. A final document with errors is refused; in a
    draft these errors are only warnings.
    """
    found = examine(dossier, document, files, None).standing
    own = [each for each in found if each in dossier.findings]
    grave = [each for each in errors(found) if each not in own]
    light = len(found) - len(own) - len(grave)
    if document.status != "final":
        return [*own, *(replace(each, severity="warning") for each in grave)]
    if not light:
        return [*own, *grave]
    message = f"the second reading has {light} warnings on this document"
    hint = f"`check {dossier.name}/{document.id}` shows them"
    told = Finding(files.shown("dossier.yaml"), 0, Fault.CHECK, message, hint, severity="warning")
    return [*own, *grave, told]


def draft_of(
    dossier: Dossier, document: ReadyDocument, words: tuple[str, ...], today: date | None
) -> tuple[Draft, tuple[Finding, ...]]:
    """Return a document as rules read it. `words` are right whatever a dictionary says."""
    about = {**dossier.about[document.id], "words": words}
    set_, unknown = rule_set(about)
    edition = document.edition
    draft = Draft(
        edition=edition,
        units=units_of(edition),
        blocks=dossier.blocks,
        registry=dossier.registry,
        limits=limits(set_) if set_ else {},
        about=about,
        today=today,
        file=str(about["file"]),
    )
    return draft, unknown


def _own(files: Files) -> tuple[OwnRules, tuple[Rule, ...], tuple[Finding, ...]]:
    """Return the words and rules that authors set themselves, the library's first."""
    both = OwnRules()
    findings: list[Finding] = []
    for where in (files.library, files):
        if where and "rules.yaml" in where.content:
            text, wrong = where.text("rules.yaml")
            read, faults = read_rules(text, where.shown("rules.yaml"))
            findings += (*wrong, *faults)
            both = both + read
    made, clashes = own_rules(both.rules, RULES)
    return both, made, (*findings, *clashes)


def rule_set(about: Mapping[str, Any]) -> tuple[str, tuple[Finding, ...]]:
    """Return the rule set that applies: of the template's two, the second is for joint ones."""
    named = tuple(about.get("rules", ()))
    joint = len(about.get("submitters", ())) > 1
    wanted = (named[-1] if joint else named[0]) if named else ""
    if not wanted or wanted in rule_sets():
        return wanted, ()
    message = f'there is no rule set "{wanted}"'
    hint = did_you_mean(wanted, rule_sets(), f"rule sets are {', '.join(rule_sets())}")
    line = about.get("lines", {}).get("rules", about.get("line", 0))
    return "", (Finding(str(about.get("file", "")), line, Fault.UNKNOWN_RULES, message, hint),)


def _allowances(document: ReadyDocument, about: Mapping[str, Any]) -> Iterator[Allowance]:
    file, line = str(about.get("file", "")), int(about.get("lines", {}).get("allow", 0))
    for name, reason in about.get("allow", {}).items():
        yield Allowance(name, reason, file, line or int(about.get("line", 0)))
    for block in blocks(document.edition.document):
        for name, reason in block.allow.items():
            yield Allowance(name, reason, block.file, block.line_of("allow"), block.file)

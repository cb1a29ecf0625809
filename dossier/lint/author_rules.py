"""Turn the rules that authors set themselves into rules like all others.

A pattern is an author's, so it may take for ever on some text: each has a moment, and one that
needs longer is reported and not tried again. The library `regex` is used because it can be stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dossier.lint.draft import Draft, Unit, Where
from dossier.lint.rule import ALL, Hit, Rule
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault, RuleName
from dossier.model.frozen import frozen
from dossier.readers.author_rules import OwnRule

MOMENT = 0.25
"""How many seconds one pattern may take in one unit."""

_TEXT: tuple[Where, ...] = ("title", "section", "heading", "text", "item", "quote", "cell")


def own_rules(
    found: Sequence[OwnRule], taken: Collection[str]
) -> tuple[tuple[Rule, ...], tuple[Finding, ...]]:
    """Return the rules of authors; one whose name is in `taken` is a finding."""
    clashes = [each for each in found if each.name in taken]
    findings = tuple(
        Finding(
            each.file, each.line, Fault.DOUBLED_RULE,
            f'"{each.name}" is a rule of the program already', "give yours another name",
        )
        for each in clashes
    )  # fmt: skip
    return tuple(_rule(each) for each in found if each not in clashes), findings


def _rule(own: OwnRule) -> Rule:
    source = f"{own.file}:{own.line}" if own.file else "rules.yaml"
    return Rule(
        name=RuleName(own.name),
        severity=own.severity,
        check=_Check(own),
        what=own.message,
        why=own.hint,
        source=source,
        bad="",
        says="",
        good="",
        languages=ALL,
    )


@frozen
class _Check:
    """Finds what the pattern of a rule fits."""

    own: OwnRule

    def __call__(self, draft: Draft) -> Iterator[Hit]:
        import regex

        pattern = regex.compile(self.own.pattern)
        for unit in draft.units:
            if not _reaches(self.own, unit):
                continue
            try:
                words = [each[0] for each in pattern.finditer(unit.text, timeout=MOMENT)]
            except TimeoutError:
                yield self._slow()
                return
            yield from self._hits(unit, words)

    def _hits(self, unit: Unit, words: Sequence[Any]) -> Iterator[Hit]:
        for each in dict.fromkeys(word for word in words if word.strip()):
            message = self.own.message.replace("{words}", each)
            yield Hit(unit, message, self.own.hint or f'look at "{each}"', each)

    def _slow(self) -> Hit:
        message = f'the pattern of "{self.own.name}" takes too long, and was not tried to the end'
        hint = "avoid a repetition within a repetition, such as (a+)+"
        return Hit(None, message, hint, severity="error", file=self.own.file, line=self.own.line)


def _reaches(own: OwnRule, unit: Unit) -> bool:
    match own.where:
        case "all":
            return True
        case "notes":
            return unit.where == "note"
        case _:
            return unit.where in _TEXT

"""Know the text of a document that nobody has translated yet, which rules for words leave alone.

That it is missing is told once; what a rule for French finds in an English paragraph follows from
that, and goes when the paragraph is translated.
"""

from __future__ import annotations

from collections.abc import Iterable

from dossier.lint import RULES, Caught
from dossier.lint.draft import Unit
from dossier.lint.rule import ALL, rule
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen


@frozen
class UntranslatedText:
    """What is not translated: whole blocks by their ids, paragraphs by their files and lines."""

    blocks: frozenset[str] = frozenset()
    lines: frozenset[tuple[str, int]] = frozenset()

    def holds(self, unit: Unit | None) -> bool:
        """Whether a unit is text of another language than its document."""
        if unit is None:
            return False
        return unit.block in self.blocks or (unit.file, unit.line) in self.lines


def untranslated_text(findings: Iterable[Finding]) -> UntranslatedText:
    """Return what findings on a document tell as not translated."""
    told = [each for each in findings if each.rule == Fault.UNTRANSLATED]
    blocks = {id_ for each in told for id_ in str(each.data.get("blocks", "")).split()}
    lines = {(each.file, int(line)) for each in told
             for line in str(each.data.get("lines", "")).split()}  # fmt: skip
    return UntranslatedText(frozenset(blocks), frozenset(lines))


def without_consequences(caught: Iterable[Caught], text: UntranslatedText) -> tuple[Caught, ...]:
    """Return what rules caught without that of rules for some languages in untranslated text."""
    found = tuple(caught)
    inside = {each.finding.rule for each in found if text.holds(each.unit)}
    bound = {each for each in RULES if each in inside and rule(each).languages != ALL}
    return tuple(
        each for each in found if each.finding.rule not in bound or not text.holds(each.unit)
    )

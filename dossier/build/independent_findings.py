"""Findings of rules on a document that has errors: those that do not depend on what is wrong.

A word that a registry does not give leaves a hole in its sentence, and what lacks in the whole
text may stand where nobody could read it. All else is told beside the errors.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from dossier.lint import Caught
from dossier.lint.draft import Draft
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Inline, Reference, Text
from dossier.model.edition import Edition
from dossier.model.walk import plain, rebuilt

_OF_THE_WHOLE = frozenset(
    {"acronym-undefined", "acronym-unused", "concern-unanswered", "consultation-not-told",
     "earlier-half-told", "earlier-not-named", "method-not-told", "no-key-words",
     "paragraphs-not-numbered", "provision-unanswered", "submitters-not-named", "wrong-order"}
)  # fmt: skip
"""Rules that say of a whole text what it lacks, or how its parts follow each other."""


def independent(
    caught: Sequence[Caught], wrong: Collection[Finding], draft: Draft, rules: Collection[str]
) -> Iterator[Caught]:
    """Yield what `rules` found in sentences and notes of which nothing is `wrong`."""
    places = {(each.file, _begin(draft, each)) for each in wrong}
    for each in caught:
        rule, place = str(each.finding.rule), (each.finding.file, _begin(draft, each.finding))
        if rule in rules and rule not in _OF_THE_WHOLE and place not in places:
            yield each


def without_dangling(edition: Edition) -> Edition:
    """Return an edition with the words of cross-references that lead to nothing in their place."""

    def words(inline: Inline) -> Inline:
        lost = isinstance(inline, Reference) and edition.numbers.goal(inline) is None
        return Text(plain(inline.lead)) if lost and isinstance(inline, Reference) else inline

    document = edition.document
    sections = (
        replace(section, blocks=tuple(_rebuilt(each, words) for each in section.blocks))
        for section in document.sections
    )
    return replace(edition, document=replace(document, sections=tuple(sections)))


def _rebuilt(block: Block, change: Callable[[Inline], Inline]) -> Block:
    return replace(block, content=tuple(rebuilt(each, change) for each in block.content))


def _begin(draft: Draft, finding: Finding) -> int:
    """Return the line at which the paragraph begins in which a finding stands."""
    lines = sorted({each.line for each in draft.units if each.file == finding.file})
    at = bisect_right(lines, finding.line)
    return lines[at - 1] if at else 0

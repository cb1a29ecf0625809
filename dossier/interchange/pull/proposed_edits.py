"""Make proposals of edits that nobody can be sure of: of a file whose version is unknown.

Compared with the present text, what others changed in the blocks since the export looks like an
edit too, the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.pull.results import (
    Added,
    Conflict,
    Edit,
    Proposal,
    Pulled,
    proposal_at,
)
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import Token, shown
from dossier.model.conditional_text import View
from dossier.model.flat_paragraphs import flatten
from dossier.model.textdiff import difference, smoothed

_UNKNOWN = (
    "nobody knows whether the file or the block was changed here since the export",
    "take it with `review --take`, or name what was exported with `--base`",
)

_LEAD = 3
"""Words before a change that say where it belongs."""


def proposed(found: Pulled, view: View) -> Pulled:
    """Return what was found with proposals in the place of edits; no block changes."""
    kept = [one for each in found.found for one in proposals(each, _UNKNOWN)]
    new = (proposal_of_new(each, view, _UNKNOWN) for each in found.added)
    return replace(found, wanted={}, added=(), found=(*kept, *new))


def proposals(
    each: Edit | Proposal | Conflict, reason: tuple[str, str]
) -> Iterator[Proposal | Conflict]:
    """Yield what is proposed in the place of an edit; `reason` says why, and what to do."""
    if not isinstance(each, Edit):
        yield each
    elif each.change == "changed":
        for old, new in _changes(each.old, each.new):
            yield proposal_at(each, old, new, reason)
    elif each.change != "reshaped":
        yield proposal_at(each, shown(each.old), shown(each.new), reason)


def _changes(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the words that differ, old and new, each with some words before them."""
    keys = [[(each.key, each.run_format) for each in row] for row in (old, new)]
    for kind, one, two, three, four in smoothed(difference(*keys), [each.text for each in old]):
        if kind == "replace":
            lead = shown(old[_lead(old, one) : one])
            gone, came = shown(old[one:two]), shown(new[three:four])
            if gone.split() != came.split():
                yield lead + gone, lead + came


def _lead(row: Sequence[Token], end: int) -> int:
    """Return where the words before a place begin that only an author typed."""
    begin, count = end, 0
    while begin and row[begin - 1].is_word and row[begin - 1].origin is None and count < _LEAD:
        begin -= 1
        count += row[begin].text[:1].isalnum()
    return begin


def proposal_of_new(each: Added, view: View, reason: tuple[str, str]) -> Proposal:
    """Return what is proposed in the place of a new recommendation."""
    said = " ".join(shown(source_tokens(flat.content, view)) for flat in flatten(each.content))
    why, hint = reason
    return Proposal(
        block=each.neighbour, flat="", old="", new=said, why=why, hint=hint, line=each.line
    )

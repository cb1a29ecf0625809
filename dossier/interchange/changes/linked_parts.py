"""Which parts of a difference belong together: words that went from one place to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dossier.interchange.changes.change_parts import Part, note_of, spoken
from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.results import Added
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import Token
from dossier.model.conditional_text import View
from dossier.model.flat_paragraphs import FlatParagraph, flatten

_MOST = 0.6
"""How much of some words must come from others, from 0 to 1, that they went there."""

_ALL = View("", "internal", "")


def linked_parts(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Yield parts, those together that lose or double words where one is taken alone."""
    groups = [[each] for each in parts]
    for one in range(len(parts)):
        for two in range(one + 1, len(parts)):
            if _belong(parts[one], parts[two]):
                first, second = (next(g for g in groups if parts[n] in g) for n in (one, two))
                if first is not second:
                    first += second
                    groups.remove(second)
    yield from (tuple(each) for each in groups)


def has_parted(parts: Sequence[Part], added: Added) -> bool:
    """Whether words of a recommendation went to a new one beside it."""
    rows = [words_of(source_tokens(flat.content, _ALL)) for flat in flatten(added.content)]
    came = Counter(word for row in rows for word in row)
    here = (Counter(words_of(each.old)) for each in parts if each.block == added.neighbour)
    return any(sum((gone & came).values()) >= _MOST * sum(came.values()) > 0 for gone in here)


def _belong(one: Part, two: Part) -> bool:
    return any(_went_to(first, second) for first, second in ((one, two), (two, one)))


def _went_to(one: Part, two: Part) -> bool:
    """Whether a paragraph, a note or the end of a paragraph went from `one` to `two`."""
    moved = _ids(one.went) & _ids(two.paragraphs)
    if moved or _notes(one.old) & _notes(two.new):
        return True
    near = (one.block, one.note) == (two.block, two.note) and abs(one.first - two.first) <= 2
    if not near or one.whole == two.whole:
        return False
    gone, came = Counter(words_of(one.old)), Counter(words_of(two.new))
    short = two if two.whole else one
    size = sum((came if short is two else gone).values())
    return size > 0 and sum((gone & came).values()) >= _MOST * size


def _ids(row: Iterable[FlatParagraph]) -> set[str]:
    return {each.id for each in row if each.id}


def _notes(row: Sequence[Token]) -> set[str]:
    return {spoken([each]) for each in row if note_of(each)}

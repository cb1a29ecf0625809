"""Changes of a paragraph in whole: none ends inside of what the program printed.

What somebody wrote anew around something printed is one change with it. Its words alone would
stand beside the old print, and say what nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dossier.interchange.pull.exported_tokens import ExportedUnit
from dossier.interchange.pull.tokens import PRINTED_KEY, REFERENCE_KEY, Token
from dossier.model.textdiff import Op, difference, smoothed

_NEAR = 3
"""At most so many words that stayed between two changes make one of them, and so many new ones
make a change that goes on over the end of a sentence."""

_ENDS = frozenset(".!?。！？؟")
"""What ends a sentence."""


def unit_changes(
    exported: Sequence[Token], returned: Sequence[Token], units: Sequence[ExportedUnit]
) -> list[Op]:
    """Return the changes between two forms of a paragraph, in order, with what stayed."""
    ops = difference([each.key for each in exported], [each.key for each in returned])
    ops = _whole(smoothed(ops, [each.text or "·" for each in exported]), units)
    return _joined(ops, exported, returned, units)


def speaks(row: Sequence[Token]) -> bool:
    """Whether tokens are more than space."""
    return any(not each.is_space for each in row)


def _whole(ops: Sequence[Op], units: Sequence[ExportedUnit]) -> list[Op]:
    """Return changes of which none ends inside of what the program printed."""
    found: list[Op] = []
    spans = [(unit.start, unit.end) for unit in units if unit.end - unit.start > 1]
    for op in (piece for each in ops for piece in _cut(each, spans)):
        last = found[-1] if found else None
        cut = last and any(begin < op[1] < end for begin, end in spans)
        inside = op[1] == op[2] and any(begin < op[1] < end for begin, end in spans)
        if last and (cut or inside or last[0] == op[0] == "replace"):
            found[-1] = ("replace", last[1], op[2], last[3], op[4])
        else:
            found.append(op)
    return found


def _cut(op: Op, spans: Sequence[tuple[int, int]]) -> Iterator[Op]:
    """Yield what stayed in pieces, cut where something that the program printed begins or ends."""
    kind, one, two, three, _ = op
    if kind != "equal":
        yield op
        return
    edges = sorted({one, two, *(each for span in spans for each in span if one < each < two)})
    for begin, end in pairwise(edges):
        yield kind, begin, end, three + begin - one, three + end - one


def _joined(
    ops: Sequence[Op],
    exported: Sequence[Token],
    returned: Sequence[Token],
    units: Sequence[ExportedUnit],
) -> list[Op]:
    """Return changes, those near to one that is typed over something printed as one with it."""
    printed = [u for u in units if u.token.key in (PRINTED_KEY, REFERENCE_KEY)]

    def over(op: Op) -> bool:
        inside = any(op[1] <= unit.start and unit.end <= op[2] for unit in printed)
        return op[0] == "replace" and inside and speaks(returned[op[3] : op[4]])

    found: list[Op] = []
    for rows in _near(ops, exported, returned):
        found += [("replace", *_span(rows))] if any(map(over, rows)) else rows
    return found


def _near(
    ops: Sequence[Op], exported: Sequence[Token], returned: Sequence[Token]
) -> list[list[Op]]:
    """Return changes in rows, each with what stayed between near ones; what stayed else alone."""
    found: list[list[Op]] = []
    stayed: list[Op] = []
    for op in ops:
        if op[0] == "equal":
            stayed.append(op)
            continue
        last = found[-1][-1] if found else None
        if last and _are_near(last, stayed, op, exported, returned):
            found[-1] += [*stayed, op]
        else:
            found += [[each] for each in stayed]
            found.append([op])
        stayed = []
    return found + [[each] for each in stayed]


def _are_near(
    one: Op, stayed: Sequence[Op], two: Op, exported: Sequence[Token], returned: Sequence[Token]
) -> bool:
    """Whether two changes are one to a reader: little stayed between them."""
    if one[0] == "equal":
        return False
    between = [each.text for op in stayed for each in exported[op[1] : op[2]]]
    if _words(between) > _NEAR:
        return False
    large = all(
        _words(each.text for each in (*exported[op[1] : op[2]], *returned[op[3] : op[4]])) >= _NEAR
        for op in (one, two)
    )
    return large or _ENDS.isdisjoint(between)


def _words(texts: Iterable[str]) -> int:
    return sum(any(map(str.isalnum, text)) for text in texts)


def _span(rows: Sequence[Op]) -> tuple[int, int, int, int]:
    return rows[0][1], rows[-1][2], rows[0][3], rows[-1][4]

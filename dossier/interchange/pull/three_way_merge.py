"""Merge three texts of a paragraph: as exported, as it is in the source now, as it came back.

Where only one of the two was changed since the export, its change is taken; where both were, the
source stays and a conflict is told. What the program printed is a unit that is kept or goes: words
typed over it become a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Protocol

from dossier.interchange.pull.formatting import alike, binding, formatted, shared, speaks_elsewhere
from dossier.interchange.pull.tokens import Around, Key, Token, shown, spine
from dossier.model.textdiff import Op, difference, smoothed


class Judge(Protocol):
    """What is decided outside of a paragraph's words."""

    def typed_over(self, unit: Token, old: str, new: str) -> None:
        """Somebody typed `new` over `old`, of which `unit` is printed by the program."""

    def emptied(self, words: str) -> None:
        """Somebody deleted `words` of a phrase that says something else to other readers."""

    def conflict(self, exported: str, source: str, came: str) -> None:
        """The source and the file that came back say different things in one place."""

    def unchanged(self, exported: Token, came: Token) -> bool:
        """Whether the text of a note came back as it was."""

    def note(self, exported: Token, source: Token, came: Token) -> Token:
        """Return the call of a note with the edits of its text."""

    def bound(self, came: Token) -> tuple[Around, ...]:
        """Return the phrase that a word must stand in wherever it is put, if any."""

    def called(self, came: Token) -> tuple[Token, ...]:
        """Return what a call stands for that was put in, perhaps after it was cut elsewhere."""


@dataclass
class _Side:
    """What became of the units: each kept as which token or gone, and what came before each."""

    kept: list[Token | None]
    put: list[list[Token]]


@dataclass
class _Region:
    """What three texts have between two units that all of them have."""

    base: list[Token] = field(default_factory=list)
    source: list[Token] = field(default_factory=list)
    came: list[tuple[Token, int]] = field(default_factory=list)
    """What came back, each with the number of its unit, or -1."""


def merged(
    exported: Sequence[Token], source: Sequence[Token], came: Sequence[Token], judge: Judge
) -> list[Token]:
    """Return the tokens of the source with the edits in them."""
    units = spine(exported)
    theirs = _came(exported, units, came, judge)
    ours = _source(units, source)
    found: list[Token] = []
    region = _Region(source=[*ours.put[0]], came=[(each, -1) for each in theirs.put[0]])
    for at, (_, _, unit) in enumerate(units):
        mine, other = ours.kept[at], theirs.kept[at]
        if mine is not None and other is not None:
            found += _settled(region, units, ours, judge)
            found += [_kept(unit, mine, other, judge)]
            region = _Region()
        else:
            region.base.append(unit)
            region.source += [mine] if mine is not None else []
            region.came += [(other, at)] if other is not None else []
        region.source += ours.put[at + 1]
        region.came += [(each, -1) for each in theirs.put[at + 1]]
    found += _settled(region, units, ours, judge)
    return formatted(_bound(_with_phrases(found, source, judge)))


def _with_phrases(found: list[Token], source: Sequence[Token], judge: Judge) -> list[Token]:
    """Return tokens with phrases that were emptied, but say something else to other readers."""
    stand = {around for each in found for around in each.way}
    lost = {a for each in source for a in each.way if speaks_elsewhere(a)} - stand
    for around in sorted(lost, key=lambda each: each.number):
        held = [n for n, each in enumerate(source) if around in each.way]
        judge.emptied(shown([source[n] for n in held]))
        before = {id(each) for each in source[: held[0]]}
        place = max((n for n, each in enumerate(found, 1) if id(each) in before), default=0)
        found[place:place] = [source[n] for n in held]
    return found


def _source(units: Sequence[tuple[int, int, Token]], source: Sequence[Token]) -> _Side:
    side = _Side([None] * len(units), [[] for _ in range(len(units) + 1)])
    keys = [unit.key for _, _, unit in units]
    seen = [each.key for each in source]
    for kind, one, two, three, four in difference(keys, seen):
        if kind == "equal":
            for n in range(two - one):
                side.kept[one + n] = source[three + n]
        else:
            side.put[one] += source[three:four]
    return side


def _came(
    exported: Sequence[Token],
    units: Sequence[tuple[int, int, Token]],
    came: Sequence[Token],
    judge: Judge,
) -> _Side:
    side = _Side([None] * len(units), [[] for _ in range(len(units) + 1)])
    ops = difference([each.key for each in exported], [each.key for each in came])
    ops = _whole(smoothed(ops, [each.text or "·" for each in exported]), units)
    for kind, one, two, three, four in ops:
        inside = [n for n, (begin, end, _) in enumerate(units) if one <= begin and end <= two]
        if kind == "equal":
            for n in inside:
                side.kept[n] = came[three + units[n][0] - one]
            _look_at_notes(exported[one:two], came[three:four], judge)
            continue
        gap = inside[0] if inside else _gap(units, one)
        put = list(came[three:four])
        made = next((units[n][2] for n in inside if units[n][2].key in (("m",), ("r",))), None)
        if made is not None and any(not each.is_space for each in put):
            old = "".join(each.text for each in exported[one:two])
            judge.typed_over(made, old, "".join(each.text for each in put))
            called = {each.key: each for each in put if each.key[0] == "n"}
            both = [each for each in exported[one:two] if each.key in called]
            _look_at_notes(both, [called[each.key] for each in both], judge)
            for n in inside:
                stayed = exported[units[n][0]]
                side.kept[n] = called.get(stayed.key, stayed)
        else:
            _find_lost_notes(exported[one:two], units, inside, judge)
            side.put[gap] += put
    return side


def _gap(units: Sequence[tuple[int, int, Token]], at: int) -> int:
    return next((n for n, (begin, _, _) in enumerate(units) if begin >= at), len(units))


def _whole(ops: Sequence[Op], units: Sequence[tuple[int, int, Token]]) -> list[Op]:
    """Return changes of which none ends inside of what the program printed."""
    found: list[Op] = []
    spans = [(begin, end) for begin, end, _ in units if end - begin > 1]
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


def _look_at_notes(exported: Sequence[Token], came: Sequence[Token], judge: Judge) -> None:
    """Look at notes that came with words which a registry gave: only they are not units."""
    for one, other in zip(exported, came, strict=True):
        if one.key[0] == "n" and one.origin.startswith("made"):
            judge.note(one, one, other)


def _find_lost_notes(
    exported: Sequence[Token],
    units: Sequence[tuple[int, int, Token]],
    inside: Sequence[int],
    judge: Judge,
) -> None:
    """Find notes taken out whose words, which a registry gave, were left."""
    gone = {units[n][2].origin for n in inside}
    for each in exported:
        if each.key[0] == "n" and each.origin.startswith("made") and each.origin not in gone:
            judge.typed_over(each, "", "")


def _kept(unit: Token, source: Token, came: Token, judge: Judge) -> Token:
    """Return a unit that both have, with the look and the note that came back."""
    if source.key[0] == "n":
        source = judge.note(unit, source, came)
    if alike(unit.run_format, came.run_format):
        return source
    return replace(source, run_format=came.run_format, way=binding(source.way), fresh=True)


def _settled(
    region: _Region, units: Sequence[tuple[int, int, Token]], ours: _Side, judge: Judge
) -> list[Token]:
    """Return what stands in a region: the side that was changed, or the source."""
    base = _said(each.key for each in region.base)
    mine = _said(each.key for each in region.source)
    theirs = _said(units[unit][2].key if unit >= 0 else _key(each) for each, unit in region.came)
    if theirs in (base, mine):
        return region.source
    if mine != base:
        came = "".join(_aloud(token, units, unit, judge) for token, unit in region.came)
        judge.conflict(shown(region.base), shown(region.source), came)
        return region.source
    hidden = [each for each in region.source if each.key == ("hidden",)]
    bound = shared([each.way for each in region.source if each not in hidden])
    found: list[Token] = []
    for token, unit in region.came:
        held = ours.kept[unit] if unit >= 0 else None
        if held is not None:
            found.append(_kept(units[unit][2], held, token, judge))
        else:
            found += _put(token, bound, judge)
    return [*hidden, *found]


def _aloud(token: Token, units: Sequence[tuple[int, int, Token]], unit: int, judge: Judge) -> str:
    """Return what a token says, with the text of a note that is new or was changed."""
    if token.key[0] != "n" or (unit >= 0 and judge.unchanged(units[unit][2], token)):
        return shown([token])
    atoms = (atom.content for line in token.came for atom in line.atoms)
    return f" [{''.join(each for each in atoms if isinstance(each, str))}] "


def _said(keys: Iterable[Key]) -> list[Key]:
    """Return what shows, with one space where a phrase that is hidden stands between two."""
    shows = (each for each in keys if each != ("hidden",))
    return [key for key, group in groupby(shows) for _ in ([0] if key == ("w", " ") else group)]


def _key(token: Token) -> tuple[str, ...]:
    """Return the key of a token that came back as a unit has it."""
    if token.key[0] in ("n", "a"):
        return (token.key[0], token.key[1].partition("/")[2])
    return token.key


def _put(token: Token, bound: tuple[Around, ...], judge: Judge) -> list[Token]:
    if token.key[0] in ("n", "p"):
        return [*judge.called(token)]
    return [replace(token, way=bound or judge.bound(token), fresh=True)]


def _bound(row: Sequence[Token]) -> list[Token]:
    """Return tokens of which the fresh ones stand in what both of their neighbours stand in."""
    found: list[Token] = []
    for at, token in enumerate(row):
        if token.fresh and not token.way:
            after = next((each for each in row[at + 1 :] if not each.fresh), None)
            before = next((each for each in reversed(found) if not each.fresh), None)
            ways = [each.way for each in (before, after) if each is not None]
            found.append(replace(token, way=shared(ways) if len(ways) == 2 else ()))
        else:
            found.append(token)
    return found

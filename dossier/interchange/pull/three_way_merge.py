"""Merge three texts of a paragraph: as exported, as it is in the source now, as it came back.

Where only one of the two was changed since the export, its change is taken; where both were, the
source stays and a conflict is told. What the program printed is a unit that is kept or goes: words
typed over it become a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from dossier.interchange.pull.exported_tokens import ExportedUnit, exported_units
from dossier.interchange.pull.formatting import (
    alike,
    binding,
    enclosed_between,
    formatted,
    shared,
    speaks_elsewhere,
)
from dossier.interchange.pull.merge_context import MergePolicy
from dossier.interchange.pull.tokens import (
    HIDDEN_KEY,
    PARAGRAPH,
    PRINTED_KEY,
    REFERENCE_KEY,
    SPACE_KEY,
    Enclosure,
    Key,
    KeyKind,
    Token,
    shown,
)
from dossier.interchange.pull.unit_changes import speaks, unit_changes
from dossier.model.origin import OriginKind
from dossier.model.textdiff import difference

_BESIDE = 6
"""Words and spaces on each side of the end of a paragraph that say where it is."""

_CLAUSE = 8
"""Words that somebody may take out of a sentence; more are text that is missing."""


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
    returned: list[tuple[Token, int]] = field(default_factory=list)
    """What came back, each with the number of its unit, or -1."""


def merged(
    exported: Sequence[Token],
    source: Sequence[Token],
    returned: Sequence[Token],
    policy: MergePolicy,
) -> list[Token]:
    """Return the tokens of the source with the edits in them."""
    units = exported_units(exported)
    ours = _source(units, source)
    theirs = _returned(exported, units, returned, ours, policy)
    found: list[Token] = []
    region = _Region(source=[*ours.put[0]], returned=[(each, -1) for each in theirs.put[0]])
    for at, unit in enumerate(units):
        mine, other = ours.kept[at], theirs.kept[at]
        if mine is not None and other is not None:
            found += _settled(region, units, ours, policy)
            found += [_kept(unit.token, mine, other, policy)]
            region = _Region()
        else:
            region.base.append(unit.token)
            region.source += [mine] if mine is not None else []
            region.returned += [(other, at)] if other is not None else []
        region.source += ours.put[at + 1]
        region.returned += [(each, -1) for each in theirs.put[at + 1]]
    found += _settled(region, units, ours, policy)
    return formatted(enclosed_between(_with_phrases(found, source, policy)))


def _with_phrases(found: list[Token], source: Sequence[Token], policy: MergePolicy) -> list[Token]:
    """Return tokens with phrases that were emptied, but say something else to other readers."""
    stand = {enclosure for each in found for enclosure in each.enclosures}
    every = {enclosure for each in source for enclosure in each.enclosures}
    lost = {each for each in every if speaks_elsewhere(each)} - stand
    for enclosure in sorted(lost, key=lambda each: each.number):
        held = [n for n, each in enumerate(source) if enclosure in each.enclosures]
        policy.emptied(shown([source[n] for n in held]))
        ops = difference([each.key for each in source], [each.key for each in found])
        place = next(op[3] for op in ops if op[1] <= held[0] < op[2])
        found[place:place] = _spaced(source, held, found[:place], found[place:])
    return found


def _spaced(
    source: Sequence[Token], held: Sequence[int], before: Sequence[Token], after: Sequence[Token]
) -> list[Token]:
    """Return what `held` names of a source, with the spaces that it has there around it."""
    first, last = held[0] - 1, held[-1] + 1
    lead = source[max(first, 0) : held[0]] if before and not before[-1].is_space else ()
    tail = source[last : last + 1] if after and not after[0].is_space else ()
    spaces = [[each for each in side if each.is_space] for side in (lead, tail)]
    return [*spaces[0], *(source[n] for n in held), *spaces[1]]


def _source(units: Sequence[ExportedUnit], source: Sequence[Token]) -> _Side:
    side = _Side([None] * len(units), [[] for _ in range(len(units) + 1)])
    keys = [unit.token.key for unit in units]
    seen = [each.key for each in source]
    for kind, one, two, three, four in difference(keys, seen):
        if kind == "equal":
            for n in range(two - one):
                side.kept[one + n] = source[three + n]
        else:
            side.put[one] += source[three:four]
    return side


def _returned(
    exported: Sequence[Token],
    units: Sequence[ExportedUnit],
    returned: Sequence[Token],
    ours: _Side,
    policy: MergePolicy,
) -> _Side:
    side = _Side([None] * len(units), [[] for _ in range(len(units) + 1)])
    for kind, one, two, three, four in unit_changes(exported, returned, units):
        inside = [n for n, unit in enumerate(units) if one <= unit.start and unit.end <= two]
        if kind == "equal":
            for n in inside:
                side.kept[n] = returned[three + units[n].start - one]
            _look_at_notes(exported[one:two], returned[three:four], policy)
            continue
        gap = inside[0] if inside else _gap(units, one)
        put = list(returned[three:four])
        tokens = (units[n].token for n in inside)
        made = next((e for e in tokens if e.key in (PRINTED_KEY, REFERENCE_KEY)), None)
        if made is not None and speaks(put):
            old = "".join(each.text for each in exported[one:two])
            new = "".join(each.text for each in put)
            called = {each.key: each for each in put if each.calls_note}
            policy.typed_over(made, old, new)
            if old.split() == new.split():
                _tell_lost_notes([e for e in exported[one:two] if e.key not in called], policy)
            both = [each for each in exported[one:two] if each.key in called]
            _look_at_notes(both, [called[each.key] for each in both], policy)
            for n in inside:
                stayed = exported[units[n].start]
                side.kept[n] = called.get(stayed.key, stayed)
        else:
            _find_lost_notes(exported[one:two], units, inside, policy)
            stay = _staying(units, inside, put, policy)
            for n in stay:
                side.kept[n] = exported[units[n].start]
            missing = [n for n in stay if ours.kept[n] is not None]
            _tell_joined([n for n in missing if units[n].token.key == PARAGRAPH.key], units, policy)
            policy.missing([units[n].token for n in missing])
            side.put[gap] += put if not stay or speaks(put) else []
    return side


def _staying(
    units: Sequence[ExportedUnit], inside: Sequence[int], put: Sequence[Token], policy: MergePolicy
) -> list[int]:
    """Return the units that stay though the file lacks them; words go where one was edited."""
    words = [units[n].token for n in inside if units[n].token.is_word]
    clause = sum(each.text[:1].isalnum() for each in words) <= _CLAUSE
    edited = speaks(put) or (clause and all(each.text not in (".", "!", "?") for each in words))
    gone = [n for n in inside if not (edited and units[n].token.is_word)]
    return [n for n in gone if policy.keeps(units[n].token)]


def _tell_joined(ends: Sequence[int], units: Sequence[ExportedUnit], policy: MergePolicy) -> None:
    """Tell of ends of paragraphs that stay though the file lacks them, with the words beside."""
    said = [shown([unit.token]) for unit in units]
    for at in ends:
        before, after = said[max(at - _BESIDE, 0) : at], said[at + 1 : at + 1 + _BESIDE]
        policy.joined("".join(before).strip(), "".join(after).strip())


def _gap(units: Sequence[ExportedUnit], at: int) -> int:
    return next((n for n, unit in enumerate(units) if unit.start >= at), len(units))


def _look_at_notes(
    exported: Sequence[Token], returned: Sequence[Token], policy: MergePolicy
) -> None:
    """Look at notes that came with words which a registry gave: only they are not units."""
    for one, other in zip(exported, returned, strict=True):
        if _comes_with_words(one):
            policy.note(one, one, other)


def _find_lost_notes(
    exported: Sequence[Token],
    units: Sequence[ExportedUnit],
    inside: Sequence[int],
    policy: MergePolicy,
) -> None:
    """Find notes taken out whose words, which a registry gave, were left."""
    gone = {units[n].token.origin for n in inside}
    _tell_lost_notes([each for each in exported if each.origin not in gone], policy)


def _tell_lost_notes(lost: Sequence[Token], policy: MergePolicy) -> None:
    for each in filter(_comes_with_words, lost):
        policy.typed_over(each, "", "")


def _comes_with_words(token: Token) -> bool:
    """Whether a note came with words that a registry gave."""
    made = token.origin is not None and token.origin.kind is OriginKind.INSERTED
    return made and token.calls_note


def _kept(unit: Token, source: Token, returned: Token, policy: MergePolicy) -> Token:
    """Return a unit that both have, with the format and the note that came back."""
    if source.calls_note:
        source = policy.note(unit, source, returned)
    if policy.plain or alike(unit.run_format, returned.run_format):
        return source
    return replace(
        source, run_format=returned.run_format, enclosures=binding(source.enclosures), fresh=True
    )


def _settled(
    region: _Region, units: Sequence[ExportedUnit], ours: _Side, policy: MergePolicy
) -> list[Token]:
    """Return what stands in a region: the side that was changed, or the source."""
    base = _said(each.key for each in region.base)
    mine = _said(each.key for each in region.source)
    theirs = _said(
        units[unit].token.key if unit >= 0 else _key(each) for each, unit in region.returned
    )
    if theirs in (base, mine):
        return region.source
    if mine != base:
        returned = "".join(_aloud(token, units, unit, policy) for token, unit in region.returned)
        policy.conflict(shown(region.base), shown(region.source), returned)
        return region.source
    hidden = [each for each in region.source if each.key == HIDDEN_KEY]
    bound = shared([each.enclosures for each in region.source if each not in hidden])
    found: list[Token] = []
    for token, unit in region.returned:
        held = ours.kept[unit] if unit >= 0 else None
        if held is not None:
            found.append(_kept(units[unit].token, held, token, policy))
        else:
            found += _put(token, bound, policy)
    return [*hidden, *found]


def _aloud(token: Token, units: Sequence[ExportedUnit], unit: int, policy: MergePolicy) -> str:
    """Return what a token says, with the text of a note that is new or was changed."""
    if not token.calls_note or (unit >= 0 and policy.unchanged(units[unit].token, token)):
        return shown([token])
    atoms = (atom.content for line in token.note_paragraphs for atom in line.atoms)
    return f" [{''.join(each for each in atoms if isinstance(each, str))}] "


def _said(keys: Iterable[Key]) -> list[Key]:
    """Return what shows, with one space where a phrase that is hidden stands between two."""
    shows = (each for each in keys if each != HIDDEN_KEY)
    return [key for key, group in groupby(shows) for _ in ([0] if key == SPACE_KEY else group)]


def _key(token: Token) -> Key:
    """Return the key of a token that came back as a unit has it."""
    match token.key:
        case Key(KeyKind.NOTE | KeyKind.NOTE_AGAIN as call, id_):
            return Key(call, id_.partition("/")[2])
    return token.key


def _put(token: Token, bound: tuple[Enclosure, ...], policy: MergePolicy) -> list[Token]:
    if token.calls_note or token.key.kind is KeyKind.PICTURE:
        return [*policy.called(token)]
    return [replace(token, enclosures=bound or policy.bound(token), fresh=True)]

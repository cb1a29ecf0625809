"""Say of the paragraphs of a translated document which are stale, or not translated yet.

Nothing that its readers may not read is told: of words that changed, what a registry prints and
what is for some readers only is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from dossier.model.block_library import BlockLibrary, language_of
from dossier.model.document import Block, Note
from dossier.model.edition import Edition
from dossier.model.flat_paragraphs import flatten
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.translation import ComparedUnit, compared, group_of, shown_change
from dossier.model.walk import blocks, everything
from dossier.writers.beside import ORIGINAL, TRANSLATION, Remark

_BOUND = re.compile(r"\]\s*\{")
"""Where words are for some readers or some documents only."""

_ASKED = re.compile(r"\{[^{}]*\}|\[@[^\]]*\]")
_MARKS = re.compile(r"\[\^[^\]]*\]|\*+")
_CHANGED = re.compile(r"\[-(?P<del>.*?)-\]|\{\+(?P<ins>.*?)\+\}", re.DOTALL)


@frozen
class Remarks:
    """What is said of the nodes of blocks, by id, side and place, and of notes, by their id.

    `matches` say of a node of a translated block which one of the original it translates.
    """

    nodes: Mapping[tuple[str, str, int], Remark] = field(default_factory=dict)
    notes: Mapping[str, Remark] = field(default_factory=dict)
    matches: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def translation_remarks(
    library: BlockLibrary, first: str, original: Edition, translation: Edition
) -> Remarks:
    """Return what is to be said of a translated document; `first` is the dossier's language."""
    nodes: dict[tuple[str, str, int], Remark] = {}
    notes: dict[str, Remark] = {}
    matches: dict[str, Mapping[int, int]] = {}
    code = translation.language.code
    before, after = (
        {each.id: each for each in blocks(e.document)} for e in (original, translation)
    )
    for place, source in _originals(library, after, code_of(first), code):
        printed = after[source.id]
        held = library.translation(source, place, code)
        if held is None:
            said = Remark("untranslated")
            nodes |= {(source.id, TRANSLATION, at): said for at in range(len(printed.content))}
            notes |= {each.id: said for each in everything(printed) if isinstance(each, Note)}
            continue
        homes = {
            ORIGINAL: _homes(source, before.get(source.id)),
            TRANSLATION: _homes(held.block, printed),
        }
        units = compared(source, held) if held.units is not None else ()
        matches[source.id] = _matched(units, homes)
        for unit in units:
            remark, group = _remark(unit), group_of(unit.source or unit.key)
            side = TRANSLATION if unit.key else ORIGINAL
            if remark and group.startswith("note:"):
                notes[f"{source.id}/{group.removeprefix('note:')}"] = remark
            elif remark and group in ("text", "summary"):
                nodes[source.id, side, homes[side].get(unit.key or unit.source, 0)] = remark
    return Remarks(nodes, notes, matches)


def _homes(block: Block, printed: Block | None) -> dict[str, int]:
    """Return in which node of a printed block its units stand; nothing where it is not known.

    A document may print the summary of a block, or a part of it.
    """
    found: dict[str, int] = {}
    for group, nodes in (("text", block.content), ("summary", block.summary)):
        if printed is not None and len(nodes) == len(printed.content):
            places = (at for at, node in enumerate(nodes) for _ in flatten((node,)))
            found |= {f"{group}.{number}": at for number, at in enumerate(places, start=1)}
    return found


def _matched(
    units: Sequence[ComparedUnit], homes: Mapping[str, Mapping[str, int]]
) -> dict[int, int]:
    """Return which node of the original each node of a translation translates."""
    found: dict[int, int] = {}
    for unit in units:
        mine, theirs = homes[TRANSLATION].get(unit.key), homes[ORIGINAL].get(unit.source)
        if mine is not None and theirs is not None:
            found.setdefault(mine, theirs)
    return found


def _originals(
    library: BlockLibrary, printed: Mapping[str, Block], first: str, code: str
) -> Iterator[tuple[str, Block]]:
    """Yield the blocks of a document that were written in another language, with their place."""
    seen: set[str] = set()
    for place, held in (("", library.own), *library.others.items()):
        for each in held:
            if each.id in printed and each.id not in seen and language_of(each, first) != code:
                yield place, each
            seen.add(each.id)


def _remark(unit: ComparedUnit) -> Remark | None:
    """Return what is said of a unit, or None where it follows its original."""
    match unit.standing:
        case "initial" | "proposed":
            return Remark("untranslated")
        case "stale" | "unrecorded":
            return Remark("stale", _changes(unit.before, unit.now))
        case "new":
            return Remark("missing")
        case "gone":
            return Remark("gone")
        case "current":
            return None


def _changes(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return the words that changed, each with "", "del" or "ins"; none where some are bound."""
    if not before or _BOUND.search(before) or _BOUND.search(now):
        return ()
    said = shown_change(*(_ASKED.sub("…", _MARKS.sub("", each)) for each in (before, now)))
    found: list[tuple[str, str]] = []
    at = 0
    for change in _CHANGED.finditer(said):
        found += [
            (said[at : change.start()], ""),
            (change[change.lastgroup or 0], change.lastgroup or ""),
        ]
        at = change.end()
    return tuple(each for each in (*found, (said[at:], "")) if each[0])

"""Translations: a block in another language, and which of its paragraphs still follow the original.

A translation lies in a folder of two letters beside its original: `blocks/fr/40-trial.md` is the
French of `blocks/40-trial.md`. Its record keeps the words of the original as they were when each
paragraph was translated, so that a change is told with the words that changed.

A unit is what is translated as one: a title, a paragraph, a heading, a cell, the alternative text
of a picture. Its key says where it stands: "title", "summary.1", "text.3", "note:opened.1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal, TypeAlias, get_args

from dossier.model.document import Block, Inlines, Nodes, Note, Text
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.frozen import frozen
from dossier.model.marked_text import marked_text
from dossier.model.textdiff import difference, likeness, smoothed, tokens
from dossier.model.walk import below, whole

_PATH = re.compile(r"(?:\A|/)blocks/([a-z]{2})/(?:.*/)?[^/]+\.md\Z")
_LEAST_LIKE = 0.4
"""How like two paragraphs are, at least, of which one became the other."""

_AROUND = 4
"""How many words and spaces are shown beside words that changed."""

RECORD = ".translated.yaml"

UnitState: TypeAlias = Literal["initial", "proposed", "translated", "reviewed", "final"]
"""How far a unit is, in the words of XLIFF 2.1; the memory proposed words that nobody has seen."""

UNIT_STATES: tuple[UnitState, ...] = get_args(UnitState)

Standing: TypeAlias = Literal[
    "current", "initial", "proposed", "stale", "new", "gone", "unrecorded"
]  # fmt: skip
"""How a unit stands to its original; "new" has no translation, "gone" no original any more."""


@frozen
class Unit:
    """One unit of a block; `flat` is None for a title."""

    key: str
    content: Inlines
    line: int = field(default=0, compare=False)
    flat: FlatParagraph | None = None

    @property
    def text(self) -> str:
        """Return the words with their marks, on one line."""
        return marked_text(self.content)

    @property
    def group(self) -> str:
        """Return what the unit is one of: "title", "summary", "text" or the note it stands in."""
        return group_of(self.key)


@frozen
class RecordedUnit:
    """What the record says of a unit: the words it was translated from, and how far it is.

    `proposed` are the words that the memory put in, while nobody has seen them. `delivered` is the
    digest of the words that a file of a translator brought, `sent` the id of the export that the
    file was of ("" for none).
    """

    key: str
    source: str
    state: UnitState = "translated"
    proposed: str = ""
    delivered: str = ""
    sent: str = ""

    def is_proposal(self, text: str) -> bool:
        """Whether a translation still holds what the memory proposed."""
        return self.state == "proposed" and self.proposed in ("", text)


@frozen
class Translation:
    """A block in another language, with what its original says of it (kind, section, conditions).

    `place` is "" for the dossier's own, `record` the path of its record as messages show it, and
    `units` what it says; None where there is no record.
    """

    language: str
    block: Block
    place: str = ""
    record: str = ""
    units: tuple[RecordedUnit, ...] | None = None


@frozen
class ComparedUnit:
    """A unit of a translation beside its original: what it was made from, what that says now.

    `key` is its key in the translation ("" for one that is new), `source` that in the original.
    """

    key: str
    source: str
    standing: Standing
    before: str
    now: str
    line: int = field(default=0, compare=False)


def language_of_file(path: str) -> str:
    """Return the code of the language that a block's file is a translation into, or "".

    >>> language_of_file("content/a/blocks/fr/40-trial.md"), language_of_file("blocks/40-trial.md")
    ('fr', '')
    """
    found = _PATH.search(path)
    return found[1] if found else ""


def record_file(path: str) -> str:
    """Return the path of the record of a translation.

    >>> record_file("blocks/fr/40-trial.md")
    'blocks/fr/40-trial.translated.yaml'
    """
    return f"{path.removesuffix('.md')}{RECORD}"


def group_of(key: str) -> str:
    """Return what the unit of a key is one of.

    >>> group_of("note:a.b.2"), group_of("title")
    ('note:a.b', 'title')
    """
    return key.rpartition(".")[0] or key


def with_original(original: Block, block: Block) -> Block:
    """Return a translated block with all that its original says of both."""
    return replace(
        original,
        content=block.content,
        title=block.title,
        summary=block.summary,
        file=block.file,
        line=block.line,
        lines=block.lines,
        allow={**original.allow, **block.allow},
    )


def units(block: Block) -> tuple[Unit, ...]:
    """Return the units of a block: its title, its summary, its text, then its notes."""
    found = [Unit("title", (Text(block.title),), block.line_of("title"))] if block.title else []
    found += _units("summary", block.summary)
    found += _units("text", block.content)
    for part in whole(block):
        if isinstance(part, Note):
            found += _units(f"note:{part.id.partition('/')[2]}", part.content)
    return tuple({each.key: each for each in found}.values())


def _units(group: str, nodes: Nodes) -> Iterator[Unit]:
    for at, flat in enumerate(flatten(nodes), start=1):
        content = (Text(flat.figure.alternative),) if flat.figure else flat.content
        if content:
            yield Unit(f"{group}.{at}", content, flat.line, flat)


def has_words(content: Inlines) -> bool:
    """Whether there is anything to be translated: letters that are no request to a registry."""
    every = (part for inline in content for part in below(inline) if isinstance(part, Text))
    return any(letter.isalpha() for each in every for letter in each.text)


def compared(original: Block, translation: Translation) -> tuple[ComparedUnit, ...]:
    """Return how each unit of a translation stands to its original, in the order of the original.

    A unit that the record does not know is "unrecorded": nobody said what it was made from.
    """
    own = {each.key: each for each in units(translation.block)}
    held = {each.key: each for each in translation.units or ()}
    now = units(original)
    groups = dict.fromkeys((*(each.group for each in now), *map(group_of, held)))
    found: list[ComparedUnit] = []
    for group in groups:
        known = [each for each in held.values() if group_of(each.key) == group]
        found += _group(known, [each for each in now if each.group == group], own)
    told = {each.key for each in found}
    loose = (each for each in own.values() if each.key not in told)
    return (*found, *(ComparedUnit(e.key, "", "unrecorded", "", "", e.line) for e in loose))


def _group(
    known: Sequence[RecordedUnit], now: Sequence[Unit], own: Mapping[str, Unit]
) -> Iterator[ComparedUnit]:
    """Yield the units of one group: those that stayed, changed, came and went."""
    for recorded, unit in paired(known, now):
        mine = own.get(recorded.key) if recorded else None
        if recorded is None or mine is None:  # what a translation has lost is to be made again
            if unit is not None:
                yield ComparedUnit("", unit.key, "new", "", unit.text)
            continue
        source, text = (unit.key, unit.text) if unit else ("", "")
        standing = _standing(recorded, unit, mine)
        yield ComparedUnit(recorded.key, source, standing, recorded.source, text, mine.line)


def _standing(recorded: RecordedUnit, unit: Unit | None, mine: Unit) -> Standing:
    if unit is None:
        return "gone"
    if recorded.state == "initial" and mine.text in (recorded.source, unit.text):
        return "initial" if has_words(unit.content) else "current"
    if recorded.source != unit.text:
        return "stale"
    return "proposed" if recorded.is_proposal(mine.text) else "current"


def paired(
    known: Sequence[RecordedUnit], now: Sequence[Unit]
) -> Iterator[tuple[RecordedUnit | None, Unit | None]]:
    """Yield what was translated beside what the original has now; None where one has no other."""
    old, new = [each.source for each in known], [each.text for each in now]
    for kind, begin, end, first, last in difference(old, new):
        if kind == "equal":
            yield from zip(known[begin:end], now[first:last], strict=True)
        elif end - begin == last - first == 1:
            yield known[begin], now[first]
        else:
            yield from _alike(known[begin:end], now[first:last])


def _alike(
    known: Sequence[RecordedUnit], now: Sequence[Unit]
) -> Iterator[tuple[RecordedUnit | None, Unit | None]]:
    """Pair units that became others: those that are alike, in order; the rest stand alone."""
    rest = list(known)
    for unit in now:
        words = tokens(unit.text)
        likely = [likeness(tokens(each.source), words) for each in rest]
        best = max(range(len(rest)), key=lambda at: likely[at], default=None)
        if best is None or likely[best] < _LEAST_LIKE:
            yield None, unit
            continue
        yield from ((each, None) for each in rest[:best])
        yield rest[best], unit
        rest = rest[best + 1 :]
    yield from ((each, None) for each in rest)


def shown_change(before: str, now: str) -> str:
    """Return the words of two texts that differ, each run with a word or two around it.

    >>> shown_change("The court ordered the dissolution.", "The court granted the dissolution.")
    'The court [-ordered-]{+granted+} the dissolution …'
    """
    old, new = tokens(before), tokens(now)
    ops = smoothed(difference(old, new), old)
    said: list[str] = []
    for at, (kind, begin, end, first, last) in enumerate(ops):
        if kind == "equal":
            words = old[begin:end]
            left = words[:_AROUND] if at else []
            right = words[-_AROUND:] if at < len(ops) - 1 else []
            whole = len(words) <= len(left) + len(right)
            said.append("".join(words) if whole else f"{''.join(left)} … {''.join(right)}")
            continue
        gone, come = "".join(old[begin:end]), "".join(new[first:last])
        said.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return " ".join("".join(said).split())

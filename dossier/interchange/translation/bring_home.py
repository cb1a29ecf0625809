"""Bring translations home by the laws of `pull`: nothing is overwritten that changed meanwhile.

Of each unit three texts are known: the translation as it was sent, as it is now, and as it came
back. Where only one side changed it, that change stands. Where both did, ours stays, and the other
is kept as a proposal beside the block; so is what lacks a code of its paragraph, or has a strange
one. A later delivery of the same file stands in the place of an earlier one that nobody touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from dossier.build.comments import review_file
from dossier.interchange.registry_edit.comments import CannotChange, with_notes
from dossier.interchange.translation.coded_text import (
    UnknownCode,
    inlines_of,
    known_codes,
    text_of,
)
from dossier.interchange.translation.deliveries import delivered, supersedes
from dossier.interchange.translation.exchange import (
    Exchange,
    ExchangedBlock,
    ExchangedUnit,
    begins_digest,
)
from dossier.interchange.translation.export import open_notes, remarks, target_digest
from dossier.interchange.translation.received_file import of_another, typed_over, unplaced
from dossier.interchange.translation.record import record_text, untouched
from dossier.interchange.translation.skeleton import skeleton
from dossier.interchange.translation.typed_codes import typed_parts
from dossier.interchange.translation.unit_changes import UnitChange
from dossier.interchange.translation.unit_contents import file_with_units
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.interchange.translation.writable_units import writable_units
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.document import Block, Inlines
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.marked_text import codes, marked_text
from dossier.model.translation import (
    RecordedUnit,
    Unit,
    UnitState,
    units,
    with_original,
)
from dossier.project.journal import content_digest
from dossier.readers.blocks.block import read_block


@frozen
class Homecoming:
    """What came back: the units that change, the files that this changes, what is to be settled."""

    changes: tuple[UnitChange, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def home_of(held: TranslatedDossier, exchange: Exchange, file: str) -> Homecoming:
    """Return what an exchange makes of the translations; nothing is written.

    `file` is that which came back, as messages show it.
    """
    if exchange.code != held.code:
        message = f'the file is a translation into "{exchange.code}", not "{held.code}"'
        hint = f"say `--to {exchange.code}`, if it is that dossier’s"
        return Homecoming(findings=(Finding(file, 1, Fault.UNKNOWN_LANGUAGE, message, hint),))
    strange = of_another(held, exchange, file)
    if errors(strange):
        return Homecoming(findings=strange)
    found = Homecoming(findings=(*strange, *unplaced(exchange, file)))
    for each in exchange.blocks:
        block = held.find(each.id)
        if block is None:
            known = [one.original.id for one in held.blocks]
            hint = did_you_mean(each.id, known, "take the dossier that it was exported from")
            message = f'there is no block "{each.id}" to be translated'
            finding = Finding(file, 0, Fault.UNKNOWN_BLOCK, message, hint)
            found = replace(found, findings=(*found.findings, finding))
            continue
        one = _Reader(held, block, file, exchange.codes).read(each)
        found = Homecoming(
            (*found.changes, *one.changes), {**found.texts, **one.texts},
            (*found.findings, *one.findings),
        )  # fmt: skip
    return found


class _Reader:
    """Reads what came back of one block, and remembers what it makes of the units."""

    def __init__(
        self,
        held: TranslatedDossier,
        block: TranslatedBlock,
        file: str,
        codes: Literal["parts", "typed"],
    ) -> None:
        self.held = held
        self.codes = codes
        self.block = block
        self.file = file
        self.text, self.recorded = self.begun()
        self.mine = self.as_written()
        self.own = {each.key: each for each in units(self.mine)}
        self.now = {each.key: each for each in units(block.original)}
        self.contents: dict[str, Inlines] = {}
        self.taken: dict[str, tuple[ExchangedUnit, RecordedUnit | None]] = {}
        self.changes: list[UnitChange] = []
        self.notes: list[ReviewNote] = []
        self.findings: list[Finding] = []

    def begun(self) -> tuple[str, dict[str, RecordedUnit]]:
        """Return the text of the translation and its record, or those that it begins with."""
        translation = self.block.translation
        if translation is None:
            text, recorded = skeleton(self.block, self.held.files.text(self.block.source)[0])
            return text, {each.key: each for each in recorded}
        raw = self.held.files.content[self.block.path].decode("utf-8")
        known = translation.units
        return raw, {each.key: each for each in (untouched(self.block.original) if known is None
                                                  else known)}  # fmt: skip

    def as_written(self) -> Block:
        """Return the translation as its file has it."""
        if self.block.translation is not None:
            return self.block.translation.block
        read, _ = read_block(self.text, self.held.files.shown(self.block.path))
        return with_original(self.block.original, read) if read else self.block.original

    def read(self, came: ExchangedBlock) -> Homecoming:
        """Return what came back of the block."""
        for unit in came.units:
            self.unit(unit)
        self.leave_unwritable()
        try:
            texts = self.texts()
        except CannotChange as error:
            message = f"a translation cannot be written into the block: {error}"
            hint = "make this edit in the block itself"
            place = self.held.files.shown(self.block.path)
            finding = Finding(place, 0, Fault.UNWRITABLE, message, hint)
            return Homecoming(findings=(*self.findings, finding))
        return Homecoming(tuple(self.changes), texts, tuple(self.findings))

    def unit(self, came: ExchangedUnit) -> None:
        """Take one unit, or say why not."""
        key = self.key(came)
        mine = self.own.get(key)
        self.remarked(came, key, mine)
        if came.target is None or not text_of(came.target):
            known = [each.text for each in self.now.values()]
            known += [each.source for each in self.recorded.values()]
            if self.codes == "typed":
                self.findings += typed_over(came, self.block.original.id, known, self.file)
            return
        if mine is None:
            self.refuse(came, None, "its paragraph is not there any more")
            return
        copied = key in self.recorded and self.copied(self.recorded[key], mine)
        after = text_of(came.target)
        if after == mine.text:
            self.record(came, key, mine, after)
        elif came.partial:
            self.refuse(came, mine, "a part of it is not translated yet")
        elif (copied or begins_digest(came.base, target_digest(mine))
              or supersedes(came, self.recorded.get(key, _NONE), mine)):  # fmt: skip
            self.take(came, key, mine)
        elif not begins_digest(came.base, _digest(after)):
            why = "somebody wrote other words here since it was sent"
            self.refuse(came, mine, why)

    def leave_unwritable(self) -> None:
        """Keep as proposals the units that no Markdown holds, so that the others are written."""
        self.contents, refused = writable_units(self.text, self.mine, self.contents)
        for key, why in refused.items():
            came, before = self.taken[key]
            self.changes = [each for each in self.changes if each.key != key]
            self.recorded.pop(key, None) if before is None else self.recorded.update({key: before})
            self.refuse(came, self.own[key], f"it cannot be written into the block: {why}")

    def copied(self, recorded: RecordedUnit, mine: Unit) -> bool:
        """Whether nobody has translated a unit here, or seen what the memory proposed."""
        untouched = recorded.state == "initial" and mine.text == recorded.source
        return untouched or (bool(recorded.proposed) and recorded.is_proposal(mine.text))

    def key(self, came: ExchangedUnit) -> str:
        """Return the key that a unit has in the translation now, "" where it is not there."""
        source = text_of(came.source)
        same = [each for each in self.now.values() if each.text == source]
        there = next((e.key for e in same if e.key == came.key), same[0].key if same else "")
        if self.block.translation is None or self.block.translation.units is None:
            return there or (came.key if came.key in self.own else "")
        compared = {each.source: each.key for each in self.block.units if each.key}
        if there:
            return compared.get(there, "")
        old = [each.key for each in self.recorded.values() if each.source == source]
        return next((each for each in old if each == came.key), old[0] if old else "")

    def take(self, came: ExchangedUnit, key: str, mine: Unit) -> None:
        """Let a unit hold what came back, with the codes of its paragraph and no others."""
        source = self.source(came, key)
        known = known_codes(mine.content, *([source.content] if source else []))
        target = came.target or ()
        if self.codes == "typed":
            target = typed_parts(text_of(target), known)
        try:
            content = inlines_of(target, known)
        except UnknownCode as error:
            self.refuse(came, mine, f"it holds {error}, which its paragraph has not")
            return
        wanted = source.content if source else mine.content
        lost = codes(wanted) - codes(content)
        if lost:
            self.refuse(came, mine, f"it lacks {', '.join(lost.elements())}")
            return
        self.contents[key] = content
        self.taken[key] = (came, self.recorded.get(key))
        before = "" if self.copied(self.recorded.get(key, _NONE), mine) else mine.text
        self.changes.append(UnitChange(self.block.original.id, key, before, marked_text(content)))
        self.record(came, key, mine, marked_text(content))

    def source(self, came: ExchangedUnit, key: str) -> Unit | None:
        """Return the unit of the original as it is now."""
        compared = {each.key: each.source for each in self.block.units if each.key}
        return self.now.get(compared.get(key, key)) or self.now.get(came.key)

    def record(self, came: ExchangedUnit, key: str, mine: Unit, after: str) -> None:
        """Note what a unit was made from, and how far it is."""
        state: UnitState = came.state
        if state == "initial" or (state == "proposed" and after != mine.text):
            stale = after == mine.text
            state = self.recorded[key].state if stale and key in self.recorded else "translated"
        if after == mine.text and came.state == "initial":
            return
        self.recorded[key] = delivered(came, self.recorded.get(key, _NONE), mine, after, state)

    def refuse(self, came: ExchangedUnit, mine: Unit | None, why: str) -> None:
        """Keep as a proposal what is not taken, and say why."""
        after = text_of(came.target or ())
        message = f'the translation of {came.key} of "{self.block.original.id}" is not taken: {why}'
        hint = "it is kept as a proposal beside the block: `python build.py review DOSSIER`"
        self.findings.append(Finding(self.file, came.line, Fault.UNSURE, message, hint))
        paragraph = mine.flat.id if mine and mine.flat else ""
        self.notes.append(ReviewNote(
            id="", kind="proposal", author="", date="", text=why, paragraph=paragraph,
            old=mine.text if mine else "", new=after,
        ))  # fmt: skip

    def remarked(self, came: ExchangedUnit, key: str, mine: Unit | None) -> None:
        """Keep what whoever translated remarked, also of a paragraph that is not there any more."""
        known = next((each for each in self.block.units if each.key == key), None)
        held = open_notes(self.held, self.block)
        ours = {each.text for each in held}
        if known and mine:
            ours |= {*remarks(known, mine, held)}
        for text in came.notes:
            old = text in ours or text.startswith("The original changed: ")
            if text.strip() and not old:
                paragraph = mine.flat.id if mine and mine.flat else ""
                self.notes.append(ReviewNote("", "comment", "", "", text, paragraph=paragraph))

    def texts(self) -> dict[str, str]:
        """Return the texts of the files that change."""
        found: dict[str, str] = {}
        if self.contents:
            found[self.block.path] = file_with_units(self.text, self.mine, self.contents)
        before = self.block.translation.units if self.block.translation else None
        recorded = tuple(self.recorded.values())
        if (self.contents or recorded != (before or recorded)) and not self.loose():
            found[self.block.record] = record_text(self.held.code, recorded)
        if self.notes:
            path = review_file(self.block.path)
            held = self.held.files.text(path)[0] if path in self.held.files.content else ""
            made = with_notes(held, [replace(each, id=f"r{at}") for at, each in
                                     enumerate(self.notes, start=1)])  # fmt: skip
            found |= {path: made} if made != held else {}
            if self.block.translation is None and self.block.path not in found:
                found[self.block.path] = self.text
                found[self.block.record] = record_text(self.held.code, recorded)
        return found

    def loose(self) -> bool:
        """Whether nobody has said what the translation was made from: then there is no record."""
        return self.block.translation is not None and self.block.translation.units is None


_NONE = RecordedUnit("", "", "translated")


def _digest(text: str) -> str:
    return content_digest(text.encode("utf-8"))

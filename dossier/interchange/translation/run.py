"""Translate a dossier: make what is to be filled in, say what is stale, note what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.translation.bring_home import home_of
from dossier.interchange.translation.confirmations import Texts, confirmations, edited_since
from dossier.interchange.translation.exchange import Exchange
from dossier.interchange.translation.memory import memory_of
from dossier.interchange.translation.proposals import proposed_texts, remembered_units
from dossier.interchange.translation.read_xliff import read_xliff
from dossier.interchange.translation.record import record_text
from dossier.interchange.translation.skeleton import grown, has_grown, skeleton
from dossier.interchange.translation.unit_changes import UnitChange
from dossier.interchange.translation.wanted_translations import (
    TranslatedBlock,
    TranslatedDossier,
    translated_dossier,
)
from dossier.interchange.translation.word_table import read_word_table
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.translation import RecordedUnit
from dossier.ooxml.archive import is_office
from dossier.project.history import write_content
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places, shown
from dossier.project.not_written import not_written


@frozen
class TranslationResult:
    """What became of a dossier's translations: how they stand, and which files were written.

    `dossier` is as it is afterwards, None where it cannot be read. `changes` are units that came
    back with other words, `digest` is that of all files as that makes them, "" where of none.
    `sides` are the two documents of a page, the original first; `left_out` are blocks that are
    not in a file for a translator, since not everybody may read them.
    """

    dossier: TranslatedDossier | None
    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[UnitChange, ...] = ()
    digest: str = ""
    sides: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def translate(
    places: Places, wanted: str, code: str, memories: Sequence[Path] = ()
) -> TranslationResult:
    """Make the files of what is not translated yet, and put in paragraphs that the original got.

    What was translated before is proposed; `memories` are TMX files of others. No word of a
    translation is touched.
    """
    made = _changed(places, wanted, code, _skeletons)
    if made.dossier is None or errors(made.findings):
        return made
    try:
        space = language(made.dossier.code).sentence_space
        memory = memory_of(remembered_units(places, made.dossier, memories), space)
    except Refused as refused:
        return replace(made, findings=(*made.findings, refused.finding))
    filled = _changed(places, wanted, code, lambda held: Texts(proposed_texts(held, memory)))
    written = tuple(dict.fromkeys((*made.written, *filled.written)))
    return replace(filled, written=written, findings=(*made.findings, *filled.findings))


def confirm(
    places: Places,
    wanted: str,
    code: str,
    names: Iterable[str],
    seen: Mapping[str, str] = MappingProxyType({}),
) -> TranslationResult:
    """Note that translations follow their originals as they are now.

    `names` are ids of blocks, `all`, or ids with the key of a unit: `trial/text.3`. `seen` are
    the digests of what somebody looked at, by these names: of other words nothing is noted.
    """
    named = tuple(names)
    return _changed(places, wanted, code, lambda held: confirmations(held, named, seen))


def status(places: Places, wanted: str, code: str) -> TranslationResult:
    """Say how the translations stand; nothing is written."""
    held, findings = translated_dossier(places, wanted, code)
    return TranslationResult(held, (), findings)


def _changed(
    places: Places, wanted: str, code: str, make: Callable[[TranslatedDossier], Texts]
) -> TranslationResult:
    held, findings = translated_dossier(places, wanted, code)
    if held is None or errors(findings):
        return TranslationResult(held, (), findings)
    made = make(held)
    findings = (*findings, *made.findings)
    if errors(findings) or not made.texts:
        return TranslationResult(held, (), findings)
    faults = write_texts(places, held.files, made.texts, f"translate {wanted} --to {code}")
    if faults:
        return TranslationResult(held, (), (*findings, *faults))
    after, _ = translated_dossier(places, wanted, code)
    written = tuple(shown(held.files.folder / each) for each in made.texts)
    return TranslationResult(after, written, findings)


def write_texts(
    places: Places, files: Files, texts: Mapping[str, str], words: str
) -> tuple[Finding, ...]:
    """Write texts by their paths in a dossier, all or none, as one step of the history."""
    contents: dict[Path, bytes | None] = {
        files.folder / path: each.encode("utf-8") for path, each in texts.items()
    }
    try:
        write_content(places.content, contents, words, read=files.as_read(contents))
    except OSError as error:
        return (not_written(error),)
    return ()


def _received(file: Path) -> Exchange:
    """Return what came back in a file, whatever its name ends in."""
    content = file.read_bytes()
    read = read_word_table if is_office(content[:8], shown(file)) else read_xliff
    return read(content, shown(file))


def receive(
    places: Places,
    wanted: str,
    code: str,
    file: Path,
    way: Literal["show", "apply"],
    seen: str = "",
) -> TranslationResult:
    """Say what a file that came back makes of the translations; write it where that is asked.

    `seen` is the digest of what was shown, "" where nobody looked: nothing else is written.
    """
    held, findings = translated_dossier(places, wanted, code)
    if held is None or errors(findings):
        return TranslationResult(held, (), findings)
    try:
        exchange = _received(file)
    except Refused as refused:
        return TranslationResult(held, (), (*findings, refused.finding))
    home = home_of(held, exchange, shown(file))
    told = (*findings, *home.findings)
    result = TranslationResult(held, (), told, home.changes, _digest(home.texts))
    if way == "show" or not home.texts:
        return result
    if seen not in ("", result.digest):
        return replace(result, findings=(*result.findings, edited_since(shown(file))))
    words = f"translate {wanted} --import {file.name}"
    faults = write_texts(places, held.files, home.texts, words)
    if faults:
        return replace(result, findings=(*result.findings, *faults))
    after, _ = translated_dossier(places, wanted, code)
    written = tuple(shown(held.files.folder / each) for each in home.texts)
    return replace(result, dossier=after, written=written)


def _digest(texts: Mapping[str, str]) -> str:
    said = "\0".join(chain(*sorted(texts.items())))
    return content_digest(said.encode("utf-8")) if texts else ""


def _skeletons(held: TranslatedDossier) -> Texts:
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for block in held.blocks:
        try:
            made = _made(held.files, block)
        except Unwritable as error:
            message = f"a paragraph cannot be put into the translation: {error}"
            hint = "put it in by hand, then say so with `translate … --done`"
            findings.append(
                Finding(held.files.shown(block.path), 0, Fault.UNWRITABLE, message, hint)
            )
            continue
        if made is not None:
            texts[block.path] = made[0]
            texts[block.record] = record_text(held.code, made[1])
    return Texts(texts, tuple(findings))


def _made(files: Files, block: TranslatedBlock) -> tuple[str, tuple[RecordedUnit, ...]] | None:
    """Return the text and the record of a translation that is to be begun or has to grow."""
    if block.translation is None:
        taken = block.path in files.content
        return None if taken else skeleton(block, files.text(block.source)[0])
    if block.translation.units is not None and has_grown(block):
        return grown(block, block.translation, files.text(block.path)[0])
    return None


def state_of(block: TranslatedBlock) -> str:
    """Return how far the translation of a block is, the most pressing first."""
    if block.translation is None:
        return "missing"
    if block.translation.units is None:
        return "unrecorded"
    if block.count("stale", "new", "gone", "unrecorded"):
        return "stale"
    if block.count("initial"):
        return "in part"
    return "proposed" if block.count("proposed") else "done"

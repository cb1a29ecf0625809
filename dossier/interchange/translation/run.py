"""Translate a dossier: make what is to be filled in, say what is stale, note what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.translation.bring_home import UnitChange, home_of
from dossier.interchange.translation.exchange import Exchange
from dossier.interchange.translation.export import exchange_of
from dossier.interchange.translation.memory import memory_of, translated_units
from dossier.interchange.translation.proposals import proposed_texts, remembered_units
from dossier.interchange.translation.read_xliff import read_xliff
from dossier.interchange.translation.record import confirmed, record_text
from dossier.interchange.translation.skeleton import grown, has_grown, skeleton
from dossier.interchange.translation.tmx import write_tmx
from dossier.interchange.translation.wanted_translations import (
    TranslatedBlock,
    TranslatedDossier,
    translated_dossier,
)
from dossier.interchange.translation.word_table import read_word_table, write_word_table
from dossier.interchange.translation.write_xliff import write_xliff
from dossier.model.diagnostics import Finding, Refused, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.translation import RecordedUnit
from dossier.ooxml.archive import is_office
from dossier.project.history import write_content
from dossier.project.layout import Files, Places, shown
from dossier.project.not_written import not_written

ALL = "all"
"""Names all blocks."""


@frozen
class TranslationResult:
    """What became of a dossier's translations: how they stand, and which files were written.

    `dossier` is as it is afterwards, None where it cannot be read. `changes` are units that came
    back with other words.
    """

    dossier: TranslatedDossier | None
    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[UnitChange, ...] = ()


@frozen
class _Texts:
    """Texts to be written, by their paths in the dossier, and what cannot be."""

    texts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


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
        memory = memory_of(remembered_units(places, made.dossier, memories))
    except Refused as refused:
        return replace(made, findings=(*made.findings, refused.finding))
    filled = _changed(places, wanted, code, lambda held: _Texts(proposed_texts(held, memory)))
    written = tuple(dict.fromkeys((*made.written, *filled.written)))
    return replace(filled, written=written, findings=(*made.findings, *filled.findings))


def confirm(places: Places, wanted: str, code: str, names: Iterable[str]) -> TranslationResult:
    """Note that translations follow their originals as they are now.

    `names` are ids of blocks, `all`, or ids with the key of a unit: `trial/text.3`.
    """
    named = tuple(names)
    return _changed(places, wanted, code, lambda held: _confirmations(held, named))


def status(places: Places, wanted: str, code: str) -> TranslationResult:
    """Say how the translations stand; nothing is written."""
    held, findings = translated_dossier(places, wanted, code)
    return TranslationResult(held, (), findings)


def _changed(
    places: Places, wanted: str, code: str, make: Callable[[TranslatedDossier], _Texts]
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


def send(places: Places, wanted: str, code: str, file: Path) -> TranslationResult:
    """Write what is to be translated into a file for whoever translates; a file there stays."""
    held, findings = translated_dossier(places, wanted, code)
    if held is None or errors(findings):
        return TranslationResult(held, (), findings)
    if file.exists():
        message, hint = "the file is there already", "give another name, or move it away"
        finding = Finding(shown(file), 0, Fault.NOT_WRITTEN, message, hint)
        return TranslationResult(held, (), (*findings, finding))
    file.write_bytes(_sent(held, file))
    return TranslationResult(held, (shown(file),), findings)


def _sent(held: TranslatedDossier, file: Path) -> bytes:
    """Return what a file holds, by the ending of its name."""
    if file.suffix.lower() == ".tmx":
        return write_tmx(translated_units(held), held.first, held.code)
    if file.suffix.lower() == ".docx":
        return write_word_table(exchange_of(held))
    return write_xliff(exchange_of(held))


def _received(file: Path) -> Exchange:
    """Return what came back in a file, whatever its name ends in."""
    content = file.read_bytes()
    read = read_word_table if is_office(content[:8], shown(file)) else read_xliff
    return read(content, shown(file))


def receive(
    places: Places, wanted: str, code: str, file: Path, way: Literal["show", "apply"]
) -> TranslationResult:
    """Say what a file that came back makes of the translations; write it where that is asked."""
    held, findings = translated_dossier(places, wanted, code)
    if held is None or errors(findings):
        return TranslationResult(held, (), findings)
    try:
        exchange = _received(file)
    except Refused as refused:
        return TranslationResult(held, (), (*findings, refused.finding))
    home = home_of(held, exchange, shown(file))
    result = TranslationResult(held, (), (*findings, *home.findings), home.changes)
    if way == "show" or not home.texts:
        return result
    faults = write_texts(places, held.files, home.texts, f"translate {wanted} --import {file.name}")
    if faults:
        return replace(result, findings=(*result.findings, *faults))
    after, _ = translated_dossier(places, wanted, code)
    written = tuple(shown(held.files.folder / each) for each in home.texts)
    return replace(result, dossier=after, written=written)


def _skeletons(held: TranslatedDossier) -> _Texts:
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
    return _Texts(texts, tuple(findings))


def _made(files: Files, block: TranslatedBlock) -> tuple[str, tuple[RecordedUnit, ...]] | None:
    """Return the text and the record of a translation that is to be begun or has to grow."""
    if block.translation is None:
        taken = block.path in files.content
        return None if taken else skeleton(block, files.text(block.source)[0])
    if block.translation.units is not None and has_grown(block):
        return grown(block, block.translation, files.text(block.path)[0])
    return None


def _confirmations(held: TranslatedDossier, names: tuple[str, ...]) -> _Texts:
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    asked: dict[str, list[str]] = {}
    for name in names:
        id_, _, key = name.partition("/")
        asked.setdefault(id_, []).extend([key] if key else [])
    begun = {each.original.id: each for each in held.blocks if each.translation}
    if ALL in asked:
        asked = {id_: [] for id_ in begun}
    for id_, keys in asked.items():
        block = begun.get(id_)
        if block is None or block.translation is None:
            hint = did_you_mean(id_, begun, "`translate` without `--done` makes what is missing")
            message = f'there is no translation of "{id_}"'
            place = shown(held.files.folder)
            findings.append(Finding(place, 0, Fault.UNKNOWN_BLOCK, message, hint))
            continue
        try:
            recorded = confirmed(block.original, block.translation, keys)
        except LookupError as odd:
            findings.append(_odd(held, block, str(odd.args[0])))
            continue
        if recorded != block.translation.units:
            texts[block.record] = record_text(held.code, recorded)
    return _Texts(texts, tuple(findings))


def _odd(held: TranslatedDossier, block: TranslatedBlock, key: str) -> Finding:
    message = (
        f'the translation of "{block.original.id}" has not the same paragraphs as its original: '
        f"see {key}"
    )
    hint = "give it the same headings, paragraphs, items, cells and notes, in the same order"
    file = held.files.shown(block.path)
    line = next((each.line for each in block.units if each.key == key), 0)
    return Finding(file, line or 1, Fault.UNLIKE_ORIGINAL, message, hint)


def each_state(blocks: Iterable[TranslatedBlock]) -> Iterator[tuple[str, TranslatedBlock]]:
    """Yield each block with how far it is: missing, unrecorded, stale, in part, proposed, done."""
    for block in blocks:
        yield state_of(block), block


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

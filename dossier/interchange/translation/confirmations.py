"""Say that translations follow their originals: which records that changes, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from dossier.interchange.translation.record import confirmed, record_text
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.layout import shown

ALL = "all"
"""Names all blocks."""


@frozen
class Texts:
    """Texts to be written, by their paths in the dossier, and what cannot be."""

    texts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def confirmations(
    held: TranslatedDossier, names: tuple[str, ...], seen: Mapping[str, str]
) -> Texts:
    """Return the records in which blocks and units are noted as following their originals.

    `seen` are digests of what somebody looked at, by names: where one is another, none is noted.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    begun = {each.original.id: each for each in held.blocks if each.translation}
    if any(_is_another(begun, name, digest) for name, digest in seen.items()):
        return Texts(findings=(edited_since(shown(held.files.folder)),))
    for id_, keys in _asked(names, begun).items():
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
    return Texts(texts, tuple(findings))


def _asked(names: tuple[str, ...], begun: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the keys of the units that are named, by their blocks; no key stands for all."""
    asked: dict[str, list[str]] = {}
    for name in names:
        id_, _, key = name.partition("/")
        asked.setdefault(id_, []).extend([key] if key else [])
    return {id_: [] for id_ in begun} if ALL in asked else asked


def _is_another(begun: Mapping[str, TranslatedBlock], name: str, digest: str) -> bool:
    """Whether a block, or a unit of it, has other words than those of a digest."""
    id_, _, key = name.partition("/")
    return id_ not in begun or begun[id_].digest(key) != digest


def _odd(held: TranslatedDossier, block: TranslatedBlock, key: str) -> Finding:
    message = (
        f'the translation of "{block.original.id}" has not the same paragraphs as its original: '
        f"see {key}"
    )
    hint = "give it the same headings, paragraphs, items, cells and notes, in the same order"
    file = held.files.shown(block.path)
    line = next((each.line for each in block.units if each.key == key), 0)
    return Finding(file, line or 1, Fault.UNLIKE_ORIGINAL, message, hint)


def edited_since(file: str) -> Finding:
    """Return the finding for words that are others than those that somebody looked at."""
    message = "nothing was written: the text or its original was changed since you looked at it"
    hint = "look at it again as it is now"
    return Finding(file, 0, Fault.EDITED_MEANWHILE, message, hint)

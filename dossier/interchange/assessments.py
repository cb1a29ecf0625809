"""Say what became of an earlier recommendation, in its entry of `recommendations.yaml`.

All else of the entry stays as it was typed. Words that stand there in several languages stay, too:
they are changed in the entry's own form.
"""

from __future__ import annotations

from collections.abc import Mapping

from dossier.build.library import library_of
from dossier.interchange.allowances import edited
from dossier.interchange.registry_edit.change import changed_entry, write_change
from dossier.interchange.registry_edit.registry_files import HeldEntry, Unchangeable, held_entry
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.layout import Files, Places, read_files
from dossier.readers.registries.recommendations import LEVELS

_REGISTRY = "recommendations"
_KEY = "assessment"


@frozen
class Assessed:
    """What an entry says of itself: `words` are None where they stand in several languages.

    `digest` is that of the whole entry.
    """

    level: str
    words: str | None
    blocks: tuple[str, ...]
    digest: str


def assessed(held: HeldEntry) -> Assessed:
    """Return what an entry says."""
    said = _said(held)
    words, blocks = said.get("words", ""), said.get("blocks", [])
    listed = blocks if isinstance(blocks, list) else [blocks]
    return Assessed(
        level=str(said.get("level", "")),
        words=words if isinstance(words, str) else None,
        blocks=tuple(map(str, listed)),
        digest=held.digest,
    )


def assess(
    places: Places, dossier: str, recommendation: str, wanted: Assessed
) -> tuple[Finding, ...]:
    """Write what became of a recommendation, named by report and paragraph; return why not.

    `wanted.digest` is that of the entry as it was seen. With no level, no words and no blocks the
    assessment is taken out. Raises `OSError` where the file cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    try:
        held = held_entry(files, _REGISTRY, recommendation)
        wrong = _obstacle(files, held, recommendation, wanted)
        if wrong or held is None:
            return wrong
        values = _values(held, wanted)
        if values == held.values:
            return ()
        change = changed_entry(places, files, held, (_REGISTRY, recommendation, values))
    except Unchangeable as broken:
        return (broken.finding,)
    if not errors(change.findings):
        write_change(places, files, change)
    return errors(change.findings)


def _said(held: HeldEntry) -> Mapping[str, Plain]:
    said = held.values.get(_KEY)
    return said if isinstance(said, dict) else {}


def _values(held: HeldEntry, wanted: Assessed) -> dict[str, Plain]:
    """Return the entry with another assessment; what is empty is left out."""
    new: dict[str, Plain] = {**_said(held), "level": wanted.level, "blocks": list(wanted.blocks)}
    if wanted.words is not None:
        new["words"] = wanted.words.strip()
    new = {name: each for name, each in new.items() if each}
    rest = {name: each for name, each in held.values.items() if name != _KEY or new}
    return {**rest, _KEY: new} if new else rest


def _obstacle(
    files: Files, held: HeldEntry | None, recommendation: str, wanted: Assessed
) -> tuple[Finding, ...]:
    file = files.shown(held.path) if held else files.shown("recommendations.yaml")
    known = {each.id for each in library_of(files)[0].own}
    strange = [each for each in wanted.blocks if each not in known]
    if held is None:
        message = f'there is no recommendation "{recommendation}" any more'
        return (Finding(file, 0, Fault.UNKNOWN_ID, message, "look at the list as it is now"),)
    if held.digest != wanted.digest:
        return (edited(file),)
    if wanted.level and wanted.level not in LEVELS:
        message = f'"{wanted.level[:40]}" is not what may have become of it'
        return (Finding(file, 0, Fault.UNKNOWN_VALUE, message, f"one of {', '.join(LEVELS)}"),)
    if strange and set(strange) - set(assessed(held).blocks):
        message = f'there is no part of the text called "{strange[0][:60]}"'
        return (Finding(file, 0, Fault.UNKNOWN_ID, message, "choose from what is listed"),)
    return ()

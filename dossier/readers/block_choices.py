"""Read what an author wants in the sections of a document: `blocks:` in `dossier.yaml`."""

from __future__ import annotations

from typing import Any

from dossier.model.block_library import BlockChoice
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Key, Shape, take

_SORTS = ("block", "kind", "theme", "tag")

_CHOICE: Shape = {
    **dict.fromkeys(_SORTS, Key("text")),
    "as": Key("text", choices=("whole", "summary")),
    "part": Key("text"),
    "heading": Key("text"),
    "from": Key("text"),
}

Choices = dict[str, tuple[BlockChoice, ...]]


def read_choices(keys: Keys, file: str) -> tuple[Choices, list[Finding]]:
    """Return the choices by the section they are for; each is a block's id, or keys."""
    found: Choices = {}
    findings: list[Finding] = []
    for section, value in keys.values.items():
        listed = value.content if isinstance(value.content, list) else [value]
        made = [_choice(each, file, findings) for each in listed]
        found[section] = tuple(each for each in made if each)
    return found, findings


def _choice(value: Value, file: str, findings: list[Finding]) -> BlockChoice | None:
    if isinstance(value.content, str) and value.content.strip():
        return BlockChoice("block", value.content.strip(), line=value.line)
    keys = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
    taken, wrong = take(keys, _CHOICE, file, "a choice of blocks")
    findings += wrong
    sorts = [each for each in _SORTS if each in taken]
    if wrong:
        return None
    if len(sorts) != 1:
        message = "a choice of blocks names none" if not sorts else "a choice names several things"
        hint = "write the id of a block, or one of `block:`, `kind:`, `theme:` and `tag:`"
        findings.append(Finding(file, value.line, Fault.WRONG_CHOICE, message, hint))
        return None
    findings += _at_odds(taken, value.line, file)
    return BlockChoice(
        sort=sorts[0],
        name=taken[sorts[0]],
        form=taken.get("as", "whole"),
        part=taken.get("part", ""),
        heading=taken.get("heading", ""),
        place=taken.get("from", ""),
        line=value.line,
    )


def _at_odds(taken: dict[str, Any], line: int, file: str) -> list[Finding]:
    """Find a part asked for of many blocks, or of a summary."""
    if "part" not in taken or ("block" in taken and taken.get("as") != "summary"):
        return []
    message = f'the part "{taken["part"]}" can be taken of one whole block only'
    return [Finding(file, line, Fault.WRONG_CHOICE, message, "name the block with `block:`")]

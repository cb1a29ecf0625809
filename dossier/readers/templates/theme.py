"""Read `theme.yaml`: the named values by which an organisation makes the look its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.theme import COLOURS, SPACING, TYPE, WORD, Theme
from dossier.readers.yaml import read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

_LOOK: Shape = {
    "colours": Key("keys", shape=dict.fromkeys(COLOURS, Key("text"))),
    "type": Key("keys", shape=dict.fromkeys((*TYPE, *WORD), Key("text"))),
    "spacing": Key("keys", shape=dict.fromkeys(SPACING, Key("text"))),
    "logo": Key("text"),
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|pt|in|px)")
_FAMILY = re.compile(r"[^;{}<>]+")

NAME = "look.yaml"


def read_theme(folders: tuple[Path, ...]) -> tuple[Theme, tuple[tuple[Path, Finding], ...]]:
    """Return the look that `folders` give, the last one first: each may change some values.

    Findings come with the path of the file they are about.
    """
    theme = Theme()
    findings: list[tuple[Path, Finding]] = []
    for folder in reversed(folders):
        file = folder / NAME
        if file.is_file():
            theme, found = _with(theme, file)
            findings += [(file, each) for each in found]
    return theme, tuple(findings)


def _with(theme: Theme, file: Path) -> tuple[Theme, list[Finding]]:
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return theme, [Finding(str(file), 0, Fault.NOT_UTF_8, "the file is not UTF-8", hint)]
    keys, broken = read_yaml(text, str(file))
    taken, wrong = take(keys, _LOOK, str(file), file.name)
    findings = [*broken, *wrong]
    values = dict(theme.values)
    for group in ("colours", "type", "spacing"):
        for name, value in taken.get(group, {}).items():
            line = keys.values[group].content.lines[name]
            findings += _faults(name, value, str(file), line)
            values[name] = value
    found = replace(theme, values=values)
    if taken.get("logo"):
        return _with_logo(found, file, taken["logo"], keys.lines["logo"], findings)
    return found, findings


def _faults(name: str, value: str, file: str, line: int) -> list[Finding]:
    pattern, wanted = _FAMILY, "the names of fonts"
    if name in COLOURS:
        pattern, wanted = _COLOUR, 'a colour such as "#14466b"'
    elif name in SPACING:
        pattern, wanted = _LENGTH, "a length such as 2.6mm"
    if pattern.fullmatch(value.strip()):
        return []
    message = f'"{name}" in look.yaml cannot be "{value}"'
    return [Finding(file, line, Fault.WRONG_VALUE, message, f"write {wanted}")]


def _with_logo(
    theme: Theme, file: Path, name: str, line: int, findings: list[Finding]
) -> tuple[Theme, list[Finding]]:
    path = file.parent / name
    if not path.is_file() or not path.resolve().is_relative_to(file.parent.resolve()):
        message, hint = f'the logo "{name}" is missing', "put it beside look.yaml"
        return theme, [*findings, Finding(str(file), line, Fault.MISSING_PICTURE, message, hint)]
    return replace(theme, logo=path.read_bytes()), findings

"""Read `theme.yaml`: the named values by which an organisation makes the look its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.theme import COLOURS, HEAD_LINES, PAGE, PAPERS, SIZE, SPACING, TYPE, WORD, Theme
from dossier.readers.templates.language_fonts import given_fonts
from dossier.readers.yaml import Keys, read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

_LOOK: Shape = {
    "colours": Key("keys", shape=dict.fromkeys(COLOURS, Key("text"))),
    "type": Key("keys", shape=dict.fromkeys((*TYPE, *WORD, SIZE), Key("text"))),
    "spacing": Key("keys", shape=dict.fromkeys(SPACING, Key("text"))),
    "page": Key("keys", shape={**dict.fromkeys(PAGE, Key("text")), "head": Key("texts")}),
    "fonts": Key("keys"),
    "logo": Key("text"),
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|pt|in|px)")
_MARGINS = re.compile(rf"{_LENGTH.pattern}(?: {_LENGTH.pattern}){{3}}")
_SIZE = re.compile(r"(?:[89]|1\d|2[0-4])(?:\.\d+)?pt")
_PAPER = re.compile("|".join(PAPERS))
_NUMBER = re.compile(r"[^{}]*\{page\}[^{}]*(?:\{pages\}[^{}]*)?")
_FAMILY = re.compile(r"[^;{}<>]+")

_WANTED: Mapping[str, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(COLOURS, (_COLOUR, 'a colour such as "#14466b"')),
    **dict.fromkeys(SPACING, (_LENGTH, "a length such as 2.6mm")),
    "paper": (_PAPER, " or ".join(PAPERS)),
    "margins": (_MARGINS, "the margins above, right, below and left, such as 24mm 25mm 24mm 32mm"),
    "number": (
        _NUMBER,
        'a text with {page} in it, and {pages} after it if wanted: "{page} / {pages}"',
    ),
    "notes": (re.compile("foot|end"), "foot (of the page) or end (of the document)"),
    "columns": (re.compile("[123]"), "1, 2 or 3"),
    SIZE: (_SIZE, "a size from 8pt to 24pt"),
}
"""The form of values, and what to write; all others are fonts."""

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
    head = taken.get("page", {}).pop("head", ())
    for group in ("colours", "type", "spacing", "page"):
        for name, value in taken.get(group, {}).items():
            line = keys.values[group].content.lines[name]
            findings += _faults(name, value, str(file), line)
            values[name] = value
    fonts, unknown = given_fonts(taken.get("fonts", Keys()), str(file))
    findings += unknown
    for font in fonts:
        findings += _faults(font.name, font.families, str(file), font.line)
        values[font.name] = font.families
    found = replace(theme, values=values)
    if head:
        line = keys.values["page"].content.lines["head"]
        findings += _long_head(head, str(file), line)
        found = replace(found, head=head, head_place=(str(file), line))
    if taken.get("logo"):
        return _with_logo(found, file, taken["logo"], keys.lines["logo"], findings)
    return found, findings


def _faults(name: str, value: str, file: str, line: int) -> list[Finding]:
    pattern, wanted = _WANTED.get(name, (_FAMILY, "the names of fonts"))
    if pattern.fullmatch(value.strip()):
        return []
    message = f'"{name}" in look.yaml cannot be "{value}"'
    return [Finding(file, line, Fault.WRONG_VALUE, message, f"write {wanted}")]


def _long_head(head: tuple[str, ...], file: str, line: int) -> list[Finding]:
    if len(head) <= HEAD_LINES:
        return []
    message = f'"head" in look.yaml has {len(head)} lines'
    hint = f"write {HEAD_LINES} lines at most, which fit above the text"
    return [Finding(file, line, Fault.WRONG_VALUE, message, hint)]


def _with_logo(
    theme: Theme, file: Path, name: str, line: int, findings: list[Finding]
) -> tuple[Theme, list[Finding]]:
    path = file.parent / name
    if not path.is_file() or not path.resolve().is_relative_to(file.parent.resolve()):
        message, hint = f'the logo "{name}" is missing', "put it beside look.yaml"
        return theme, [*findings, Finding(str(file), line, Fault.MISSING_PICTURE, message, hint)]
    return replace(theme, logo=path.read_bytes()), findings

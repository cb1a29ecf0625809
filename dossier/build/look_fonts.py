"""Find fonts that `look.yaml` asks for first and that are not on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.theme import TYPE, Theme
from dossier.project.layout import shown
from dossier.readers.templates.theme import NAME

_FACE = re.compile(r"@font-face\s*\{[^}]*font-family:\s*[\"']?([^;\"'}]+)")


def missing_fonts(theme: Theme, folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Find the fonts that a PDF is not set in, though they stand first; others took their place."""
    from dossier.writers.pdf.fonts import GENERIC, brought, installed

    for asked in dict.fromkeys(theme.first(name) for name in TYPE):
        if not asked or asked in (*brought(), *GENERIC):
            continue
        known = {*installed(), *brought(), *_brought(folders)}
        if asked.casefold() not in {each.casefold() for each in known}:
            file, line = _place(asked, folders)
            message = f'the font "{asked}" is not on this machine, so the PDF is set in another'
            hint = did_you_mean(asked, known, "install it, or name another font first")
            rule = Fault.MISSING_FONT
            yield Finding(file, line, rule, message, hint, severity="warning", excerpt=asked)


def _brought(folders: tuple[Path, ...]) -> Iterator[str]:
    """Yield the fonts that styles of the templates bring with them."""
    for folder in folders:
        for file in (folder / "print.css", folder / "house-print.css"):
            if file.is_file():
                yield from (each.strip() for each in _FACE.findall(file.read_text("utf-8")))


def _place(font: str, folders: tuple[Path, ...]) -> tuple[str, int]:
    """Return the file and line of the look that names a font: the first folder's counts."""
    for folder in folders:
        file = folder / NAME
        lines = file.read_text("utf-8").split("\n") if file.is_file() else []
        for number, line in enumerate(lines, start=1):
            if re.search(rf"(?<!\w){re.escape(font)}(?!\w)", line.partition("#")[0]):
                return shown(file), number
    return NAME, 0

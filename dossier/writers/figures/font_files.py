"""Font files: the faces in which pictures are set, those of the installation and of the machine.

PT Sans (ParaType, SIL Open Font License) covers Latin and Cyrillic with Kazakh. Noto fonts and
Inter (both under the same licence) stand in for the letters that it lacks; each is read only for a
text that has such a letter. They come with the installation, so that each machine draws the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dossier.model.frozen import frozen
from dossier.writers.figures.canvas import Weight

_OWN = "PT Sans"
"""The family of pictures where none that is at hand is asked for."""

_OWN_FILES = {"normal": "PT_Sans-Web-Regular.ttf", "bold": "PT_Sans-Web-Bold.ttf"}
_STAND_INS = (
    ("manimgx_fonts", "NotoSans[wght].ttf"),
    ("manimgx_fonts", "NotoSansArmenian[wght].ttf"),
    ("manimgx_fonts", "NotoSansGeorgian[wght].ttf"),
    ("manimgx_fonts", "NotoSansHebrew[wght].ttf"),
    ("manimgx_fonts", "NotoSansArabic[wght].ttf"),
    ("manimgx_fonts", "NotoSansEthiopic[wght].ttf"),
    ("manimgx_fonts", "NotoSansDevanagari[wght].ttf"),
    ("manimgx_fonts", "NotoSansBengali[wght].ttf"),
    ("manimgx_fonts", "NotoSansGujarati[wght].ttf"),
    ("manimgx_fonts", "NotoSansGurmukhi[wght].ttf"),
    ("manimgx_fonts", "NotoSansKannada[wght].ttf"),
    ("manimgx_fonts", "NotoSansMalayalam[wght].ttf"),
    ("manimgx_fonts", "NotoSansOriya[wght].ttf"),
    ("manimgx_fonts", "NotoSansSinhala[wght].ttf"),
    ("manimgx_fonts", "NotoSansTamil[wght].ttf"),
    ("manimgx_fonts", "NotoSansTelugu[wght].ttf"),
    ("manimgx_fonts", "NotoSansKhmer[wght].ttf"),
    ("manimgx_fonts", "NotoSansLao[wght].ttf"),
    ("manimgx_fonts", "NotoSansMyanmar[wght].ttf"),
    ("manimgx_fonts", "NotoSansThai[wght].ttf"),
    ("fontpkg_inter", "files/Inter[opsz,wght].ttf"),
    ("manimgx_fonts", "NotoSansSymbols[wght].ttf"),
    ("manimgx_fonts", "NotoEmoji[wght].ttf"),
)
_EXTRAS = (("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),)
"""Faces that come with an extra (`chinese`), and may not be there."""

WEIGHTS = {"normal": 400, "bold": 700}
"""Weights as fonts count them (the axis `wght`)."""


@frozen
class FontFile:
    """A face in a file: `number` is its place in a collection of several, or -1."""

    path: Path
    number: int = -1


def font_files(sans: str, weight: Weight) -> Iterator[FontFile]:
    """Yield the files to set words of `sans` with; the first that has a letter counts."""
    if sans != _OWN:
        yield from _installed(sans, weight)
    yield FontFile(_folder("fontpkg_pt_sans") / "files" / _OWN_FILES[weight])
    for package, file in _STAND_INS:
        yield FontFile(_folder(package) / file)
    for package, file in _EXTRAS:
        if find_spec(package):
            yield FontFile(_folder(package) / file)


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(next(iter(found.submodule_search_locations)))


@cache
def _installed(family: str, weight: Weight) -> tuple[FontFile, ...]:
    """Return the upright face of a family of this machine whose weight is nearest, if there is one.

    It reads the names of all fonts, a millisecond for each.
    """
    found = [
        (abs(heavy - WEIGHTS[weight]), file.path.name, file)
        for path in _files_of_machine()
        for file, name, heavy in _upright_faces(path)
        if name.casefold() == family.casefold()
    ]
    return (min(found, key=lambda each: each[:2])[2],) if found else ()


@cache
def _files_of_machine() -> tuple[Path, ...]:
    """Return the font files of this machine, in the order of their paths."""
    return tuple(
        sorted(
            Path(folder, name)
            for root in _folders_of_machine()
            for folder, _, names in os.walk(root)
            for name in names
            if name.lower().endswith((".ttf", ".otf", ".ttc", ".otc"))
        )
    )


def _folders_of_machine() -> tuple[Path, ...]:
    """Return where Windows, macOS and other systems keep fonts, the user's own among them."""
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        home = Path("/nonexistent")
    if sys.platform == "win32":
        return (
            Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"),
            home / "AppData/Local/Microsoft/Windows/Fonts",
        )
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


@cache
def _upright_faces(path: Path) -> tuple[tuple[FontFile, str, int], ...]:
    """Return the faces of a file that are upright and of usual width: each one's family and weight.

    A variable face has every weight, so it counts as one of each. A file that is no font has none.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.ttCollection import TTCollection

    try:
        if path.suffix.lower() not in (".ttc", ".otc"):
            with TTFont(path, lazy=True) as font:
                return _described(FontFile(path), font)
        with TTCollection(path, lazy=True) as fonts:
            return tuple(
                each
                for number, font in enumerate(fonts)
                for each in _described(FontFile(path, number), font)
            )
    except Exception:  # damaged fonts raise whatever their damage leads to
        return ()


def _described(file: FontFile, font: Any) -> tuple[tuple[FontFile, str, int], ...]:
    """Return the family and weight of a face, under each name that it has, unless it is slanted."""
    style = font["OS/2"]
    if style.fsSelection & 1 or style.usWidthClass != 5 or not {"glyf", "CFF "} & {*font.keys()}:
        return ()
    names = {font["name"].getDebugName(number) for number in (1, 16)} - {None}
    axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
    heavy = tuple(WEIGHTS.values()) if "wght" in axes else (style.usWeightClass,)
    return tuple((file, name, each) for name in sorted(names) for each in heavy)

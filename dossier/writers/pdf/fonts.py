"""The open fonts that come with the installation, as style rules for WeasyPrint.

PT Serif and PT Sans (ParaType, SIL Open Font License) cover Latin and Cyrillic with Kazakh. They
are static fonts: for a variable one WeasyPrint 70 makes an instance of every weight, which takes
longer than all the rest of a page. Amiri (SIL Open Font License), which is static too, covers
Arabic. Noto fonts stand in for emoji, symbols and other scripts, those for Chinese come with the
extra `chinese`. All of these are loaded only for a text that has such characters. A language whose
own font is none of PT's names it in its file, and it goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

_STYLES = (
    ("Regular", "400", "normal"),
    ("Italic", "400", "italic"),
    ("Bold", "700", "normal"),
    ("BoldItalic", "700", "italic"),
)
_SONG, _HEI = (("pylopdf_fonts_zh_cn", f"Noto{style}SC-Regular.otf") for style in ("Serif", "Sans"))
"""Chinese letters with and without serifs; bold words are printed in those without."""

_FACES = {
    family: tuple(
        (package, f"files/{stem}-{style}.ttf", weight, slope) for style, weight, slope in _STYLES
    )
    for family, package, stem in (
        ("PT Serif", "fontpkg_pt_serif", "PT_Serif-Web"),
        ("PT Sans", "fontpkg_pt_sans", "PT_Sans-Web"),
        ("Amiri", "fontpkg_amiri", "Amiri"),
    )
} | {
    "Noto Serif SC": ((*_SONG, "400", "normal"), (*_HEI, "700", "normal")),
    "Noto Sans SC": ((*_HEI, "400 700", "normal"),),
}
"""Static fonts: package, file, weight and slope of each face."""

_HOUSE = ("PT Serif", "PT Sans")
_OPTIONAL = ("Noto Serif SC", "Noto Sans SC")
"""Families that are not on each machine."""

NO_FONTS: Mapping[str, str] = MappingProxyType({})
NO_LOOK: Mapping[str, tuple[str, ...]] = MappingProxyType({})
GENERIC = ("serif", "sans-serif", "monospace", "system-ui", "cursive", "fantasy")
"""Names of CSS that stand for whatever font there is."""

# What each stand-in is for: a pattern of characters, the family's name.
_STAND_INS = (
    ("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]", "Noto Emoji"),
    ("[\u2150-\u2201\u2266-\u25c9\u25cb-\u27bf\U0001f100-\U0001f2ff]", "Noto Sans Symbols"),
    ("[\u0530-\u058f]", "Noto Sans Armenian"),
    ("[\u0590-\u05ff]", "Noto Sans Hebrew"),
    ("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]", "Amiri"),
    ("[\u0605\u08a0-\u08ff\ufbc2]", "Noto Sans Arabic"),
    ("[\u0900-\u097f]", "Noto Sans Devanagari"),
    ("[\u0980-\u09ff]", "Noto Sans Bengali"),
    ("[\u0b80-\u0bff]", "Noto Sans Tamil"),
    ("[\u0d80-\u0dff]", "Noto Sans Sinhala"),
    ("[\u0e00-\u0e7f]", "Noto Sans Thai"),
    ("[\u1000-\u109f]", "Noto Sans Myanmar"),
    ("[\u10a0-\u10ff]", "Noto Sans Georgian"),
    ("[\u1200-\u137f]", "Noto Sans Ethiopic"),
    ("[\u1780-\u17ff]", "Noto Sans Khmer"),
    ("[\u2e80-\u303f\u3100-\u312f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]", "Noto Serif SC"),
    ("[\u2e80-\u303f\u3100-\u312f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]", "Noto Sans SC"),
    (
        "[\u0180-\u0191\u0193-\u01f3\u021c-\u0236\u0250-\u02af\u0370-\u0393\u0395-\u03a8"
        "\u03aa-\u03bb\u03bd-\u03bf\u03c1-\u03ff\u04c1-\u04c2\u04fa-\u04fb\u04fe-\u050f"
        "\u0528-\u052f\u1e00-\u1e2f\u1e32-\u1fff\u2070-\u2080\u2085-\u20ab]",
        "Noto Sans",
    ),
)  # fmt: skip


def font_rules(
    text: str,
    own: Mapping[str, str] = NO_FONTS,
    look: Mapping[str, tuple[str, ...]] = NO_LOOK,
) -> str:
    """Return the `@font-face` rules for `text`, and the families as `--serif` and `--sans`.

    `own` are the fonts that go first in the language of the text, by these two names, and `look`
    those that an organisation wants before all others. The program's own stand behind them, for
    letters that they lack.
    """
    wanted = [name for characters, name in _STAND_INS if re.search(characters, text)]
    stand_ins = [name for name in wanted if name not in _OPTIONAL or _is_here(name)]
    asked = [name for names in look.values() for name in names if name in brought()]
    loaded = dict.fromkeys((*_HOUSE, *asked, *stand_ins))
    faces = [each for name in loaded for each in _faces(name)]
    for role, house in zip(("serif", "sans"), _HOUSE, strict=True):
        first = [each for each in look.get(role, ()) if each not in GENERIC]
        first += [own[role]] if own.get(role) in stand_ins else []
        families = dict.fromkeys([*first, house, *stand_ins])
        listed = ", ".join(f'"{name}"' for name in families)
        faces.append(f":root {{ --{role}: {listed}; }}")
    return "\n".join(faces)


def _faces(name: str) -> Iterator[str]:
    """Yield the rules of the faces of a family."""
    if name not in _FACES:
        file = _folder("manimgx_fonts") / f"{name.replace(' ', '')}[wght].ttf"
        yield _face(name, file, "300 900", "normal")
    for package, path, weight, slope in _FACES.get(name, ()):
        yield _face(name, _folder(package) / path, weight, slope)


@cache
def brought() -> frozenset[str]:
    """Return the names of the families that come with the installation."""
    names = {*_FACES, *(name for _, name in _STAND_INS)}
    return frozenset(each for each in names if each not in _OPTIONAL or _is_here(each))


def _is_here(name: str) -> bool:
    return all(find_spec(package) for package, *_ in _FACES[name])


@cache
def installed() -> frozenset[str]:
    """Return the names of the font families on this machine, as WeasyPrint finds them."""
    from weasyprint.text.ffi import ffi, fontconfig

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    found: set[str] = set()
    for number in range(fonts.nfont if fonts else 0):
        name = ffi.new("FcChar8 **")
        at = 0
        while fontconfig.FcPatternGetString(fonts.fonts[number], b"family", at, name) == 0:
            found.add(ffi.string(name[0]).decode("utf-8", "replace"))
            at += 1
    return frozenset(found)


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(next(iter(found.submodule_search_locations)))


def _face(name: str, file: Path, weight: str, slope: str) -> str:
    return (
        f'@font-face {{ font-family: "{name}"; src: url("{file.as_uri()}"); '
        f"font-weight: {weight}; font-style: {slope}; }}"
    )

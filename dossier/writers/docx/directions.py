"""Say in a Word file which way words run and in what language they are.

Runs that the text sets apart (`Foreign`) come with a direction and a language; here the file gets
what its own language asks for: see docs/word/directions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from dossier.model.language import Language
from dossier.model.scripts import direction_of, guessed_language
from dossier.ooxml.elements import attribute, child, make, number, put_before, switch
from dossier.ooxml.names import q

BEFORE, AFTER = "\u200e", "\u200e\u200f"
"""Marks of direction, without which LibreOffice turns "211-V" round, and joins two phrases."""

EMPHASIS = "Emphasis"
"""The style of words in bold where the language has no italics, alone and with another style."""

_EMPHASISED = ("", "Hyperlink")
"""Styles that emphasised words may have besides."""

_AFTER_BIDI = (
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
_AFTER_BOLD = (
    "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_AFTER_RTL = _AFTER_BOLD[_AFTER_BOLD.index("cs") :]
_AFTER_LANG = _AFTER_BOLD[_AFTER_BOLD.index("eastAsianLayout") :]
_AFTER_TABLE = (
    "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
    "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
)  # fmt: skip


def foreign_marks(language: str, direction: str) -> str:
    """Return what a run is told of its words, as one of its marks."""
    return f"in {direction} {language}".strip()


def set_run(properties: etree._Element, mark: str) -> None:
    """Set the direction and the language of a run that is told a mark of `foreign_marks`."""
    _, direction, *language = mark.split()
    _set_direction(properties, direction)
    for code in language:
        _set_language(properties, code)


def set_directions(word: Any, language: Language) -> None:
    """Give the styles and the text of a file the direction and the fonts of its language."""
    _set_styles(word, language)
    if language.direction == "rtl":
        _centre_numbers(word.part.numbering_part.element.iter(q("lvl")))
    roots = [word.element, *_frames(word)]
    for root in roots:
        _set_text(root, language)
    if language.direction == "rtl":
        for ending in word.element.iter(q("sectPr")):
            put_before(ending, make("bidi"), ("rtlGutter", "docGrid", "printerSettings"))


def set_notes(root: etree._Element, language: Language) -> None:
    """Do the same for the notes."""
    _set_text(root, language)


def _centre_numbers(levels: Iterable[etree._Element]) -> None:
    """Set numbers of lists in the middle of the room in which they hang.

    At which of its sides "left" is where lines run from right to left, LibreOffice and the
    standard see differently; the middle is the same.
    """
    for level in levels:
        side, indent = child(level, "lvlJc"), child(level, "pPr", "ind")
        hanging = number(indent, "hanging") or 0
        if side is None or indent is None or not hanging:
            continue
        if attribute(side) in ("left", "start"):
            side.set(q("val"), "center")
            indent.set(q("hanging"), str(hanging // 2))


def _frames(word: Any) -> Iterator[etree._Element]:
    for section in word.sections:
        yield from (section.header._element, section.footer._element)
        yield section.first_page_footer._element


def _set_styles(word: Any, language: Language) -> None:
    styles = word.styles.element
    own = "bidi" if language.direction == "rtl" else "eastAsia"
    for mark in (*styles.iter(q("lang")), *word.settings.element.iter(q("themeFontLang"))):
        for name, role in ((own, "tag"), ("val", "latin")):
            if role in language.word:
                mark.set(q(name), language.word[role])
    for fonts in styles.iter(q("rFonts")):
        _set_fonts(fonts, language)
    if language.direction == "rtl":
        for style in styles.iter(q("style")):
            if style.get(q("type")) == "paragraph":
                put_before(_of_paragraph(style), make("bidi"), _AFTER_BIDI)
    if not language.italics:
        for slanted in [*styles.iter(q("i"), q("iCs"))]:
            slanted.getparent().remove(slanted)
        for each in _EMPHASISED:
            _add_emphasis(styles, each)


def _add_emphasis(styles: etree._Element, of: str) -> None:
    """Add the bold style of words that other languages set in italics, `of` a style or of none."""
    id_ = EMPHASIS + of
    for each in [*styles.iter(q("style"))]:
        if each.get(q("styleId")) == id_:
            styles.remove(each)
    style = make("style", make("name", val=f"{EMPHASIS} {of}".strip()))
    style.set(q("type"), "character")
    style.set(q("styleId"), id_)
    if of:
        style.append(make("basedOn", val=of))
    style.append(make("rPr", make("b"), make("bCs")))
    styles.append(style)


def _set_fonts(fonts: etree._Element, language: Language) -> None:
    """Name the fonts of East Asian letters, with serifs or without as those of Latin ones."""
    if "serif" in language.word:
        sans = fonts.get(q("ascii"), "") in (*_SANS, language.word["sans"])
        fonts.set(q("eastAsia"), language.word["sans" if sans else "serif"])


_SANS = ("Arial", "Calibri", "Helvetica", "Verdana", "Tahoma", "Segoe UI", "PT Sans")


def _of_paragraph(holder: etree._Element) -> etree._Element:
    """Return the properties of a paragraph or of its style."""
    found = child(holder, "pPr")
    if found is None:
        found = make("pPr")
        if holder.tag == q("style"):
            put_before(holder, found, ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
        else:
            holder.insert(0, found)
    return found


def _set_text(root: etree._Element, language: Language) -> None:
    for run in root.iter(q("r")):
        _set_own(run, language)
    for paragraph in root.iter(q("p")):
        _turn(paragraph, language)
    if language.direction == "rtl":
        for properties in root.iter(q("tblPr")):
            put_before(properties, make("bidiVisual"), _AFTER_TABLE)


def _set_own(run: etree._Element, language: Language) -> None:
    """Let a run that is not set apart run as the language does."""
    properties = child(run, "rPr")
    words = run.findtext(q("t")) or ""
    if not language.italics and properties is not None and guessed_language(words):
        _emphasise(properties)
    if language.direction == "rtl" and switch(properties, "rtl") is None:
        if properties is None:
            properties = make("rPr")
            run.insert(0, properties)
        _set_direction(properties, "rtl")
    if "serif" in language.word and _is_east_asian(words):
        _hint(run)


def _emphasise(properties: etree._Element) -> None:
    """Give a slanted run the style of emphasis, which is bold; so it is told from bold words."""
    for slanted in [*properties.iter(q("i"))]:
        properties.remove(slanted)
        style = child(properties, "rStyle")
        if style is None:
            properties.insert(0, make("rStyle", val=EMPHASIS))
        elif style.get(q("val")) in _EMPHASISED:
            style.set(q("val"), EMPHASIS + style.get(q("val")))


def _is_east_asian(text: str) -> bool:
    """Whether a text has East Asian letters, with whose width its quotation marks print."""
    return guessed_language(text) in ("zh", "ja", "ko")


def _hint(run: etree._Element) -> None:
    properties = child(run, "rPr")
    if properties is None:
        properties = make("rPr")
        run.insert(0, properties)
    if child(properties, "rFonts") is None:
        style = child(properties, "rStyle")
        fonts = make("rFonts", hint="eastAsia")
        if style is None:
            properties.insert(0, fonts)
        else:
            style.addnext(fonts)


def _turn(paragraph: etree._Element, language: Language) -> None:
    """Let a paragraph run the other way if all its words do, unless it stands beside others."""
    runs = [each for each in paragraph.iter(q("r")) if each.find(q("t")) is not None]
    said = [each for each in runs if (each.find(q("t")).text or "").strip(f" {AFTER}")]
    ways = {switch(child(each, "rPr"), "rtl") or False for each in said}
    other = language.direction != "rtl"
    style = child(paragraph, "pPr", "pStyle")
    if style is None or style.get(q("val")) not in _TURNED or paragraph.getparent().tag == q("tc"):
        return
    if ways == {other} and _foreign(said):
        turned = make("bidi") if other else make("bidi", val=0)
        put_before(_of_paragraph(paragraph), turned, _AFTER_BIDI)


_TURNED = ("FootnoteText", "EndnoteText", "Quote", "BodyText")
"""Styles of paragraphs that have no place of their own beside others."""


def _foreign(runs: list[etree._Element]) -> bool:
    """Whether runs are set apart: those of the text say no direction where it is the usual one."""
    return all(child(each, "rPr", "rtl") is not None for each in runs)


def _set_direction(properties: etree._Element, direction: str) -> None:
    if direction == "ltr":
        put_before(properties, make("rtl", val=0), _AFTER_RTL)
        return
    put_before(properties, make("rtl"), _AFTER_RTL)
    for name in ("b", "i"):
        found = child(properties, name)
        if found is not None and child(properties, f"{name}Cs") is None:
            found.addnext(make(f"{name}Cs"))


def _set_language(properties: etree._Element, code: str) -> None:
    name = "bidi" if direction_of(code) == "rtl" else "val"
    name = "eastAsia" if code in ("zh", "ja", "ko") else name
    put_before(properties, make("lang", **{name: _TAGS.get(code, code)}), _AFTER_LANG)


_TAGS = {
    "ar": "ar-SA", "fa": "fa-IR", "he": "he-IL", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR",
    "ru": "ru-RU", "uk": "uk-UA", "kk": "kk-KZ",
}  # fmt: skip
"""Tags with a region, which Word wants for these languages."""

"""The paper of a Word file: which way it lies, and how wide the text on it is."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Twips

from dossier.model.document import Settings
from dossier.model.edition import Edition
from dossier.model.theme import PAPERS, Theme
from dossier.ooxml.elements import make, put_before
from dossier.ooxml.names import q
from dossier.writers.docx.list_levels import levels_of
from dossier.writers.docx.number_room import INDENT, make_room_for_numbers, number_indent

_EMU_PER_TWIP = 635
_BELOW_LOGOS = 340
"""The space below logos, in twentieths of a point: six millimetres, as in print."""


def turn(word: Any, edition: Edition) -> None:
    """Lay the paper of a Word file as the settings say, and take numbers off titles without them.

    Numbers print in the forms of the document and its language, and get the room that they need.
    """
    settings, paragraph_number = edition.document.settings, edition.language.paragraph_number
    if settings.paper == "landscape":
        for section in word.sections:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = section.page_width, section.page_height
            section.page_width, section.page_height = max(width, height), min(width, height)
    if not settings.section_number:
        _unnumber(word, settings.styles.get("Heading1", "Heading1"))
    else:
        _number_as(word, "Heading1", settings.section_number)
    if paragraph_number != "{n}.":  # else the Word file may have a form of its own
        style = settings.styles.get("NumberedParagraph", "NumberedParagraph")
        _number_as(word, style, paragraph_number)
    if settings.paragraphs == "plain":
        _pull(word)
    make_room_for_numbers(word, edition)
    _indent_pictures(word, text_indent(word, settings))
    for section in word.sections:
        _keep_from_edge(section)


def set_paper(word: Any, theme: Theme) -> None:
    """Give a Word file the paper and the margins of the look, where they are not those it has."""
    width, height = theme.paper()
    margins = tuple(Mm(each) for each in theme.margins())
    for section in word.sections:
        if (width, height) != PAPERS["A4"]:
            section.page_width, section.page_height = Mm(width), Mm(height)
        if margins:
            (section.top_margin, section.right_margin, section.bottom_margin,
             section.left_margin) = margins  # fmt: skip


def _keep_from_edge(section: Any) -> None:
    """Put running heads halfway into the margin; LibreOffice writes 0 where it has none yet."""
    if not section.header_distance:
        section.header_distance = _half(section.top_margin)
    if not section.footer_distance:
        section.footer_distance = _half(section.bottom_margin)


def _half(margin: int) -> Twips:
    return Twips(margin // _EMU_PER_TWIP // 2)


def _number_as(word: Any, style: str, pattern: str) -> None:
    """Let Word print the numbers of a style as everything else does."""
    for level in levels_of(word, re.compile(re.escape(style))):
        level.find(q("lvlText")).set(q("val"), pattern.replace("{n}", "%1"))


_HUNG = re.compile(r"(?:ListBullet|ListNumber|ListContinue)\d?|Quote")


def _pull(word: Any) -> None:
    """Pull lists and quotations to the left where no numbers stand before the paragraphs."""
    styles = [
        each
        for each in word.styles.element.iter(q("style"))
        if _HUNG.fullmatch(each.get(q("styleId")))
    ]
    for holder in (*levels_of(word, _HUNG), *styles):
        for name, key in (("ind", "left"), ("ind", "start"), ("tab", "pos")):
            for element in holder.iter(q(name)):
                place = int(element.get(q(key), 0))
                if place >= INDENT:
                    element.set(q(key), str(place - INDENT))


def _indent_pictures(word: Any, indent: int) -> None:
    """Let pictures and captions begin where numbered text does, if their styles say nothing."""
    for style in word.styles.element.iter(q("style")):
        properties = style.find(q("pPr"))
        known = style.get(q("styleId")) in ("Picture", "Caption") and properties is not None
        if indent and known and properties.find(q("ind")) is None:
            _put_indent(properties, indent)


def _unnumber(word: Any, name: str) -> None:
    """Take the list off a style; numbering 0 is Word's own way to say none."""
    for style in word.styles.element.iter(q("style")):
        if style.get(q("styleId")) != name:
            continue
        for properties in style.iter(q("numPr")):
            parent = properties.getparent()
            parent.replace(properties, make("numPr", make("numId", val=0)))
            indent = parent.find(q("ind"))
            if indent is not None:
                parent.remove(indent)
            _put_indent(parent, 0)


def _put_indent(properties: Any, left: int) -> None:
    """Let paragraphs of a style begin at a place, wherever a list or another style put them."""
    after = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
             "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
             "sectPr", "pPrChange")  # fmt: skip
    put_before(properties, make("ind", left=left, firstLine=0), after)


def text_width(word: Any) -> int:
    """Return the width of the text on a Word file's paper, in twentieths of a point."""
    section = word.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin) // _EMU_PER_TWIP


def text_height(word: Any) -> int:
    """Return the height of the text on a Word file's paper, in twentieths of a point."""
    section = word.sections[0]
    return int(section.page_height - section.top_margin - section.bottom_margin) // _EMU_PER_TWIP


def put_logos_in_text(word: Any) -> None:
    """Let logos stand above the title, in a document without a letterhead at a fixed place."""
    for style in word.styles.element.xpath('w:style[@w:styleId="Logos"]/w:pPr'):
        for frame in style.findall(q("framePr")):
            style.remove(frame)
        for space in style.findall(q("spacing")):
            space.set(q("after"), str(_BELOW_LOGOS))


def text_indent(word: Any, settings: Settings) -> int:
    """Return how far the words of paragraphs stand to the right, in twentieths of a point."""
    return number_indent(word) if settings.paragraphs == "numbered" else 0

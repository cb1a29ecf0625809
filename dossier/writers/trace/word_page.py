"""The page of the matrix in Word: A4 across, its foot, and what the file says of itself."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Twips

from dossier.ooxml.names import q
from dossier.writers.docx.paragraphs import paragraph
from dossier.writers.docx.runs import field, text_run
from dossier.writers.trace.sheet import TITLE, Sheet

LONG, SHORT, MARGIN = 16838, 11906, 851
"""Twentieths of a point: the sides of the page, and its margins at the left and the right."""


def turn(word: Any) -> None:
    """Lay the page across."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(LONG), Twips(SHORT)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin = section.bottom_margin = Twips(964)
    section.header_distance = section.footer_distance = Twips(480)
    section.different_first_page_header_footer = False


def frame(word: Any, sheet: Sheet) -> None:
    """Set the title and "page X of Y" at the foot of each page, and nothing at the head."""
    section = word.sections[0]
    for part in (section.header, section.footer):
        for each in list(part._element):
            part._element.remove(each)
    section.header._element.append(paragraph("Footer", []))
    before, _, rest = sheet.edition.language.terms["page_of"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    title = sheet.edition.document.title
    line = [text_run(f"{TITLE}: {title} · {before}"), *field("PAGE", "1"), text_run(between)]
    line += [*field("NUMPAGES", "1"), text_run(after)]
    section.footer._element.append(paragraph("Footer", line))


def settle(word: Any, sheet: Sheet) -> None:
    """Say what the file is, of when and in which language; no user's name gets in."""
    document = sheet.edition.document
    properties = word.core_properties
    properties.title = f"{TITLE}: {document.title}"[:255]
    properties.author = properties.last_modified_by = document.properties.author[:255]
    properties.subject = document.properties.subject[:255]
    properties.keywords = ", ".join(document.properties.keywords)[:255]
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(document.properties.date, time())
    properties.revision = 1
    for mark in word.styles.element.iter(q("lang")):
        mark.set(q("val"), document.language)
    for mark in word.settings.element.iter(q("themeFontLang")):
        mark.set(q("val"), document.language)

"""Pages are painted as WeasyPrint paints them, and let go of what was painted."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from dossier.writers.pdf.artifacts import mark_artifacts
from dossier.writers.pdf.line_boxes import body_of
from dossier.writers.pdf.page_elements import page_elements
from dossier.writers.pdf.painting import paint
from tests.test_placed_boxes import FORCED, LISTS, PARAGRAPHS, TABLE, made_machine

PICTURE = (
    '<p><img alt="A dot" src="data:image/svg+xml,'
    "&lt;svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'&gt;"
    "&lt;rect width='9' height='9'/&gt;&lt;/svg&gt;\"/></p>"
)


@pytest.fixture(scope="module")
def machine():
    return made_machine("")


def laid_out(machine, text: str):
    """Return the pages of `text`, and its elements."""
    root = etree.fromstring(f'<html lang="en"><head/><body>{text}</body></html>')
    return machine.lay_out(root, ()), page_elements(body_of(root))


@pytest.mark.parametrize("text", [PARAGRAPHS, LISTS, TABLE, FORCED, PICTURE])
def test_the_file_is_the_same_as_weasyprint_writes(machine, text):
    document, elements = laid_out(machine, text)
    document.page_elements = elements
    mark_artifacts(document.pages, elements)
    expected = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"dossier")
    assert paint(machine.weasyprint, *laid_out(machine, text)) == expected


def test_a_painted_page_keeps_no_words(machine):
    document, elements = laid_out(machine, PARAGRAPHS)
    boxes = [box for page in document.pages for box in page._page_box.descendants()]
    assert [box for box in boxes if "text" in vars(box)]
    paint(machine.weasyprint, document, elements)
    assert not [box for box in boxes if "text" in vars(box)]

"""No page of a PDF opens its notes with *ibid*, which means a note overleaf."""

from __future__ import annotations

import re

import pypdfium2

from dossier.build.written_file import write
from dossier.model.document import Note
from dossier.model.walk import blocks, everything, plain
from dossier.readers.finished_files import destinations, pages_of_pdf, words_of_html
from tests.conftest import document

LONG = "Many words of a paragraph that fills the page. " * 90
TEXT = f"""---
id: text
kind: background
---
Workers struck.[@court] They were shot.[@court]

{LONG}

{LONG}[@court]

The end.[@court]
"""


def said(note):
    return " ".join(plain(each.content) for each in note)


def test_a_note_that_opens_a_page_names_its_source_again_in_the_pdf_alone(sourced):
    sourced.write("case/blocks/21-text.md", TEXT)
    made = document(sourced, "case", "submission")
    parts = [each for block in blocks(made.edition.document) for each in everything(block)]
    notes = {made.edition.numbers.note[each.id]: each for each in parts if isinstance(each, Note)}
    ibid = [number for number, each in notes.items() if said(each.content).startswith("Ibid")]
    assert len(ibid) > 2
    folders = sourced.places().folders(made.template)
    finished, findings = write(made, folders, "pdf")
    assert [each for each in findings if each.severity == "error"] == []
    opened = opening_notes(finished.content) & {*ibid}
    assert opened
    words = "\n".join(pages_of_pdf(finished.content))
    assert words.count("Ibid") == len(ibid) - len(opened)
    assert words_of_html(write(made, folders, "html")[0].content).count("Ibid") == len(ibid)


def test_a_note_that_is_no_ibid_says_the_same_wherever_it_stands(sourced):
    sourced.write("case/blocks/21-text.md", TEXT.replace("shot.[@court]", "shot.[@watch-2012]"))
    made = document(sourced, "case", "submission")
    parts = [each for block in blocks(made.edition.document) for each in everything(block)]
    notes = [each for each in parts if isinstance(each, Note)]
    again = [each for each in notes if each.repeated]
    assert again and all("ibid" in said(each.content).casefold() for each in again)
    assert any("ibid" not in said(each.content).casefold() for each in notes)


def opening_notes(content: bytes) -> frozenset[int]:
    """Return the numbers of the notes that begin first on a page of a PDF by this program.

    The links of their calls lead to destinations with names, such as "note-27".
    """
    first: dict[int, int] = {}
    with pypdfium2.PdfDocument(content) as document:
        for name, page in destinations(document):
            if found := re.fullmatch(r"note-(\d+)", name):
                first[page] = min(first.get(page, int(found[1])), int(found[1]))
    return frozenset(first.values())

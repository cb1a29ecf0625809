"""On which pages paragraphs stand to which others refer by page.

Only a finished PDF knows. In Word the number is a field, which Word and LibreOffice count when they
open the file; until then it shows what can be guessed from the words before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.document import Cell, Figure, Paragraph, Table
from dossier.model.walk import below, blocks, plain

_PAGE = 430
"""Words on a page, as good as one can guess."""

_FIGURE = 140
"""Words for which a picture takes the room."""


def with_pages(document: ReadyDocument, pages: Mapping[str, int]) -> ReadyDocument:
    """Return a document whose references by page say `pages`; those to others say none."""
    numbers = document.edition.numbers
    held = {each: pages.get(each, 0) for each in numbers.page}
    return replace(document, edition=replace(document.edition, numbers=replace(numbers, page=held)))


def guessed_pages(document: ReadyDocument) -> Mapping[str, int]:
    """Return about where the paragraphs and cells stand to whose pages something refers."""
    words, found = 0, dict[str, int]()
    for block in blocks(document.edition.document):
        for part in (each for node in block.content for each in below(node)):
            match part:
                case Paragraph():
                    found[part.id] = 1 + words // _PAGE
                    words += len(re.findall(r"\w+", plain(part.content)))
                case Figure():
                    words += _FIGURE
                case Cell():
                    found[part.id] = 1 + words // _PAGE
                case Table():
                    words += sum(len(plain(c.content)) for r in part.rows for c in r.cells) // 5
                case _:
                    pass
    return {each: found[each] for each in document.edition.numbers.page if each in found}


def place_names(document: ReadyDocument) -> Mapping[str, str]:
    """Return the names, in a PDF, of the paragraphs to whose pages something refers."""
    numbers = document.edition.numbers
    return {id_: numbers.place_name(id_) for id_ in numbers.page}

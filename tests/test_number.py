"""Numbers: one series each, in reading order, the same however the document is put together."""

from __future__ import annotations

from hypothesis import given

from dossier.model.document import Block, Note, Paragraph, Reference
from dossier.model.numbering import number
from dossier.model.walk import blocks, everything
from tests.strategies import documents


@given(documents())
def test_paragraphs_that_stand_directly_in_blocks_are_numbered_1_2_3_without_a_gap(document):
    counted = [
        node.id
        for block in blocks(document)
        for node in block.content
        if isinstance(node, Paragraph)
    ]
    expected = counted if document.settings.paragraphs == "numbered" else []
    assert dict(number(document).paragraph) == {id_: n for n, id_ in enumerate(expected, 1)}


@given(documents())
def test_notes_are_numbered_in_the_order_of_their_first_call(document):
    called = [
        part.id
        for block in blocks(document)
        for part in everything(block)
        if isinstance(part, Note)
    ]
    assert list(number(document).note.items()) == [(id_, n) for n, id_ in enumerate(called, 1)]


@given(documents())
def test_sections_and_recommendations_have_series_of_their_own(document):
    numbers = number(document)
    asked = [each.id for each in blocks(document) if each.kind == "recommendation"]
    assert list(numbers.section.values()) == list(range(1, len(document.sections) + 1))
    assert list(numbers.recommendation) == asked


@given(documents())
def test_a_block_id_stands_for_its_first_paragraph_and_for_its_section(document):
    numbers = number(document)
    for section in document.sections:
        for block in section.blocks:
            assert _number(numbers, "section", block.id) == str(numbers.section[section.id])
            first = next((n for n in block.content if isinstance(n, Paragraph)), None)
            if first is not None and document.settings.paragraphs == "numbered":
                assert _number(numbers, "paragraph", block.id) == str(numbers.paragraph[first.id])


def _number(numbers, kind, target):
    return numbers.of(Reference(kind, target, ()))


def test_a_label_that_two_blocks_use_must_be_named_with_its_block():
    from tests.test_compose import document_of

    def block(id_):
        note = Note(f"{id_}/same", (Paragraph((), f"{id_}.n"),))
        return Block(id_, "evidence", (Paragraph((note,), f"{id_}.1"),))

    numbers = number(document_of(block("a"), block("b")))
    assert numbers.goal(Reference("note", "same", ())) is None
    assert numbers.of(Reference("note", "b/same", ())) == "2"

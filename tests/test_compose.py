"""Composing: every block finds its section, and what fits nowhere is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dossier.build.block_links import faults_of
from dossier.build.sections import Head, compose_document, dangling, untaken
from dossier.build.selection import select
from dossier.model.block_library import BlockLibrary
from dossier.model.conditional_text import View
from dossier.model.document import (
    Block,
    Conditions,
    Document,
    Paragraph,
    Properties,
    Reference,
    Section,
    Settings,
    Text,
)
from dossier.model.outline import FilledOutline, Slot

PROPERTIES = Properties("A", "S", (), date(2026, 1, 1))


def document_of(*blocks: Block) -> Document:
    """A document of one section with these blocks."""
    section = Section("only", "Only", blocks)
    return Document("T", "", "en", (), (section,), "", Settings(), PROPERTIES)


def frame(*slots: Slot) -> FilledOutline:
    return FilledOutline("outline.yaml", (), "", "", "", slots)


def slot(id_: str, *kinds: str, needed: str = "needed", repeated: str = "") -> Slot:
    return Slot(id_, id_.title(), kinds, None, needed, repeated, 1)


def block(
    id_: str, kind: str, *content, section: str = "", rests_on: tuple[str, ...] = ()
) -> Block:
    nodes = (Paragraph((Text(id_), *content), f"{id_}.1"),)
    return Block(id_, kind, nodes, "", section, rests_on, f"{id_}.md", 2)


def composed(head_settings: Settings, slots, *blocks, status="final"):
    head = Head("T", "en", "section", head_settings, PROPERTIES, "dossier.yaml", 5, status=status)
    here, view = frame(*slots), View("brief", "public", "")
    taken = select(here, BlockLibrary(blocks), {}, view, "dossier.yaml")
    document, numbers, found = compose_document(
        head, here, taken.sections, lambda each: (each, ()), taken.withheld
    )
    return document, numbers, (*taken.findings, *found, *faults_of(BlockLibrary(blocks)))


def rules(findings) -> list[str]:
    return [each.rule for each in findings]


def test_blocks_go_to_the_sections_that_take_their_kind_in_their_own_order():
    slots = (slot("facts", "evidence"), slot("law", "obligation"))
    found = (block("b", "evidence"), block("a", "obligation"), block("c", "evidence"))
    document, _, findings = composed(Settings(), slots, *found)
    assert [[b.id for b in s.blocks] for s in document.sections] == [["b", "c"], ["a"]]
    assert findings == ()


def test_a_repeated_section_takes_only_the_blocks_that_name_it():
    slots = (
        slot("one", "evidence", repeated="evidence"),
        slot("two", "evidence", repeated="evidence"),
    )
    found = (block("a", "evidence", section="two"), block("b", "evidence", section="one"))
    document, _, findings = composed(Settings(), slots, *found)
    assert [[b.id for b in s.blocks] for s in document.sections] == [["b"], ["a"]]
    assert findings == ()


def test_a_section_without_blocks_is_a_finding_unless_it_is_optional():
    slots = (slot("facts", "evidence"), slot("thanks", "thanks", needed="optional"))
    _, _, findings = composed(Settings(), slots)
    assert rules(findings) == ["section-without-blocks"]
    assert 'the section "Facts" has no blocks' in findings[0].message


def test_in_a_draft_a_section_that_waits_for_its_text_is_a_warning_and_has_its_title():
    document, _, (found,) = composed(Settings(), (slot("facts", "evidence"),), status="draft")
    assert (found.rule, found.severity) == ("section-without-blocks", "warning")
    assert [each.title for each in document.sections] == ["Facts"]


def test_a_section_whose_blocks_are_not_for_here_says_what_keeps_them_out():
    held = replace(block("a", "evidence"), conditions=Conditions("public", ("letter",)))
    _, _, (found,) = composed(Settings(), (slot("facts", "evidence"),), held)
    assert found.rule == "section-without-blocks"
    assert 'has no blocks left: `only:`, `not:` or `audience:` keeps "a" out' in found.message


def test_a_block_that_no_section_takes_names_the_nearest_kind():
    taken = [*untaken([frame(slot("facts", "evidence"))], [block("a", "evidense")])]
    assert taken[0].file == "a.md"
    assert taken[0].hint == 'did you mean "evidence"?'


def test_a_block_whose_section_is_not_there_names_the_nearest_section():
    slots = (slot("violence", "evidence", repeated="evidence"),)
    taken = [*untaken([frame(*slots)], [block("a", "evidence", section="violense")])]
    assert taken[0].hint == 'did you mean "violence"?'


def test_ids_of_blocks_and_paragraphs_are_one_of_a_kind():
    _, _, findings = composed(
        Settings(), (slot("facts", "evidence"),), block("a", "evidence"), block("a", "evidence")
    )
    assert "doubled-id" in rules(findings)


def test_a_reference_to_nothing_names_the_nearest_id():
    reference = Reference("section", "fact", (), 7)
    document, numbers, _ = composed(
        Settings(), (slot("facts", "evidence"),), block("a", "evidence", reference)
    )
    assert [(each.rule, each.line, each.hint) for each in dangling(document, numbers)] == [
        ("undefined-reference", 7, 'did you mean "facts"?')
    ]


def test_a_reference_to_what_another_document_has_says_which():
    reference = Reference("section", "law", (), 7)
    document, numbers, _ = composed(
        Settings(), (slot("facts", "evidence"),), block("a", "evidence", reference)
    )
    _, others, _ = composed(Settings(), (slot("law", "obligation"),), block("b", "obligation"))
    (found,) = dangling(document, numbers, {"brief": others})
    assert found.message == 'there is no section "law" in this document; brief has it'


def test_without_paragraph_numbers_a_reference_to_a_paragraph_names_its_section():
    reference = Reference("paragraph", "a", (Text("paragraph"),), 7)
    document, numbers, findings = composed(
        Settings(paragraphs="plain"),
        (slot("facts", "evidence"),),
        block("a", "evidence", reference),
    )
    found = document.sections[0].blocks[0].content[0].content[1]
    assert found == Reference("section", "facts", (Text("section"),))
    assert numbers.of(found) == "1"
    assert rules(findings) == ["paragraphs-unnumbered"]


def test_a_recommendation_names_what_it_rests_on():
    slots = (slot("facts", "concern", "obligation"), slot("asks", "recommendation"))
    found = (
        block("c", "concern"),
        block("o", "obligation"),
        block("good", "recommendation", rests_on=("c", "o")),
        block("bad", "recommendation", rests_on=("conc",)),
    )
    _, _, findings = composed(Settings(), slots, *found)
    assert sorted(rules(findings)) == [
        "recommendation-without-concern",
        "recommendation-without-obligation",
        "unknown-id",
    ]


def test_a_block_that_two_sections_could_take_comes_once_in_the_first():
    slots = (slot("facts", "evidence"), slot("more", "evidence", needed="optional"))
    document, _, findings = composed(Settings(), slots, block("a", "evidence"))
    assert [each.id for each in document.sections] == ["facts"]
    assert findings == ()


def test_a_block_need_be_taken_by_one_of_the_documents_only():
    frames = [frame(slot("facts", "evidence")), frame(slot("short", "summary"))]
    assert [*untaken(frames, [block("a", "evidence"), block("b", "summary")])] == []

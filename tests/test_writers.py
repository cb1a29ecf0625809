"""Every format says what the document says, for any document; other programs read the same."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace

import pypandoc
import pytest
from hypothesis import Phase, given, settings
from lxml import etree

from dossier.build.lost_words import reconcile
from dossier.build.printed_sequence import notes_title
from dossier.model.bookmark_names import bookmark_name
from dossier.model.document import Block, Note, Paragraph, Text
from dossier.model.language import own_templates
from dossier.model.numbering import number
from dossier.model.passages import passages
from dossier.model.unbroken_spaces import NO_BREAK, unbroken
from dossier.model.walk import blocks, everything
from dossier.ooxml.names import q
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.readers.finished_files import words_of_html
from dossier.readers.templates.theme import read_theme
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from tests.conftest import document
from tests.strategies import editions

TEMPLATES = own_templates()
FOLDERS = (TEMPLATES / "upr-submission", TEMPLATES / "_shared")
WORD = FOLDERS[1] / "word.docx"
LOOK = read_theme(FOLDERS)[0]


def part(content: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


@given(editions())
def test_the_web_page_says_what_the_document_says(edition):
    notes = (edition.language.terms["notes"],) if edition.numbers.note else ()
    page = write_html(edition, FOLDERS, {}, LOOK)
    assert reconcile([*passages(edition)], words_of_html(page), extra=notes) is None


@given(editions())
def test_the_word_file_says_what_the_document_says(edition):
    content = write_docx(edition, WORD, {})
    title = [each.text for each in notes_title(edition, "docx")]
    assert reconcile([*passages(edition)], words_of_docx(content), extra=title) is None


@given(editions())
def test_the_word_file_counts_as_we_do(edition):
    """Word numbers what has a numbered style: count those as Word would."""
    content = write_docx(edition, WORD, {})
    body = part(content, "word/document.xml")
    styles = [each.get(q("val")) for each in body.iter(q("pStyle"))]
    assert styles.count("NumberedParagraph") == len(edition.numbers.paragraph)
    assert styles.count("Heading1") == len(edition.numbers.section)
    kind = edition.document.settings.notes.removesuffix("s")
    called = [int(each.get(q("id"))) for each in body.iter(q(f"{kind}Reference"))]
    assert called == list(range(1, len(edition.numbers.note) + 1))


@given(editions())
def test_every_paragraph_of_the_word_file_is_found_by_its_id(edition):
    body = part(write_docx(edition, WORD, {}), "word/document.xml")
    names = [each.get(q("name")) for each in body.iter(q("bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)
    for block in blocks(edition.document):
        noted = {id(below) for note in everything(block) if isinstance(note, Note)
                 for each in note.content for below in _all(each)}  # fmt: skip
        for each in everything(block):
            if isinstance(each, Paragraph) and id(each) not in noted:
                assert bookmark_name("p", each.id) in names
    tags = [each.get(q("val")) for each in body.iter(q("tag"))]
    assert tags == ["title-block", *(f"block:{each.id}" for each in blocks(edition.document))]


def _all(node):
    from dossier.model.walk import below

    return below(node)


@given(editions())
@settings(max_examples=15)
def test_two_writings_give_the_same_bytes(edition):
    assert write_docx(edition, WORD, {}) == write_docx(edition, WORD, {})
    assert write_html(edition, FOLDERS, {}, LOOK) == write_html(edition, FOLDERS, {}, LOOK)
    assert write_markdown(edition) == write_markdown(edition)


@given(editions())
@settings(max_examples=12)
def test_word_files_are_valid(edition):
    assert audit(write_docx(edition, WORD, {})) == []


def audit(content: bytes) -> list[str]:
    """Return the errors that openxml-audit finds."""
    import tempfile
    from pathlib import Path

    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.docx"
        file.write_bytes(content)
        return [str(each) for each in OpenXmlValidator().validate(str(file)).errors]


@given(editions())
@settings(max_examples=15, phases=[Phase.generate])
def test_pandoc_reads_the_notes_of_markdown_and_word_as_we_wrote_them(edition):
    expected = [
        " ".join(" ".join(said.text for said in note_passages(edition, note)).split()).replace(
            "\u00ad", ""
        )
        for block in blocks(edition.document)
        for note in everything(block)
        if isinstance(note, Note)
    ]
    assert notes_by_pandoc(write_markdown(edition), "markdown") == expected
    assert notes_by_pandoc(write_docx(edition, WORD, {}), "docx") == expected


def note_passages(edition, note):
    from dossier.model.passages import _node

    for node in note.content:
        yield from _node(node, "note", None, edition)  # type: ignore[arg-type]


def notes_by_pandoc(content: bytes, kind: str) -> list[str]:
    """Return the words of each note, in order, as pandoc reads them."""
    pandoc = pypandoc.get_pandoc_path()
    ran = subprocess.run(
        [pandoc, "-f", kind, "-t", "json"], input=content, capture_output=True, check=True
    )
    found: list[str] = []

    def words(part) -> str:
        match part:
            case {"t": "Str", "c": str(text)}:
                return text
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                return " "
            case {"t": "Note", "c": inner}:
                found.append(" ".join(words(inner).split()))
                return ""
            case {"t": "Link", "c": [_, inner, _]}:
                return words(inner)
            case {"t": "Para" | "Plain", "c": inner}:
                return words(inner) + " "
            case {"c": inner}:
                return words(inner)
            case list():
                return "".join(words(each) for each in part)
        return ""

    words(json.loads(ran.stdout)["blocks"])
    return [each.replace("\u00ad", "") for each in found]


# The two real dossiers


@pytest.mark.parametrize("name", ["joint", "plain"])
def test_the_joint_submission_reads_as_it_did(ruritania, golden, name):
    edition = unbroken(document(ruritania, "ruritania", name).edition)
    golden(f"ruritania-{name}.md", visible(write_markdown(edition).decode()))


def test_the_outline_of_the_word_file_is_as_it_was(ruritania, golden):
    edition = unbroken(document(ruritania, "ruritania", "joint").edition)
    golden("ruritania-joint.docx.txt", visible(outline(write_docx(edition, WORD, {}))))


def visible(text: str) -> str:
    """Return a text whose no-break spaces can be seen."""
    return text.replace(NO_BREAK, "⍽")


def outline(content: bytes) -> str:
    """Return a Word file's paragraphs as lines: style, then words, notes, fields and links."""
    lines = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        lines.append(f"# {name}")
        for element in part(content, name).iter(q("p"), q("sdt"), q("tbl")):
            if element.tag == q("sdt"):
                lines.append(f"[{next(element.iter(q('tag'))).get(q('val'))}]")
            elif element.tag == q("p"):
                style = next((each.get(q("val")) for each in element.iter(q("pStyle"))), "-")
                lines.append(f"{style}: {''.join(_shown(element))}")
    return "\n".join(lines) + "\n"


def _shown(element):
    for each in element.iter(
        q("t"), q("instrText"), q("footnoteReference"), q("footnoteRef"), q("br")
    ):
        if each.tag == q("t"):
            yield each.text or ""
        elif each.tag == q("instrText"):
            yield f"{{{(each.text or '').strip()}}} "
        elif each.tag == q("footnoteReference"):
            yield f"[^{each.get(q('id'))}]"
        elif each.tag == q("br"):
            yield " / "


def test_all_submitters_are_named_at_the_start_of_a_joint_submission(ruritania):
    edition = document(ruritania, "ruritania", "joint").edition
    lead = edition.document.sections[0].blocks[0]
    assert lead.id == "submitting-organisation-lead"
    words = " ".join(each.text for each in passages(edition) if each.block is lead)
    for name in (
        "Federation of Free Seafarers",
        "Lawyers for Labour",
        "Women of the Docks_and_Harbours",
    ):
        assert name in words


def test_the_web_page_links_notes_both_ways_and_loads_nothing(kazakhstan):
    edition = document(kazakhstan, "kazakhstan", "submission").edition
    page = etree.fromstring(write_html(edition, FOLDERS, {}, LOOK))
    ids = {each.get("id") for each in page.iter() if each.get("id")}
    for place in edition.numbers.note.values():
        assert {f"call-{place}", f"note-{place}"} <= ids
    links = [each.get("href") for each in page.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert not [each for each in page.iter("img", "script", "link") if each.get("src")]


def test_word_has_no_compatibility_mode_and_asks_nothing_at_opening(kazakhstan):
    edition = document(kazakhstan, "kazakhstan", "submission").edition
    settings_ = part(write_docx(edition, WORD, {}), "word/settings.xml")
    mode = [
        each.get(q("val"))
        for each in settings_.iter(q("compatSetting"))
        if each.get(q("name")) == "compatibilityMode"
    ]
    assert mode == ["15"]
    assert settings_.find(q("updateFields")) is None


def test_a_template_that_word_has_saved_with_notes_and_heads_of_its_own_does_no_harm(
    ruritania, tmp_path
):
    """Word adds parts for notes and whatever text a designer typed to try the styles."""
    import docx

    edition = document(ruritania, "ruritania", "joint").edition
    once = tmp_path / "word.docx"
    once.write_bytes(write_docx(edition, WORD, {}))
    again = write_docx(edition, once, {})
    assert audit(again) == []
    assert reconcile([*passages(edition)], words_of_docx(again)) is None
    word = docx.Document(io.BytesIO(again))
    assert word.sections[0].header.paragraphs[0].text == edition.document.running_head


@given(editions())
@settings(max_examples=5)
def test_a_new_paragraph_renumbers_no_control_and_no_bookmark(edition):
    """Another program that compares two files knows both by their numbers."""
    first, *others = edition.document.sections
    new = Block("new", "evidence", (Paragraph((Text("New."),), "new.1"),), file="new.md")
    longer = replace(first, blocks=(new, *first.blocks))
    document = replace(edition.document, sections=(longer, *others))
    before = ids_of(write_docx(edition, WORD, {}))
    after = ids_of(
        write_docx(replace(edition, document=document, numbers=number(document)), WORD, {})
    )
    assert before.items() < after.items()
    assert len({*after.values()}) == len(after)


def ids_of(content: bytes) -> dict[str, str]:
    """Return the numbers of all controls and bookmarks by their tags and names."""
    body = part(content, "word/document.xml")
    tags = {
        e.find(q("tag")).get(q("val")): e.find(q("id")).get(q("val")) for e in body.iter(q("sdtPr"))
    }
    return tags | {e.get(q("name")): e.get(q("id")) for e in body.iter(q("bookmarkStart"))}

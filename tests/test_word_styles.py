"""Styles are known by their names: a template, or a text, may come from any program."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from lxml import etree

from dossier.build.lost_words import reconcile
from dossier.build.printed_sequence import notes_title
from dossier.interchange.redline import redline
from dossier.model.language import own_templates
from dossier.model.passages import passages
from dossier.model.walk import blocks
from dossier.ooxml.elements import make
from dossier.ooxml.names import q
from dossier.ooxml.style_names import ids_by_name, new_ids, rename_styles
from dossier.readers.drafts.draft import read_draft
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.writers.docx import write_docx
from tests.conftest import document
from tests.strategies import editions
from tests.test_writers import audit

WORD = own_templates() / "_shared" / "word.docx"
SAVED = Path(__file__).parent / "data" / "templates" / "libreoffice-saved.docx"
WHEN = datetime(2026, 7, 31, tzinfo=UTC)


def styles(*named: tuple[str, str], aliases: str = "") -> etree._Element:
    """Return styles by their ids and names."""
    more = [make("aliases", val=aliases)] if aliases else []
    return make("styles", *(make("style", make("name", val=n), *more, styleId=i) for i, n in named))


def ids(content: bytes) -> set[str]:
    """Return the ids of styles that a Word file uses and has."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        known = etree.fromstring(archive.read("word/styles.xml"))
    used = {each.get(q("val")) for each in body.iter(q("pStyle"), q("rStyle"), q("tblStyle"))}
    assert used <= {each.get(q("styleId")) for each in known.iter(q("style"))}
    return used


def test_a_style_is_found_by_its_name_whatever_its_id_and_its_case():
    root = styles(("a3", "Heading 1"), ("TextBody", "Body Text"), ("Anschrift", "Envelope Address"))
    wanted = {"Heading1": "heading 1", "BodyText": "Body Text", "Addressee": ""}
    assert new_ids(root, wanted) == {
        "a3": "Heading1", "TextBody": "BodyText", "Anschrift": "Addressee",
    }  # fmt: skip


def test_a_style_is_found_by_its_other_names():
    assert new_ids(styles(("x", "Section title,heading 1")), {"Heading1": "heading 1"})
    assert new_ids(styles(("x", "Facts"), aliases="Key Facts"), {"KeyFacts": ""}) == {
        "x": "KeyFacts"
    }


def test_of_two_styles_whose_names_differ_in_case_the_one_of_the_exact_name_counts():
    root = styles(("Caption", "Caption"), ("Caption1", "caption"))
    assert new_ids(root, {"Caption": "caption"}) == {"Caption1": "Caption", "Caption": "Caption2"}


def test_a_style_that_an_outline_names_by_its_id_is_found_where_no_name_is_that():
    assert new_ids(styles(("Lead", "Opening words")), {"Lead": ""}) == {}
    assert new_ids(styles(("Lead", "Opening"), ("x", "lead")), {"Lead": ""}) == {
        "x": "Lead", "Lead": "Lead1",
    }  # fmt: skip


def test_what_refers_to_a_style_follows_its_id():
    root = styles(("TextBody", "Body Text"), ("Other", "Other"))
    root[1].append(make("basedOn", val="TextBody"))
    text = make("p", make("pPr", make("pStyle", val="TextBody")))
    rename_styles((root, text), ids_by_name(root, styles(("BodyText", "Body text"))))
    found = [each.get(q("val")) for each in (*root.iter(q("basedOn")), *text.iter(q("pStyle")))]
    assert found == ["BodyText", "BodyText"]


@given(editions())
@settings(max_examples=8)
def test_a_template_that_libreoffice_saved_makes_the_same_document(edition):
    """Every kind of block is drawn in the same styles, and the file says the same."""
    ours, theirs = (write_docx(edition, each, {}) for each in (WORD, SAVED))
    assert ids(theirs) == ids(ours)
    assert words_of_docx(theirs) == words_of_docx(ours)
    title = [each.text for each in notes_title(edition, "docx")]
    assert reconcile([*passages(edition)], words_of_docx(theirs), extra=title) is None


@given(editions())
@settings(max_examples=8)
def test_what_it_makes_is_pulled_as_what_our_template_makes(edition):
    ours, theirs = (read_returned(write_docx(edition, e, {}), "a.docx") for e in (WORD, SAVED))
    lists = [(each.shape.kind, each.shape.list) for each in ours.lines]
    assert [(each.shape.kind, bool(each.shape.list)) for each in theirs.lines] == [
        (kind, bool(list_)) for kind, list_ in lists
    ]
    unlisted = [replace(each, shape=replace(each.shape, list="")) for each in ours.lines]
    assert [replace(e, shape=replace(e.shape, list="")) for e in theirs.lines] == unlisted


def test_what_it_makes_is_valid_imported_and_redlined(ruritania):
    edition = document(ruritania, "ruritania", "joint").edition
    ours, theirs = (write_docx(edition, each, {}) for each in (WORD, SAVED))
    assert [each for each in audit(theirs) if "/word/document.xml" in each] == []
    before, after = (read_draft(each, "draft.docx")[0] for each in (ours, theirs))
    assert before is not None
    assert after is not None
    assert [each.content for each in blocks(after)] == [each.content for each in blocks(before)]
    for old, new in ((ours, theirs), (theirs, ours)):
        assert not redline(old, new, "A", WHEN).total.words_added


def test_its_lists_name_their_styles_again_as_word_needs(ruritania):
    """LibreOffice leaves only the name of the first heading at its level."""
    edition = document(ruritania, "ruritania", "joint").edition
    with zipfile.ZipFile(io.BytesIO(write_docx(edition, SAVED, {}))) as archive:
        lists = etree.fromstring(archive.read("word/numbering.xml"))
    named = [each.get(q("val")) for each in lists.iter(q("pStyle"))]
    assert named[:3] == ["Heading1", "NumberedParagraph", "ListBullet"]
    assert "ListNumber5" in named
    assert len(named) == len(set(named))


def test_a_redline_knows_styles_by_their_names(ruritania):
    edition = document(ruritania, "ruritania", "joint").edition
    ours = write_docx(edition, WORD, {})
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b'"BodyText"', b'"TextBody"')
                             .replace(b'"TableText"', b'"a7"'))  # fmt: skip
    for old, new in ((ours, made.getvalue()), (made.getvalue(), ours)):
        assert not redline(old, new, "A", WHEN).total.changed

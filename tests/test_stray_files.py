"""Files that no author means to be read: copies, office documents, what programs leave behind."""

from __future__ import annotations

import shutil

import pytest

BLOCK = "case/blocks/30-concern.md"
COPIES = [
    "30-concern (1).md",
    "30-concern (conflicted copy 2026-01-02).md",
    "30-concern (Anna's conflicted copy).md",
    "30-concern (In Konflikt stehende Kopie von Anna).md",
    "30-concern.sync-conflict-20260101-101010-ABCDEF.md",
    "30-concern - Copy (2).md",
    "30-concern copy.md",
    "30-concern 2.md",
    "Copy of 30-concern.md",
    "Kopie von 30-concern.md",
    "Copie de 30-concern.md",
]


def copied(project, name, more):
    file = project.content / "case" / "blocks" / name
    shutil.copy(project.content / BLOCK, file)
    with file.open("a", encoding="utf-8") as open_file:
        open_file.write(more)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_block_is_told_as_a_copy(small, name):
    copied(small, name, "\nMore.\n")
    found = [each for each in small.dossier("case").findings if each.severity == "error"]
    assert [(each.file, each.rule) for each in found] == [
        (f"content/case/blocks/{name}", "copied-file")
    ]
    assert 'a copy of "blocks/30-concern.md", and the two differ' in found[0].message


def test_a_copy_with_the_same_words_stops_nothing(small):
    copied(small, COPIES[0], "")
    found = [each for each in small.dossier("case").findings if each.rule == "copied-file"]
    assert [each.severity for each in found] == ["warning"]
    assert small.dossier("case").documents


def test_a_copy_with_an_id_of_its_own_is_a_block(small):
    copied(small, COPIES[0], "")
    small.change(f"case/blocks/{COPIES[0]}", "id: concern-one", "id: concern-two")
    dossier = small.dossier("case")
    assert [each for each in dossier.findings if each.rule == "copied-file"] == []
    assert "concern-two" in {each.id for each in dossier.blocks}


def test_a_copy_of_a_file_of_sources_is_not_read_as_well(small):
    small.write("case/sources/z.json", '[{"id": "q", "title": "T", "type": "book"}]')
    small.write("case/sources/z (1).json", '[{"id": "q", "title": "U", "type": "book"}]')
    found = [each for each in small.dossier("case").findings if "sources/z" in each.file]
    assert [each.rule for each in found] == ["copied-file"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.docx", "a Word document"),
        ("a.odt", "a text document of LibreOffice"),
        ("a.pdf", "a PDF"),
        ("a.pages", "a document of Pages"),
        ("a.md.orig", "a rest of a merge"),
    ],
)
def test_a_document_among_the_blocks_is_told_as_what_it_is(small, name, what):
    (small.content / "case" / "blocks" / name).write_bytes(b"PK\x03\x04\xff")
    found = [each for each in small.dossier("case").findings if each.file.endswith(name)]
    assert [f"it is {what}" in each.message for each in found] == [True]


@pytest.mark.parametrize(
    "name",
    ["~$a.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "#a.md#", "a.md~", ".a.md.swp", "Icon\r"],
)
def test_what_systems_and_editors_leave_is_no_file_of_the_dossier(small, name):
    before = small.dossier("case").findings
    (small.content / "case" / "blocks" / name).write_bytes(b"\xff\xfe\x00")
    assert small.dossier("case").findings == before


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04\xff", "not-a-text"),
        (b"%PDF-1.4", "not-a-text"),
        ("---\nid: b\n".encode("utf-16"), "not-utf-8"),
    ],
)
def test_a_document_with_the_name_of_a_text_is_the_only_fault(small, content, what):
    (small.content / BLOCK).write_bytes(content)
    found = [each for each in small.dossier("case").findings if each.severity == "error"]
    assert [(each.file, each.rule) for each in found] == [(f"content/{BLOCK}", what)]

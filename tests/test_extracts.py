"""An extract holds some sections of a document, says so, and keeps the numbers of the whole."""

from __future__ import annotations

import pytest
from docx import Document

from dossier.model.document import Note
from dossier.model.passages import passages
from dossier.model.walk import blocks, everything, plain

OUTLINE = """name: Note
cover: [{label: From, text: "{{ title }} (CGT), Union"}]
sections:
  - {id: first, title: First, takes: [first]}
  - {id: middle, title: Middle, takes: [middle]}
  - {id: last, title: Last, takes: [last]}
"""
DOSSIER = """title: Case
state: Ruritania
submitters: [{name: Union}]
documents:
  whole: {template: note, title: Whole, date: 2026-01-01}
  part:
    template: note
    title: Part
    date: 2026-01-01
    extract: {of: whole, sections: [first, last]}
"""
BLOCKS = {
    "first": "One ([paragraph](#paragraph:strike), [paragraph](#paragraph:end) and [section](#section:middle)).",
    "middle": "Two.\n\nThe strike.[^a] {#strike}\n\n[^a]: A note.",
    "last": "The end.[^b] {#end}\n\n[^b]: See [paragraph](#paragraph:strike).",
}


@pytest.fixture
def case(small):
    """A dossier with a document of three sections, and an extract without the middle one."""
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    small.write("case/dossier.yaml", DOSSIER)
    (small.root / "templates/note").mkdir(parents=True)
    (small.root / "templates/note/outline.yaml").write_text(OUTLINE)
    for at, (name, text) in enumerate(BLOCKS.items()):
        small.write(f"case/blocks/{at}.md", f"---\nid: {name}\nkind: {name}\n---\n{text}\n")
    return small


def said(case):
    dossier = case.dossier("case", "part")
    assert dossier.findings == ()
    texts = (each.text for each in passages(dossier.documents[0].edition))
    return "\n".join(texts).replace("\u00a0", " ")


def test_an_extract_prints_the_titles_of_what_it_leaves_out_and_says_that_it_is_one(case):
    text = said(case)
    assert "Extract" in text
    assert "Middle" in text
    assert "The strike" not in text
    assert "(paragraph 3 of the full text, paragraph 2 and section (2))" in text
    assert "See paragraph 3 of the full text." in text


def test_a_number_follows_the_whole_from_one_build_to_the_next(case):
    for text, number in (("Two.", 3), ("Two.\n\nMore.", 4)):
        head = "---\nid: middle\nkind: middle\n---\n"
        case.write("case/blocks/1.md", f"{head}{text}\n\nThe strike. {{#strike}}\n")
        assert case.run("build", "case/part", "--format", "md").status == 0
        page = (case.output / "case" / "part.md").read_text("utf-8")
        assert f"paragraph\u00a0{number} of the full text" in page


def test_words_around_such_a_number_come_home_from_word(case):
    assert case.run("build", "case/part", "--format", "docx").status == 0
    file = case.output / "case" / "part.docx"
    document = Document(str(file))
    texts = (each for each in document.element.body.iter() if each.tag.endswith("}t"))
    run = next(each for each in texts if (each.text or "").startswith("One"))
    run.text = run.text.replace("One", "Once")
    document.save(str(file))
    assert case.run("pull", str(file), "--apply").status == 0
    assert BLOCKS["first"].replace("One", "Once") in (case.content / "case/blocks/0.md").read_text()


def test_an_arabic_file_that_nobody_edited_brings_no_title_block_home(case):
    case.change("case/dossier.yaml", "title: Part", "title: مقتطف\n    language: ar")
    assert case.run("build", "case/part", "--format", "docx").status == 0
    assert "nothing was edited" in case.run("pull", str(case.output / "case" / "part.docx")).out


@pytest.mark.parametrize(("old", "new", "told"), [
    ("of: whole", "of: hole", 'there is no document "hole" that this could be an extract of'),
    ("of: whole", "of: part", 'there is no document "part" that this could be an extract of'),
    ("[first, last]", "[first, lost]", 'there is no section "lost"'),
])  # fmt: skip
def test_what_an_extract_names_must_be_there(case, old, new, told):
    case.change("case/dossier.yaml", old, new)
    found = case.run("check", "case/part")
    assert found.status == 1
    assert told in found.out + found.err


def test_the_form_for_a_page_s_first_note_says_the_numbers_of_the_whole_too(case):
    twice = "The end.[@example-report] It ended.[^b] {#end}\n\n[^b]: [@example-report], with [paragraph](#paragraph:strike)."
    case.change("case/blocks/2.md", BLOCKS["last"], twice)
    edition = case.dossier("case", "part").documents[0].edition
    parts = [each for block in blocks(edition.document) for each in everything(block)]
    (again,) = [each.repeated for each in parts if isinstance(each, Note) and each.repeated]
    assert "paragraph 3 of the full text" in plain(again[0].content).replace("\u00a0", " ")

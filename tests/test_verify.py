"""Verifying: a file that loses, repeats, moves or misnumbers anything is found out, by format."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build.comparison import collate, disorder, stream
from dossier.build.lost_words import letters
from dossier.build.output_formats import render
from dossier.build.pdf_text import match_pages
from dossier.build.printed_sequence import Piece, notes, text
from dossier.build.ready_document import ReadyDocument
from dossier.build.verify import verify
from dossier.model.document import NumberedList, Table
from dossier.model.language import own_templates as program_templates
from dossier.model.passages import passages
from dossier.writers import markdown
from dossier.writers.docx import blocks as word_body
from dossier.writers.docx import notes as word_notes
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from dossier.writers.xlsx import write_xlsx
from tests.conftest import Project, document
from tests.strategies import editions
from tests.test_pdf import FOLDERS, KINDS, LOOK

LEAVES = import_module("dossier.writers.xlsx.sheet_contents")
WORD = program_templates() / "_shared" / "word.docx"
ALL = ("pdf", "docx", "html", "xlsx", "md")

CASE = """title: Order
state: Ruritania
submitters: [{name: Alpha}]
documents:
  submission:
    template: upr-submission
    title: Order
    date: 2026-01-01
    session: 55
    cycle: 5
    contact: {name: X}
    evidence: [{id: e, title: Evidence}, {id: f, title: Further evidence}]
"""
DISSOLUTION = """The court dissolved the union.[^court] The appeal was dismissed.[^appeal]

[^court]: Judgment of the district court.
[^appeal]: Decision of the regional court.
"""
PROSECUTIONS = """The leaders were tried, and these were the charges:

3. embezzlement
4. fraud
5. abuse of office

| Who | Sentence |
|---|---|
| President | four years |
| Accountant | two years |
"""
FURTHER = "Attacks on members went on, and nobody was charged."


@dataclass(frozen=True)
class Told:
    """What was found in a finished file, `rule` and `message` of the one finding there is."""

    rule: str
    message: str
    file: str
    line: int


@pytest.fixture
def case(project: Project) -> Project:
    """A project whose document has two blocks in one section, notes, a list, and a table."""
    project.write("case/dossier.yaml", CASE)
    others = [kind for kind in KINDS if kind != "evidence"]
    for number, kind in enumerate(others):
        rests = "rests_on: [dissolution, prosecutions, further]\n" * (kind == "recommendation")
        name = f"case/blocks/{number}-other.md"
        project.write(name, f"---\nid: b{number}\nkind: {kind}\n{rests}---\nOne line of {kind}.\n")
    evidence = (("dissolution", "e", DISSOLUTION), ("prosecutions", "e", PROSECUTIONS),
                ("further", "f", FURTHER))  # fmt: skip
    for number, (id_, section, words) in enumerate(evidence, start=60):
        head = f"---\nid: {id_}\nkind: evidence\nsection: {section}\n---\n"
        project.write(f"case/blocks/{number}-{id_}.md", head + words)
    return project


def findings(project: Project, format_: str):
    made = document(project, "case", "submission").in_format(format_)
    content, wrong = render(made, project.places().folders(made.template), format_)
    assert wrong == []
    return verify(made, tuple(passages(made.edition)), format_, content)[1]


def told(project: Project, format_: str) -> Told:
    (found,) = findings(project, format_)
    return Told(found.rule, found.message, found.file, found.line)


@pytest.mark.parametrize("format_", ALL)
def test_a_file_as_it_should_be_has_no_finding(case, format_):
    assert findings(case, format_) == []


@given(editions())
def test_any_document_is_in_order_in_every_format_but_the_pdf(edition):
    assembled = ReadyDocument("x", edition, FOLDERS[0], {}, "draft")
    printed = tuple(passages(edition))
    written = {
        "docx": write_docx(edition, WORD, {}),
        "html": write_html(edition, FOLDERS, {}, LOOK),
        "xlsx": write_xlsx(edition),
        "md": write_markdown(edition),
    }
    for format_, content in written.items():
        assert verify(assembled, printed, format_, content) == (None, [])


@given(editions())
def test_the_sequence_has_the_letters_of_the_passages_and_no_others(edition):
    said = stream(text(edition, "docx"), notes(edition, "docx")).letters
    assert sorted(said) == sorted(letters(" ".join(each.text for each in passages(edition))))


@pytest.mark.parametrize(("page", "matched"), [
    ("Before.a)1.The item.7Note.", True), ("Before.The item.a)1.7Note.", True),
    ("Before.1.The a)item.7Note.", False), ("Before.a)1.The other item.7Note.", False),
])  # fmt: skip
def test_numbers_of_an_item_in_the_last_line_may_be_read_before_it(page, matched):
    streams = [stream([Piece(each) for each in said]) for said in
               (["Before.", "The item."], ["a)", "1."], ["7Note."], [])]  # fmt: skip
    misprints, parting = match_pages([letters(page)], [[]], streams, [])
    assert (misprints, parting is None) == ((), matched)


# What can go wrong, by format: how, the rule, and what is said of it.


def template(name: str, old: str, new: str):
    """Return what changes a text of the templates."""

    def change(folder: Path, _) -> None:
        file = folder / "_shared" / name
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


def word_template(part: str, pattern: str, new: str):
    """Return what changes a part of the Word file that holds the styles."""

    def change(folder: Path, _) -> None:
        file = folder / "_shared" / "word.docx"
        with zipfile.ZipFile(file) as package:
            held = {name: package.read(name) for name in package.namelist()}
        held[part], times = re.subn(pattern.encode(), new.encode(), held[part], flags=re.DOTALL)
        assert times
        with zipfile.ZipFile(file, "w") as package:
            for name, content in held.items():
                package.writestr(name, content)

    return change


def writer(module, name: str, make):
    """Return what puts `make(old)` in the place of a function or method of a writer."""

    def change(_, monkeypatch) -> None:
        monkeypatch.setattr(module, name, make(getattr(module, name)))

    return change


def with_section(turn):
    """Return a maker of functions that take a section turned by `turn`."""

    def make(old):
        def section(*given):
            return old(*[turn(each) if hasattr(each, "blocks") else each for each in given])

        return section

    return make


def backwards(section):
    return replace(section, blocks=section.blocks[::-1])


def twice(section):
    return replace(section, blocks=(*section.blocks, *section.blocks[-1:]))


def shorter(section):
    return replace(section, blocks=section.blocks[:1])


def with_rows_turned(old):
    def table(self, node, *rest):
        return old(self, replace(node, rows=node.rows[::-1]), *rest)

    return table


def with_rows(old):
    def node(*given, **named):
        return old(*[replace(e, rows=e.rows[::-1]) if isinstance(e, Table) else e for e in given],
                   **named)  # fmt: skip

    return node


def with_items(turn):
    def make(old):
        def node(*given, **named):
            return old(*[turn(e) if isinstance(e, NumberedList) else e for e in given], **named)

        return node

    return make


def items_turned(node):
    return replace(node, items=node.items[::-1])


def one_higher(node):
    return replace(node, start=node.start + 1)


def with_notes_swapped(old):
    """Return a maker of notes whose first two have each other's text."""

    def notes_of(edition):
        first, second, *rest = old(edition)
        one, two = replace(first, content=second.content), replace(second, content=first.content)
        return [one, two, *rest]

    return notes_of


def numbered(printed: str, belongs: str) -> str:
    return re.escape(f'prints the number "{printed}" where "{belongs}" belongs')


REVERSE = template("body.html.j2", "in section.blocks", "in section.blocks|reverse")
ONLY_FIRST = template("body.html.j2", "in section.blocks", "in section.blocks[:1]")
AGAIN = template("body.html.j2", "{{ block_nodes(block) }}",
                 "{{ block_nodes(block) }}{% if loop.index == 2 %}{{ block_nodes(block) }}{% endif %}")  # fmt: skip
ITEMS = template("nodes.html.j2", 'in n["items"]', 'in n["items"]|reverse')
ROWS = template("nodes.html.j2", "in n.rows", "in n.rows|reverse")
PARAGRAPH = template("nodes.html.j2", "set label = edition.paragraph_label(n)",
                     'set label = edition.paragraph_label(n)|replace("7.", "12.")')  # fmt: skip
SECTION = template("body.html.j2", "set label = edition.section_label(section)",
                   'set label = {"(6)": "(7)", "(7)": "(6)"}[edition.section_label(section)]'
                   '|default(edition.section_label(section))')  # fmt: skip
CALL = template("nodes.html.j2", '{{ sign }}">{{ sign }}</a>', '{{ sign }}">{{ 3 - number }}</a>')
FEET = template(
    "body.html.j2", "in feet %}{{ macros.Footnote", "in feet|reverse %}{{ macros.Footnote"
)
LISTED = template("body.html.j2", "in listed", "in listed|reverse")
START = template("nodes.html.j2", "n.start", "(n.start + 1)")
LABEL = template("nodes.html.j2", "{{ opening(n) }}", '{{ opening(n)|replace("1", "2") }}')

MOVED = '"dissolution" out of order: ".*The leaders were tried, .*" comes before ".*The court dis'
LISTS = '"prosecutions" out of order: "abuse of office.*" comes before "embezzlement'
ROW = '"prosecutions" out of order: "Accountant two years.*" comes before "President four years'
NOTE = '"dissolution" out of order: ".*Decision of the regional court.*" comes before ".*Judgment'


@pytest.mark.parametrize(
    ("format_", "change", "rule", "said"),
    [
        ("html", REVERSE, "words-out-of-order", MOVED),
        ("pdf", REVERSE, "words-out-of-order", MOVED),
        ("docx", writer(word_body.Body, "section", with_section(backwards)),
         "words-out-of-order", MOVED),
        ("xlsx", writer(LEAVES, "_section", with_section(backwards)), "words-out-of-order", MOVED),
        ("md", writer(markdown, "_section", with_section(backwards)), "words-out-of-order", MOVED),
        ("html", ONLY_FIRST, "words-lost", "lacks words"),
        ("pdf", ONLY_FIRST, "words-lost", "lacks words"),
        ("docx", writer(word_body.Body, "section", with_section(shorter)), "words-lost", "lacks"),
        ("xlsx", writer(LEAVES, "_section", with_section(shorter)), "words-lost", "lacks"),
        ("md", writer(markdown, "_section", with_section(shorter)), "words-lost", "lacks"),
        ("html", AGAIN, "words-lost", "has words that are not in the text"),
        ("pdf", AGAIN, "words-lost", "has words that are not in the text"),
        ("docx", writer(word_body.Body, "section", with_section(twice)), "words-lost", "has words"),
        ("xlsx", writer(LEAVES, "_section", with_section(twice)), "words-lost", "has words"),
        ("md", writer(markdown, "_section", with_section(twice)), "words-lost", "has words"),
        ("html", ITEMS, "words-out-of-order", LISTS),
        ("pdf", ITEMS, "words-out-of-order", LISTS),
        ("docx", writer(word_body.Body, "node", with_items(items_turned)),
         "words-out-of-order", LISTS),
        ("xlsx", writer(LEAVES, "_node", with_items(items_turned)), "words-out-of-order", LISTS),
        ("md", writer(markdown, "_node", with_items(items_turned)), "words-out-of-order", LISTS),
        ("html", ROWS, "words-out-of-order", ROW),
        ("pdf", ROWS, "words-out-of-order", ROW),
        ("docx", writer(word_body.Body, "table", with_rows_turned),
         "words-out-of-order", ROW),
        ("xlsx", writer(import_module("dossier.writers.xlsx")._Sheet, "table", with_rows_turned),
         "words-out-of-order", ROW),
        ("md", writer(markdown, "_node", with_rows), "words-out-of-order", ROW),
        ("html", PARAGRAPH, "wrong-number", numbered('12.', '7.')),
        ("pdf", PARAGRAPH, "wrong-number", numbered('12.', '7.')),
        ("docx", word_template("word/numbering.xml",
                               '<w:start w:val="1"/>(.{0,40}<w:pStyle w:val="NumberedParagraph")',
                               r'<w:start w:val="2"/>\\1'),
         "wrong-number", numbered('2.', '1.')),
        ("html", SECTION, "wrong-number", numbered('(7)', '(6)')),
        ("pdf", SECTION, "wrong-number", numbered('(7)', '(6)')),
        ("html", CALL, "wrong-number", numbered('2', '1')),
        ("pdf", CALL, "wrong-number", numbered('2', '1')),
        ("docx", writer(word_notes, "notes_of", with_notes_swapped),
         "words-out-of-order", NOTE),
        ("md", writer(markdown, "notes_of", with_notes_swapped),
         "words-out-of-order", NOTE),
        ("xlsx", writer(LEAVES, "notes_of", with_notes_swapped),
         "words-out-of-order", NOTE),
        ("html", LISTED, "words-out-of-order", NOTE),
        ("pdf", FEET, "words-out-of-order", NOTE),
        ("html", START, "wrong-number", numbered('4.', '3.')),
        ("pdf", START, "wrong-number", numbered('4.', '3.')),
        ("docx", writer(word_body.Body, "node", with_items(one_higher)),
         "wrong-number", numbered('4.', '3.')),
        ("xlsx", writer(LEAVES, "_node", with_items(one_higher)),
         "wrong-number", numbered('4.', '3.')),
        ("md", writer(markdown, "_node", with_items(one_higher)),
         "wrong-number", numbered('4.', '3.')),
        ("html", LABEL, "wrong-number", numbered('Recommendation 2.', 'Recommendation 1.')),
        ("pdf", LABEL, "wrong-number", numbered('Recommendation 2.', 'Recommendation 1.')),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_of(case, own_templates, monkeypatch, format_, change, rule, said):
    change(own_templates, monkeypatch)
    found = told(case, format_)
    assert (found.rule, bool(re.search(said, found.message))) == (rule, True), found
    assert found.message.startswith(f"the finished submission.{format_} ")


def test_the_block_is_named_with_its_place_and_no_file_is_kept(case, own_templates, monkeypatch):
    assert case.run("build", "--format", "html,md").status == 0
    REVERSE(own_templates, monkeypatch)
    ran = case.run("build", "--format", "html,md")
    assert ran.status == 1
    place = "content/case/blocks/60-dissolution.md:2: error[words-out-of-order]: the finished "
    assert f'{place}submission.html prints the block "dissolution" out of order: ' in ran.err
    assert not [*case.output.rglob("submission.*")]


def test_a_wrong_number_is_told_of_at_its_paragraph(case, own_templates, monkeypatch):
    PARAGRAPH(own_templates, monkeypatch)
    found = told(case, "html")
    assert (found.file, found.line) == ("content/case/blocks/61-prosecutions.md", 6)


def test_words_that_stand_beside_a_shaped_script_are_in_order_too(case, own_templates, monkeypatch):
    quoted = PROSECUTIONS.replace("The leaders", "> “مرحبا (2011) بالعالم”\n\nThe leaders")
    case.change("case/blocks/61-prosecutions.md", PROSECUTIONS, quoted)
    assert findings(case, "pdf") == []
    REVERSE(own_templates, monkeypatch)
    found = told(case, "pdf")
    assert (found.rule, "out of order" in found.message) == ("words-out-of-order", True)


words = st.lists(
    st.sampled_from(["strike", "union", "law", "court", "12", "7."]), min_size=1, max_size=4
)
whole = st.lists(
    st.builds(Piece, words.map(" ".join), st.sampled_from(["text", "note"])), min_size=1, max_size=9
).map(stream)


@given(whole, whole)
def test_collating_ends_and_agrees_only_where_the_letters_do(wanted, other):
    misprints, parting = collate(wanted, other.letters)
    same = wanted.letters == other.letters
    assert (not misprints and parting is None) == same
    if parting is not None:
        assert disorder(parting).piece in wanted.pieces


def test_a_note_that_goes_on_with_the_words_of_the_text_above_is_told_from_it():
    sentence = letters("They did not say which of the papers they had found wanting, or why.")
    text, note = sentence * 6, f"note.{sentence * 4}next."
    first, second, begun = 20, 3 * len(sentence), 5 + 2 * len(sentence)
    pages = [text[:first] + note[:begun], text[first:second] + note[begun:], text[second:]]
    streams = [stream([Piece(each)]) for each in (text, "", note, "")]
    assert match_pages(pages, [[], [], []], streams, []) == ((), None)

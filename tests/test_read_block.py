"""Reading blocks: the whole syntax of docs/authoring.md, with the line of everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model.document import (
    BulletList,
    Emphasis,
    Figure,
    Heading,
    Link,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)
from dossier.model.walk import everything, plain
from dossier.readers.blocks.block import read_block, read_text

HEAD = "---\nid: b\nkind: evidence\n---\n"


def read(text: str):
    """Return the block that `text` makes below a head of four lines, and the findings."""
    block, findings = read_block(HEAD + text, "b.md")
    assert block is not None
    return block, findings


def nodes(text: str):
    block, findings = read(text)
    assert findings == ()
    return block.content


def words(part) -> str:
    return plain(part.content)


def test_a_paragraph_knows_its_line_and_its_id():
    first, second = nodes("One *two*\n**three**.\n\nFour. {#four}\n")
    assert first.content == (
        Text("One "),
        Emphasis((Text("two"),)),
        Text(" "),
        Strong((Text("three"),)),
        Text("."),
    )
    assert (first.id, first.line) == ("b.1", 5)
    assert (second.id, second.line, words(second)) == ("four", 8, "Four.")


def test_headings_have_levels_and_ids():
    first, second = nodes("# Events of *2011* {#events}\n\n## Trials\n")
    assert (first.level, first.id, words(first)) == (1, "events", "Events of 2011")
    assert isinstance(second, Heading)
    assert (second.level, second.line) == (2, 7)


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_lists_nest_however_they_are_indented(indent):
    space = " " * indent
    (found,) = nodes(f"- one\n{space}- two\n{space * 2}- three\n{space}- four\n- five\n")
    assert isinstance(found, BulletList)
    assert [words(item.content[0]) for item in found.items] == ["one", "five"]
    inner = found.items[0].content[1]
    assert [words(item.content[0]) for item in inner.items] == ["two", "four"]
    assert [item.line for item in inner.items] == [6, 8]


def test_a_list_needs_no_blank_line_before_it():
    paragraph, found = nodes("Three things:\n- one\n- two\n")
    assert words(paragraph) == "Three things:"
    assert len(found.items) == 2


def test_a_line_that_begins_with_a_year_is_no_list():
    (paragraph,) = nodes("The law was adopted in\n2014. It was amended later.\n")
    assert words(paragraph) == "The law was adopted in 2014. It was amended later."


def test_numbered_lists_keep_their_first_number_and_hold_paragraphs():
    (found,) = nodes("3. one\n\n   more of one\n4. two\n")
    assert isinstance(found, NumberedList)
    assert found.start == 3
    assert [words(each) for each in found.items[0].content] == ["one", "more of one"]


def test_bullets_typed_by_word_processors_are_bullets():
    (found,) = nodes("• one\n• two\n")
    assert isinstance(found, BulletList)


def test_quotations_hold_paragraphs_lists_and_notes():
    (quote,) = nodes("> Words.[^n]\n>\n> - item\n\n[^n]: Source.\n")
    assert isinstance(quote, Quote)
    paragraph, items = quote.content
    assert isinstance(paragraph.content[1], Note)
    assert isinstance(items, BulletList)
    assert items.items[0].line == 7


def test_tables_have_alignment_notes_and_a_line_for_every_cell():
    (table,) = nodes("| A | B |\n|:--|--:|\n| *c*[^n] | 2 |\n| d \\| e | |\n\n[^n]: Source.\n")
    assert isinstance(table, Table)
    assert table.alignment == ("left", "right")
    assert [cell.line for cell in table.rows[1].cells] == [8, 8]
    assert plain(table.rows[1].cells[0].content) == "d | e"
    assert isinstance(table.rows[0].cells[0].content[1], Note)


def test_notes_hold_several_paragraphs_and_lists_and_may_be_called_again():
    (paragraph,) = nodes("A[^n] and b[^n].\n\n[^n]: First.\n\n    Second.\n\n    - item\n")
    note, again = paragraph.content[1], paragraph.content[3]
    assert isinstance(note, Note)
    assert [type(each) for each in note.content] == [Paragraph, Paragraph, BulletList]
    assert [note.content[0].line, note.content[1].line] == [7, 9]
    assert again == NoteAgain("b/n")


def test_a_note_may_go_on_with_two_spaces_or_none():
    (paragraph,) = nodes("A.[^n]\n\n[^n]: First\nlazy.\n\n  Second.\n")
    note = paragraph.content[1]
    assert [words(each) for each in note.content] == ["First lazy.", "Second."]


def test_links_addresses_and_entities():
    (paragraph,) = nodes(
        "[Report *one*](https://example.org/a_b_c) <https://x.org/?a=1&b=2>, see https://y.org/z_z_z."
        " a&nbsp;b &lt;\n"
    )
    links = [part for part in paragraph.content if isinstance(part, Link)]
    assert [each.address for each in links] == [
        "https://example.org/a_b_c",
        "https://x.org/?a=1&b=2",
        "https://y.org/z_z_z",
    ]
    assert words(paragraph).endswith(". a\u00a0b <")


def test_an_address_may_hold_brackets_and_stand_in_them():
    (paragraph,) = nodes("Law (https://x.org/a_(b)), (https://y.org/z), https://w.org/q?a=(1).\n")
    links = [part.address for part in paragraph.content if isinstance(part, Link)]
    assert links == ["https://x.org/a_(b)", "https://y.org/z", "https://w.org/q?a=(1)"]


@pytest.mark.parametrize("line", ["* * *", "***", "- - -", "_ _ _", "___"])
def test_a_rule_across_the_page_prints_as_it_was_typed(line):
    assert [words(each) for each in nodes(f"One.\n\n{line}\n\nTwo.\n")] == ["One.", line, "Two."]


def test_cross_references_keep_the_authors_words():
    (paragraph,) = nodes(
        "See [paragraph](#paragraph:x), [](#section:law) and\n[above note](#note:n).[^n]\n\n[^n]: N.\n"
    )
    found = [part for part in paragraph.content if isinstance(part, Reference)]
    assert found == [
        Reference("paragraph", "x", (Text("paragraph"),)),
        Reference("section", "law", ()),
        Reference("note", "b/n", (Text("above note"),)),
    ]
    assert [each.line for each in found] == [5, 5, 6]


def test_a_picture_stands_alone():
    (figure,) = nodes("![Map of *the* ports](ports.png)\n")
    assert figure == Figure("ports.png", "Map of the ports") or figure.path == "ports.png"


def test_remarks_are_not_printed_and_keep_the_lines():
    (paragraph,) = nodes("<!-- to do:\nask again -->\nText.\n")
    assert (words(paragraph), paragraph.line) == ("Text.", 7)


@pytest.mark.parametrize(
    ("text", "line", "rule", "words_"),
    [
        ("A.[^x]\n", 5, "undefined-note", 'the note "[^x]" is called here and defined nowhere'),
        ("A.\n\n[^x]: N.\n", 7, "note-never-called", 'the note "[^x]" is never called'),
        ("A[^x]\n\n[^x]: N.\n[^x]: M.\n", 8, "doubled-note", 'the note "[^x]" is defined twice'),
        ("A[^x]\n\n[^x]:\n", 5, "empty-note", 'the note "[^x]" has no text'),
        ("A[^x]\n\n[^x]: N[^y]\n[^y]: M\n", 7, "note-in-note", "inside the note"),
        ("A\n\nB {#x}\n\nC {#x}\n", 9, "doubled-id", 'the id "x" stands twice (first in line 7)'),
        ("A {#Big Id}\n", 5, "wrong-id", '"Big Id" cannot be an id'),
        (
            "| A | B |\n|---|---|\n| 1 | 2 | 3 |\n",
            7,
            "overfull-row",
            "more cells than the table has columns",
        ),
        ("[a](page.html)\n", 5, "wrong-address", 'leads to "page.html"'),
        ("[a](javascript:x)\n", 5, "wrong-address", "javascript:x"),
        ("[a](#sectoin:x)\n", 5, "wrong-reference", '"#sectoin:x"'),
        ("[a](https://x.org 'T')\n", 5, "link-title", 'the link\'s title "T" is not printed'),
        ("See ![x](a.png) here\n", 5, "picture-in-text", "stands inside a paragraph"),
        ("![](a.png)\n", 5, "picture-without-text", "no alternative text"),
        ("a\n\nb <script>x</script>\n", 7, "raw-html", 'raw HTML such as "<script>"'),
        ("a\n<!-- never ends\n", 6, "open-remark", "never ends"),
        ("a\x07b\n", 5, "control-character", "U+0007"),
        ("\n", 5, "empty-block", "the block has no text"),
    ],
)
def test_faults_are_found_at_their_line(text, line, rule, words_):
    _, findings = read(text)
    found = [each for each in findings if each.rule == rule]
    assert found, findings
    assert (found[0].line, words_ in found[0].message) == (line, True)
    assert found[0].hint


def test_raw_html_prints_as_it_stands():
    block, findings = read("a <b>c</b>\n")
    assert words(block.content[0]) == "a <b>c</b>"
    assert [each.severity for each in findings] == ["warning"]


@pytest.mark.parametrize(
    ("head", "line", "rule"),
    [
        ("", 1, "missing-head"),
        ("---\nkind: evidence\n---\n", 2, "missing-id"),
        ("---\nid: b\n---\n", 2, "missing-kind"),
        ("---\nid: B b\nkind: evidence\n---\n", 2, "wrong-id"),
        ("---\nid: b\nkind: evidence\nsecton: x\n---\n", 4, "unknown-key"),
        ("---\nid: b\nid: c\nkind: evidence\n---\n", 3, "doubled-key"),
        ("---\nid: [b\nkind: evidence\n---\n", 2, "broken-yaml"),
        ("---\nid: b\nkind: evidence\nrests_on: {a: 1}\n---\n", 4, "wrong-value"),
    ],
)
def test_faults_of_the_head_are_found_at_their_line(head, line, rule):
    _, findings = read_block(head + "Text.\n", "b.md")
    assert (rule, line) in [(each.rule, each.line) for each in findings]


def test_an_unknown_key_names_the_nearest_known_one():
    _, findings = read_block("---\nid: b\nkind: e\nsecton: x\n---\nText.\n", "b.md")
    assert findings[0].hint == 'did you mean "section"?'


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    block, findings = read_block("\ufeff" + (HEAD + "One.\n\nTwo.\n").replace("\n", "\r\n"), "b.md")
    assert findings == ()
    assert [each.line for each in block.content] == [5, 7]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "strike",
            "*law*",
            "**16**",
            "(art. 22)",
            "“x”",
            "Қаз",
            "a_b",
            "1.",
            "#",
            "|",
            "[x]",
            "\\*",
            ">",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_no_word_of_an_author_is_lost_in_reading(sentences):
    block, _ = read_block(HEAD + "\n\n".join(f"Begin {each} end" for each in sentences), "b.md")
    assert block is not None
    said = "".join(part.text for part in everything(block) if isinstance(part, Text))
    for letters in ("strike", "law", "16", "art. 22", "Қаз", "a_b"):
        assert said.count(letters) == "".join(sentences).count(letters)
    assert said.count("Begin") == said.count("end") == len(sentences)


@given(st.text(max_size=200))
def test_reading_never_fails(text):
    read_block(HEAD + text, "b.md")
    read_block(text, "b.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011. Strike.\n\n2014. Law.\n", ["2011. Strike.", "2014. Law."]),
        ("See case\n#45 of 2011.\n", ["See case #45 of 2011."]),
        ("one\n<!-- r -->\ntwo\n", ["one two"]),
        ("\\<b> \\& &copy2012; AT&T &notaname;\n", ["<b> & &copy2012; AT&T &notaname;"]),
        ("*https://x.org/a_b* **see https://y.org**\n", ["https://x.org/a_b see https://y.org"]),
        ("text  \n", ["text"]),
    ],
)
def test_what_only_looks_like_markdown_prints_as_it_was_typed(text, expected):
    assert [words(each) for each in nodes(text)] == expected


def test_a_number_that_a_list_would_not_print_is_text():
    block, (told,) = read("1. one\n2. two\n\n5. five\n")
    first, second = block.content
    assert (told.rule, told.severity) == ("loose-item", "warning")
    assert len(first.items) == 2
    assert words(second) == "5. five" or words(first.items[1].content[1]) == "5. five"


def test_an_item_may_begin_with_a_year():
    (found,) = nodes("1. 2014. The law.\n2. 2015. The code.\n")
    assert [words(each.content[0]) for each in found.items] == ["2014. The law.", "2015. The code."]


def test_an_address_may_stand_before_a_note():
    (paragraph,) = nodes("See https://x.org/a[^n] and https://y.org/b\\_c.\n\n[^n]: N.\n")
    links = [part.address for part in paragraph.content if isinstance(part, Link)]
    assert links == ["https://x.org/a", "https://y.org/b_c"]
    assert any(isinstance(part, Note) for part in paragraph.content)


def test_a_heading_and_a_table_need_no_blank_line_before_them():
    items, heading, paragraph, table = nodes("- a\n## H\nText:\n| A | B |\n|---|---|\n| 1 | 2 |\n")
    assert isinstance(items, BulletList)
    assert (words(heading), heading.level, words(paragraph)) == ("H", 2, "Text:")
    assert isinstance(table, Table)


def test_a_table_may_have_one_column_and_remarks_between_its_rows():
    (table,) = nodes("| A |\n|---|\n| 1 |\n<!-- remark -->\n| 2 |\n")
    assert [words(row.cells[0]) for row in table.rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a {#b} c\n", "stray-id"),
        ('![Map](a.png "Title")\n', "link-title"),
        ("> " * 1200 + "deep\n", "too-deep"),
    ],
)
def test_what_cannot_be_printed_is_a_finding(text, rule):
    assert rule in [each.rule for each in read(text)[1]]


def test_a_text_is_read_the_same_after_one_that_is_nested_too_deeply():
    text = "- one\n- two[^n]\n\n| a | b |\n|---|---|\n| c | d |\n\n[^n]: A note.\n"
    before = read_text(text, "block", "block.md")
    deep = "- a\n\n    " + "> " * 1200 + "deep\n"
    assert [each.rule for each in read_text(deep, "deep", "deep.md")[1]] == ["too-deep"]
    assert read_text(text, "block", "block.md") == before


def test_an_endless_paragraph_is_refused_at_its_line():
    text = "Short.\n\n" + "word " * 12_000 + "\n"
    _, findings = read_text(text, "b", "b.md")
    assert [(each.rule, each.line) for each in findings] == [("too-long", 3)]
    assert "has 12,000 words" in findings[0].message


def test_long_lists_and_tables_are_no_endless_paragraph():
    rows = "| a | b |\n|---|---|\n" + f"| {'word ' * 100}| x |\n" * 150
    items = f"- {'word ' * 100}\n" * 150
    assert read_text(f"{rows}\n{items}", "b", "b.md")[1] == ()


@pytest.mark.parametrize("label", ["a*b*", "a b", "a.1", "a_b_", "a`b`", "a\\*b", "a|b"])
def test_a_label_of_a_note_may_hold_any_marks(label):
    nodes, findings = read_text(f"Text.[^{label}]\n\n[^{label}]: Note.\n", "b", "b.md")
    assert findings == ()
    assert [each.id for each in nodes[0].content if isinstance(each, Note)] == [f"b/{label}"]


def test_a_label_with_brackets_is_told():
    _, findings = read_text("Text.[^a[1]]\n", "b", "b.md")
    assert "has a bracket in its label" in findings[0].message


def test_a_bracket_that_is_escaped_ends_no_alternative_text():
    text = "![a \\[](a.png)\n\nSaid[^one] [there](https://example.org).\n\n[^one]: Seen.\n"
    assert read_text(text, "b", "f")[1] == ()

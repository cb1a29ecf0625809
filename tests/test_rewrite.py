"""A block's file is changed as little as can be, and reads as wanted."""

from __future__ import annotations

import difflib
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.interchange.markdown_source import Unwritable, rewrite
from dossier.interchange.markdown_source.equality import same
from dossier.interchange.markdown_source.write import write_source
from dossier.model.document import BulletList, Item, Paragraph, Text
from dossier.readers.blocks.block import read_block
from tests.test_source import bodies

HEAD = "---\nid: b\nkind: evidence\n---\n"

TEXT = """\
# The *Oil* Workers {#oil}

On {incident:strike-2011 date} the workers of a union
stood *in the square* for **seven months**.[^first] Police &amp;
others said so \\[then\\]; <!-- check this -->
see [the report, p.&nbsp;5](https://example.org/a_b)
and [@hrw-2012, para.
5].[^second] {#square}

<!-- A remark
between. -->

- One demand
  over two lines.
• Another demand
  1. first
  2. second

  And its end.

1. Alpha
2. Beta
3. Gamma

> Quoted words
> of [someone else]{audience: partners, else: a witness}.
>
> And more.

| Year |  Dead |
|------|------:|
| 2011 |    16 |
| 2012 |     0 |

![A crowd](pictures/crowd.png)

The end, see [above](#paragraph:square).[^first]

[^first]: The first note,
    [@civicus-2017, p. 3].
[^second]: The second note.

    Its second paragraph.
"""


def reading(body, head=HEAD):
    block, _ = read_block(head + body, "b.md")
    return block.content


def changed(body, wanted_body):
    """Rewrite a file so that it reads as another; return the body, after checking the law."""
    wanted = reading(wanted_body)
    made = rewrite(HEAD + body, wanted, "b.md")
    assert same(reading(made[len(HEAD) :]), wanted, "b")
    assert made.startswith(HEAD)
    return made[len(HEAD) :]


def edited(body, old, new):
    """Rewrite a body to read as if `old` had been replaced; the file is the same replacement."""
    assert old in body
    return changed(body, body.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the square", "the street"),
        ("seven months", "eight long months"),
        ("**seven months**", "seven months"),
        ("stood *in the square* for", "stood in the square for"),
        ("a union\nstood", "a union\n**once** stood"),
        ("the workers of a union", "the *workers of* a union"),
        ("the report, p.&nbsp;5", "the long report, p.&nbsp;5"),
        ("https://example.org/a_b", "https://example.org/c"),
        ("said so \\[then\\]", "said so \\[now\\]"),
        (".[^first] Police", ". Police[^first]"),
        (" {#square}", ""),
        (" {#oil}", " {#gas}"),
        ("# The *Oil*", "## The *Oil*"),
        ("Workers", "Women"),
        ("Another demand", "Another, better demand"),
        ("  1. first\n  2. second\n", "  1. first\n  2. second\n  3. third\n"),
        ("2. Beta\n3. Gamma\n", "2. Gamma\n"),
        ("1. Alpha\n2. Beta\n", "1. Alpha\n2. Between\n3. Beta\n"),
        ("• Another", "• Third\n• Another"),
        ("a witness", "a bystander"),
        ("someone else", "another one"),
        ("> And more.", "> And much more."),
        (">\n> And more.\n", ""),
        ("16 |", "17 |"),
        ("| 2012 |     0 |\n", ""),
        ("| 2012 |", "| 2013 | 5 |\n| 2012 |"),
        ("A crowd", "A big crowd"),
        ("The first note,", "The very first note,"),
        ("    [@civicus-2017, p. 3]", "    [@civicus-2017, p. 4]"),
        ("\n    Its second paragraph.\n", ""),
        ("second paragraph", "last paragraph"),
        ("The end, see", "To end, see"),
        ("And its end.", "And its very end."),
        ("[above](#paragraph:square)", "[above](#section:square)"),
    ],
)
def test_an_edit_changes_only_its_line(old, new):
    made = edited(TEXT, old, new)
    was, now = TEXT.split("\n"), made.split("\n")
    lines = [each for each in difflib.ndiff(was, now) if each[0] in "+-"]
    meant = [
        each for each in difflib.ndiff(was, TEXT.replace(old, new).split("\n")) if each[0] in "+-"
    ]
    assert len(lines) <= len(meant) + 2, "\n".join(lines)


BODIES = st.one_of(bodies(), st.just(()))


def written(body):
    try:
        return write_source(body, "b")
    except Unwritable:
        return None


def wrapped(text, width, seed):
    """Break the lines of paragraphs, as authors do, where nothing but a space is."""
    chance = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        if re.match(r"[\w“]", line) and not line.endswith("  "):
            line = re.sub(
                r"(?<=\w) (?=[a-zA-Z“])",
                lambda found: "\n" if chance.random() < width else " ",
                line,
            )
        lines.append(line)
    return "\n".join(lines)


def usable(body):
    """The text of a body and what the reader makes of it, if it has no fault."""
    text = written(body)
    if text is None:
        return None
    block, findings = read_block(HEAD + text, "b.md")
    if block is None or any(each.severity == "error" for each in findings):
        return None
    return text, block.content


@settings(deadline=None)
@given(bodies(), st.integers(0, 99))
def test_a_file_that_reads_as_wanted_stays_as_it_is(body, seed):
    text = written(body)
    if text is not None:
        source = HEAD + wrapped(text, 0.3, seed)
        assert rewrite(source, reading(source[len(HEAD) :]), "b.md") == source


@settings(deadline=None, max_examples=12)
@given(bodies(), bodies())
def test_a_file_can_be_made_to_read_as_any_other(body, other):
    one, wanted = usable(body), usable(other)
    if one and wanted:
        made = rewrite(HEAD + one[0], wanted[1], "b.md")
        assert same(reading(made[len(HEAD) :]), wanted[1], "b")


@settings(deadline=None)
@given(bodies(), st.data())
def test_nodes_that_are_not_touched_keep_their_lines(body, data):
    """One paragraph, heading or table goes, comes or changes; all other lines are still there."""
    one = usable(body)
    if not one or len(one[1]) < 2:
        return
    text, content = one
    source = HEAD + wrapped(text, 0.3, 1)
    content = reading(source[len(HEAD) :])
    at = data.draw(st.integers(0, len(content) - 1))
    new = Paragraph((Text("Something wholly new."),), "")
    wanted = (*content[:at], new, *content[at:])
    if written(wanted) is None:
        return
    made = rewrite(source, wanted, "b.md")
    kept = [
        each[2:] for each in difflib.ndiff(source.split("\n"), made.split("\n")) if each[0] == "-"
    ]
    assert not kept or kept == [""]
    assert "Something wholly new." in made


MOVED = "A first paragraph with {fact:dead\nvalue} in it.\n\nA second [@hrw-2012,\npara. 5].\n\nThe third &amp; last.\n"


def test_a_moved_paragraph_keeps_its_spelling():
    one, two, three = MOVED.strip().split("\n\n")
    assert changed(MOVED, f"{three}\n\n{one}\n\n{two}\n").strip().split("\n\n") == [three, one, two]


def test_a_citation_that_moves_keeps_its_spelling():
    body = "Words [see @hrw-2012, paragraph 5] here.\n\nOther words there.\n"
    made = changed(body, "Words here.\n\nOther words [see @hrw-2012, para. 5] there.\n")
    assert made == "Words here.\n\nOther words [see @hrw-2012, paragraph 5] there.\n"


def test_a_changed_word_in_a_wrapped_paragraph_changes_one_line():
    body = "A paragraph\nof three\nlines.\n"
    assert edited(body, "three", "four") == "A paragraph\nof four\nlines.\n"


def test_a_new_note_is_defined_after_the_last():
    body = "One.[^a] Two.\n\n[^a]: First.\n\nAn end.\n"
    wanted = "One.[^a] Two.[^b]\n\n[^a]: First.\n[^b]: Second.\n\nAn end.\n"
    assert changed(body, wanted) == wanted


def test_the_first_note_is_defined_at_the_end():
    assert changed("One.\n", "One.[^a]\n\n[^a]: First.\n") == "One.[^a]\n\n[^a]: First.\n"


def test_a_deleted_note_leaves_with_its_definition():
    body = "One.[^a] Two.[^b]\n\n[^a]: First,\n    and on.\n\n    More.\n[^b]: Second.\n"
    assert changed(body, "One. Two.[^b]\n\n[^b]: Second.\n") == "One. Two.[^b]\n\n[^b]: Second.\n"


def test_the_last_note_leaves_no_blank_lines():
    assert changed("One.[^a]\n\n[^a]: First.\n", "One.\n") == "One.\n"


def test_all_notes_can_leave_at_once():
    body = "One.[^a] Two.[^b]\n\n[^a]: First.\n[^b]: Second.\n"
    assert changed(body, "One. Two.\n") == "One. Two.\n"


def test_a_note_is_exchanged_for_another():
    body = "One.[^a]\n\n[^a]: First.\n"
    assert changed(body, "One.[^b]\n\n[^b]: Other.\n") == "One.[^b]\n\n[^b]: Other.\n"


def test_a_definition_stays_while_its_note_is_called_elsewhere():
    body = "One.[^a] Two.[^a]\n\n[^a]: First.\n"
    assert changed(body, "One. Two.[^a]\n\n[^a]: First.\n") == "One. Two.[^a]\n\n[^a]: First.\n"


def test_head_remarks_line_ends_and_a_missing_last_line_end_stay():
    body = "One\nword. <!-- a\nremark -->\n\nTwo &amp; three"
    source = "\ufeff" + (HEAD.replace("kind", "# why\nkind") + body).replace("\n", "\r\n")
    wanted = reading(body.replace("word", "sentence"))
    assert rewrite(source, wanted, "b.md") == source.replace("word", "sentence")


def test_mixed_line_ends_stay_as_they_are():
    source = HEAD + "One\r\nword.\n\nTwo\r\n\r\n- a\n- b\r\n- c\n"
    wanted = reading("One word.\n\nTwo\n\n- a\n- x\n- c\n")
    assert rewrite(source, wanted, "b.md") == source.replace("- b", "- x")


def test_a_remark_in_deleted_words_stays():
    made = changed("One two <!-- why --> three four.\n", "One four.\n")
    assert "<!-- why -->" in made


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("One. <!-- why -->\n\nTwo.\n", "Two.\n"),
        ("| A |\n|---|\n| b |\n| c <!-- why --> |\n", "| A |\n|---|\n| b |\n"),
        ("One.[^a]\n\n[^a]: A <!-- why --> note.\n", "One.\n"),
        ("One.\n\n> Two <!-- why --> three.", "One."),
    ],
)
def test_a_remark_in_a_part_that_goes_stays_behind_the_text(body, wanted):
    assert changed(body, wanted).endswith("\n\n<!-- why -->\n")


def test_bold_goes_round_a_fact():
    body = "About {fact:dead value} people\ndied there.\n"
    made = changed(body, "About **{fact:dead value} people died** there.\n")
    assert made == "About **{fact:dead value} people\ndied** there.\n"


def test_split_paragraphs_keep_the_lines_of_the_first():
    body = "One line\nand two. Three is\nhere.\n"
    made = changed(body, "One line\nand two.\n\nThree is\nhere.\n")
    assert made.startswith("One line\nand two.")


def test_a_numbered_list_counts_on():
    body = "1. Alpha\n2. Beta\n   over lines\n3. Gamma\n"
    made = changed(body, "1. New\n2. Alpha\n3. Beta\n   over lines\n4. Gamma\n")
    assert made == "1. New\n2. Alpha\n3. Beta\n   over lines\n4. Gamma\n"


def test_a_list_of_ones_stays_one():
    body = "1. Alpha\n1. Beta\n"
    assert changed(body, "1. Alpha\n1. New\n1. Beta\n") == "1. Alpha\n1. New\n1. Beta\n"


def test_an_item_becomes_nested():
    body = "- Alpha\n- Beta\n- Gamma\n"
    made = changed(body, "- Alpha\n  - Beta\n- Gamma\n")
    assert made == "- Alpha\n  - Beta\n- Gamma\n"


def test_a_column_comes_into_a_table():
    body = "| A | B |\n|---|---|\n| 1 | {fact:dead\tvalue} |\n"
    made = changed(body, "| A | C | B |\n|---|---|---|\n| 1 | x | {fact:dead value} |\n")
    assert "| 1 | x | {fact:dead value} |" in made


def test_a_cell_keeps_the_width_of_the_others():
    body = "| Year |  Dead |\n|------|------:|\n| 2011 |    16 |\n"
    assert edited(body, "16", "17") == body.replace("16", "17")


@pytest.mark.parametrize("words", ["[them]{audience: un}", "{un", "[x] [not un]", "｛un｝"])
def test_words_like_a_phrase_come_into_no_block_and_stay_where_an_author_wrote_them(words):
    wanted = (Paragraph((Text(f"Ask {words} again."),), "b.1"),)
    with pytest.raises(Unwritable, match="looks like a phrase"):
        rewrite(f"{HEAD}Ask again.\n", wanted, "b.md")
    escaped = write_source(wanted, "b")
    moved = (Paragraph((Text(f"Now ask {words} again."),), "b.1"),)
    made = rewrite(HEAD + escaped, moved, "b.md")
    assert made == HEAD + escaped.replace("Ask", "Now ask")


def test_what_cannot_be_written_is_refused():
    two = (Paragraph((Text("a"),), ""), BulletList((Item((Paragraph((Text("b"),), ""),)),)))
    with pytest.raises(Unwritable, match="touch"):
        rewrite(HEAD + "a\n", (*two, two[1]), "b.md")


def test_a_file_without_a_head_is_refused():
    with pytest.raises(Unwritable, match="head"):
        rewrite("words\n", (), "b.md")


CONTENT = Path(__file__).parent.parent / "content" / "kazakhstan" / "blocks"


@pytest.mark.parametrize("name", ["44-prosecutions.md", "40-zhanaozen-2011.md", "86-rec-law.md"])
def test_each_word_of_a_real_block_can_be_changed_alone(name):
    source = (CONTENT / name).read_text("utf-8")
    block, _ = read_block(source, name)
    for at, node in enumerate(block.content):
        for which, inline in enumerate(node.content if isinstance(node, Paragraph) else ()):
            if not isinstance(inline, Text) or " " not in inline.text.strip():
                continue
            first, rest = inline.text.rsplit(" ", 1)
            text = Text(f"{first} changed {rest}")
            content = (*node.content[:which], text, *node.content[which + 1 :])
            wanted = (*block.content[:at], replace(node, content=content), *block.content[at + 1 :])
            made = rewrite(source, wanted, name)
            differs = [
                a for a, b in zip(source.split("\n"), made.split("\n"), strict=True) if a != b
            ]
            assert len(differs) == 1

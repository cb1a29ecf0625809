"""What readers of an export could not see stays in the source: other readers' words, remarks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dossier.interchange.markdown_source import rewrite
from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Conflict, Edit, Proposal, Pulled
from dossier.model.conditional_text import vary
from dossier.model.document import Block, Section
from dossier.ooxml.embedded_version import decode
from dossier.readers.blocks.block import read_block
from tests.test_pull_law import HERE, blocks, export, read
from tests.test_pull_printed import DOCUMENT, LAW, MAIN, NOTES, PAY, changed

HEAD = "---\nid: {}\nkind: evidence\ntitle: T\n---\n"
TABLE = """\
| Year | Event | Place |
|---|---|---|
| 2010 | a strike began | port |
| 2011 | it went on{} | mine |
| 2012 | it ended | field |
"""
FORCE = " [by force]{audience: internal}"
ROWS = re.compile(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
CELLS = re.compile(r"<w:tc>(?:(?!</w:tc>).)*</w:tc>", re.DOTALL)
CONTROLS = re.compile(r"<w:sdt>(?:(?!</w:sdt>).)*</w:sdt>", re.DOTALL)


def block(body: str, name: str = "facts") -> Block:
    found, wrong = read_block(HEAD.format(name) + body, f"{name}.md")
    assert found is not None and not wrong
    return found


def pull(change: Callable[[str], str], sent: str, now: str = "") -> tuple[str, Pulled]:
    """Return the text of a block after a pull, and what was found.

    `sent` is its text in the export, as the United Nations read it, and `now` its text today.
    """
    shown = vary(block(sent), HERE)
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (shown,)),))
    returned = read(changed(export(document), change))
    source = block(now or sent)
    found = pulled(returned, Base(decode(returned.embedded)), {"facts": source})
    text = HEAD.format("facts") + (now or sent)
    nodes = found.wanted.get("facts", source.content)
    return rewrite(text, nodes, "facts.md").removeprefix(HEAD.format("facts")), found


def without(pattern: re.Pattern[str], words: str) -> Callable[[str], str]:
    """Return a change that deletes each part that holds the words."""
    return lambda text: pattern.sub(lambda part: "" if words in part[0] else part[0], text)


def kinds(found: Pulled) -> list[type]:
    return [type(each) for each in found.found]


def test_a_deleted_row_with_words_for_others_stays_whole():
    text, found = pull(without(ROWS, "it went on"), TABLE.format(FORCE))
    assert text == TABLE.format(FORCE)
    assert kinds(found) == [Proposal] * 3


def test_a_deleted_row_with_a_cell_that_was_changed_meanwhile_stays_whole():
    now = TABLE.format("").replace("mine", "quarry")
    text, found = pull(without(ROWS, "it went on"), TABLE.format(""), now)
    assert text == now
    assert kinds(found) == [Proposal, Proposal, Conflict]


def test_a_deleted_column_with_words_for_others_stays_whole():
    def change(text: str) -> str:
        return ROWS.sub(lambda row: row[0].replace(CELLS.findall(row[0])[1], ""), text)

    text, found = pull(change, TABLE.format(FORCE))
    assert text == TABLE.format(FORCE)
    assert kinds(found) == [Proposal] * 4


def test_of_a_deleted_table_the_head_stays_with_a_row_that_stays():
    text, _ = pull(without(ROWS, "<w:t"), f"One.\n\n{TABLE.format(FORCE)}\nTwo.\n")
    rows = [line for line in TABLE.format(FORCE).splitlines() if "20" not in line or "2011" in line]
    assert [line for line in text.splitlines() if line.startswith("|")] == rows


def test_a_row_without_such_words_is_deleted_as_before():
    text, found = pull(without(ROWS, "it ended"), TABLE.format(FORCE))
    assert text == TABLE.format(FORCE).replace("| 2012 | it ended | field |\n", "")
    assert kinds(found) == [Edit] * 3


def test_what_stands_in_place_of_a_secret_may_be_copied_and_is_no_secret():
    sent = "Two died [in Aul]{audience: internal, else: in the steppe} then.\n\nThe end.\n"

    def change(text: str) -> str:
        copied = "<w:p><w:r><w:t>Three died in the steppe then.</w:t></w:r></w:p>"
        return re.sub(r"<w:p>(?=(?:(?!</w:p>).)*The end\.)", f"{copied}<w:p>", text)

    text, _ = pull(change, sent)
    assert "\nThree died in the steppe then.\n" in text


def test_a_phrase_for_others_that_was_deleted_stays_at_its_place():
    sent = "Two died [in Aul]{audience: internal, else: there}, and one saw it.\n"
    text, found = pull(lambda xml: xml.replace("died there,", "died,"), sent)
    assert text == sent
    assert kinds(found) == [Proposal]


def test_a_block_that_was_moved_is_told_and_left_as_a_comment():
    document = replace(DOCUMENT, sections=(Section("asks", "Recommendations", (LAW, PAY)),))

    def change(text: str) -> str:
        one, two = (part for part in CONTROLS.findall(text) if "inquiry" in part or "wages" in part)
        return text.replace(two, "").replace(one, two + one)

    returned = read(changed(export(document), change))
    sources = {each.id: each for each in blocks(document)}
    found = pulled(returned, Base(decode(returned.embedded)), sources)
    (moved,) = found.found
    assert not found.wanted
    assert isinstance(moved, Proposal) and "was moved" in moved.why


@pytest.mark.parametrize("now", ["Give", "Try to give"])
def test_signs_and_paragraphs_of_notes_are_pulled_once_into_blocks_that_were_changed(small, now):
    hidden = "\n\n[Not for the public.]{audience: internal}\n"
    file = small.content / "case" / "blocks" / "20-background.md"
    file.write_text(file.read_text("utf-8").rstrip() + hidden, "utf-8")
    assert small.run("build", "case", "--format", "docx").status == 0

    def change(text: str) -> str:
        more = "<w:p><w:r><w:t>More in the note.</w:t></w:r></w:p>"
        text = re.sub(r"(on the second event(?:(?!</w:p>).)*</w:p>)", rf"\1{more}", text)
        return text.replace("the rest.", "the rest!")

    sent = (small.output / "case" / "submission.docx").read_bytes()
    back = small.root / "back.docx"
    back.write_bytes(changed(sent, change, MAIN, NOTES))
    small.change("case/blocks/20-background.md", "Give", now)
    for _ in "12":
        assert small.run("pull", str(back), "--apply").status == 0
        assert f"the rest! {now} each" in file.read_text("utf-8")
        assert file.read_text("utf-8").endswith(hidden)
        noted = file.with_name("60-evidence.md").read_text("utf-8")
        assert noted.count("More in the note.") == 1

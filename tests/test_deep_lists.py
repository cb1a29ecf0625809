"""Lists in lists: Word counts and indents nine levels, and what is deeper is told of."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from docx import Document as open_word

from dossier.build.output_formats import render
from dossier.build.verify import verify
from dossier.model.passages import passages
from tests.test_pdf import stressed


def nested(depth: int, signs: str = "n") -> str:
    """Return a list with two items a level, numbered (n) or with bullets (b) in turn."""
    marks = {"n": ("3.", "4."), "b": ("-", "-")}
    lines = [
        f"{'    ' * level}{mark} level {level} {which}"
        for which, order in (("first", range(depth)), ("last", range(depth - 1, -1, -1)))
        for level in order
        for mark in [marks[signs[level % len(signs)]][which == "last"]]
    ]
    return "\n\n".join(lines)


def word(project, text: str):
    made = stressed(project, text)
    content, wrong = render(made, project.places().folders(made.template), "docx")
    return made, content, wrong


@pytest.mark.parametrize("depth", [5, 6, 8, 9])
@pytest.mark.parametrize("signs", ["n", "b", "nb", "bbn"])
def test_word_has_the_number_of_every_item_of_nine_levels(project, depth, signs):
    made, content, wrong = word(project, nested(depth, signs))
    assert wrong == []
    assert verify(made, tuple(passages(made.edition)), "docx", content)[1] == []


def test_each_of_nine_levels_begins_further_to_the_right(project):
    _, content, _ = word(project, nested(9) + "\n\n" + "    " * 9 + "More of it.\n")
    lefts = {each.style_id: each.element.xpath("number(w:pPr/w:ind/@w:left)")
             for each in open_word(io.BytesIO(content)).styles}  # fmt: skip
    indents = [lefts[f"ListContinue{level}"] for level in range(2, 10)]
    steps = {after - before for before, after in pairwise(indents)}
    assert steps == {340}
    numbering = zipfile.ZipFile(io.BytesIO(content)).read("word/numbering.xml").decode()
    assert 'w:pStyle w:val="ListNumber9"/><w:lvlText w:val="%9."' in numbering
    assert 'w:pStyle w:val="ListBullet6"/><w:lvlText w:val="◦"' in numbering


def test_a_numbered_item_that_word_cannot_count_is_told_of_at_its_line(project):
    _, content, (found,) = word(project, nested(10))
    assert (content, found.rule, found.file) == (b"", "too-deep", "content/stress/blocks/5.md")
    assert found.line == 6 + 2 * 9


def test_bullets_below_the_ninth_level_stay_on_it(project):
    made, content, _ = word(project, nested(11, "b"))
    assert verify(made, tuple(passages(made.edition)), "docx", content)[1] == []


@pytest.mark.parametrize("signs", ["n", "b", "nb"])
def test_a_word_file_with_nine_levels_comes_back_as_it_was(project, signs):
    _, content, _ = word(project, nested(9, signs))
    file = project.root / "returned.docx"
    file.write_bytes(content)
    ran = project.run("pull", str(file))
    assert (ran.status, "another kind" in ran.out, "nothing" in ran.out) == (0, False, True), (
        ran.out
    )

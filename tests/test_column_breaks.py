"""Text in columns: what stands in which column of which page, and how the files are made of it."""

from __future__ import annotations

import io
import re

import docx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build.written_file import write
from dossier.writers.pdf.column_breaks import break_columns
from dossier.writers.pdf.planned_pages import LineBox, Notes
from tests.test_pdf import stressed

HEIGHT, RULE = 200.0, 10.0
NONE = Notes((), ())


def lines(count, **said):
    return [LineBox(10.0, block=at, **said) for at in range(count)]


@given(
    st.lists(
        st.builds(
            LineBox,
            height=st.sampled_from([5.0, 10.0, 60.0]),
            gap=st.sampled_from([0.0, 4.0]),
            breaks=st.sampled_from(["may", "may", "may", "no", "must"]),
            wide=st.booleans(),
            block=st.integers(0, 5),
        ),
        max_size=60,
    ),
    st.integers(2, 3),
)
def test_every_line_stands_once_in_order_and_within_the_page(boxes, columns):
    boxes = [
        LineBox(
            each.height, each.gap, each.breaks, (at,) if at % 7 == 3 else (), 0.0, each.wide, at
        )
        for at, each in enumerate(boxes)
    ]
    calls = [each.notes[0] for each in boxes if each.notes]
    boxes = [
        LineBox(each.height, each.gap, each.breaks,
                tuple(calls.index(one) for one in each.notes), 0.0, each.wide, each.block)
        for each in boxes
    ]  # fmt: skip
    notes = Notes([6.0] * 3 * len(calls), range(0, 3 * len(calls), 3))
    pages = break_columns(boxes, notes, HEIGHT, RULE, columns)
    placed = [at for page in pages for each in page.frames for at in range(each.first, each.last)]
    assert placed == [*range(len(boxes))]
    noted = [at for page in pages for at in range(page.first_note, page.last_note)]
    assert noted == [*range(len(notes.heights))]
    for page in pages:
        for frame in page.frames:
            height = sum(each.height + each.gap for each in boxes[frame.first : frame.last])
            height -= boxes[frame.first].gap
            noted = sum(notes.heights[page.first_note : page.last_note])
            below = noted + RULE if noted else 0.0
            assert frame.last == frame.first + 1 or frame.top + height <= HEIGHT - below + 0.01


def test_the_last_columns_are_equally_high():
    (page,) = break_columns(lines(12), NONE, HEIGHT, RULE, 2)
    assert [(each.first, each.last, each.column) for each in page.frames] == [
        (0, 6, 0),
        (6, 12, 1),
    ]


def test_a_wide_table_ends_the_columns_above_it_and_takes_its_heading_along():
    boxes = [*lines(8), LineBox(10, block=8), LineBox(50, 0, "no", wide=True, block=9), *lines(4)]
    (page,) = break_columns(boxes, NONE, HEIGHT, RULE, 2)
    assert [(each.first, each.last, each.top) for each in page.frames] == [
        (0, 4, 0.0), (4, 8, 0.0), (8, 10, 40.0), (10, 12, 100.0), (12, 14, 100.0),
    ]  # fmt: skip


TABLE = "\n".join(
    [
        "| When | Where | Who was there at the time | What the court said | Consequences |",
        "|---|---|---|---|---|",
        *(f"| 2{at} May 2017 | Zhanaozen | organisations | unconvincingly | imprisonment |"
          for at in range(6)),
    ]
)  # fmt: skip
TEXT = f"""Words before the table.[^a] {"Many words of a long paragraph. " * 40}

{TABLE}

{"Words after the table, which fill columns. " * 40}[^b]

- one item
- another item

[^a]: A note.
[^b]: Another note.
"""


@pytest.fixture
def columned(project, own_templates):
    (own_templates / "upr-submission" / "look.yaml").write_text("page: {columns: 2}\n", "utf-8")
    return stressed(project, TEXT)


def test_a_pdf_in_columns_is_read_back_whole(project, columned):
    finished, findings = write(columned, project.places().folders(columned.template), "pdf")
    assert findings == []
    with pypdfium2.PdfDocument(finished.content) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        lefts = {round(text.get_charbox(at)[0]) for at in range(text.count_chars())}
        middle = page.get_width() / 2
    assert any(each > middle for each in lefts)


def test_a_word_file_has_columns_and_the_wide_table_none_and_gives_the_text_back(project, columned):
    folders = project.places().folders(columned.template)
    finished, findings = write(columned, folders, "docx")
    assert findings == []
    word = docx.Document(io.BytesIO(finished.content))
    sections = word.element.xpath("//w:sectPr")
    assert [each.xpath("w:cols/@w:num")[0] for each in sections] == ["1", "2", "1", "2"]
    assert [each.xpath("w:type/@w:val") for each in sections] == [[], *[["continuous"]] * 3]
    # LibreOffice goes round without end where it makes columns equally high over notes at the foot.
    assert word.settings.element.xpath("w:compat/*")[0].tag.endswith("noColumnBalance")
    assert [len(each.xpath("w:headerReference")) > 0 for each in sections] == [True, *[False] * 3]
    file = project.root / "returned.docx"
    file.write_bytes(finished.content)
    assert "nothing was edited" in project.run("pull", str(file)).out


def test_a_web_page_has_columns_where_there_is_room(project, columned):
    folders = project.places().folders(columned.template)
    page = write(columned, folders, "html")[0].content.decode()
    assert '<body class="columns-2">' in page
    assert len(re.findall(r'<table class="[^"]*\bacross"', page)) == 1

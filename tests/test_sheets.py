"""Cutting a page into sheets loses and doubles nothing, wherever the cuts are."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hypothesis import given
from hypothesis import strategies as st

from dossier.writers.pdf.pages import Mark, cut, part, visible

WORDS = st.lists(st.sampled_from(["a", "bb", "ccc", "so\u00adft", "қ", "x y", " "]), max_size=4)


@st.composite
def paragraphs(draw):
    element = etree.Element("p", {"id": "p", "class": "numbered"})
    element.text = " ".join(draw(WORDS))
    for _ in range(draw(st.integers(0, 3))):
        child = etree.SubElement(element, draw(st.sampled_from(["em", "a", "br"])))
        if child.tag != "br":
            child.text = " ".join(draw(WORDS))
            if draw(st.booleans()):
                etree.SubElement(child, "strong").text = " ".join(draw(WORDS))
        child.tail = " ".join(draw(WORDS))
    return element


def said(*elements: etree.Element) -> str:
    return visible("".join(text for each in elements for text in each.itertext())).replace(
        "\u2010", ""
    )


@given(paragraphs(), st.data())
def test_a_paragraph_in_two_parts_says_the_same(paragraph, data):
    whole = said(paragraph)
    count = data.draw(st.integers(0, len(whole)))
    first, rest = part(paragraph, count)
    assert (said(first), said(rest)) == (whole[:count], whole[count:])
    assert first.get("id") == "p"
    assert rest.get("id") is None
    assert rest.get("class") == "numbered continued"


@given(st.lists(paragraphs(), min_size=1, max_size=6), st.data())
def test_a_page_in_sheets_says_the_same_in_the_same_order(drawn, data):
    body = etree.Element("body")
    section = etree.SubElement(body, "section", {"id": "s"})
    items = etree.SubElement(section, "ul")
    marks = []
    for number, paragraph in enumerate(drawn):
        place = section if number % 2 else etree.SubElement(items, "li")
        place.append(paragraph)
    for paragraph in body.iter("p"):
        length = len(said(paragraph))
        offsets = data.draw(st.lists(st.integers(0, length), max_size=2, unique=True))
        marks += [Mark(paragraph, offset) for offset in sorted(offsets)]
    whole = said(body)
    sheets = cut(body, marks)
    assert len(sheets) == len(marks) + 1
    assert said(*(element for sheet in sheets for element in sheet)) == whole
    ids = [
        each.get("id") for sheet in sheets for top in sheet for each in top.iter() if each.get("id")
    ]
    assert ids.count("s") == 1


def test_a_numbered_list_goes_on_counting_overleaf():
    body = etree.fromstring(
        "<body><ol><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ol></body>"
    )
    marks = [Mark(list(body.iter("p"))[2], 0)]
    (first,), (second,) = cut(body, marks)
    assert len(first) == 2
    assert second.get("style") == "counter-reset: list-item 2"


def test_a_table_repeats_its_heading_row_overleaf():
    body = etree.fromstring(
        "<body><table><thead><tr><th>H</th></tr></thead>"
        "<tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table></body>"
    )
    marks = [Mark(list(body.iter("tr"))[2], 0)]
    (first,), (second,) = cut(body, marks)
    assert ["".join(each.itertext()) for each in (first, second)] == ["H1", "H2"]


def test_a_soft_hyphen_shows_where_a_page_ends_at_it():
    paragraph = etree.fromstring("<p>co\u00adoperate</p>")
    first, rest = part(paragraph, 2)
    assert (first.text, rest.text) == ("co\u2010", "operate")

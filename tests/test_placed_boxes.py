"""Boxes of the endless page stand on the sheets where a second layout would set them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from dossier.writers.pdf.fonts import font_rules
from dossier.writers.pdf.line_boxes import pull
from dossier.writers.pdf.page_breaks import paginate
from dossier.writers.pdf.placed_boxes import Unplaceable
from dossier.writers.pdf.planned_pages import Notes, loose_gaps, shifts, with_fixed_gaps
from dossier.writers.pdf.renderer import Renderer, import_weasyprint
from dossier.writers.pdf.second_layout import cut_into_sheets
from dossier.writers.pdf.sheets import fill_sheets

WIDTH, ROOM = 300, 200

HALF_A_BORDER = 0.5
"""What a row keeps of the border above it, where that stays on the page before, in CSS pixels."""

STYLE = f"""
{font_rules("")}
@page {{ size: {WIDTH}px {ROOM + 60}px; margin: 30px 20px;
         @bottom-right {{ content: counter(page) " of " counter(pages) }} }}
html {{ font: 12px/16px "PT Serif" }} body {{ margin: 0 }} p {{ margin: 0 0 9px }}
h2 {{ font-size: 15px; margin: 12px 0 6px; break-after: avoid; bookmark-level: 1 }}
ul, ol {{ margin: 0 0 8px; padding-left: 20px }} li.continued {{ list-style-type: none }}
table {{ border-collapse: collapse; table-layout: fixed; width: 100% }}
td, th {{ padding: 3px; text-align: left }}
td {{ border-bottom: 1px solid }} th {{ border-bottom: 1px solid }} tr {{ break-inside: avoid }}
blockquote {{ margin: 0 0 9px; padding-left: 9px; border-left: 2px solid }}
"""

LINES = "It says a little more than one line holds, and goes on. " * 4
PARAGRAPHS = "".join(
    f'<section id="s{n}"><h2>Part {n}</h2><p>{LINES}<a href="#s{3 - n}">There</a>.</p>'
    f"<blockquote><p>{LINES}</p></blockquote></section>"
    for n in range(4)
)
LISTS = "<ol>" + f"<li><p>{LINES}</p><ul><li>{LINES}</li><li>b</li></ul></li>" * 4 + "</ol>"
TABLE = (
    "<table><thead><tr><th>Head</th><th>Other</th></tr></thead><tbody>"
    + "".join(f"<tr><td>{n}</td><td>{LINES[:120]}</td></tr>" for n in range(8))
    + f"</tbody></table><p>{LINES}</p>"
)
HEADLESS = TABLE.replace("<thead>", "<tbody>").replace("</thead>", "</tbody>")
LONG = f"<section>{f'<p>{LINES * 6}</p>' * 2}</section>"
FORCED = PARAGRAPHS.replace("<h2>", '<h2 style="break-before: page">')


@pytest.fixture(scope="module")
def machine():
    return made_machine("")


def made_machine(rules: str) -> Renderer:
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=STYLE + rules, font_config=fonts)
    return Renderer(weasyprint, fonts, (sheet,), rules)


def planned(machine, text: str):
    root = etree.fromstring(f'<html lang="en"><head/><body>{text}</body></html>')
    laid = pull(machine, root, {})
    boxes = with_fixed_gaps(laid.text.line_boxes())
    return root, paginate(boxes, Notes((), ()), laid.room, 0), laid


def placed(machine, text: str):
    return fill_sheets(machine, *planned(machine, text))


def laid_out_again(machine, text: str):
    plan = planned(machine, text)
    cut_into_sheets(*plan)
    return machine.lay_out(plan[0], ())


def words(page):
    """Return the texts of a page with their places in CSS pixels."""
    boxes = (each for each in page._page_box.descendants(placeholders=True))
    return [
        (each.text.strip(), each.position_x, each.position_y)
        for each in boxes
        if getattr(each, "text", "").strip()
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PARAGRAPHS, id="paragraphs, headings and quotations"),
        pytest.param(LISTS, id="lists in lists"),
        pytest.param(TABLE, id="a table with a heading row"),
        pytest.param(HEADLESS, id="a table without one"),
        pytest.param(FORCED, id="breaks that a style forces"),
    ],
)
def test_every_page_is_as_a_second_layout_sets_it(machine, text):
    first, second = placed(machine, text), laid_out_again(machine, text)
    assert len(first.pages) > 2
    assert first.make_bookmark_tree() == second.make_bookmark_tree()
    for one, other in zip(first.pages, second.pages, strict=True):
        assert [each[:3] for each in one.links] == [each[:3] for each in other.links]
        for (said, *here), (again, *there) in zip(words(one), words(other), strict=True):
            assert said == again
            assert here == pytest.approx(there, abs=HALF_A_BORDER), said


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param(PARAGRAPHS, "h2 { float: left }", id="floats"),
        pytest.param(PARAGRAPHS, "h2 { position: absolute }", id="absolute positions"),
        pytest.param(LONG, "section { display: flex }", id="flexible boxes"),
        pytest.param(LONG, "section { columns: 2 }", id="columns"),
        pytest.param(LONG, "p { box-decoration-break: clone }", id="frames on each part"),
        pytest.param(
            LONG, "p { background: linear-gradient(red, blue) }", id="background pictures"
        ),
        pytest.param(PARAGRAPHS, "@page :first { margin-left: 50px }", id="pages of another width"),
        pytest.param(
            TABLE.replace("<thead>", '<colgroup><col style="background: red"/></colgroup><thead>'),
            "",
            id="coloured columns",
        ),
    ],
)
def test_what_would_be_cut_otherwise_is_not_placed(text, rules):
    with pytest.raises(Unplaceable):
        placed(made_machine(rules), text)


def test_the_ground_of_what_is_cut_ends_with_its_lines():
    document = placed(made_machine("p { background: red; padding: 5px }"), f"<p>{LINES * 6}</p>")
    areas = [
        box.background.layers[-1].painting_area
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element_tag == "p" and box.background
    ]
    assert len(areas) > 1
    lines = [len(words(page)) - 1 for page in document.pages]
    above, below = [5, *[0] * len(areas[1:])], [*[0] * len(areas[1:]), 5]
    heights = [16 * count + a + b for count, a, b in zip(lines, above, below, strict=True)]
    assert [(area[1], area[3]) for area in areas] == [(30, height) for height in heights]


@pytest.mark.parametrize(
    ("rules", "depends"),
    [
        ("a::after { content: target-counter(attr(href), page) }", True),
        ("h2::after { content: counter( page ) }", True),
        ("h2 { string-set: title content() }", True),
        (".wide { page: wide }", True),
        ('@import "other.css";', True),
        (
            "/* A page: narrow. */ @page { margin: 9px; @top-left { content: counter(page) } }",
            False,
        ),
        ("h2 { break-before: page } ol { counter-reset: item }", False),
    ],
)
def test_styles_that_ask_for_pages_are_known(rules, depends):
    root = etree.fromstring("<html><body><p>The page: counter(page)</p></body></html>")
    assert made_machine(rules).depends_on_pages(root) is depends


def test_no_row_stands_alone_before_a_break_or_under_a_repeated_head(machine):
    rows = pieces(machine, f"<p>Before.</p>{TABLE}")[1:10]
    assert rows == ["may", "no", "no", *["may"] * 5, "no"]
    head = TABLE.partition("<tbody>")[0]
    assert pieces(machine, f"{head}<tbody></tbody></table><p>After.</p>") == ["may", "may"]


def test_what_leads_to_something_stays_with_its_beginning(machine):
    quoted = "<blockquote><p>a</p></blockquote>"
    assert pieces(machine, f"<p>He said:</p>{quoted}") == ["may", "no"]
    assert pieces(machine, f"<p>He said.</p>{quoted}") == ["may", "may"]
    assert pieces(machine, "<p>Two things:</p><ul><li>a</li><li>b</li></ul>")[1] == "no"


def pieces(machine, text: str) -> list[str]:
    return [each.breaks for each in planned(machine, text)[2].text.line_boxes()]


def test_what_stands_between_line_breaks_is_not_parted(machine):
    long, short = "Confederation of Seafarers " * 8, "Union"
    found = pieces(machine, f"<p>{long}<br/>{short}<br/>{long}<br/>{short}<br/>{long}</p>")
    lines = (len(found) - 2) // 3
    entry = ["may", *["no"] * (lines - 1)]
    assert lines > 1
    assert found == [*entry, "may", *entry, "may", *entry]


def test_a_long_entry_may_be_parted(machine):
    long = "Confederation of Seafarers " * 60
    assert "may" in pieces(machine, f"<p>Union<br/>{long}</p>")[4:-2]


@pytest.mark.parametrize("spread", [9.0, -6.0])
@pytest.mark.parametrize("text", [PARAGRAPHS, LISTS, f"<p>Before.</p>{TABLE}"])
def test_where_spaces_are_spread_each_line_moves_with_them_and_nothing_else_changes(
    machine, text, spread
):
    root, pages, laid = planned(machine, text)
    usual = fill_sheets(machine, root, pages, laid)
    before = [words(page) for page in usual.pages]
    root, pages, laid = planned(machine, text)
    boxes = laid.text.line_boxes()
    wider = tuple(
        replace(page, spread=spread) if loose_gaps(boxes, page.first, page.last) else page
        for page in pages
    )
    document = fill_sheets(machine, root, wider, laid)
    for page, was, sheet in zip(wider, before, document.pages, strict=True):
        moved = {0.0, *shifts(boxes, page)}
        for (said, left, top), (again, x, y) in zip(was, words(sheet), strict=True):
            assert (said, left) == (again, x)
            assert min(abs(y - top - each) for each in moved) < 0.01, said
        for box in sheet._page_box.descendants():
            if box.element_tag in ("section", "blockquote", "ul", "ol", "table") and box.height:
                bottoms = [each.position_y + each.margin_height() for each in box.children]
                assert max(bottoms) <= box.content_box_y() + box.height + 9.01, box

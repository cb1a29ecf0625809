"""Elements that look alike share one style, and their pages are as WeasyPrint makes them alone."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as etree

import pytest

from dossier.writers.pdf.fonts import font_rules
from dossier.writers.pdf.renderer import Renderer, import_weasyprint

BODY = """
<h1 id="top" class="head">Title</h1>
<p id="one" style="color: #123456">Words <a href="#two" id="link">there</a> and <b>more</b>.</p>
<p id="two" style="color: #123456">Words <a href="#one">here</a>, <i lang="pl">i tu</i>.</p>
<p id="three">Plain <a name="named">words</a>, <a href="#named">which</a> others <q>quote</q>.</p>
<ol id="list"><li id="first">One</li><li id="second">Two<ul><li>deep</li></ul></li></ol>
<table id="table"><thead><tr><th>Head</th></tr></thead><tbody><tr id="row"><td>Cell</td></tr></tbody></table>
<div class="note" id="note">A note</div>
"""

PLAIN = "li { color: #111 } .head { font-size: 20px } p::before { content: counter(p) ' ' }"
OTHER_ITEMS = ".note { display: list-item; margin-left: 30px; list-style-type: disc }"
OWN_NOTES = ".note { float: footnote }"


def machine(rules: str) -> Renderer:
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    told = f'{font_rules("")} html {{ font: 12px "PT Serif" }} {rules}'
    return Renderer(weasyprint, fonts, (weasyprint.CSS(string=told, font_config=fonts),), rules)


def laid_out(rules: str):
    root = etree.fromstring(
        f'<html lang="en"><head><title>T</title></head><body>{BODY}</body></html>'
    )
    return machine(rules).lay_out(root, ())


def written(rules: str) -> bytes:
    return laid_out(rules).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"x")


@pytest.mark.parametrize("rules", [PLAIN, OTHER_ITEMS, OWN_NOTES, "#two { color: red }"])
def test_a_page_is_the_same_as_weasyprint_alone_makes_it(rules, monkeypatch):
    css = import_weasyprint().css
    shared = written(rules)
    monkeypatch.setattr(css, "find_style_attributes", css.find_style_attributes.plain)
    monkeypatch.setattr(css, "StyleFor", css.StyleFor.plain)
    renderer = sys.modules["dossier.writers.pdf.renderer"]  # the package has a function of its name
    monkeypatch.setattr(renderer, "without_notes", lambda sheets: sheets)
    assert written(rules) == shared


def styles_of_paragraphs():
    boxes = laid_out(PLAIN).pages[0]._page_box.descendants()
    found = [each for each in boxes if type(each).__name__ == "BlockBox"]
    return [each.style for each in found if each.element_tag == "p"]


def test_elements_that_differ_only_in_their_ids_share_a_style():
    one, two, three = styles_of_paragraphs()
    assert one.shared is two.shared
    assert one.shared is not three.shared
    assert (one["anchor"], two["anchor"]) == ("one", "two")


def test_a_style_that_is_copied_and_changed_leaves_that_of_others_as_it_was():
    one, two, _ = styles_of_paragraphs()
    copied = one.copy()
    copied["color"] = "changed"
    assert one["color"] == two["color"] != "changed"
    assert copied["anchor"] == "one"

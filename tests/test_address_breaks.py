"""Printed addresses go on in the next line at their signs, and never inside `https://`."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from dossier.writers.html import breakable
from dossier.writers.pdf.address_breaks import with_address_breaks


def printed(text: str) -> str:
    root = with_address_breaks(etree.fromstring(f"<p>See <a>{text}</a> and {text}</p>"))
    first, second = root[0].text, (root[0].tail or "").removeprefix(" and ")
    assert first == second
    return (first or "").replace("\u200b", "|").replace("\u2060", "~")


@pytest.mark.parametrize(
    ("typed", "may_break"),
    [
        ("https://ictur.org/a-b/c?d=1&amp;e=2", "https:~/~/~ictur.|org/|a-|b/|c?|d=|1&|e=|2"),
        ("http://www.ilo.org/x_y%20z#f.", "http:~/~/~www.|ilo.|org/|x_|y%|20z#|f."),
        ("No. 87/1948 and/or 3", "No. 87/1948 and/or 3"),
    ],
)
def test_a_line_may_end_after_the_signs_of_an_address(typed: str, may_break: str) -> None:
    assert printed(typed) == may_break
    shown = breakable(typed.replace("&amp;", "&"))
    assert shown.replace("<wbr/>", "|") == may_break.replace("~", "").replace("&", "&amp;")


def test_styles_and_scripts_are_left_alone() -> None:
    page = "<html><style>p { background: url(https://a.example/b) }</style></html>"
    assert etree.tostring(with_address_breaks(etree.fromstring(page))).decode() == page


def test_no_line_ends_within_a_symbol_of_a_document_unless_it_is_part_of_an_address() -> None:
    assert printed("A/HRC/53/8, CCPR/C/PER/CO/6") == "A/~HRC/~53/~8, CCPR/~C/~PER/~CO/~6"
    assert "~HRC" not in printed("https://undocs.org/es/A/HRC/53/8")

"""The words of what is no line of words: text boxes, equations, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dossier.interchange.redline.tracking import Status
from dossier.interchange.redline.web_page_content import Span
from dossier.ooxml.names import MC, q

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATIONS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
MATH_TEXT = f"{_MATH}t"
FALLBACK = f"{{{MC}}}Fallback"
"""What older programs show instead: the same words once more (ECMA-376, part 3, 9.3)."""


def drawn(element: etree._Element, status: Status, changed: bool) -> Span:
    """Return a text box with its words, or a picture with its description."""
    words = " ".join(filter(None, map(_text, _paragraphs(element))))
    if words:
        return Span(words, status, changed=changed, drawn="text box")
    told = (e.get("descr", "") for e in element.iter() if str(e.tag).endswith("}docPr"))
    return Span(next(told, ""), status, changed=changed, drawn="picture")


def words_of_equation(element: etree._Element) -> str:
    """Return the signs of an equation in their order."""
    return " ".join(each.text for each in element.iter(MATH_TEXT) if each.text)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for each in element:
        if each.tag == FALLBACK:
            continue
        if each.tag == q("p"):
            yield each
        else:
            yield from _paragraphs(each)


def _text(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(q("t"), MATH_TEXT))

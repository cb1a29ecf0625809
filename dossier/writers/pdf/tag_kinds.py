"""Which tags of ISO 32000-1, 14.8.4, stand for an element of the page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

_TAGS = {
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "dl": "L",
    "div": "Div",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "header": "Div",
    "img": "Figure",
    "main": "Part",
    "nav": "Div",
    "ol": "L",
    "p": "P",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
"""Other elements, such as those for emphasis, have no tag: their words are read as those around."""

_ITEMS = ("li", "dt", "dd")
_CELLS = ("td", "th", "caption", "figcaption", *_ITEMS)
_SENTENCES = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
_NUMBERINGS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}


def tags_of(element: etree.Element) -> tuple[str, ...]:
    """Return the tags that stand for `element`, the outermost first; none if it has none.

    >>> tags_of(etree.Element("a", {"href": "#note-5", "class": "call"}))
    ('Reference', 'Link')
    """
    classes = element.get("class", "").split()
    if element.tag == "a" and element.get("href"):
        return _of_link(element, classes)
    if element.get("role") == "doc-footnote":
        return ("Note", "P") if element.tag == "p" else ("Note",)
    if element.tag in _ITEMS:
        return ("LI", "LBody", "Note") if "endnote" in classes else ("LI", "LBody")
    tag = _TAGS.get(element.tag)
    if tag is None or "feet" in classes:
        return ("Span",) if element.get("lang") else ()
    return (tag,)


def _of_link(element: etree.Element, classes: list[str]) -> tuple[str, ...]:
    if "marker" in classes:
        return ("Lbl", "Link")
    return ("Reference", "Link") if element.get("href", "").startswith("#") else ("Link",)


def attributes_of(element: etree.Element, tag: str) -> dict[str, str | int]:
    """Return what the `tag` of `element` says of lists and tables, by the names of ISO 32000-1."""
    match element.tag if tag in ("L", "TH", "TD") else "":
        case "ul":
            return {"O": "/List", "ListNumbering": "/Disc"}
        case "ol":
            kind = _NUMBERINGS.get(element.get("type", ""), "Decimal")
            return {"O": "/List", "ListNumbering": f"/{kind}"}
        case "th":
            scope = "Row" if element.get("scope") == "row" else "Column"
            return {"O": "/Table", "Scope": f"/{scope}", **_spans(element)}
        case "td":
            spans = _spans(element)
            return {"O": "/Table", **spans} if spans else {}
        case _:
            return {}


def _spans(cell: etree.Element) -> dict[str, str | int]:
    spans = (("ColSpan", cell.get("colspan", "1")), ("RowSpan", cell.get("rowspan", "1")))
    return {name: int(count) for name, count in spans if count.isdigit() and int(count) > 1}


def ends_a_sentence(element: etree.Element) -> bool:
    """Whether `element` holds whole sentences, after which a note may be read."""
    return element.tag in _SENTENCES


def holds_notes(element: etree.Element) -> bool:
    """Whether a note that is called in `element` must be read in it, as in the cell of a table."""
    return element.tag in _CELLS

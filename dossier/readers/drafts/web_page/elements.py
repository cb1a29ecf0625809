"""Elements of a web page: which of them begin a block, and their words."""

from __future__ import annotations

from typing import Any

BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl",
     "blockquote", "table", "figure", "figcaption", "pre", "hr", "address", "body", "html", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "center", "fieldset", "details", "summary", "caption",
     "tr", "td", "th", "tbody", "thead", "tfoot", "dt", "dd"}
)  # fmt: skip


def words_of(element: Any) -> str:
    """Return the words of an element and all below it, white space folded."""
    return " ".join("".join(element.itertext()).split())

"""What stands in the margins of pages: the running head, the page's number, a designer's own.

The program gives the words, unless a style sheet gives others: `content` of a margin box may join
strings, `counter(page)` and `counter(pages)`. What is read back is compared with the same words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.remembered import remembered
from dossier.writers.html import find

_COUNTERS = {"page": "{page}", "pages": "{pages}"}
_ORDER = tuple(
    f"{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")
)
"""The order in which WeasyPrint draws what stands above and below the text; others come after."""

_NUMBER = "bottom-right"
_HEAD = "top-left"


@frozen
class MarginBox:
    """What a style sheet says of a margin box, such as "bottom-right": of all pages or the first.

    `texts` are its strings and counters in their order, none where it is empty.
    """

    selector: str
    name: str
    texts: tuple[str, ...]


def print_styles(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the print styles, the shared ones first, so that a kind's own can change them."""
    shared = find(folders, "house-print.css").read_text("utf-8")
    own = folders[0] / "print.css"
    return (shared, *([own.read_text("utf-8")] if own.is_file() else []))


def margin_rules(edition: Edition, folders: tuple[Path, ...]) -> str:
    """Return the rules for the words in the margins; what styles say after them counts."""
    boxes = _usual(edition, _boxes(folders))
    return "".join(
        f"@page {each.selector} {{ @{each.name} {{ content: {_content(each)} }} }}"
        for each in boxes
    )


def margin_texts(
    edition: Edition, folders: tuple[Path, ...], pages: int
) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the margins of each of some pages, the last first."""
    said = _boxes(folders)
    boxes = (*_usual(edition, said), *said)
    return tuple(_texts_of(boxes, page, pages) for page in range(1, pages + 1))


def _texts_of(boxes: tuple[MarginBox, ...], page: int, pages: int) -> tuple[str, ...]:
    """Return what stands in the margins of one page, the last first."""
    found: dict[str, tuple[str, ...]] = {}
    for selector in ("", ":first") if page == 1 else ("",):
        for each in boxes:
            if each.selector == selector:
                found[each.name] = each.texts
    drawn = sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    texts = ("".join(found[name]) for name in reversed(drawn) if found[name])
    return tuple(_filled(each, page, pages) for each in texts)


def _filled(text: str, page: int, pages: int) -> str:
    return text.replace("{page}", str(page)).replace("{pages}", str(pages))


def _usual(edition: Edition, said: tuple[MarginBox, ...]) -> tuple[MarginBox, ...]:
    """Return the program's own boxes: no number where the styles print one elsewhere."""
    form = edition.document.settings.page_number or edition.language.terms["page_of"]
    head = MarginBox("", _HEAD, (edition.document.running_head,))
    first = MarginBox(":first", _HEAD, ())
    numbered = any("{page}" in each.texts for each in said)
    return (head, first) if numbered else (head, first, MarginBox("", _NUMBER, _parts(form)))


def _parts(form: str) -> tuple[str, ...]:
    """Return a form such as "Page {page} of {pages}" in strings and counters.

    >>> _parts("Page {page} of {pages}")
    ('Page ', '{page}', ' of ', '{pages}')
    """
    before, _, rest = form.partition("{page}")
    between, found, after = rest.partition("{pages}")
    return tuple(each for each in (before, "{page}", between, found, after) if each)


def _content(box: MarginBox) -> str:
    """Return texts as CSS writes them; JSON's escapes of quotes and backslashes hold there, too."""
    counters: Mapping[str, str] = {text: f"counter({name})" for name, text in _COUNTERS.items()}
    parts = (counters.get(each) or _string(each) for each in box.texts)
    return " ".join(parts) or "none"


def _string(text: str) -> str:
    r"""Return a text as CSS writes it, with its lines.

    >>> print(_string('One "head"\nof two lines'))
    "One \"head\"\a of two lines"
    """
    lines = (json.dumps(each, ensure_ascii=False)[1:-1] for each in text.split("\n"))
    return '"' + "\\a ".join(lines) + '"'


def _boxes(folders: tuple[Path, ...]) -> tuple[MarginBox, ...]:
    """Return the margin boxes to which the print styles give words."""
    styles = print_styles(folders) if folders else ()
    return tuple(box for text in styles for box in _boxes_in(text))


@remembered
def _boxes_in(css: str) -> tuple[MarginBox, ...]:
    return tuple(_read_boxes(css))


def _read_boxes(css: str) -> Iterator[MarginBox]:
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "page" and rule.content:
            selector = "".join(each.serialize() for each in rule.prelude).strip()
            inside = tinycss2.parse_blocks_contents(rule.content)
            for box in (each for each in inside if each.type == "at-rule" and each.content):
                for each in tinycss2.parse_blocks_contents(box.content):
                    if each.type == "declaration" and each.lower_name == "content":
                        texts = tuple(_texts(each.value))
                        yield MarginBox(selector, box.lower_at_keyword, texts)


def _texts(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "string":
            yield token.value
        elif token.type == "function" and token.lower_name == "counter":
            name = next((each.value for each in token.arguments if each.type == "ident"), "")
            yield _COUNTERS.get(name, "")

"""Words of a web page that nobody sees although they are there: white, tiny, or beside the page."""

from __future__ import annotations

import re
from typing import Any

_WHITE = (
    r"(?:white|#f[0-9a-f]f[0-9a-f]f[0-9a-f]|#fff|rgba?\(\s*2[45]\d\s*,\s*2[45]\d\s*,\s*2[45]\d\b.*)"
)
_COLOUR = re.compile(rf"(?:^|[;\s])color\s*:\s*{_WHITE}\s*(?:!|;|$)", re.IGNORECASE)
_BEHIND = re.compile(r"(?:^|[;\s])background(?:-color|-image)?\s*:\s*([^;]+)", re.IGNORECASE)
_CLEAR = re.compile(rf"(?:{_WHITE}|none|transparent|initial|inherit)\s*", re.IGNORECASE)
_TINY = r"(?:0(?![\d.])|[0-2](?:\.\d+)?(?:px|pt)|0?\.[0-2]\d*r?em|(?:\d|1\d)(?:\.\d+)?%|0?\.\d+mm)"
_SMALL = re.compile(
    rf"(?:^|[;\s])(?:font-size\s*:\s*{_TINY}|font\s*:(?:[^;/]*\s)?{_TINY}(?:\s*/[^;]*|\s+[^;]*)"
    r"|opacity\s*:\s*0(?:\.0+)?"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|pt|em))\s*(?:!|;|$)",
    re.IGNORECASE,
)


def is_unseen(element: Any) -> bool:
    """Whether an element's own style or colour hides its words from everybody who looks."""
    style = element.get("style") or ""
    if _SMALL.search(style):
        return True
    given = element.get("color") or "" if element.tag == "font" else ""
    if not (_COLOUR.search(style) or _COLOUR.search(f"color:{given}")):
        return False
    return not any(_is_coloured(each) for each in (element, *element.iterancestors()))


def _is_coloured(element: Any) -> bool:
    """Whether an element has a colour or a picture of its own behind its words."""
    behind = [each[1] for each in _BEHIND.finditer(element.get("style") or "")]
    behind += [element.get(name) or "" for name in ("bgcolor", "background")]
    return any(each.strip() and not _CLEAR.fullmatch(each.strip()) for each in behind)

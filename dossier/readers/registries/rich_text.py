"""Read the marks in a field of CSL: HTML's tags and entities, and Markdown as pandoc writes it.

CSL-JSON has `<i>`, `<b>`, `<sup>`, `<sub>` and small capitals in its texts; pandoc's CSL-YAML has
Markdown there. Italics and bold are kept. A raised number becomes `10^6`, where the fonts have no
raised digit, other raised or lowered text and small capitals become plain.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from dossier.model.document import Emphasis, Inline, Inlines, Strong, Text

_TAG = re.compile(r"<(/?)(i|em|b|strong|sup|sub|sc|span)((?<=span)\s[^<>]*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_RAISED = {"1": "¹", "2": "²", "3": "³"}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xF0000
"""Where a sign that Markdown escapes waits until its marks are read."""

_MARKDOWN = (
    (re.compile(r"\[([^\[\]]*)\]\{\.(?:smallcaps|nocase|underline)[^{}]*\}"), r"\1"),
    (
        re.compile(r"\[([^\[\]]+)\]\((?:https?:|mailto:|www\.|[/#])[^()\s]*(?:\s+\"[^\"]*\")?\)"),
        r"\1",
    ),
    (re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(?=\S)([^*]+)(?<=\S)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)__(?=\S)([^_]+)(?<=\S)__(?!\w)"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]+)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"\^([^\s^]+)\^"), r"<sup>\1</sup>"),
    (re.compile(r"(?<!~)~([^\s~]+)~(?!~)"), r"<sub>\1</sub>"),
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
)


def html_of_markdown(text: str) -> str:
    r"""Return Markdown as pandoc writes it into a field, as a field of CSL-JSON has it.

    >>> html_of_markdown("*Myrza v. State* and \\[them\\]")
    '<i>Myrza v. State</i> and [them]'
    """
    held = _ESCAPE.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    for pattern, meant in _MARKDOWN:
        held = pattern.sub(meant, held)
    return re.sub(
        f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 127)}]",
        lambda found: html.escape(chr(ord(found[0]) - _PRIVATE), quote=False),
        held,
    )


def bare_address(text: str) -> str:
    """Return an address without what Markdown puts around it and into it."""
    return _ESCAPE.sub(r"\1", re.sub(r"^<(.*)>$", r"\1", text))


def inlines(text: str) -> Inlines:
    """Return a field of CSL as it prints; a tag that has no partner is text.

    >>> inlines("<i>A</i> &amp; b")
    (Emphasis(content=(Text(text='A'),)), Text(text=' & b'))
    """
    if "<" not in text and "&" not in text:
        return (Text(text),) if text else ()
    parts = _TAG.split(text)
    return _within(parts, _partners(parts))


def plain(content: Inlines) -> str:
    """Return the words of what prints."""
    return "".join(
        each.text if isinstance(each, Text) else plain(each.content)
        for each in content
        if isinstance(each, Text | Emphasis | Strong)
    )


def _partners(parts: Sequence[str | None]) -> dict[int, int]:
    """Return where each tag that opens is closed; `parts` has three places for each tag."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for at in range(1, len(parts), 4):
        name = (parts[at + 1] or "").lower()
        if not parts[at]:
            opened.append(at)
            continue
        same = [each for each in opened if (parts[each + 1] or "").lower() == name]
        if same:
            found[same[-1]] = at
            del opened[opened.index(same[-1]) :]
    return found


def _within(parts: Sequence[str | None], closing: dict[int, int]) -> Inlines:
    found: list[Inline] = []
    at = 0
    closed = set(closing.values())
    while at < len(parts):
        if at % 4 == 0:
            found += _text(parts[at] or "")
            at += 1
        elif at in closing:
            end = closing[at]
            # The part before the tag that closes begins anew at place 0, and so do the tags in it.
            inner = {a - at - 3: b - at - 3 for a, b in closing.items() if at < a < end}
            content = _within(parts[at + 3 : end], inner)
            found += _marked((parts[at + 1] or "").lower(), content)
            at = end + 3
        else:
            slash, name, more = parts[at] or "", parts[at + 1] or "", parts[at + 2] or ""
            found += () if at in closed else _text(f"<{slash}{name}{more}>")
            at += 3
    return _joined(found)


def _text(raw: str) -> Inlines:
    said = _ENTITY.sub(lambda found: html.unescape(found[0]), raw)
    return (Text(said),) if said else ()


def _marked(name: str, content: Inlines) -> Inlines:
    match name:
        case "i" | "em":
            return (Emphasis(content),) if content else ()
        case "b" | "strong":
            return (Strong(content),) if content else ()
        case "sup":
            return (Text(_raised(plain(content))),)
    return content


def _raised(text: str) -> str:
    """Return raised text: a power keeps its meaning, the end of an ordinal is no power."""
    power = re.fullmatch(r"[+\-−–]?\d+|[a-z]", text)
    return _RAISED.get(text, f"^{text}") if power else text


def _joined(found: Sequence[Inline]) -> Inlines:
    """Return inlines in which no text follows another."""
    joined: list[Inline] = []
    for each in found:
        last = joined[-1] if joined else None
        if isinstance(each, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + each.text)
        else:
            joined.append(each)
    return tuple(joined)

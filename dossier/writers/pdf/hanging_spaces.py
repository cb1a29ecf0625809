"""A line takes all words that fit, where WeasyPrint 70 would end it after the first.

A text that fills a line to its end but for the space that hangs behind it, and that an address or
emphasis follows, is broken by WeasyPrint after its first word, since it measures the space too
(`split_first_line`: its second step compares with the space, its third finds no second line).

Pango breaks lines of letters that are kerned with the space after them; WeasyPrint takes the space
off and finds the line wider than its room by a fraction of a pixel. Then it breaks an earlier box,
such as an address, of the line. So a line may be wider by as much as letters are kerned.
"""

from __future__ import annotations

from typing import Any

_KERNED = 1.0
"""By how many pixels, which nobody sees, a line may be wider than its room."""


def let_spaces_hang(weasyprint: Any) -> None:
    """Let WeasyPrint keep a text in one line where all of it but the space at its end fits."""
    inline = weasyprint.layout.inline
    if not hasattr(inline.split_first_line, "plain"):
        inline.split_first_line = _hanging(inline.split_first_line)


def _hanging(split: Any) -> Any:
    """Return WeasyPrint's `split_first_line` mended; it returns (…, resume index, width, …)."""

    def mended(text: str, style: Any, context: Any, width: Any, *more: Any, **named: Any) -> Any:
        found = split(text, style, context, width, *more, **named)
        if width is not None and width < found[3] <= width + _KERNED:
            found = (*found[:3], width, *found[4:])
        if found[2] is None or width is None or not text.endswith(" "):
            return found
        if b" " in text.encode()[: found[2]].strip():
            return found  # more than one word: the line was full
        bare = split(text.rstrip(" "), style, context, width + _KERNED, *more, **named)
        if bare[2] is not None or bare[3] > width + _KERNED:
            return found
        space = style["font_size"]  # no space is wider
        whole = split(text, style, context, width + space, *more, **named)
        return (*whole[:3], min(whole[3], width), *whole[4:])

    mended.plain = split  # type: ignore[attr-defined]
    return mended

"""Words beside what is drawn for them, where a PDF would not give them back.

WeasyPrint notes of each glyph the letters that it first stood for. In scripts whose letters are
drawn in several glyphs, and with accents that are, the letters that other programs read from that
are wrong or missing. So such a line also says its words (`ActualText`, ISO 32000-1, 14.9.4).

PDFium and poppler turn such words round where they run from right to left. So where each glyph of
such a line has its own letters, as in Amiri, programs read these, and its words stand beside them
under another name (`DrawnWords`), for our own search alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from dossier.writers.pdf.glyph_letters import share_letters

_PLAIN = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u058f\u2000-\u200a\u2010-\u20cf\u2100-\u2bff]*")
"""Scripts and signs of which each letter is one glyph."""

_SHAPED = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u200c\u200d\ufb1d-\ufdff\ufe70-\ufefe]"
)
"""Letters that are joined, reordered or put together."""

_DROPPED = re.compile("[\U00010000-\U0010ffff]")
"""Signs such as emoji, which PDFium reads as drawn, and leaves out of `ActualText`."""


def add_actual_text(weasyprint: Any) -> None:
    """Let WeasyPrint say the words of each line whose letters are drawn in several glyphs."""
    import pydyf

    text = weasyprint.draw.text
    draw = text.draw_first_line
    if hasattr(draw, "draws"):
        return

    def draw_and_say(stream: Any, textbox: Any, *more: Any) -> Any:
        if not is_composed(textbox.text):
            return draw(stream, textbox, *more)
        name = "DrawnWords" if share_letters(stream, textbox) else "ActualText"
        words = pydyf.Dictionary({name: pydyf.String(textbox.text)})
        stream.begin_marked_content("Span", words)
        drawn = draw(stream, textbox, *more)
        stream.end_marked_content()
        return drawn

    draw_and_say.draws = draw  # type: ignore[attr-defined]
    text.draw_first_line = draw_and_say


def is_composed(text: str) -> bool:
    """Whether a letter of `text` may be drawn in several glyphs, or several in one.

    >>> is_composed("Przykład"), is_composed("علاء"), is_composed("e\u0301")
    (False, True, True)
    """
    if _PLAIN.fullmatch(text) or _DROPPED.search(text):
        return False
    marked = any(unicodedata.category(each)[0] == "M" for each in text)
    return marked or _SHAPED.search(text) is not None

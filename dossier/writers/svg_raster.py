"""Draw an SVG as PNG for Word: WeasyPrint makes a page of it, PDFium makes dots of the page.

So Word shows what the PDF shows. An SVG that WeasyPrint cannot draw to its end is refused here,
since WeasyPrint itself would go on without it.
"""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from dossier.writers.pdf.fonts import font_rules
from dossier.writers.pdf.renderer import import_weasyprint, own_fetcher

DOTS = 300
"""Dots an inch of the PNG."""

WIDEST, NARROWEST, HIGHEST = 153.0, 34.0, 250.0
"""How large a picture is drawn, in millimetres: from a logo to a page; it keeps its own size."""

_INCH = 25.4


class Undrawable(Exception):
    """WeasyPrint cannot draw the picture, or no font has its letters; the words say which."""


def draw_svg(content: bytes, wide: float, high: float, words: Sequence[str]) -> bytes:
    """Return an SVG of this size in millimetres as PNG, the same bytes each time.

    `words` are those in it, for which fonts are looked for. Raises `Undrawable`, and
    `MissingLibrary` where Pango is not installed.
    """
    times = min(max(1.0, NARROWEST / wide), WIDEST / wide, HIGHEST / high)
    page = _page(content, wide * times, high * times, " ".join(words))
    drawn = _dots(page)
    resolution = drawn.width / (wide / _INCH)
    stream = io.BytesIO()
    drawn.save(stream, "png", dpi=(resolution, resolution), optimize=True)
    return stream.getvalue()


def _page(content: bytes, wide: float, high: float, words: str) -> bytes:
    """Return a PDF whose only page is the picture, of this size in millimetres."""
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    rules = (
        f"@page {{ size: {wide:.4f}mm {high:.4f}mm; margin: 0 }} body {{ margin: 0 }} "
        f"img {{ position: absolute; left: 0; top: 0; width: {wide:.4f}mm; height: {high:.4f}mm }}"
    )
    sheet = weasyprint.CSS(
        string=rules + font_rules(words), font_config=fonts, url_fetcher=own_fetcher()
    )
    address = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    page = weasyprint.HTML(string=f'<img src="{address}" alt="">', url_fetcher=own_fetcher())
    with _complaints() as said:
        document = page.render(stylesheets=[sheet], font_config=fonts)
        made = document.write_pdf()
    if said:
        raise Undrawable("WeasyPrint cannot draw it")
    if missing := {chr(code) for font in document.fonts.values() for code in font.missing}:
        raise Undrawable(f"no font has the letters {''.join(sorted(missing)[:20])}")
    return bytes(made)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect the errors that WeasyPrint writes to its log, and otherwise hides."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    log, listener = logging.getLogger("weasyprint"), Listener(logging.ERROR)
    log.addHandler(listener)
    try:
        yield found
    finally:
        log.removeHandler(listener)


def _dots(page: bytes) -> Any:
    from pypdfium2 import PdfDocument

    document = PdfDocument(page)
    try:
        drawn = document[0].render(
            scale=DOTS / 72, draw_annots=False, may_draw_forms=False, rev_byteorder=True
        )
        return drawn.to_pil().convert("RGB")
    finally:
        document.close()

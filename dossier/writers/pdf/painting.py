"""Paint pages as PDF so that a long text needs little memory: each lets go of what was painted.

WeasyPrint 70 keeps all boxes, and each operator of every page, until the file is written. Then
pydyf makes the bytes of each object twice, once to write them and once for the file's identifier.
"""

from __future__ import annotations

import zlib
from typing import Any

from dossier.writers.pdf.archive import make_accessible_archive
from dossier.writers.pdf.artifacts import mark_artifacts
from dossier.writers.pdf.page_elements import PageElements

_TAGGED = (
    "element_tag",
    "element",
    "style",
    "children",
    "column_groups",
    "colspan",
    "rowspan",
    "is_table_wrapper",
    "link_annotation",
    "widget_annotation",
)
"""What the tags of a box are made of, when all pages are painted."""

_UNSEEN = "\u2060"

_STREAM, _END_OF_STREAM = b"\nstream\n", b"\nendstream"


def paint(
    weasyprint: Any, document: Any, elements: PageElements, kind: str = "accessible"
) -> bytes:
    """Return the PDF of the pages of WeasyPrint's `document`, which cannot be painted again.

    Its tags are those of `elements`. It is PDF/UA-1, and PDF/A-2a as well if its `kind` is
    "archive".
    """
    made = _painted_page(weasyprint)
    document.page_elements = elements
    mark_artifacts(document.pages, elements)
    document.pages = [made(page) for page in document.pages]
    archive = kind == "archive"
    content = document.write_pdf(
        pdf_variant="pdf/a-2a" if archive else "pdf/ua-1",
        pdf_identifier=b"dossier",
        finisher=_finish_archive if archive else _finish,
    )
    return bytes(content)


def _painted_page(weasyprint: Any) -> Any:
    class PaintedPage(weasyprint.document.Page):  # type: ignore[misc]
        def __init__(self, page: Any) -> None:
            self.__dict__.update(page.__dict__)

        def paint(self, stream: Any, scale: float = 1) -> None:
            super().paint(stream, scale)
            _pack(stream)
            _give_meaning(stream._fonts.values())
            for box in [*self._page_box.descendants()]:
                _let_go(weasyprint.formatting_structure.boxes, box)

    return PaintedPage


def _pack(stream: Any) -> None:
    """Compress what was painted, as pydyf would do in the end."""
    import pydyf

    operators = b"\n".join(pydyf._to_bytes(each) for each in stream.stream)
    compressor = zlib.compressobj(level=9)
    stream.stream = [compressor.compress(operators) + compressor.flush()]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False


def _give_meaning(fonts: Any) -> None:
    """Let signs that are a part of a letter, such as its dots, mean a sign that is not seen.

    WeasyPrint lets them mean nothing, which PDF/UA and PDF/A forbid.
    """
    for font in fonts:
        font.to_unicode.update(
            {glyph: _UNSEEN for glyph, said in font.to_unicode.items() if not said}
        )


def _let_go(boxes: Any, box: Any) -> None:
    """Take from a box what its tags do not need; pictures, whose tags tell their place, keep it."""
    if isinstance(box, boxes.TextBox):
        box.__dict__.clear()
    elif isinstance(box, boxes.Box) and not isinstance(box, boxes.ReplacedBox):
        held = box.__dict__
        box.__dict__ = {name: held[name] for name in _TAGGED if name in held}


def _finish(_: object, pdf: Any) -> None:
    """Make the bytes of each object once. The first argument is WeasyPrint's document."""
    made = _written_object()
    for number, each in enumerate(pdf.objects):
        if each.free == "n":
            pdf.objects[number] = made(each)


def _finish_archive(document: object, pdf: Any) -> None:
    """Say that a PDF for an archive can be read aloud, too."""
    make_accessible_archive(pdf)
    _finish(document, pdf)


def _written_object() -> Any:
    import pydyf

    class Written(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = True

        def __init__(self, made: Any) -> None:
            super().__init__()
            self.number = made.number
            self.data, self.compressible = _bytes_of(made), made.compressible

    return Written


def _bytes_of(made: Any) -> bytes:
    """Return the bytes of an object.

    The line feed before `endstream` does not count for the length, but where the content ends with
    a carriage return, it is taken as a part of it. So such a content gets a line feed more.
    """
    data: bytes = made.data
    if not data.endswith(b"\r" + _END_OF_STREAM):
        return data
    if made.compress:
        made.extra["Filter"] = "/FlateDecode"
    begin = data.index(_STREAM) + len(_STREAM)
    made.stream = [data[begin : -len(_END_OF_STREAM)] + b"\n"]
    made.compress = False
    return bytes(made.data)

"""Words of a PDF that are drawn, and that reading its pages does not give.

They are in the looks of notes and fields, in patterns, on pages that are left out, or under words
that are read out in their place. A copy of the file is made in which all these are pages. In it,
words that our own PDFs say beside a line (`DrawnWords`) are read in place of the line.
"""

from __future__ import annotations

import io
import warnings

import pikepdf

from dossier.redaction.scan.pdf.objects import Held, is_form, is_pattern

_WIDE = 14400
"""The width and height of a page that shows whatever is drawn."""


def drawn(pdf: pikepdf.Pdf, held: Held) -> tuple[bytes, tuple[str, ...]]:
    """Return a copy of `pdf` that shows what it hides, and what each of its pages is; or b"".

    `pdf` itself is changed.
    """
    told = (*held.raw, *held.drawing.values())
    replaced = any(b"/ActualText" in each or b"/DrawnWords" in each for each in told)
    listed = {each.obj.objgen for each in pdf.pages}
    pages = len(pdf.pages)
    names = [f"page {number}" for number in range(1, pages + 1)] if replaced else []
    for each in held.pages:
        if each.objgen not in listed:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # of fields, not words
                pdf.pages.append(pikepdf.Page(each))
            names.append("a page that is left out")
    for body in held.bodies:
        if is_form(body) or is_pattern(body):
            _show(pdf, body.stream, held.drawing[body.number])
            names.append("a drawing, an annotation or a form field")
    if not names:
        return b"", ()
    if not replaced:
        del pdf.pages[:pages]
    copy = io.BytesIO()
    plain, single = pikepdf.StreamDecodeLevel.generalized, pikepdf.ObjectStreamMode.disable
    pdf.save(copy, compress_streams=False, stream_decode_level=plain, object_stream_mode=single)
    bare = copy.getvalue().replace(b"/ActualText", b"/ActualTexX")
    return bare.replace(b"/DrawnWords", b"/ActualText"), tuple(names)


def _show(pdf: pikepdf.Pdf, stream: pikepdf.Stream, instructions: bytes) -> None:
    """Add a page that draws a form or a pattern."""
    form = pdf.make_stream(
        instructions,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([-_WIDE, -_WIDE, _WIDE, _WIDE]),
        Resources=stream.get("/Resources", pikepdf.Dictionary()),
    )
    page = pdf.add_blank_page(page_size=(_WIDE, _WIDE))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.obj.Contents = pdf.make_stream(b"/F Do")

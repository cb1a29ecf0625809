"""Read finished files with other programs' eyes: zip, regular expressions, PDFium, qpdf.

Nothing here uses a reader of the package, so that a fault of these does not hide itself.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

TAG = re.compile(r"<[^>]*>")
BREAKS = re.compile(r"</w:p>|<w:(?:tab|br|cr)\b[^>]*>|</(?:p|td|th|li|h\d|div|dt|dd)>|<br[^>]*>")


def strings(path: Path) -> Iterator[str]:
    """Yield the strings of a file: its name, its text as read, and what stands in attributes."""
    yield path.name
    content = path.read_bytes()
    match path.suffix:
        case ".docx" | ".xlsx":
            yield from _zipped(content)
        case ".pdf":
            yield from _pdf(content)
        case _:
            yield from _marked(content.decode("utf-8", "replace"))


def text(path: Path) -> str:
    """Return the visible text of a file in one string, words apart from words."""
    return " ".join(strings(path))


def _zipped(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name
            if name.endswith((".xml", ".rels")):
                yield from _marked(archive.read(name).decode("utf-8"))


def _marked(source: str) -> Iterator[str]:
    """Yield the text of XML, HTML or Markdown, and each value of an attribute."""
    yield html.unescape(TAG.sub("", BREAKS.sub(" ", source)))
    yield from (html.unescape(each) for each in re.findall(r'="([^"]*)"', source))
    yield from (html.unescape(each) for each in re.findall(r"<!--(.*?)-->", source, re.DOTALL))


def _pdf(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    yield " ".join(page.get_textpage().get_text_range() for page in document)
    with pikepdf.open(io.BytesIO(content)) as opened:
        for each in opened.objects:
            yield from _of_object(each)


def _of_object(each: pikepdf.Object) -> Iterator[str]:
    if isinstance(each, pikepdf.String):
        yield str(each)
    elif isinstance(each, pikepdf.Array):
        for inner in each:
            yield from _of_object(inner)
    elif isinstance(each, pikepdf.Stream):
        if each.get("/Subtype") == "/XML":
            yield from _marked(each.read_bytes().decode("utf-8", "replace"))
        yield from _values(each.stream_dict)
    elif isinstance(each, pikepdf.Dictionary):
        yield from _values(each)


def _values(each: pikepdf.Dictionary) -> Iterator[str]:
    for value in each.values():
        if not getattr(value, "is_indirect", False):
            yield from _of_object(value)


def letters(source: str) -> str:
    """Return the letters alone, in small letters and without accents.

    >>> letters("Ja\u00adne\u00a0ÉXEMPLAR-12")
    'janeexemplar'
    """
    plain = unicodedata.normalize("NFKD", source)
    return "".join(each for each in plain.casefold() if each.isalpha())

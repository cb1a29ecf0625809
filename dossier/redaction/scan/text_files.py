"""The pieces of a file that is text, of whatever encoding, and of one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from dossier.redaction.names.letters import HYPHENS
from dossier.redaction.scan.data_urls import pieces_of_data, without_data
from dossier.redaction.scan.encodings import mended, spelt_out
from dossier.redaction.scan.piece import Inner, Piece, downward
from dossier.redaction.scan.table_columns import columns_of_lines
from dossier.redaction.scan.text_encodings import decodings

_TAG = re.compile(r"<(?:/?[a-zA-Z_][\w.-]*(?::[\w.-]+)?(?:\s[^<>]*)?/?>|!--|\?xml)")
"""A sign of markup, which an address between angle brackets is not."""

_HEAD = re.compile(rb"(?:From |[A-Za-z-]+:)")
_MAIL = re.compile(
    rb"^content-transfer-encoding:\s*(?:base64|quoted-printable)|=\?[\w-]+\?[bq]\?",
    re.IGNORECASE | re.MULTILINE,
)
"""Signs of a letter whose words are not written as they are read."""

_RUNS = (
    (rb"(?:[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){4,}", "utf-8"),
    (rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x05]){4,}", "utf-16-le"),
    (rb"(?:\x00[\x20-\x7e\xa0-\xff]|[\x01-\x05][\x00-\xff]){4,}", "utf-16-be"),
    (rb"[\xa8\xb8\xc0-\xff]{4,}(?:[ .,-]{1,2}[\xa8\xb8\xc0-\xff]+)*", "cp1251"),
)
"""Runs of letters in bytes that are no text: how they look, and how they are read."""


def pieces_of_text(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Yield the words of a text line by line; of a web page, a letter or other bytes theirs."""
    if _HEAD.match(content) and _MAIL.search(content):
        from dossier.redaction.scan.mail import pieces_of_mail

        yield from pieces_of_mail(content, inner)
        return
    texts = decodings(content)
    if not texts:
        yield from strings(content, "the bytes of the file")
    for whole in texts:
        yield from pieces_of_data(whole, inner)
        text = without_data(whole)
        page = text.lstrip("\ufeff \t\r\n").startswith("<")
        if page or _TAG.search(text):
            from dossier.redaction.scan.markup import pieces_of_markup

            yield from pieces_of_markup(text, inner)
        if not page:
            yield from _lines(text)
            yield from (downward(each, "the text") for each in columns_of_lines(text.splitlines()))


def strings(content: bytes, where: str) -> Iterator[Piece]:
    """Yield the runs of letters in bytes that are no text."""
    for pattern, encoding in _RUNS:
        found = b"".join(each + "\n".encode(encoding) for each in re.findall(pattern, content))
        if found:
            yield Piece(found.decode(encoding, "ignore"), where)


def _lines(text: str) -> Iterator[Piece]:
    lines = text.splitlines()
    for number, (line, after) in enumerate(zip_longest(lines, lines[1:], fillvalue=""), 1):
        if not line.strip():
            continue
        where = f"line {number}"
        yield Piece(line, where)
        for each in spelt_out(line):
            yield Piece(each, where)
        if line.rstrip().endswith(HYPHENS):
            yield from (Piece(each, where) for each in mended(f"{line}\n{after}"))

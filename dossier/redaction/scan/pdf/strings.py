"""The strings and names of a PDF as words, and where they are by the key that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pikepdf

from dossier.redaction.scan.attributes import mode_of
from dossier.redaction.scan.encodings import spelt_out, untagged
from dossier.redaction.scan.format_words import is_own
from dossier.redaction.scan.piece import Piece
from dossier.redaction.scan.text_encodings import decodings
from dossier.redaction.scan.text_files import strings

_STRING = rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]+>"
_NAME = rb"/[^\s()<>\[\]{}/%]+"
STRING = re.compile(_STRING, re.DOTALL)
NAME = re.compile(_NAME)
TOKEN = re.compile(_STRING + b"|" + _NAME, re.DOTALL)
"""A string, a name, and either, as they are written."""

_SPOKEN = re.compile(rb"/([A-Za-z]+)\s*(%s)(?!\s*(?:T[jJ]|'|\"))" % _STRING, re.DOTALL)
"""A string that is the value of a key, and not drawn."""

_LETTERS = re.compile(r"\w{2}")

_PLACES: Mapping[str, str] = {
    "Alt": "an alternative text",
    "ActualText": "words that are read out in place of others",
    "E": "the long form of an abbreviation",
    "URI": "a link",
    "Contents": "an annotation",
    "RC": "an annotation",
    "Subj": "an annotation",
    "Title": "the properties",
    "Author": "the properties",
    "Subject": "the properties",
    "Keywords": "the properties",
    "Creator": "the properties",
    "Producer": "the properties",
    "T": "a form field",
    "TU": "a form field",
    "TM": "a form field",
    "V": "a form field",
    "DV": "a form field",
    "Opt": "a form field",
    "JS": "a script",
    "F": "an attached file",
    "UF": "an attached file",
    "Desc": "an attached file",
    "Names": "a bookmark",
    "Limits": "a bookmark",
    "Dest": "a bookmark",
    "D": "a bookmark",
    "Name": "the name of a layer",
}


def place(key: str, raw: bytes) -> str:
    """Return where the string of a key is; `raw` is the object around it."""
    if key == "Title" and b"/Parent" in raw:
        return "the outline"
    if key == "T" and b"/Type /StructElem" in raw:
        return "the title of a part"
    if b"/Producer" in raw and b"/Type" not in raw:
        return "the properties"
    if key in ("T", "Contents") and b"/Subtype" in raw and b"/FT" not in raw:
        return "an annotation"
    return _PLACES.get(key, "the hidden data")


def spoken(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the keys of an object, or of instructions, whose values are strings, and these."""
    for key, token in _SPOKEN.findall(raw):
        yield key.decode(), str(pikepdf.Object.parse(token))


def pieces_of_string(token: bytes, where: str) -> Iterator[Piece]:
    """Yield a string, in each encoding that it may be in."""
    value = pikepdf.Object.parse(token)
    content, text = bytes(value), str(value)
    readings = [text]
    if not content.isascii() and not content.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb")):
        readings += decodings(content)
        yield from strings(content, where)
    for each in dict.fromkeys(readings):
        if not _LETTERS.search(each):
            continue
        yield Piece(each, where, mode_of(each))
        if "\\" in each:
            yield from (Piece(said, where) for said in spelt_out(each))
        if "<" in each:
            yield from (Piece(said, where) for said in untagged(each))


def pieces_of_name(token: bytes) -> Iterator[Piece]:
    """Yield a name that is not one of the format's own."""
    content = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), token[1:])
    text = content.decode("utf-8", "replace")
    if len(text) > 2 and not is_own(text):
        yield Piece(text, "a name in the file", "id")

"""What a text holds in `data:` addresses: pictures, drawings and other files, as web pages do."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from dossier.redaction.scan.piece import Inner, Piece

_DATA = re.compile(
    r"""(?<=["'])data:[^"'<>]*?;base64,[^"'<>]*(?=["'])|(?<=")data:[^"]*(?=")|(?<=')data:[^']*(?=')"""
    r"""|(?<=[(=])data:[^"')>\s]*""",
    re.IGNORECASE,
)
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{400,}={0,2}\s*")


def without_data(text: str) -> str:
    """Return a text without what its `data:` addresses hold."""
    return _DATA.sub("data:", text) if _has_data(text) else text


def pieces_of_data(text: str, inner: Inner) -> Iterator[Piece]:
    """Yield the pieces of what the `data:` addresses of a text hold, each once."""
    found = _DATA.finditer(text) if _has_data(text) else ()
    for address in dict.fromkeys(each[0] for each in found):
        head, _, said = html.unescape(address).partition(",")
        content = unquote_to_bytes(said)
        if head.lower().endswith(";base64"):
            content = unpacked(content)
        yield Piece(head, "what is embedded", "id")
        yield from inner(content, "")


def _has_data(text: str) -> bool:
    """Whether a text may have such addresses; most have none, and looking for them is slow."""
    return "data:" in text.lower()


def is_packed(text: str) -> bool:
    """Whether a text is nothing but bytes written as letters."""
    return _BASE64.fullmatch(text) is not None


def unpacked(content: bytes) -> bytes:
    """Return the bytes that are written as letters, as far as they are whole."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content.translate(_URL_SAFE))
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    return b64decode(whole + b"=" * (-len(whole) % 4))

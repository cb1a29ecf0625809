"""Versions of a PDF: what was changed or deleted may still lie in the file, before its last end."""

from __future__ import annotations

import re
from collections import Counter

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})\s+\d{1,5}\s+obj\s*(?=[<(\[/])")
_WHOLE = re.compile(rb"(?<![0-9])\d{1,10}\s+\d{1,5}\s+obj\b.*?endobj", re.DOTALL)
_PLACES = re.compile(rb"xref\s+(?:\d+ \d+\s+|\d{10} \d{5} [nf]\s+)+")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def versions(content: bytes) -> tuple[bytes, ...]:
    """Return the file as it was each time it was saved, the last version being all of it."""
    begin = max(0, content.find(b"%PDF-"))
    ends = []
    for found in _END.finditer(content):
        tables = (at for at in (int(found[1]), begin + int(found[1])) if 0 < at < found.start())
        if any(_TABLE.match(content, at) for at in tables):
            ends.append(found.end())
    return (*(content[:end] for end in ends[:-1]), content)


def outside(content: bytes) -> bytes:
    """Return what is no object, and no table of where objects are: what else was put in."""
    return _PLACES.sub(b"", _WHOLE.sub(b"", _STREAM.sub(b"", content)))


def stray(content: bytes, numbers: set[int], saved: int) -> bool:
    """Whether the file holds an object that no version knows, or more often than it was saved."""
    found = Counter(int(each) for each in _OBJECT.findall(_STREAM.sub(b"", content)))
    return any(count > saved or number not in numbers for number, count in found.items())

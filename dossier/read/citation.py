"""Take pandoc's citations apart: `see @key, para. 124.29, with a map; @other`.

The syntax is that of pandoc's manual (section "Citation syntax"), as used in brackets; the key and
the place in the source are found here, the words around them are left as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import Cite, Inlines, Text
from dossier.read.lines import MARK

LABELS = {
    "paragraph": r"paragraphs?|paras?\b\.?|¶+|§+",
    "page": r"pages?|pp?\b\.?",
    "article": r"articles?|arts?\b\.?",
    "chapter": r"chapters?|chaps?\.|chs?\.",
    "section": r"sections?|secs?\.",
    "annex": r"annex(?:es)?",
    "note": r"notes?|nn?\.|fn\.",
    "volume": r"volumes?|vols?\.",
    "rule": r"rules?",
    "principle": r"principles?",
    "recommendation": r"recommendations?|recs?\.",
    "part": r"parts?|pts?\.",
}
"""How an author may write the kind of place, by its name."""

CITES = r"(?<![\w@.\\/])-?@(?:\{[^{}\s]+\}|\w)"
_KEY = re.compile(
    r"(?<![\w@.\\/])-?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>\w(?:[\w:.#$%&+?<>~/-]*\w)?))"
)
_ONE = r"(?:\d+|[ivxlc]+\b|[IVXLC]+\b)(?:[.:/]\d+)*[a-z]?\b(?:\([0-9a-zA-Z]{1,4}\))*"
_MORE = r"(?:\s*[-–—]\s*|,?\s+(?:and|et|y)\s+|\s*[,&]\s*)"
_PLACE = re.compile(
    r"\s*,?\s*(?:(?:"
    + "|".join(f"(?P<{name}>{forms})" for name, forms in LABELS.items())
    + rf")\s*(?P<labelled>{_ONE}(?:{_MORE}{_ONE})*)"
    + rf"|(?<=,)\s*(?P<number>(?=\d){_ONE}(?:{_MORE}{_ONE})*)(?=\s*(?:[,;)]|$)))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One source of a citation as typed: words before, key, place in it, words after."""

    before: str
    key: str
    label: str
    value: str
    after: str


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the sources that `text` cites; a part that names none belongs to the one before.

    >>> [(each.key, each.label, each.value) for each in pieces("@a, paras 53(d) and 54; see @b, 7")]
    [('a', 'paragraph', '53(d) and 54'), ('b', '', '7')]
    """
    return tuple(_piece(part) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    held = ""
    for part in text.split(";"):
        if held and _KEY.search(held) and _KEY.search(part):
            yield held
            held = part
        else:
            held = f"{held};{part}" if held else part
    if _KEY.search(held):
        yield held


def _piece(part: str) -> Piece:
    found = _KEY.search(part)
    if found is None:
        raise ValueError(part)
    rest = part[found.end() :]
    place = _PLACE.match(MARK.sub("", rest))
    if place is None:
        return Piece(part[: found.start()], _key(found), "", "", _after(rest))
    label = next((name for name in LABELS if place[name]), "")
    value = " ".join((place["labelled"] or place["number"]).split())
    after = MARK.sub("", rest)[place.end() :]
    return Piece(part[: found.start()], _key(found), label, value, _after(after))


def _after(text: str) -> str:
    return text if text.strip() else ""


def _key(found: re.Match[str]) -> str:
    return MARK.sub("", found["braced"] or found["bare"])


def read_cites(text: str, line: int = 0) -> tuple[Cite, ...]:
    """Return the sources that a registry's plain text `text` cites; stray words are kept.

    A registry may leave out the signs before the keys: `sources: hrw-2012, p. 3; bbc-2012`.
    """
    if "@" not in text:
        text = "; ".join(f"@{each.strip()}" for each in text.split(";"))
    return tuple(
        Cite(each.key, each.label, each.value, _plain(each.before), _plain(each.after), line)
        for each in pieces(text)
    )


def _plain(text: str) -> Inlines:
    words = " ".join(text.split())
    return (Text(words),) if words else ()

"""Take pandoc's citations apart: `see @key, para. 124.29, with a map; @other`.

The syntax is that of pandoc's manual (section "Citation syntax"), as used in brackets; the key and
the place in the source are found here, the words around them are left as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.document import Cite, Inlines, Text
from dossier.model.frozen import frozen
from dossier.readers.blocks.line_marks import MARK
from dossier.readers.blocks.place_words import in_english, places_of_languages

LABELS = {
    "paragraph": r"paragraphs?|paras?\b\.?|¶+",
    "page": r"pages?|pp?\b\.?",
    "article": r"articles?|arts?\b\.?",
    "chapter": r"chapters?|chaps?\.|chs?\.",
    "section": r"sections?|secs?\.|§+",
    "annex": r"annex(?:es)?",
    "note": r"(?:foot)?notes?|nn?\.|fns?\.",
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
_IN = r"(?:\s?\([0-9a-zA-Z]{1,5}\))"
_AND_ON = (
    r"(?:\s(?:bis|ter|quater|quinquies)\b)?(?:\s(?:et\s+seqq?\b\.?|ff?\b\.?|sqq?\b\.?|passim\b))?"
)
_COUNT = r"(?:\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+|[ivxlc]+\b|[IVXLC]+\b|[A-Z](?:-\d+)?\b)"
_ONE = rf"{_COUNT}(?:[.:/](?:\d+|[A-Z]\b))*[a-z]?\b{_IN}*{_AND_ON}"
_MORE = r"(?:\s*(?:-{1,3}|[–—−])\s*|,?\s+(?:and|et|y|or|to|à|a)\s+|\s*[,&]\s*(?!\d+\s+[A-Z][a-z]))"
_LIST = rf"{_ONE}(?:{_MORE}(?:{_ONE}|{_IN}))*"
_PLACE = re.compile(
    r"\s*,?\s*(?:(?i:"
    + "|".join(f"(?P<{name}>{forms})" for name, forms in LABELS.items())
    + rf")\s*(?P<labelled>{_LIST})"
    + rf"|(?<=,)\s*(?P<number>(?=\d){_LIST})(?=\s*(?:[,;)]|$)))"
)
_BRACED = re.compile(r"\s*,?\s*\{([^{}:]*)\}")
_SPAN = re.compile(
    r"(?P<first>\d+)(?P<in>(?:[.:/]\d+|\([0-9a-z]+\))*)\s*(?:-{1,3}|[–—−])\s*(?P<last>\d+)"
)
_SEVERAL = re.compile(r"\s(?:and|et(?!\s+seq)|y|or|to|à)\s|[,&–]|\bff\b")


@frozen
class Piece:
    """One source of a citation as typed: words before, key, places in it, words after.

    A place is a label ("" for a bare number) and a value; several stand inside one another, as in
    "article 22, paragraph 2".
    """

    before: str
    key: str
    places: tuple[tuple[str, str], ...]
    after: str


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the sources that `text` cites; a part that names none belongs to the one before.

    >>> [(each.key, each.places) for each in pieces("@a, paras 53(d) and 54; see @b, 7")]
    [('a', (('paragraph', '53(d) and 54'),)), ('b', (('', '7'),))]
    >>> [each.places for each in pieces("@a, párrs. 4 y 7; @b, стр. 5")]
    [(('paragraph', '4 and 7'),), (('page', '5'),)]
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
    rest = MARK.sub("", part[found.end() :])
    braced = _BRACED.match(rest)
    if braced:
        rest = f", {braced[1]}{rest[braced.end() :]}"
    places: list[tuple[str, str]] = []
    while place := _place(rest):
        label, value, end = place
        places.append((label, " ".join(value.split())))
        rest = rest[end:]
    after = rest if places or braced else part[found.end() :]
    return Piece(part[: found.start()], _key(found), tuple(places), _after(after))


def _place(rest: str) -> tuple[str, str, int] | None:
    """Return kind, value and end of a place at the start of words, in English or as typed."""
    typed = _PLACE.match(rest)
    label = next((name for name in LABELS if typed[name]), "") if typed else ""
    if typed and label == "note" and not typed["labelled"][:1].isdigit():
        typed = None
    end = typed.end() if typed else 0
    for name, pattern in places_of_languages(_ONE):
        found = pattern.match(rest)
        if found and found.end() > end:
            return name, in_english(found[1]), found.end()
    return (label, in_english(typed["labelled"] or typed["number"]), end) if typed else None


def place_value(value: str) -> tuple[str, bool]:
    """Return the place as it prints, and whether it is several.

    A hyphen is a span only where numbers rise: article 402-1 is one article.

    >>> place_value("5-7"), place_value("402-1")
    (('5–7', True), ('402-1', False))
    """
    said = _SPAN.sub(_span, value)
    return said, bool(_SEVERAL.search(said))


def _span(found: re.Match[str]) -> str:
    if int(found["last"]) <= int(found["first"]) and not found["in"]:
        return found[0]
    return f"{found['first']}{found['in']}–{found['last']}"


def _after(text: str) -> str:
    return text if text.strip() else ""


def _key(found: re.Match[str]) -> str:
    return MARK.sub("", found["braced"] or found["bare"])


def read_cites(text: str, line: int = 0) -> tuple[Cite, ...]:
    """Return the sources that a registry's plain text `text` cites; stray words are kept.

    A registry may leave out the signs before the keys: `sources: hrw-2012, p. 3; bbc-2012`.
    """
    keyed = "; ".join(_keyed(each.strip()) for each in text.split(";") if each.strip())
    return tuple(
        Cite(each.key, each.places, _plain(each.before), _plain(each.after), line)
        for each in pieces(keyed)
    )


def _keyed(part: str) -> str:
    """Return a part with the sign before its key, where it is a key alone or with a place."""
    bare = "@" not in part and re.fullmatch(r"[\w:.#$%&+?<>~/-]+(?:\s*,.*)?", part)
    return f"@{part}" if bare else part


def _plain(text: str) -> Inlines:
    words = " ".join(text.split())
    return (Text(words),) if words else ()

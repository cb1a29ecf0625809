"""Understand a note: which source it cites, by what stands between its commas.

Only forms that leave no doubt are understood: a UN symbol, a title in quotation marks, a law with
its number, a case of the ILO's Committee on Freedom of Association, a treaty with its article.
Whether a source prints just as the note was typed is not decided here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dossier.interchange.importer.citation_words import WORDS
from dossier.interchange.importer.ids import slug
from dossier.model.frozen import frozen
from dossier.readers.blocks.citation_syntax import LABELS
from dossier.readers.blocks.place_words import english_place
from dossier.readers.drafts.dates_in_words import iso
from dossier.readers.registries.sources import SYMBOL
from dossier.readers.un_exports.state_names import is_known


@frozen
class Candidate:
    """A source as a note names it: its CSL fields, the place in it, the words before it.

    `again` is the number of the old note that has the source itself, 0 for the note before this
    one (*ibid*), None where the source stands here.
    """

    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""
    before: str = ""
    again: int | None = None

    def __getitem__(self, name: str) -> str:
        return dict(self.fields).get(name, "")


_BEFORE = re.compile(
    r"(?:[Oo]n|[Ff]or|[Bb]ut|[Aa]s|[Aa]lso)\b.{2,90}?"
    r"(?:, also|,|\baccording to(?: the)?|\bquoted in(?: the)?|\balso|\bsee) (?=[A-Z“\d])"
)
"""Words that lead to a source: "On the wounded, ", "but 17 according to "."""
_PLACE = re.compile(rf"(?:{'|'.join(LABELS.values())})\s*\d.*", re.IGNORECASE)
_QUOTED = re.compile(r"“(.+)”|\"(.+)\"|‘(.+)’|«(.+)»|《(.+)》")
_MARKS = {"،": ",", "؛": ";", "，": ", ", "；": "; ", "。": "."}
"""Marks between the parts of a citation in Arabic and Chinese, and those that are read for them."""
_OTHER = re.compile("[À-ÖØ-öø-ÿА-яЁё\u0621-\u064a\u4e00-\u9fff]")
"""A letter that no English name has; there small words are no sign of a sentence."""
_LONGEST = 10
"""Words of a name in which words are small."""
_LETTERS = 20
"""Letters of a word at most, for scripts that part no words."""


def candidates(text: str) -> tuple[Candidate | None, ...]:
    """Return the sources that a note cites; None stands for one that is not understood.

    >>> found = candidates("Human Rights Council, Report, A/HRC/28/10")
    >>> [each["number"] for each in found if each]
    ['A/HRC/28/10']
    """
    said = re.sub("|".join(_MARKS), lambda mark: _MARKS[mark[0]], text).strip()
    return tuple(_candidate(each) for each in _parted(said.removesuffix("."), ";"))


def _candidate(text: str) -> Candidate | None:
    before = WORDS.before.match(text) or _BEFORE.match(text)
    rest = text[before.end() :] if before else text
    said = before[0].strip() if before else ""
    ibid, above = WORDS.ibid.fullmatch(rest), WORDS.above.fullmatch(rest)
    if ibid or above:
        found = ibid or above
        number = int(above["note"]) if above and not ibid else 0
        place = (found["place"] or "") if found else ""
        return Candidate((), english_place(place) or place, said, number)
    segments = _Segments.of(rest)
    fields = segments.fields() if segments else None
    if segments is None or fields is None:
        return None
    return Candidate(tuple(fields.items()), segments.place, said)


def _parted(text: str, sign: str) -> list[str]:
    """Return the pieces of a text between signs that stand in no brackets and no quotation."""
    pieces, depth, start = [], 0, 0
    quoted = False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        depth += (letter in "(“«[《（") - (letter in ")”»]》）")
        if (
            letter == sign
            and depth <= 0
            and not quoted
            and text[at + 1 : at + 2] in (" ", "\u00a0")
        ):
            pieces.append(text[start:at].strip())
            start = at + 1
    return [each for each in (*pieces, text[start:].strip()) if each]


@dataclass
class _Segments:
    """What stands between the commas of a citation, by what it is; `words` are all others."""

    words: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    title: str = ""
    symbol: str = ""
    number: str = ""
    case: tuple[str, str] = ("", "")
    issued: str = ""
    place: str = ""
    address: str = ""
    accessed: str = ""

    @classmethod
    def of(cls, text: str) -> _Segments | None:
        """Return the segments of `text`; None where two are the same and only one can be."""
        made = cls()
        for each in _parted(text, ","):
            if not made.take(each):
                return None
        return made

    def take(self, text: str) -> bool:
        address = WORDS.address.fullmatch(text)
        quoted, case = _QUOTED.fullmatch(text), WORDS.case.fullmatch(text)
        number = WORDS.number.fullmatch(text)
        text = text if _PLACE.fullmatch(text) else english_place(text) or text
        issued = iso(text)
        if self.place and not address and re.match(r"\d", text):
            self.place += f", {text}"
        elif address and not self.address:
            self.address, self.accessed = address[1], iso(address[2] or "")
            return bool(self.accessed) or not address[2]
        elif quoted and not self.title:
            self.title = next(each for each in quoted.groups() if each).strip()
        elif SYMBOL.fullmatch(text) and not self.symbol:
            self.symbol = text
        elif case and not self.case[0]:
            self.case = case[1], case[2] or ""
        elif number and not self.number:
            self.number = number[1]
        elif issued and not self.issued:
            self.issued = issued
        elif _PLACE.fullmatch(text):
            self.place = f"{self.place}, {text}" if self.place else text
        elif address or quoted or issued or self.place:
            return False
        else:
            self.place_word(text)
        return True

    def place_word(self, text: str) -> None:
        later = bool(self.title or self.symbol or self.number or self.case[0] or self.issued)
        (self.after if later else self.words).append(text)

    def fields(self) -> dict[str, str] | None:
        """Return the CSL fields that the segments make, or None where they make no source."""
        common = {"issued": self.issued, "URL": self.address, "accessed": self.accessed}
        if not all(_is_name(each) for each in self.words[:1]):
            return None
        made = self._special() or self._titled()
        return {key: each for key, each in {**made, **common}.items() if each} if made else None

    def _special(self) -> dict[str, str] | None:
        words = ", ".join(self.words)
        if self.symbol and self.words and not self.after and not self.title:
            author, title = self.authored()
            return {"type": "report", "author": author, "title": title, "number": self.symbol}
        if self.case[0] and WORDS.cfa.search(words):
            report = next(
                (each for each in (*self.words, *self.after) if WORDS.report.fullmatch(each)), ""
            )
            authority = ", ".join(each for each in self.words if each != report)
            return {"type": "legal_case", "authority": authority, "container-title": report,
                    "number": self.case[0], "title": self.case[1]}  # fmt: skip
        if self.number and self.words and not self.after and not self.title:
            state = self.words[0] if len(self.words) > 1 and is_known(self.words[0]) else ""
            title = ", ".join(self.words[1:] if state else self.words)
            return {
                "type": "legislation",
                "authority": state,
                "title": title,
                "number": self.number,
            }
        if (
            WORDS.treaty.search(words)
            and not self.after
            and not self.title
            and len(self.words) == 1
        ):
            return {"type": "treaty", "title": words}
        return None

    def _titled(self) -> dict[str, str] | None:
        if not self.title or len(self.after) > 1 or len(self.words) > 3:
            return None
        author = ", ".join(self.words)
        made = {"author": author, "title": self.title, "number": self.symbol}
        if self.symbol:
            return {"type": "report", **made} if not self.after else None
        if self.after and self.after[0][:1].isupper():
            return {"type": "article-newspaper", **made, "container-title": self.after[0]}
        made["genre"] = self.after[0] if self.after else ""
        web = self.accessed or (self.address and not self.place)
        return {"type": "webpage" if web else "report", **made} if author or self.address else None

    def authored(self) -> tuple[str, str]:
        """Return author and title of words, of which the first may be a body."""
        first, *rest = self.words
        if rest and WORDS.body.search(first):
            return first, ", ".join(rest)
        return "", ", ".join(self.words)


def _is_name(text: str) -> bool:
    """Whether words can be the name of who wrote something, or of a thing: no sentence is one."""
    if (_OTHER.search(text) or WORDS.body.match(text)) and len(text.split()) <= _LONGEST:
        return not text[0].islower() and len(text) <= _LONGEST * _LETTERS
    small = r"(?:of|for|the|and|on|in|to|de|des|du|la|le|van|von|der|against|with|by|&)"
    word = r"(?:[A-Z\d«“(][\w.’'()/&:-]*)"
    return re.fullmatch(rf"{word}(?: (?:{small}|{word})){{0,24}}", text) is not None


def key_of(candidate: Candidate) -> str:
    """Return a name to cite a source by, of its symbol, or of who wrote it, and the year."""
    year = candidate["issued"][:4]
    if SYMBOL.fullmatch(candidate["number"]):
        return re.sub(r"[^a-z0-9]+", "-", candidate["number"].lower()).strip("-")
    law = candidate["title"] if candidate["type"] == "legislation" else ""
    author = candidate["author"] or law or candidate["authority"] or candidate["container-title"]
    short = "-".join((slug(author) or slug(candidate["title"]) or "source").split("-")[:3])
    return f"{short}-{year}" if year else short


def entry(key: str, candidate: Candidate) -> str:
    """Return a source as an entry of `sources.yaml`; nobody has verified it."""
    lines = [f"  - id: {key}\n"]
    for name, value in candidate.fields:
        said = json.dumps(value, ensure_ascii=False)
        if name == "author":
            said = f"[{{literal: {said}}}]"
        elif name in ("issued", "accessed"):
            said = value
        lines.append(f"    {name}: {said}\n")
    return "".join([*lines, "    verified: no\n"])


def registry(entries: Mapping[str, Candidate]) -> Iterator[str]:
    """Yield the pieces of `sources.yaml`."""
    yield "# What the imported notes cite. Nobody has verified it; docs/registries.md says how.\n"
    yield "references:\n"
    yield from (entry(key, each) for key, each in entries.items())

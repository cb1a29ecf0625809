"""Provisions that a text names: "section 250", "articles 10(2) and 11 of the Law on Unions".

To which law a bare provision belongs is taken from the last law that was named before it in the
section. All of this is for plain texts; in a dossier `trace.py` knows the laws themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen
from dossier.model.remembered import remembered
from dossier.readers.registries.instruments import instruments, mistaken, names

_NUMBER = r"\d{1,4}(?:-\d+)?(?:\((?:\d{1,3}|[a-z]{1,3})\))*"
_JOIN = r"(?:\s*[,/;–-]\s*(?:and\s+|or\s+|to\s+)?|\s+(?:and|or|to|and/or)\s+)"
_WORD = r"\b(?P<word>[Aa]rticles?|[Aa]rts?\.?|[Ss]ections?|[Ss]ecs?\.|§§?)\s+"
_NOT = r"(?!(?:Articles?|Sections?|Arts?|January|February|March|April|May|June|July|August|September|October|November|December)\b)"  # noqa: E501
_TOKEN = rf"{_NOT}(?:[A-Z][\w’'-]*|\d{{4}}\b|No\.\s?[\w-]+)"
_NAME = rf"{_TOKEN}(?:\s+(?:(?:of|on|the|and|for|to|against)\s+){{0,3}}{_TOKEN})*"
_LOWER = r"(?:\d{4}\s+|new\s+|same\s+|trade\s+union\s+|labou?r\s+|criminal\s+)*(?:law|code|act)\b"
_AFTER = re.compile(rf"\s+(?:of|in|under)\s+(?:the\s+|its\s+|their\s+)?(?P<law>{_NAME}|{_LOWER})")
_BEFORE = re.compile(rf"(?P<law>{_NAME})(?:,|\s*\(|,?\s+under|)\s*(?:see\s+)?$")
_LIST = re.compile(rf"{_WORD}(?P<list>{_NUMBER}(?:{_JOIN}{_NUMBER})*)(?![\d%])")
_LAW = re.compile(rf"{_NAME}|{_LOWER}")
_NUMBERS = re.compile(_NUMBER)
_SPAN = re.compile(rf"({_NUMBER})(?:\s*[–-]\s*|\s+to\s+)({_NUMBER})")
_SMALL = frozenset(
    ("the", "of", "on", "and", "for", "to", "new", "same", "its", "their", "against", "no",
     "republic", "state")
)  # fmt: skip


@frozen
class Provision:
    """A provision: "article" or "section", its number, and the law as far as it is said.

    `near` says that the law stands beside it; else it is the last one named before.
    """

    word: str
    number: str
    law: str
    kind: str
    near: bool
    unit: Unit
    start: int
    end: int

    @property
    def label(self) -> str:
        """The provision as one would name it."""
        law = self.law if self.law.isupper() or not self.law else f"the {self.law}"
        return f"{self.word} {self.number} of {law}" if self.law else f"{self.word} {self.number}"


@frozen
class Named:
    """A law or treaty that is named, and where."""

    name: str
    kind: str
    start: int
    end: int


def kind_of_law(name: str, tag: str) -> str:
    """Return "law", "treaty" or "" for a name.

    >>> [kind_of_law(each, "en") for each in ("Criminal Code", "ICCPR", "Ministry")]
    ['law', 'treaty', '']
    """
    words = re.findall(r"[\w’'-]+", name)
    if any(each in _shorts() for each in (name, *words)):
        return "treaty"
    if any(each in listed(tag, "treaties") for each in words) or "ILO" in words:
        return "treaty"
    laws = set(listed(tag, "laws"))
    if laws & set(words) or {each.lower() for each in laws} & set(words):
        return "law"
    return ""


@lru_cache(maxsize=1)
def _shorts() -> frozenset[str]:
    """Return the acronyms of treaties, those written by mistake among them."""
    held = {each.short for id_ in instruments() for each in names(id_).values() if each.short}
    return frozenset(
        {each for each in held if each.isupper()} | set(mistaken()) | set(instruments())
    )


@remembered
def key(name: str) -> frozenset[str]:
    """Return the words by which two names of one law are the same."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("’s", "").replace("'s", ""))
    return frozenset(each[:-1] if each.endswith("s") and not each.endswith("ss") else each
                     for each in words if each not in _SMALL)  # fmt: skip


def same_law(one: str, other: str) -> bool:
    """Whether two names may be of one law: all words of one are in the other, years agree.

    >>> same_law("Trade Union Law 2014", "2014 Law on Trade Unions")
    True
    >>> same_law("Labour Code", "Criminal Code")
    False
    """
    first, second = key(one), key(other)
    years = [{each for each in words if each.isdigit()} for words in (first, second)]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    bare = (first - years[0], second - years[1])
    return bool(bare[0] and bare[1]) and (bare[0] <= bare[1] or bare[1] <= bare[0])


@remembered
def laws_in(text: str, tag: str) -> tuple[Named, ...]:
    """Return the laws and treaties that a text names, in order."""
    found = []
    for each in _LAW.finditer(text):
        name = re.sub(r"^(?:The|New|In|Under|By|Both|Neither|Its)\s+", "", each[0])
        kind = kind_of_law(name, tag)
        if kind:
            found.append(Named(name, kind, each.end() - len(name), each.end()))
    return tuple(found)


def provisions(units: Iterable[Unit], tag: str) -> Iterator[Provision]:
    """Yield the provisions that `units` name, each number of a list by itself."""
    section, last = "", Named("", "", 0, 0)
    for unit in units:
        if unit.section != section or unit.where == "section":
            section = unit.section
            last = next(iter(laws_in(section, tag)), Named("", "", 0, 0))
        named = laws_in(unit.text, tag)
        for found in _LIST.finditer(unit.text):
            earlier = [each for each in named if each.end <= found.start()]
            law, near = _law(unit.text, found, tag), True
            if law is None:
                law, near = (earlier or [last])[-1], False
            word = "section" if found["word"][0] in "sS§" else "article"
            for number in _numbers(found["list"]):
                yield Provision(
                    word=word,
                    number=number,
                    law=law.name,
                    kind=law.kind,
                    near=near,
                    unit=unit,
                    start=found.start(),
                    end=found.end(),
                )
        last = (named or (last,))[-1]


def _law(text: str, found: re.Match[str], tag: str) -> Named | None:
    """Return the law that stands right after or right before a list of provisions."""
    after = _AFTER.match(text, found.end())
    before = _BEFORE.search(text, max(found.start() - 120, 0), found.start())
    for each in (after, before):
        if each and kind_of_law(each["law"], tag):
            return Named(each["law"], kind_of_law(each["law"], tag), each.start("law"),
                         each.end("law"))  # fmt: skip
    return None


def _numbers(listing: str) -> Iterator[str]:
    """Yield each number of a list, and those of a span without its dash.

    >>> list(_numbers("10(2), 11(3) and 12-14"))
    ['10(2)', '11(3)', '12', '13', '14']
    """
    for span in _SPAN.finditer(listing):
        first, last = span[1], span[2]
        if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 50:
            dash = ", ".join(str(each) for each in range(int(first), int(last) + 1))
            listing = listing.replace(span[0], dash)
    for number in _NUMBERS.findall(listing):
        if not re.fullmatch(r"(?:19|20)\d\d", number):
            yield number


def covers(whole: str, part: str) -> bool:
    """Whether naming `whole` names `part`: article 10 covers article 10(2)."""
    return part == whole or part.startswith(f"{whole}(")


def of_draft(draft: Draft, *kinds: str) -> tuple[Provision, ...]:
    """Return the provisions that the prose of blocks of these kinds names (of none: all)."""
    found = _of_units(draft.units, draft.language)
    return tuple(each for each in found if not kinds or each.unit.kind in kinds)


@lru_cache(maxsize=32)
def _of_units(units: tuple[Unit, ...], tag: str) -> tuple[Provision, ...]:
    read = [each for each in units if each.where in ("section", "text", "item", "quote", "heading")]
    return tuple(each for each in provisions(read, tag) if each.unit.where != "section")

"""What a paragraph and its translation must say alike: requests, citations, notes, numbers, dates.

Numbers are compared in one form, whatever language writes them: "12,500" and "12 500", "3.5" and
"3,5", "16 December 2011" and "16 décembre 2011". Each is looked for once, digits also in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from dossier.model.document import Inlines
from dossier.model.frozen import frozen
from dossier.model.language import Language, language
from dossier.model.language_file import of_languages
from dossier.model.marked_text import codes
from dossier.model.walk import plain

_SPACES = "\u00a0\u202f "
_CHINESE_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s?月")
_MANNER = ("bare", "full", "short", "value")
"""How a request is put in words: other languages need an article, or none, where one stands."""

_QUOTED = re.compile(r' *"[^"]*"')
"""The words that are quoted of a provision."""

_ADDRESS = re.compile(r"\bhttps?://\S+")
_MARKS = re.compile("[\u0640\u064b-\u0652]")
"""Vowel marks of Arabic, and what stretches its words."""

_LEAST_WORD = 3
"""Numbers below it are words that mean other things too, such as "one" and "un"."""


@frozen
class Difference:
    """What one language says and the other does not: codes, quoted provisions, or numbers."""

    kind: str
    lacks: tuple[str, ...]
    besides: tuple[str, ...]


def differences(
    original: Inlines, translated: Inlines, first: str, other: str
) -> Iterator[Difference]:
    """Yield what differs between a unit in the language `first` and its translation into `other`.

    >>> from dossier.model.document import Ask, Text
    >>> old, new = (Text("About 12,500 in May 2012."), Ask("fact", "dead")), (Text("En mai 2013."),)
    >>> [(e.kind, e.lacks, e.besides) for e in differences(old, new, "en", "fr")]
    [('code', ('{fact:dead}',), ()), ('number', ('12500', '2012'), ('2013',))]
    >>> with_article, bare = (Ask("org", "ilo"),), (Ask("org", "ilo", "bare"),)
    >>> [*differences(with_article, bare, "en", "fr")]
    []
    """
    tongues = language(first), language(other)
    (old, quoted), (new, requoted) = _codes(original, tongues[0]), _codes(translated, tongues[1])
    for kind, here, there in (("code", old, new), ("quotation", quoted, requoted)):
        if here != there:
            gone, come = here - there, there - here
            yield Difference(kind, tuple(gone.elements()), tuple(come.elements()))
    texts = [_ADDRESS.sub(" ", plain(each)) for each in (original, translated)]
    mine, yours = (numbers(*each) for each in zip(texts, tongues, strict=True))
    lacks = [each for each in mine if each not in yours and not _said(each, texts[1], tongues[1])]
    more = [each for each in yours if each not in mine and not _said(each, texts[0], tongues[0])]
    if lacks or more:
        yield Difference("number", tuple(lacks), tuple(more))


def _codes(content: Inlines, tongue: Language) -> tuple[Counter[str], Counter[str]]:
    """Return what a unit asks for, and which provisions it quotes, in whatever words and case."""
    manner = re.compile(
        rf" (?:{'|'.join((*_MANNER, *tongue.cases))})(?=[^{{}}]*\}}$)", re.IGNORECASE
    )
    held = [manner.sub("", each) for each in codes(content).elements()]
    quotes = [each for each in held if each.startswith("{quote:")]
    rest = Counter(each for each in held if each not in quotes)
    return rest, Counter(_QUOTED.sub("", each) for each in quotes)


def numbers(text: str, tongue: Language) -> tuple[str, ...]:
    """Return the numbers and months of a text in one form, each once, in order.

    >>> numbers("El 16 de diciembre de 2011, 1.250 personas", language("es"))
    ('16', '12', '2011', '1250')
    """
    text = _CHINESE_MONTH.sub(lambda found: f" {found[1]} ", text)
    text = _months(tongue.tag).sub(lambda found: _month(found[0], tongue), text)
    found = _pattern(tongue.terms["thousands"]).findall(text)
    return tuple(dict.fromkeys(_plain(each, tongue) for each in found))


@cache
def _pattern(thousands: str) -> re.Pattern[str]:
    parted = "," if thousands == "," else rf"{_SPACES}."
    decimal = "." if thousands == "," else ",."
    group = rf"(?<!\d)\d{{1,3}}(?:[{parted}]\d{{3}})+(?!\d)(?:[{decimal}]\d+)?"
    return re.compile(rf"{group}|\d+(?:[{decimal}]\d+)*")


def _plain(number: str, tongue: Language) -> str:
    thousands = tongue.terms["thousands"]
    parted = "," if thousands == "," else f"{_SPACES}."
    whole = re.sub(rf"(?<=\d)[{parted}](?=\d{{3}}(?!\d))", "", number)
    whole = whole if thousands == "," else whole.replace(",", ".")
    return whole.lstrip("0") or "0"


@of_languages
@cache
def _months(tag: str) -> re.Pattern[str]:
    """Return what finds a month beside a number: "5 de mayo", "May 2012", "1er mai"."""
    names = sorted(_names(tag), key=len, reverse=True)
    said = "|".join(map(re.escape, names)) or "(?!)"
    return re.compile(
        rf"(?<=\d)[^\W\d_]{{0,3}}\.?\s+(?:de\s+)?(?:{said})(?!\w)|(?<!\w)(?:{said})\s+(?:de\s+)?(?=\d)",
        re.IGNORECASE,
    )


@of_languages
@cache
def _names(tag: str) -> dict[str, int]:
    """Return the names of the months by which a text calls them, with their numbers."""
    tongue = language(tag)
    dates = (tongue.dates, *(each.dates for each in tongue.cases.values()))
    found: dict[str, int] = {}
    for months in (each for form in dates for each in (form.months, form.months_alone)):
        for number, name in enumerate(months, start=1):
            for each in (name, *name.split("/")):
                if not each[:1].isdigit():
                    found[each.casefold()] = number
    return found


def _month(said: str, tongue: Language) -> str:
    names = _names(tongue.tag)
    found = next(names[each] for each in sorted(names, key=len, reverse=True)
                 if each in said.casefold())  # fmt: skip
    return f" {found} "


def _said(number: str, text: str, tongue: Language) -> bool:
    """Whether a text says a number in words."""
    if not number.isdecimal() or not _LEAST_WORD <= int(number) < 100:
        return False
    pattern = _in_words(int(number), tongue.tag)
    return pattern is not None and bool(pattern.search(_MARKS.sub("", text)))


@of_languages
@cache
def _in_words(number: int, tag: str) -> re.Pattern[str] | None:
    """Return what finds a number in words, in each form of it; None where it has no words.

    Endings differ by case and gender: where a language does not list its forms, the last letter
    does not count.
    """
    tongue = language(tag)
    forms = {int(each): f"(?:{said})" for each, said in tongue.number_forms.items()}
    if not forms:
        word = tongue.cardinal(number)
        stem = word[:-1] if len(word) > 4 and not word.isascii() else word
        return None if word.isdecimal() else re.compile(re.escape(stem), re.IGNORECASE)
    tens, ones = number - number % 10, number % 10
    said = forms.get(number)
    if said is None and tens in forms and ones in forms:
        joined = tongue.terms["tens"].replace(" ", r"\s+")
        said = joined.replace("{tens}", rf"(?:ال)?{forms[tens]}").replace("{ones}", forms[ones])
    return re.compile(rf"(?<!\w)(?:[وفبلك]?(?:ال|لل)?){said}(?!\w)", re.I) if said else None

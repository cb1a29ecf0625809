"""Acronyms in a text: where they are used, and where they are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.letters import CAPITALS
from dossier.lint.text_pattern import TextPattern
from dossier.model.frozen import frozen
from dossier.model.registry import Registry
from dossier.model.remembered import remembered
from dossier.readers.registries.instruments import acronyms, instruments, mistaken, names

_LETTER = f"[{CAPITALS}]"
_LETTERS = rf"{_LETTER}[{CAPITALS}0-9]*{_LETTER}[{CAPITALS}0-9]*"
_IN_WORD = r"[^\W\u0590-\u08ff\u2e80-\u9fff\uf900-\ufaff]"
"""A letter of a word; Arabic and Chinese ones stand at an acronym without a space."""
_ACRONYM = re.compile(
    rf"(?<!{_IN_WORD})(?<![/.@№-]){_LETTERS}(?=s?(?!{_IN_WORD}))(?!{_IN_WORD}*[/@])(?!\.\w)"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_WORD = rf"{_LETTER}[\w’'-]*"
_NAME = re.compile(
    rf"\b{_WORD}(?:\s+(?:(?:of|the|and|for|in|on|to|&|de|du|des|la|le|les|et|pour|del|los|las|el|y|e|en)"
    rf"\s+){{0,3}}(?:[dl]’)?{_WORD})+$"
)
_SYMBOL = re.compile(r"\b[A-Z]+(?:/[\w.()]+)+|https?://\S+|\bKAZ \d\S*|\bNo\. \S+")
_MARKS = "“”\"'‘’«»„\u00a0\u202f"
_LED = (
    "hereinafter|hereafter|the|or|known as|abbreviated(?: as)?|in short|"
    "ci-après|dénommée?|ou|en abrégé|en adelante|en lo sucesivo|далее|или|"
    "сокращенно|以下简称|下称|简称"
)
_TITLE = rf"{_LETTER}[^\W\d_’'-][\w’'-]* (?:[^\W\d_]+ ){{0,3}}{_LETTER}[^\W\d_]"
_EXPLAINED = TextPattern(
    rf"[(（](?:(?:{_LED})\b|\s|,|:|[–—-]|[{_MARKS}])*"
    rf"(?P<inside>{_LETTERS}?)(?:s\b)?[{_MARKS}]*(?:[,;:][^()（）]*)?[)）]|"
    rf"[(（][^()（）]*[-–—,]\s*[{_MARKS}]?(?P<dashed>{_LETTERS})[{_MARKS}]?[)）]|"
    rf"\b(?P<before>{_LETTERS})\s*\((?=(?:the |l’|la |le |el |los )?{_TITLE})|"
    rf"\b(?P<apart>{_LETTERS}), (?:the|an?) {_TITLE}|"
    rf"\b(?P<means>{_LETTERS}) (?:stands for|means|is short for)"
)
_TOLD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"[.;:!?()]\s")
_LONGEST = 15
"""Words of a name before its acronym, at most."""


@frozen
class Use:
    """An acronym, the unit that holds it, and where in it."""

    word: str
    unit: Unit
    at: int


def uses(unit: Unit) -> Iterator[Use]:
    """Yield the acronyms of a unit in order; headlines in capitals have none."""
    return (Use(word, unit, at) for word, at in _used(unit.text))


@remembered
def _used(text: str) -> tuple[tuple[str, int], ...]:
    if not any(each.isalpha() and not each.isupper() for each in text):
        return ()
    blanked = _SYMBOL.sub(lambda found: " " * len(found[0]), text)
    found = ((each[0], each.start()) for each in _ACRONYM.finditer(blanked))
    return tuple(each for each in found if not _ROMAN.fullmatch(each[0]))


def explanations(unit: Unit) -> Iterator[Use]:
    """Yield the acronyms that a unit explains: "(ABC)", "ABC (Alpha Beta Court)" and the like."""
    for found in _EXPLAINED.all(unit.text):
        word = next(each for each in found.groups() if each)
        name = next(key for key, each in found.groupdict().items() if each)
        yield Use(word, unit, found.start(name))


def names_before(unit: Unit, at: int) -> str:
    """Return the capitalised words that lead to an offset, such as the name an acronym is for."""
    return _name_before(unit.text, at)


@remembered
def _name_before(text: str, at: int) -> str:
    head, _, inside = text[:at].rpartition("(")
    return _last_name(inside) or _last_name(head) or _spelt(head, text[at:])


def _spelt(head: str, rest: str) -> str:
    """Return the last words whose first letters an acronym takes, such as "Конфедерация труда".

    Where a name has a capital in its first word alone, its letters tell where it begins.

    >>> _spelt("Die Union der freien Arbeiter", "UFA)")
    'Union der freien Arbeiter'
    """
    found = re.match(_LETTERS, rest)
    head = _PARTED.split(head)[-1]
    words = [*_TOLD.finditer(head)][-_LONGEST:]
    for word in reversed(words if found else []):
        initials = iter(each[0][0].upper() for each in words[words.index(word) :])
        if found and word[0][0].isupper() and all(each in initials for each in found[0]):
            return head[word.start() :].strip(f"( {_MARKS}-–—")
    return ""


def _last_name(text: str) -> str:
    """Return the words in capitals at the end of a text, small words between them included."""
    found = _NAME.search(text.rstrip(f"( {_MARKS}-–—"))
    return found[0].strip() if found else ""


@cache
def common() -> frozenset[str]:
    """Return the acronyms that need no explanation: of the UN, the ILO, treaties and so on."""
    known = {*acronyms(), *mistaken()}
    for id_ in instruments():
        known |= {id_, *(each.short for each in names(id_).values() if each.short)}
    return frozenset(known)


def own(draft: Draft) -> frozenset[str]:
    """Return the acronyms of a draft's own: of its submitters, its registries and sources."""
    submitters = (str(each.get("acronym", "")) for each in _submitters(draft))
    return _within(tuple(submitters)) | _within(tuple(_registered(draft.registry)))


def _registered(registry: Registry) -> Iterator[str]:
    """Yield the names of organisations, and the titles and authors of sources."""
    for organisation in registry.organisations.values():
        for name in (*organisation.names.values(), *organisation.others):
            yield from (name.short, name.full)
    for source in registry.sources.values():
        yield from (source.title, *source.authors)


@lru_cache(maxsize=32)
def _within(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_ACRONYM.findall(" ".join(texts)))


def _submitters(draft: Draft) -> list[dict[str, object]]:
    held = draft.about.get("submitters") or ()
    return [each for each in held if isinstance(each, dict)]

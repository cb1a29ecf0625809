"""Find States in texts of other languages than English, by the names of `data/words/states.*`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from dossier.lint.letters import CAPITALS
from dossier.lint.person_cues import is_form
from dossier.lint.prose_words import wordlist
from dossier.model.language_file import languages
from dossier.model.state_names import names_in

_BEGINNING = 4
"""Letters by which names are looked up."""

_WORD = re.compile(rf"[{CAPITALS}][\w’-]+")


def states_elsewhere(texts: Iterable[str]) -> Counter[str]:
    """Return how often texts name States of one word, in whatever case.

    >>> states_elsewhere(["суды Казахстана", "в Казахстане"])
    Counter({'Казахстан': 2})
    >>> states_elsewhere(["الاستعراض الدوري الشامل لكازاخستان", "哈萨克斯坦的工会"])
    Counter({'كازاخستان': 1, '哈萨克斯坦': 1})
    """
    found: Counter[str] = Counter()
    for text in texts:
        for pattern, name in ((_arabic(), _of_arabic), (_chinese(), str)):
            found.update(name(each[0]) for each in pattern.finditer(text))
        for word in _WORD.findall(text):
            near = _by_beginning().get(word[:_BEGINNING], ())
            found.update(name for name in near if is_form(word, name))
    return found


@cache
def _arabic() -> re.Pattern[str]:
    """Return what finds a State in Arabic, with “and”, “in”, “for” and the like before it."""
    names = sorted(names_in("ar"), key=len, reverse=True)
    said = "|".join(re.escape(each) for each in names)
    joined = "|".join(f"ل{each[1:]}" for each in map(re.escape, names) if each.startswith("ال"))
    return re.compile(rf"(?<!\w)[وف]?(?:[بلك]?(?:{said})|{joined})(?!\w)")


def _of_arabic(found: str) -> str:
    """Return the State's name of a word that has such letters before it."""
    bare = {each.removeprefix("ال"): each for each in names_in("ar")}
    ends = sorted((each for each in bare if found.endswith(each)), key=len)
    return bare[ends[-1]]


@cache
def _chinese() -> re.Pattern[str]:
    names = sorted(names_in("zh"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@cache
def _by_beginning() -> Mapping[str, tuple[str, ...]]:
    held = (wordlist("states", code).get("states", ()) for code in languages() if code != "en")
    names = dict.fromkeys(str(each["name"]) for states in held for each in states)
    found: dict[str, list[str]] = {}
    for name in names:
        if " " not in name:
            found.setdefault(name[:_BEGINNING], []).append(name)
    return {beginning: tuple(each) for beginning, each in found.items()}

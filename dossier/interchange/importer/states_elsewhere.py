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

_BEGINNING = 4
"""Letters by which names are looked up."""

_WORD = re.compile(rf"[{CAPITALS}][\w’-]+")


def states_elsewhere(texts: Iterable[str]) -> Counter[str]:
    """Return how often texts name States of one word, in whatever case.

    >>> states_elsewhere(["суды Казахстана", "в Казахстане"])
    Counter({'Казахстан': 2})
    """
    found: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text):
            near = _by_beginning().get(word[:_BEGINNING], ())
            found.update(name for name in near if is_form(word, name))
    return found


@cache
def _by_beginning() -> Mapping[str, tuple[str, ...]]:
    held = (wordlist("states", code).get("states", ()) for code in languages() if code != "en")
    names = dict.fromkeys(str(each["name"]) for states in held for each in states)
    found: dict[str, list[str]] = {}
    for name in names:
        if " " not in name:
            found.setdefault(name[:_BEGINNING], []).append(name)
    return {beginning: tuple(each) for beginning, each in found.items()}

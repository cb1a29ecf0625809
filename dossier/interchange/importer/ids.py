"""Name blocks and sections after their words: short, in small Latin letters, each name once."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Letters of a name at most."""

WORDS = 5
"""Words of a name at most."""

_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцыьъэёәғқңөұүһі",
        ("a b v g d e z i y k l m n o p r s t u f h ts y , , e yo a gh q ng o u u h i")
        .replace(",", "\0")
        .split(),
        strict=True,
    )
)
_CYRILLIC |= {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_IDLE = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "this",
        "to",
        "with",
        "и",
        "в",
        "на",
        "с",
        "о",
        "об",
        "по",
        "для",
        "от",
        "до",
    ]
)


def slug(text: str) -> str:
    """Return the first words of `text` as a name, "" where no letter of it can be one.

    >>> slug("(7) New Trade Union Law, 2014"), slug("О создании профсоюзов")
    ('new-trade-union-law-2014', 'sozdanii-profsoyuzov')
    """
    text = re.sub(r"^\W*(?:\d+|[ivxIVX]+)[.)\]]+\s+", "", text)
    words = [each for each in re.findall(r"[^\W_]+", text.lower()) if each not in _IDLE]
    spelt = [each for each in map(latin, words) if each]
    name = ""
    for word in spelt[:WORDS]:
        longer = f"{name}-{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    return name


def latin(word: str) -> str:
    """Return a word of small letters in Latin letters without marks, "" where it has none.

    >>> latin("réintégrer"), latin("профсоюз"), latin("工会")
    ('reintegrer', 'profsoyuz', '')
    """
    spelt = "".join(_CYRILLIC.get(each, each).replace("\0", "") for each in word)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)


class Names:
    """Gives each thing a name that nothing else has."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def new(self, *wanted: str) -> str:
        """Return the first of `wanted` that is free, or the first that is any with a number."""
        able = [each for each in wanted if each] or ["part"]
        free = next((each for each in able if each not in self.taken), "")
        again = 1
        while not free:
            again += 1
            name = f"{able[0]}-{again}"
            free = "" if name in self.taken else name
        self.taken.add(free)
        return free

"""How strong a recommendation is: UPR Info's five categories of action, from its verbs.

1 asks others or asks for help, 2 continues, 3 considers, 4 is general, 5 is specific. The verbs and
the rules for ties are data (`data/actions.yaml`), with their source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dossier.model.action_category import action_data

SPECIFIC = 5
GENERAL = 4

_WHO = r"we|it|that|the|its|our|[A-Z][\w’'.-]*|government|state|authorit\w+|of|and|parliament"
_LEAD = re.compile(
    rf"^\W*(?:[\d.]+\s+)?(?:(?:(?:{_WHO})\s+){{1,8}}(?:should|must|shall|ought to|needs? to|"
    r"(?:is|are) (?:urged|called upon|requested) to)\s+|"
    rf"(?:(?:{_WHO}|organi[sz]ations?)\s+){{0,6}}(?:recommends?|urges?|calls? (?:on|upon)|asks?|"
    r"requests?)\s+(?:[\w’'-]+\s+){0,6}?(?:to|should)\s+|to\s+)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\W\d]+")
_AND = re.compile(r"\s*(?:,\s*and|,|/|\s+and/or|\s+and|\s+or)\s+")
_EXAMPLE = re.compile(
    r"\b(?:by|through|including|such as|in particular|namely)\s+(?:\w+ly\s+)?(\w+ing)\b"
)
_NOUN = re.compile(
    r"\b(?:through|including|such as|by) (?:the )?(?:prompt |full |speedy |early )?"
    r"(?:ratification|adoption|amendment|abolition|repeal|establishment|accession|enactment)\b"
)


@cache
def verbs() -> Mapping[str, int]:
    """Return the openings that are known, each with its category."""
    found: dict[str, int] = {}
    for number, each in action_data()["categories"].items():
        for name in ("verbs", "also", "ours"):
            found |= {_folded(verb): int(number) for verb in each.get(name, ())}
    return found


def category(text: str) -> int:
    """Return the category of a recommendation, from 1 (minimal) to 5 (specific action).

    A verb that nobody listed is taken for specific action, as most that are rare are.

    >>> category("Continue and strengthen its efforts"), category("Consider ratifying it")
    (4, 3)
    >>> category("Improve women’s rights by amending the family code")
    5
    """
    found = openings(text)
    known = [verbs()[each] for each in found if each in verbs()]
    if not known:
        return SPECIFIC
    first = known[1] if len(known) > 1 else known[0]
    return SPECIFIC if first == GENERAL and _has_example(text) else first


def openings(text: str) -> tuple[str, ...]:
    """Return the verbs that a recommendation opens with: one, or two that are joined.

    >>> openings("The State should promptly ratify and implement the Convention")
    ('ratify', 'implement')
    """
    rest = _BULLET.sub("", _LEAD.sub("", text.strip()))
    found: list[str] = []
    while len(found) < 2:
        rest = _without_adverbs(rest)
        verb = _verb(rest)
        if not verb or (found and verb not in verbs()):
            break
        found.append(verb)
        joined = _AND.match(_folded(rest)[len(verb) :])
        if not joined:
            break
        rest = rest[len(verb) + joined.end() :]
    return tuple(found)


def _without_adverbs(text: str) -> str:
    before = set(action_data()["before"])
    while True:
        head, _, tail = text.lstrip(" ,").partition(" ")
        word = head.lower().rstrip(",")
        if not tail or not (word in before or (word.endswith("ly") and len(word) > 4)):
            return text.lstrip(" ,")
        text = tail.removeprefix("and ")


def _verb(text: str) -> str:
    """Return the longest known opening of `text`, else its first word."""
    words = re.findall(r"[\w’'-]+", _folded(text)[:80])
    for count in (3, 2, 1):
        tried = " ".join(words[:count])
        if tried in verbs() and _folded(text).startswith(tried):
            return tried
    return words[0] if words else ""


def _folded(text: str) -> str:
    """Return words as they compare: small, -ize as -ise."""
    return re.sub(r"(?<=[a-z]{3}i)z(?=e)", "s", text.lower())


def _has_example(text: str) -> bool:
    """Whether a general recommendation says by which specific action."""
    if _NOUN.search(text):
        return True
    return any(verbs().get(_base(each)) == SPECIFIC for each in _EXAMPLE.findall(text))


def _base(participle: str) -> str:
    """Return the verb of a form in -ing.

    >>> _base("amending"), _base("abolishing"), _base("removing"), _base("setting")
    ('amend', 'abolish', 'remove', 'set')
    """
    stem = _folded(participle.removesuffix("ing"))
    tried = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next(
        (each for each in tried if each in verbs()), stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    )

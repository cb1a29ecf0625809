"""How strong a recommendation is: UPR Info's five categories of action, from its verbs.

1 asks others or asks for help, 2 continues, 3 considers, 4 is general, 5 is specific. The verbs and
the rules for ties are data, with their source: `data/actions.yaml` in English, and
`data/actions.<language>.yaml` in others, whose files hold what may stand before the verb, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dossier.model.action_category import action_data
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.model.language import DATA, code_of
from dossier.model.program_data import read_data

SPECIFIC = 5
GENERAL = 4

_WHO = r"we|it|that|the|its|our|[A-Z][\w’'.-]*|government|state|authorit\w+|of|and|parliament"
_LEAD = (
    rf"(?:(?:{_WHO})\s+){{1,8}}(?:should|must|shall|ought to|needs? to|"
    r"(?:is|are) (?:urged|called upon|requested) to)\s+",
    rf"(?:(?:{_WHO}|organi[sz]ations?)\s+){{0,6}}(?:recommends?|urges?|calls? (?:on|upon)|asks?|"
    r"requests?)\s+(?:[\w’'-]+\s+){0,6}?(?:to|should)\s+",
    r"to\s+",
)
_BULLET = re.compile(r"^[\W\d]+")
_EXAMPLE = re.compile(
    r"\b(?:by|through|including|such as|in particular|namely)\s+(?:\w+ly\s+)?(\w+ing)\b"
)
_NOUN = (
    r"(?:through|including|such as|by) (?:the )?(?:prompt |full |speedy |early )?"
    r"(?:ratification|adoption|amendment|abolition|repeal|establishment|accession|enactment)\b",
)


@frozen
class _Actions:
    """What opens recommendations in one language: verbs with their categories, what is before."""

    verbs: Mapping[str, int]
    lead: re.Pattern[str]
    joint: re.Pattern[str]
    before: frozenset[str]
    adverb: str
    examples: re.Pattern[str]


@cache
def _actions(code: str) -> _Actions:
    """Return the actions of a language; Raises `FileNotFoundError` where there are none."""
    english = code == "en"
    raw = action_data() if english else _of(code)
    leads = "|".join(_LEAD if english else raw["leads"])
    joints = "|".join(re.escape(each) for each in (raw.get("joints") or ("and/or", "and", "or")))
    last = r"\s*,\s*(?:and)|," if english else ","
    return _Actions(
        verbs=dict(_english() if english else _listed(raw)),
        lead=program_pattern(rf"^\W*(?:[\d.]+\s+)?(?:{leads})", re.IGNORECASE),
        joint=program_pattern(rf"\s*(?:{last}|/|\s+(?:{joints}))\s+"),
        before=frozenset(raw["before"]),
        adverb=str(raw.get("adverb_ending", "ly")),
        examples=program_pattern(rf"\b(?:{'|'.join(_NOUN if english else raw['examples'])})"),
    )


def _of(code: str) -> Mapping[str, Any]:
    raw: dict[str, Any] = read_data(DATA / f"actions.{code}.yaml")
    return raw


def _listed(raw: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    return ((str(verb), int(n)) for n, verbs_ in raw["categories"].items() for verb in verbs_)


def _english() -> Iterable[tuple[str, int]]:
    for number, each in action_data()["categories"].items():
        for name in ("verbs", "also", "ours"):
            yield from ((_folded(verb), int(number)) for verb in each.get(name, ()))


def verbs(tag: str = "en") -> Mapping[str, int]:
    """Return the openings that are known, each with its category."""
    return _actions(code_of(tag)).verbs


def category(text: str, tag: str = "en") -> int:
    """Return the category of a recommendation, from 1 (minimal) to 5 (specific action).

    A verb that nobody listed is taken for specific action, as most that are rare are.

    >>> category("Continue and strengthen its efforts"), category("Consider ratifying it")
    (4, 3)
    >>> category("Envisager de ratifier la convention", "fr")
    3
    >>> category("Improve women’s rights by amending the family code")
    5
    """
    found = openings(text, tag)
    known = [verbs(tag)[each] for each in found if each in verbs(tag)]
    if not known:
        return SPECIFIC
    first = known[1] if len(known) > 1 else known[0]
    return SPECIFIC if first == GENERAL and _has_example(text, tag) else first


def openings(text: str, tag: str = "en") -> tuple[str, ...]:
    """Return the verbs that a recommendation opens with: one, or two that are joined.

    >>> openings("The State should promptly ratify and implement the Convention")
    ('ratify', 'implement')
    """
    actions = _actions(code_of(tag))
    rest = _BULLET.sub("", actions.lead.sub("", text.strip()))
    found: list[str] = []
    while len(found) < 2:
        rest = _without_adverbs(rest, actions)
        verb = _verb(rest, actions)
        if not verb or (found and verb not in actions.verbs):
            break
        found.append(verb)
        joined = actions.joint.match(_folded(rest)[len(verb) :])
        if not joined:
            break
        rest = rest[len(verb) + joined.end() :]
    return tuple(found)


def _without_adverbs(text: str, actions: _Actions) -> str:
    while True:
        head, _, tail = text.lstrip(" ,").partition(" ")
        word = head.lower().rstrip(",")
        adverb = actions.adverb and word.endswith(actions.adverb) and len(word) > 4
        if not tail or not (word in actions.before or adverb):
            return text.lstrip(" ,")
        text = tail.removeprefix("and ")


def _verb(text: str, actions: _Actions) -> str:
    """Return the longest known opening of `text`, else its first word."""
    words = re.findall(r"[\w’'-]+", _folded(text)[:80])
    for count in (3, 2, 1):
        tried = " ".join(words[:count])
        if tried in actions.verbs and _folded(text).startswith(tried):
            return tried
    return words[0] if words else ""


def _folded(text: str) -> str:
    """Return words as they compare: small, -ize as -ise."""
    return re.sub(r"(?<=[a-z]{3}i)z(?=e)", "s", text.lower().replace("'", "’"))


def _has_example(text: str, tag: str) -> bool:
    """Whether a general recommendation says by which specific action."""
    if _actions(code_of(tag)).examples.search(text):
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

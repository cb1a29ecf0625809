"""Plural classes of whole numbers, by the rules of Unicode's CLDR ("Language Plural Rules").

A rule is data of a language, in CLDR's own syntax: "n % 10 = 2..4 and n % 100 != 12..14". Of its
operands `n` and `i` are the number itself; those of decimals (`v`, `f`, `t`, `e`) are not held,
since no count in print has any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CLASSES = ("zero", "one", "two", "few", "many", "other")
"""The classes that CLDR has; every language has "other"."""

_RELATION = re.compile(r"[ni](?: % (?P<by>\d+))? (?P<sign>!?=) (?P<values>[\d.,]+)")


def plural(n: int, rules: Mapping[str, str]) -> str:
    """Return the class of `n` in a language of these rules.

    Raises `ValueError` where a rule is none of CLDR's.

    >>> russian = {"one": "n % 10 = 1 and n % 100 != 11",
    ...            "few": "n % 10 = 2..4 and n % 100 != 12..14"}
    >>> [plural(n, russian) for n in (1, 3, 5, 12, 21, 104)]
    ['one', 'few', 'other', 'other', 'one', 'few']
    """
    return next((name for name in CLASSES if name in rules and _holds(n, rules[name])), "other")


def _holds(n: int, rule: str) -> bool:
    return any(
        all(_related(n, each.strip()) for each in part.split(" and "))
        for part in rule.split(" or ")
    )


def _related(n: int, relation: str) -> bool:
    found = _RELATION.fullmatch(relation)
    if found is None:
        raise ValueError(f'"{relation}" is no relation of a plural rule')
    value = n % int(found["by"]) if found["by"] else n
    inside = any(_within(value, each) for each in found["values"].split(","))
    return inside is (found["sign"] == "=")


def _within(value: int, said: str) -> bool:
    first, _, last = said.partition("..")
    return int(first) <= value <= int(last or first)

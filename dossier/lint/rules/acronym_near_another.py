"""An acronym that nobody explains is one letter away from one that is explained.

Why: It is nearly always a slip, and the slip names a body that does not exist, or the very one
    that the other side belongs to.
Source: House style; a submission of 2019 wrote FNPRK twice for KNPRK.
Bad:
    # Attacks on trade unionists

    The Confederation of Independent Trade Unions (KNPRK) has been under attack. On 14 September
    2017 the car of a leader of the FNPRK was set on fire.
Says: "FNPRK" is one letter away from "KNPRK", and is never explained
Good:
    # Attacks on trade unionists

    The Confederation of Independent Trade Unions (KNPRK) has been under attack. On 14 September
    2017 the car of a leader of the KNPRK was set on fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.acronyms import common, explanations, own
from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rules.acronym_undefined import unknown

SEVERITY = "warning"
LANGUAGES = ALL
SHORTEST = 4
"""Shorter acronyms are one letter apart by chance; of those, only swapped letters count."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find acronyms of the prose that are a slip of another that is explained or well known."""
    explained = {use.word for unit in draft.units for use in explanations(unit)}
    known = sorted(explained | own(draft)) + sorted(common() - explained)
    for use in unknown(draft):
        if use.word in explained:
            continue
        for other in known:
            if apart(use.word, other) and (len(use.word) > SHORTEST or other in explained):
                how = "has two letters swapped of" if _swapped(use.word, other) else ""
                how = how or "is one letter away from"
                message = f'"{use.word}" {how} "{other}", and is never explained'
                yield Hit(use.unit, message, f'write "{other}", or explain "{use.word}"', use.word)
                break


def apart(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours are swapped.

    >>> apart("FNPRK", "KNPRK"), apart("KNRPK", "KNPRK"), apart("NGO", "UGO"), apart("CAF", "CFA")
    (True, True, False, True)
    """
    if one == other or abs(len(one) - len(other)) > 1 or one + "S" == other or other + "S" == one:
        return False
    if _swapped(one, other):
        return True
    if min(len(one), len(other)) < SHORTEST:
        return False
    head = _common(one, other)
    tail = _common(one[:head - 1:-1] if head else one[::-1],
                   other[:head - 1:-1] if head else other[::-1])  # fmt: skip
    return head + tail >= max(len(one), len(other)) - 1


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common from the beginning."""
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1),
                min(len(one), len(other)))  # fmt: skip


def _swapped(one: str, other: str) -> bool:
    return len(one) == len(other) > 2 and any(
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] == other for at in range(len(one) - 1)
    ) and one != other  # fmt: skip

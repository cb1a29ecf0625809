"""The sessions of the UPR Working Group, and the cycles they belong to.

Sessions 1 to 12 were the first cycle, 13 to 26 the second, 27 to 40 the third; the fourth is of
fourteen sessions too, 41 to 54. The heads of OHCHR's lists bear this out for sessions 17, 20, 31,
34 and 48 (checked on 2026-11-21); that the fifth begins with session 55 is derived.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def cycle_of(session: int) -> int | None:
    """Return the cycle that a session belongs to, or None for what is no session.

    >>> [cycle_of(session) for session in (0, 1, 12, 13, 26, 27, 40, 41, 54, 55)]
    [None, 1, 1, 2, 2, 3, 3, 4, 4, 5]
    """
    if session < 1:
        return None
    return 1 if session <= 12 else 2 + (session - 13) // 14


@lru_cache(maxsize=1024)  # few sessions stand in many rows
def session_of(words: str) -> int:
    """Return the session in words such as "44 - November 2023" or "UPR 34th session", or 0.

    >>> session_of("- 44 - November 2023")
    44
    """
    found = re.search(r"\d{1,3}(?!\d)", words)
    return int(found[0]) if found else 0


@lru_cache(maxsize=1024)
def said_cycle(words: str) -> int | None:
    """Return the cycle in words such as "3rd cycle" or "Fourth", or None.

    >>> said_cycle("3rd cycle"), said_cycle("Fourth"), said_cycle("")
    (3, 4, None)
    """
    first = re.match(r"[\s-]*(?:(\d)|([A-Za-z]+))", words)
    if first and first[1]:
        return int(first[1])
    name = first[2].casefold() if first else ""
    return _ORDINALS.index(name) + 1 if name in _ORDINALS else None

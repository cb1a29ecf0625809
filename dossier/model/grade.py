"""How well a fact that the program ships is known, and the words that say so.

- verified: somebody read it in its source.
- partly: somebody read a part of it, or a copy.
- probable: nobody read it, and two signs that do not depend on each other agree.
- reported: one secondary source reports it.
- unverified: remembered, derived or taken over.

Only what is verified may be told as sure, and only that may be an error.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Grade: TypeAlias = Literal["verified", "partly", "probable", "reported", "unverified"]

GRADES: tuple[str, ...] = get_args(Grade)
"""Every grade, the best known first."""

_REMARKS = {
    "verified": "",
    "partly": "verified only in part",
    "probable": "probable, not verified",
    "reported": "reported by one source, not verified",
}


def remark(grade: str) -> str:
    """Return what a message must add to a value of this grade.

    >>> remark("verified"), remark("probable"), remark("unverified")
    ('', ' (probable, not verified)', ' (not verified)')
    """
    words = _REMARKS.get(grade, "not verified")
    return f" ({words})" if words else ""


def graded(words: str, grade: str) -> str:
    """Return `words` with what must be said of a value of this grade, where a list tells it.

    >>> graded("May 2027", "verified"), graded("May 2027", "probable")
    ('May 2027', 'probable: May 2027')
    >>> graded("May 2027", "unverified")
    'May 2027 (not verified)'
    """
    return f"{grade}: {words}" if grade in ("probable", "reported") else words + remark(grade)

"""Compare text that holds letters of scripts which a PDF keeps as it draws them.

What reads a PDF turns right-to-left lines around again: signs beside such letters move along the
line, and those that have a left and a right form change it. Only the other letters can be told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SHAPED = re.compile(
    "[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]"
)
_SIDES = re.compile("LEFT|RIGHT|LESS-THAN|GREATER-THAN|SUBSET|SUPERSET")
_OTHER = {
    "LEFT": "RIGHT", "RIGHT": "LEFT", "LESS-THAN": "GREATER-THAN", "GREATER-THAN": "LESS-THAN",
    "SUBSET": "SUPERSET", "SUPERSET": "SUBSET",
}  # fmt: skip


def has_shaped(text: str) -> bool:
    """Whether a letter of a shaped script stands in `text`."""
    return _SHAPED.search(text) is not None


def without_shaped(text: str) -> str:
    """Return `text` without letters of shaped scripts, a sign and its mirror image as one.

    >>> without_shaped("[a] (שלום) »b«")
    '[a[ (( «b«'
    """
    return "".join(map(_one_side, unicodedata.normalize("NFKC", _SHAPED.sub("", text))))


@cache
def _one_side(sign: str) -> str:
    """Return the lesser of a sign and its mirror image."""
    if not (unicodedata.mirrored(sign) or unicodedata.category(sign) in ("Ps", "Pe", "Pi", "Pf")):
        return sign
    name = _SIDES.sub(lambda side: _OTHER[side[0]], unicodedata.name(sign, ""))
    try:
        return min(sign, unicodedata.lookup(name))
    except KeyError:
        return sign

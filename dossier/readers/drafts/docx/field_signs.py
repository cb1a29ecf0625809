r"""What a field of a Word file prints that keeps no result: a fraction, a sign, a number.

Most fields keep the words that Word last printed for them. These do not: Word makes what they
print anew each time, and the file has only their code, such as `EQ \f(1,2)`.
Source: ECMA-376, part 1, 17.16.5; Microsoft's list of field codes in Word.
"""

from __future__ import annotations

import re

from dossier.ooxml.equations import fraction

_BARE = ("EQ", "SYMBOL", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "MACROBUTTON")
_FRACTION = re.compile(r"EQ\s+\\f\s?\(([^(),;\\]+)[,;]([^(),;\\]+)\)")
_SIGN = re.compile(r"SYMBOL\s+(\d+|0x[\dA-Fa-f]+)\s+\\u\b.*")
_HIGHEST = 0x10FFFF


def prints_alone(code: str) -> bool:
    r"""Return whether a field with this code prints something of which the file has no words.

    >>> prints_alone(r" EQ \f(1,2) "), prints_alone("PAGE")
    (True, False)
    """
    return any(each.upper() in _BARE for each in code.split()[:1])


def equation_of(code: str) -> str:
    r"""Return the fraction that a field prints, on one line; "" where it prints something else.

    >>> equation_of(r" EQ \f(a+b;2) ")
    '(a+b)/2'
    """
    found = _FRACTION.fullmatch(code.strip())
    return fraction(found[1].strip(), found[2].strip()) if found else ""


def sign_of(code: str) -> str:
    r"""Return the sign that a field prints by its number in Unicode, or "".

    >>> sign_of(r"SYMBOL 167 \u")
    '§'
    """
    found = _SIGN.fullmatch(code.strip())
    number = int(found[1], 0) if found else 0
    return chr(number) if 31 < number <= _HIGHEST else ""

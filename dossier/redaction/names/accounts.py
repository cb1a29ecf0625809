"""Names of accounts: an initial and the surname run together, as in "jexemplar"."""

from __future__ import annotations

import re

from dossier.redaction.names.everyday import is_everyday

_SIGN = re.compile(r"[@#\\]|://|^~?/|^www\.|/.*/", re.I)
"""What makes a run of signs without spaces an account, an address or a path of a file."""

_NAMED = re.compile(r"""(?:^|[:=])["'‘’“”«»()\[\]<>,;!?\s]*$""")
"""What stands before a word that is all of a text, or of a value behind its name."""

_SPACE = re.compile(r"\s")

_FAR = 200
"""How many signs before and after a word are looked at."""

_EDGES = "\"'‘’“”«»()[]<>,;:!? "
"""What may stand around a name of an account that stands alone."""


def is_account(text: str, start: int, end: int) -> bool:
    r"""Whether the word at a place of a text can be the name of an account.

    It can where it is the whole text, as the author of a file is, or a value in quotes or behind
    a colon, where a number is its end, or where it is part of an address or path. A word of
    everyday English by itself is no account.

    >>> is_account("C:\\Users\\jexemplar\\notes", 9, 18), is_account("They go along", 8, 13)
    (True, False)
    """
    if text[max(start - 1, 0) : start] in ("@", "#") or text[end : end + 1] == "@":
        return True
    if is_everyday(text[start:end].casefold().rstrip("0123456789")):
        return False
    if text[end - 1 : end].isdecimal():
        return True
    before, after = text[max(start - _FAR, 0) : start], text[end : end + _FAR]
    quoted = before[-1:] == after[:1] == '"'
    if quoted or (_NAMED.search(before) and not after.strip(_EDGES)):
        return True
    run = _SPACE.split(before)[-1] + text[start:end] + _SPACE.split(after, maxsplit=1)[0]
    return bool(_SIGN.search(run.strip(_EDGES)))

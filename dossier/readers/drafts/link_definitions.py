"""Links by reference in a stranger's Markdown: `[text][id]` with `[id]: address` elsewhere.

Source: CommonMark 0.31.2 (28 January 2024), 4.7 and 6.3. An id that nothing defines stays as typed.
"""

from __future__ import annotations

import re

_DEFINED = re.compile(
    r"""^[ ]{0,3}\[(?P<id>[^\^\]\[][^\]\[]*)\]:[ ]*\n?[ ]*<?(?P<address>[^\s<>]+)>?"""
    r"""(?:[ ]*\n?[ ]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ ]*$""",
    re.MULTILINE,
)
_USED = re.compile(
    r"(?<![\\\]])(?P<picture>!?)\[(?P<words>(?:[^\[\]\\]|\\.)+)\](?:[ ]?\[(?P<id>[^\[\]]*)\])?"
    r"(?![(\[:{])"
)


def with_targets(text: str) -> str:
    r"""Return Markdown whose links say their addresses, without the definitions; lines stay.

    >>> with_targets("See [it][a].\n\n[a]: https://x.org")
    'See [it](https://x.org).\n\n'
    """
    known: dict[str, str] = {}
    for found in _DEFINED.finditer(text):
        known.setdefault(_key(found["id"]), found["address"])
    if not known:
        return text

    def linked(found: re.Match[str]) -> str:
        address = known.get(_key(found["id"] or found["words"]))
        if address is None or found["words"].startswith(("^", "@")):
            return found[0]
        return f"{found['picture']}[{found['words']}]({address})"

    bare = _DEFINED.sub(lambda found: "\n" * found[0].count("\n"), text)
    return _USED.sub(linked, bare)


def _key(id_: str) -> str:
    """Return an id as ids are compared: without case, white space folded."""
    return " ".join(id_.casefold().split())

"""Number bookmarks and content controls by their names, so that what is new renumbers nothing.

Programs that compare two Word files take a control or a bookmark with another number for another
one. A number that is counted changes in all that follows when a paragraph is put in.
"""

from __future__ import annotations

import hashlib

_MOST = 49_999_999
"""The greatest number. Word allows 2,147,483,647; a redline counts on above those it finds."""


class StableIds:
    """Gives a number for a name, mostly the same in every file, and never one number twice."""

    def __init__(self) -> None:
        self.given: set[int] = set()

    def number(self, name: str) -> int:
        """Return a number that nothing else in this file has.

        >>> ids = StableIds()
        >>> ids.number("p_strike_1"), ids.number("p_strike_2"), ids.number("p_strike_1")
        (11158057, 49591905, 11158058)
        """
        found = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % _MOST + 1
        while found in self.given:
            found = found % _MOST + 1
        self.given.add(found)
        return found

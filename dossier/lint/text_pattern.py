"""A pattern that rules look for: made ready when it is first needed, it remembers what it found.

The same texts stand in several documents, and most of them in the next build of a living process.
"""

from __future__ import annotations

import re
from functools import cached_property

from dossier.model.kept_patterns import program_pattern
from dossier.model.remembered import remembered


class TextPattern:
    """A regular expression of the program that is looked for in texts as a whole."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = pattern
        self.flags = flags
        self.all = remembered(self._all)
        """Returns all that is found in a text, in order."""

    @cached_property
    def ready(self) -> re.Pattern[str]:
        """The expression as Python's `re` has it, for parts of texts."""
        return program_pattern(self.pattern, self.flags)

    def _all(self, text: str) -> tuple[re.Match[str], ...]:
        return tuple(self.ready.finditer(text))

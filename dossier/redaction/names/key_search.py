"""Keys: strings that are looked for in a text all at once, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Keys:
    """Strings as an automaton of Aho and Corasick, which reads a text once for all of them."""

    def __init__(self, keys: Iterable[str]) -> None:
        import ahocorasick

        self._automaton: Any = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for each in keys:
            self._automaton.add_word(each)
        self._any = len(self._automaton) > 0
        self._automaton.make_automaton()

    def stand_in(self, *texts: str) -> bool:
        """Whether one of the strings stands in one of the texts, equal ones read once."""
        return self._any and any(next(self._automaton.iter(each), "") for each in {*texts})

"""What a new dossier says in its blocks, in the language that it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dossier.interchange.from_un.themes import Theme, body
from dossier.model.frozen import frozen
from dossier.model.language import DATA, Language, code_of, language
from dossier.model.program_data import read_data

MARKS = ("check", "write", "translate")
"""What is still to be done: to compare, to write, to translate."""


@frozen
class Phrases:
    """The words of `data/from-un-words.yaml` in the language of a tag; English where one lacks."""

    tag: str

    @property
    def code(self) -> str:
        return code_of(self.tag)

    @property
    def language(self) -> Language:
        return language(self.tag)

    def say(self, name: str, **values: object) -> str:
        """Return words with values in them, and with the marks that they ask for.

        >>> Phrases("fr").say("in_year", year=2019), Phrases("en-GB").say("check")
        ('en 2019', '[to be checked]')
        """
        marks = {each: _in(_data()["marks"][each], self.code) for each in MARKS}
        return marks.get(name) or _in(_data()["words"][name], self.code).format_map(
            marks | {key: str(each) for key, each in values.items()}
        )

    def title(self, theme: Theme) -> str:
        return str(self._of_theme(theme, "title") or theme.title)

    def questions(self, theme: Theme) -> tuple[str, ...]:
        """Return what an author must be able to answer on a theme."""
        known = _data()["themes"].get(theme.id, {}).get("questions", ())
        found = tuple(str(each[self.code]) for each in known if self.code in each)
        return found if len(found) == len(theme.questions) else theme.questions

    def body(self, mechanism: str, author: str) -> str:
        """Return what a treaty body is called; `author` for other bodies and in English."""
        known = _data()["bodies"].get(mechanism, {}) if body(mechanism) else {}
        return str(known.get(self.code, author))

    def _of_theme(self, theme: Theme, name: str) -> str | None:
        known: Mapping[str, str] = _data()["themes"].get(theme.id, {}).get(name, {})
        return known.get(self.code)


def _in(words: Mapping[str, str], code: str) -> str:
    return words.get(code, words["en"])


@cache
def _data() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_data(DATA / "from-un-words.yaml")
    return raw

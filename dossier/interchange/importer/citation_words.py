"""The words of citations in drafts of all languages, from `drafts` in `data/languages`.

A note may be in another language than its draft. So the words of all languages are looked for
together; whether a source prints as the note was typed is held against it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from dossier.model.language_file import language_words, languages


class CitationWords:
    """Patterns of what notes are made of, each made when it is first looked for."""

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Words that lead to a source, such as "See also"."""
        return re.compile(rf"(?:{_either('see')})(?: |(?<=[\u4e00-\u9fff]))(?=\S)")

    @cached_property
    def ibid(self) -> re.Pattern[str]:
        """The source of the note before, and the place in it."""
        return re.compile(rf"(?:{_either('ibid')})(?:,? (?P<place>.+))?", re.IGNORECASE)

    @cached_property
    def above(self) -> re.Pattern[str]:
        """The source of an earlier note, its number, and the place in it."""
        held = _either("above")
        return re.compile(rf".+?,? (?:{held}) (?P<note>\d+)(?: выше)?(?:, (?P<place>.+))?")

    @cached_property
    def address(self) -> re.Pattern[str]:
        """A web address, perhaps with the day on which somebody saw it."""
        lead, seen = _either("address"), _either("accessed")
        return re.compile(
            rf"(?:(?i:{lead}) )?<?(https?://[^\s<>]+?)>?(?: \((?:{seen}) ([^()]+)\))?"
        )

    @cached_property
    def number(self) -> re.Pattern[str]:
        """The number of a law or a document."""
        return re.compile(rf"(?:{_either('number')})\s?(\d\S*)")

    @cached_property
    def case(self) -> re.Pattern[str]:
        """The number of a case, and what it is about."""
        return re.compile(rf"(?:{_either('case')})\s?(\d+)(?: \((.+)\))?")

    @cached_property
    def cfa(self) -> re.Pattern[str]:
        """The ILO's Committee on Freedom of Association."""
        return re.compile(_either("cfa"))

    @cached_property
    def report(self) -> re.Pattern[str]:
        """A report of that Committee by its number."""
        return re.compile(_either("report"))

    @cached_property
    def treaty(self) -> re.Pattern[str]:
        """A word that makes a name one of a treaty."""
        return re.compile(rf"\b(?:{_either('treaty')})\b")

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A word that makes a name one of a body."""
        return re.compile(rf"\b(?:{_either('body')})")


WORDS = CitationWords()


def _either(name: str) -> str:
    """Return the pattern of the words of a sort in all languages, the longest first."""
    said = {each for code in languages() for each in _citations(code).get(name, ())}
    return "|".join(sorted(said, key=lambda each: (-len(each), each)))


def _citations(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = language_words(code).get("drafts", {}).get("citations", {})
    return found

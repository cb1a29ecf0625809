"""Treaties, conventions and declarations: the names and articles that the program knows.

What a State did with one is `Status` in `model/registry.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dossier.model.registry import Name, Verified, Words


@dataclass(frozen=True, slots=True)
class Article:
    """An article of an instrument: its official heading (often none) and its words, if held."""

    heading: str = ""
    about: str = ""
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, protocol or declaration, from the program's own data.

    `binding` is False for declarations, which nobody ratifies. `mistaken` are acronyms often
    written for it that mean something else, such as the committee's.
    """

    id: str
    names: Mapping[str, Name]
    adopted: date
    binding: bool
    articles: Mapping[str, Article] = field(default_factory=dict)
    mistaken: tuple[str, ...] = ()
    verified: Verified = "no"
    source: str = ""

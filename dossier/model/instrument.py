"""Treaties, declarations, ILO recommendations, opinions of a court: names and articles.

What a State did with one is `Status` in `model/registry.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from dossier.model.frozen import frozen
from dossier.model.registry import Name, Words


@frozen
class Article:
    """An article of an instrument: its official heading (often none) and its words, if held."""

    heading: str = ""
    about: str = ""
    words: Words = field(default_factory=dict)


@frozen
class Instrument:
    """A treaty, protocol, declaration, recommendation or opinion, from the program's own data.

    `binding` is False for what nobody ratifies: declarations, recommendations of the ILO, opinions
    of a court. `mistaken` are acronyms often written for it that mean something else, such as the
    committee's. From the day `amended` it is cited by `amended_names`. `body` adopted it.
    """

    id: str
    names: Mapping[str, Name]
    adopted: date
    binding: bool
    articles: Mapping[str, Article] = field(default_factory=dict)
    mistaken: tuple[str, ...] = ()
    amended: date | None = None
    amended_names: Mapping[str, Name] = field(default_factory=dict)
    body: str = ""

    def names_on(self, day: date) -> Mapping[str, Name]:
        """Return the names by language that a document of `day` uses."""
        later = self.amended is not None and day >= self.amended
        return {**self.names, **self.amended_names} if later else self.names

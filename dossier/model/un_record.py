"""What a body of the UN or the ILO said of a State: a paragraph with its symbol.

A recommendation of the UPR, a concern or a recommendation of a treaty body, a finding of a special
rapporteur: one record each. What an export does not say is empty.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal, TypeAlias

from dossier.model.frozen import frozen

RecordKind: TypeAlias = Literal["recommendation", "concern", "pledge"]


@frozen
class UnRecord:
    """A record. `states` are those it is about, `recommending` those that made it.

    `published` is the day of its document (2024-12-12), `year` that of the document or else of the
    session, 0 where neither is known. `origin` says in an export's words where it stands there.
    """

    text: str
    mechanism: str = "UPR"
    kind: RecordKind = "recommendation"
    states: tuple[str, ...] = ()
    symbol: str = ""
    paragraph: str = ""
    recommending: tuple[str, ...] = ()
    position: Literal["supported", "noted", "pending", ""] = ""
    words: str = ""
    cycle: int | None = None
    session: int = 0
    published: str = ""
    year: int = 0
    themes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    annotation: str = ""
    origin: str = ""
    line: int = 0

    @property
    def is_recommendation_of_upr(self) -> bool:
        """Whether other States recommended it in the UPR; what a State pledged there is none."""
        return self.mechanism == "UPR" and self.kind != "pledge"

    @property
    def document(self) -> str:
        """By what its document is known: the symbol, or what an export says."""
        return self.symbol or self.origin

    @property
    def day(self) -> str:
        """The day of its document, or only the year, or "" where neither is known."""
        return self.published or str(self.year or "")

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON holds it."""
        return asdict(self)

    def cited(self) -> str:
        """Return where it can be cited: symbol and paragraph, or what is known of them.

        >>> UnRecord("Ratify it", symbol="A/HRC/57/99", paragraph="124.1").cited()
        'A/HRC/57/99, para. 124.1'
        """
        place = f"para. {self.paragraph}" if self.paragraph else ""
        return ", ".join(filter(None, (self.symbol, place))) or self.origin

"""Consent of persons to be named or shown: who gave it, when and how, until when and for whom."""

from __future__ import annotations

from datetime import date

from dossier.model.frozen import frozen


@frozen
class Consent:
    """A consent, or (`not_needed`) the reason why none is needed.

    `audience` is the widest that it is for, and `until` its last day, if it has one.
    """

    by: str = ""
    on: date | None = None
    how: str = ""
    until: date | None = None
    audience: str = "public"
    not_needed: str = ""

    def __str__(self) -> str:
        if self.not_needed:
            return f"not needed: {self.not_needed}"
        end = f", until {self.until}" if self.until else ""
        return f'by {self.by} on {self.on}, {self.how}{end}, for "{self.audience}"'

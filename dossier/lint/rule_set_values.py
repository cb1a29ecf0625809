"""What a rule set asks of a draft: the value for its cycle, and how well that value is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dossier.lint.draft import Draft
from dossier.model.diagnostics import Severity
from dossier.model.frozen import frozen
from dossier.model.grade import remark
from dossier.model.language import language


@frozen
class Asked:
    """One rule of a set, as it holds for a draft; `remark` tells in a message what is unverified.

    `more` is all that the set says of it.
    """

    value: Any
    grade: str = "verified"
    remark: str = ""
    more: Mapping[str, Any] | None = None

    @property
    def severity(self) -> Severity:
        """How much a breach weighs: only what was read in its source may block."""
        return "error" if self.grade == "verified" else "warning"


def asked(draft: Draft, name: str) -> Asked | None:
    """Return the rule `name` of the draft's rule set for its cycle, or None where it has none."""
    found = draft.limits.get("rules", {}).get(name)
    if found is None:
        return None
    cycle = cycle_of(draft)
    entry = {**found, **found.get("cycles", {}).get(cycle, {})}
    return Asked(entry["value"], entry["grade"], _remark(entry, cycle), entry)


def _remark(entry: Mapping[str, Any], cycle: int | None) -> str:
    if entry["grade"] == "unverified" and cycle and "cycles" in entry:
        return f" (not verified for the {language('en-GB').ordinal(cycle)} cycle)"
    return remark(entry["grade"])


def cycle_of(draft: Draft) -> int | None:
    """Return the cycle of the review that the draft is for, from what its manifest says."""
    cycle, session = draft.about.get("cycle"), draft.about.get("session")
    if isinstance(cycle, int) or not isinstance(session, int):
        return cycle if isinstance(cycle, int) else None
    from dossier.readers.un_exports.sessions import cycle_of as cycle_of_session

    return cycle_of_session(session)


def line_of(draft: Draft, key: str) -> int:
    """Return the line of a key of the document in its manifest, or that of the document."""
    lines: Mapping[str, int] = draft.about.get("lines") or {}
    return lines.get(key) or int(draft.about.get("line") or 0)

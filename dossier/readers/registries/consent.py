"""Read a consent: who gave it, when and how, until when and for whom, or why none is needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.model.consent import Consent
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Place
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape, take

CONSENT = Key("any")
"""The key `consent` of an entry."""

CONSENT_KEYS: Shape = {
    "by": Key("text"),
    "on": Key("date"),
    "how": Key("text"),
    "until": Key("date"),
    "audience": Key("text", choices=AUDIENCES),
    "not-needed": Key("text"),
}

_NEEDED = {
    "by": "who gave it",
    "on": "when it was given",
    "how": "how it was given",
    "audience": "for which audience at most",
}


def consent_of(
    taken: dict[str, Any], keys: Keys, at: Place, what: str
) -> tuple[Consent | None, list[Finding]]:
    """Return the consent of an entry, None where it has none that says all that it must.

    `what` names the entry in messages.
    """
    if "consent" not in keys.lines:
        return None, []
    at = Place(at.file, keys.lines["consent"])
    inner = taken.get("consent")
    inner = inner if isinstance(inner, Keys) else Keys(line=at.line)
    said, findings = take(inner, CONSENT_KEYS, at.file, f"the consent of {what}")
    reason = said.get("not-needed", "")
    findings += [] if reason else _unclear(said, what, at)
    if findings:
        return None, findings
    return Consent(
        by=said.get("by", ""),
        on=said.get("on"),
        how=said.get("how", ""),
        until=said.get("until"),
        audience=said.get("audience", "public"),
        not_needed=reason,
    ), []


def _unclear(said: dict[str, Any], what: str, at: Place) -> Iterator[Finding]:
    """Find what a consent does not say; what is one text says nothing that can be checked."""
    lacking = [key for key in _NEEDED if key not in said]
    if lacking:
        message = f"the consent of {what} does not say {', '.join(_NEEDED[key] for key in lacking)}"
        keys = ", ".join(f"{key}: …" for key in lacking)
        hint = (
            f"write `consent: {{{keys}}}`, or `{{not-needed: the reason}}`; now it counts as none"
        )
        yield Finding(at.file, at.line, Fault.UNCLEAR_CONSENT, message, hint, severity="warning")

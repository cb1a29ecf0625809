"""Whether a consent holds: for a document, of the persons whom it names or shows."""

from __future__ import annotations

from datetime import date

from dossier.model.consent import Consent
from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.registry import Audience, Place, may_read


def without_consent(
    what: str, entry: Place, consent: Consent | None, at: Place, audience: Audience, day: date,
    severity: Severity,
) -> Finding | None:  # fmt: skip
    """Return a finding where a document of `day` for `audience` has no consent to `what`.

    `entry` is where its registry has it, `at` where the document does.
    """
    why = flaw(consent, audience, day)
    if not why:
        return None
    message = f'{what} in a document for "{audience}", and {why}'
    hint = "ask those concerned and say so with `consent:`, or why none is needed "
    hint += f"({entry.file}:{entry.line}); else leave it out"
    return Finding(at.file, at.line, Fault.WITHOUT_CONSENT, message, hint, severity=severity)


def flaw(consent: Consent | None, audience: Audience, day: date) -> str:
    """Return why a consent does not hold for `audience` on a day, or "".

    What only we ourselves may read is told to nobody, and needs none.

    >>> flaw(None, "un", date(2026, 11, 21))
    'nobody says that there is consent'
    >>> flaw(Consent(until=date(2020, 1, 1)), "un", date(2026, 11, 21))
    'the consent ended on 2020-01-01'
    >>> flaw(None, "internal", date(2026, 11, 21))
    ''
    """
    if audience == "internal":
        return ""
    if consent is None:
        return "nobody says that there is consent"
    if consent.not_needed:
        return ""
    if consent.until and consent.until < day:
        return f"the consent ended on {consent.until}"
    if consent.on and consent.on > day:
        return f"the consent was given later, on {consent.on}"
    if not may_read(audience, consent.audience):
        return f'the consent is for "{consent.audience}" at most'
    return ""

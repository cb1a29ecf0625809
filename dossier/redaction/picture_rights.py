"""Who may see a picture: what `pictures.yaml` says of it, held against a document's audience."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, PictureRights, Place, may_read
from dossier.redaction.consents import without_consent


@frozen
class PictureUse:
    """Where a picture is shown: for whom, on which day, in a final document or a draft."""

    audience: Audience
    day: date
    final: bool
    photograph: bool


def not_cleared(
    path: str, rights: PictureRights | None, at: Place, use: PictureUse
) -> Iterator[Finding]:
    """Find that a picture has no credit, no consent, or is for a narrower audience.

    `rights` are None where `pictures.yaml` does not list it, which is an error for a photograph in
    a final document only; `at` is where the picture stands.
    """
    if rights is None:
        message = f'nothing says who made the picture "{path}", and who agreed to it'
        hint = "add it to pictures.yaml with `credit:` and `consent:`"
        severity: Severity = "error" if use.final and use.photograph else "warning"
        yield Finding(
            at.file, at.line, Fault.PICTURE_WITHOUT_CREDIT, message, hint, severity=severity
        )
    elif not may_read(use.audience, rights.audience):
        message = f'the picture "{path}" is for "{rights.audience}" at most, '
        message += f'and the document for "{use.audience}"'
        agreed = f" ({rights.consent})" if rights.consent else ""
        hint = f"leave it out; if the consent{agreed} allows it, set `audience:` in pictures.yaml"
        consent = str(rights.consent or "")
        yield Finding(
            at.file, at.line, Fault.PICTURE_NOT_CLEARED, message, hint,
            excerpt=path, data={"audience": rights.audience, "consent": consent},
        )  # fmt: skip
    else:
        missing = without_consent(
            what=f'the picture "{path}" stands',
            entry=rights.at,
            consent=rights.consent,
            at=at,
            audience=use.audience,
            day=use.day,
            severity="error" if use.final else "warning",
        )
        yield from [missing] if missing else []

"""Who may see a picture: what `pictures.yaml` says of it, held against a document's audience."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.registry import Audience, PictureRights, Place, may_read


def not_cleared(
    path: str,
    rights: PictureRights | None,
    audience: Audience,
    at: Place,
    final_photograph: bool,
) -> Iterator[Finding]:
    """Find that a picture has no credit and consent, or is for a narrower audience.

    `rights` are None where `pictures.yaml` does not list it, which is an error for a photograph in
    a final document only; `at` is where the picture stands.
    """
    if rights is None:
        message = f'nothing says who made the picture "{path}", and who agreed to it'
        hint = "add it to pictures.yaml with `credit:` and `consent:`"
        severity: Severity = "error" if final_photograph else "warning"
        yield Finding(
            at.file, at.line, Fault.PICTURE_WITHOUT_CREDIT, message, hint, severity=severity
        )
    elif not may_read(audience, rights.audience):
        message = f'the picture "{path}" is for "{rights.audience}" at most, '
        message += f'and the document for "{audience}"'
        agreed = f' ("{rights.consent}")' if rights.consent else ""
        hint = f"leave it out; if the consent{agreed} allows it, set `audience:` in pictures.yaml"
        yield Finding(
            at.file, at.line, Fault.PICTURE_NOT_CLEARED, message, hint,
            excerpt=path, data={"audience": rights.audience, "consent": rights.consent},
        )  # fmt: skip

"""Files that a page sends: their names lead nowhere, and findings call them as they were sent."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from dossier.model.diagnostics import Finding

_UNSAFE = re.compile(r"[^\w. ()+-]")
"""Signs that no name of a file needs."""


def safe_name(name: str) -> str:
    """Return the name of a file that was sent, without any folder.

    >>> safe_name("../../x<y>.csv")
    'x_y_.csv'
    """
    return _UNSAFE.sub("_", Path(name).name).lstrip(".")[-120:] or "export"


def without_folder(finding: Finding, name: str) -> Finding:
    """Return a finding on a file that was sent, which names it as it was sent."""
    return replace(finding, file=name) if finding.file.endswith(f"/{name}") else finding

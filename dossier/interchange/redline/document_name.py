"""Which document a Word file says it is: exports carry their dossier's and document's names."""

from __future__ import annotations

import json
import re

from dossier.ooxml.names import EXPORT
from dossier.ooxml.package import Package

_ID = re.compile(r"[\w-]+")


def named(package: Package) -> tuple[str, str] | None:
    """Return the dossier and the document a file was exported from, or None."""
    for name in package.parts:
        if not re.fullmatch(r"customXml/item\d+\.xml", name):
            continue
        root = package.root(name)
        if root.tag == f"{{{EXPORT}}}export":
            return _names(root.text or "")
    return None


def _names(text: str) -> tuple[str, str] | None:
    try:
        said = json.loads(text)
        names = str(said["dossier"]), str(said["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return names if all(_ID.fullmatch(each) for each in names) else None

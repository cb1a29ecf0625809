"""Words of the skeleton, or others that stand for missing text, are left in a document.

Why: They are there to be replaced. Whoever reads them in a document that was sent learns that
    nobody read it before.
Source: House style. A warning in a draft, an error in a document whose status is final.
Bad:
    # Background

    (To be written.)
Says: "(To be written.)" stands for text that is missing
Good:
    # Background

    The amount of the fine is to be determined by the court. It asked: “How much (to be decided)?”
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from dossier.lint.draft import Draft
from dossier.lint.placeholders import placeholders
from dossier.lint.quotations import unquoted
from dossier.lint.rule import Hit
from dossier.model.diagnostics import Severity
from dossier.readers.dossier_yaml import Submitter

SEVERITY = "warning"

_SHOWN = 60
"""Letters of the words that the message shows."""

_HINT = "write what belongs there, or delete it"


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first such words of each unit, and of what the manifest says of submitters."""
    pattern = placeholders(draft.language)
    severity: Severity = "error" if draft.about.get("status") == "final" else "warning"
    for unit in draft.units:
        found = next(iter(pattern.all(unquoted(unit.text))), None)
        if found:
            yield Hit(unit, _message(found[0]), _HINT, found[0], severity)
    for key in ("submitters", "contact"):
        for text in _texts(draft.about.get(key)):
            if pattern.all(text):
                line = (draft.about.get("lines") or {}).get(key, 1)
                yield Hit(None, _message(text), _HINT, text, severity, line=line)


def _message(words: str) -> str:
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
    return f'"{shown}" stands for text that is missing'


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value of the manifest, whatever holds them."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
        case Submitter():
            yield from _texts([getattr(value, each.name) for each in fields(value)])

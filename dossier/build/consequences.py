"""Leave out what is wrong only since a block cannot be read: the block has its own finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault

_NAMING = (Fault.UNKNOWN_BLOCK, Fault.UNDEFINED_REFERENCE)
"""Faults of what names a block, or a place in one, as their excerpt."""


def without_consequences(findings: Iterable[Finding], library: BlockLibrary) -> Iterator[Finding]:
    """Yield findings but those that may follow from blocks that could not be read.

    Nobody knows of which kind such a block is: any section may wait for it.
    """
    for each in findings:
        if not library.unread or not _follows(each, library):
            yield each


def _follows(finding: Finding, library: BlockLibrary) -> bool:
    if finding.rule == Fault.SECTION_WITHOUT_BLOCKS:
        return True
    if finding.rule == Fault.UNDEFINED_REFERENCE and finding.data.get("kind") == "section":
        return True
    return finding.rule in _NAMING and library.may_hold(finding.excerpt)

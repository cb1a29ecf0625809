"""The acronym of a committee stands for the treaty that the committee watches over.

Why: CESCR and CCPR are committees; the covenants are ICESCR and ICCPR. To a reader in Geneva the
    slip says that the authors do not know the treaty they rely on.
Source: OHCHR's pages on the treaty bodies; `mistaken` in data/instruments.
Bad:
    # International obligations

    In 2006 the State ratified the International Covenant on Economic, Social and Cultural Rights
    ("CESCR"). The CESCR protects the right to strike.
Says: "CESCR" is the committee, not the covenant
Good:
    # International obligations

    In 2006 the State ratified the International Covenant on Economic, Social and Cultural Rights
    ("ICESCR"). In 2019 the CESCR commented on the right to strike.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.model.registry import Registry
from dossier.readers.registries.committees import misused
from dossier.readers.registries.instruments import names

SEVERITY = "error"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find each such acronym once; where there are registries, assembling has found it already."""
    if draft.registry != Registry():
        return
    told: set[str] = set()
    for unit in draft.units:
        for wrong, right, _ in misused(unit.text):
            if wrong not in told:
                told.add(wrong)
                short = next((each.short for each in names(right).values() if each.short), right)
                message = f'"{wrong}" is the committee, not the covenant'
                yield Hit(unit, message, f'write "{short}"', wrong)

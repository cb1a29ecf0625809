"""Say what a dossier on a State would begin with: by theme, and by the bodies that spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from dossier.interchange.from_un.begin import KINDS
from dossier.interchange.from_un.gathered import Gathered, OnTheme, gather
from dossier.interchange.from_un.themes import known_themes
from dossier.model.diagnostics import Refused
from dossier.model.frozen import frozen
from dossier.readers.un_exports.export import UPR
from dossier.readers.un_exports.state_names import usual


@frozen
class Offer:
    """What the library has on the themes that the program knows; nothing where `themes` is empty.

    `mechanisms` counts records by the body that made them, the most first.
    """

    state: str
    themes: tuple[OnTheme, ...] = ()
    mechanisms: Mapping[str, int] = field(default_factory=dict)


def offer(library: Path, state: str, today: date) -> Offer:
    """Return what a dossier on `state` would begin with; an absent library has nothing."""
    name = usual(state)
    if not state.strip() or not library.is_file():
        return Offer(name)
    try:
        found = gather(library, name, known_themes(), KINDS, today)
    except Refused:
        return Offer(name)
    return Offer(name, found.themes, _counts(found))


def _counts(found: Gathered) -> dict[str, int]:
    counted = Counter(each.mechanism for each in found.said)
    counted[UPR] += len(found.earlier)
    return dict(counted.most_common())

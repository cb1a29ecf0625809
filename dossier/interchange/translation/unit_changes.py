"""Units that are to hold other words, as they are shown before and after they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model.frozen import frozen
from dossier.model.translation import shown_change


@frozen
class UnitChange:
    """A unit that is to hold other words: before ("" for none) and after, on one line."""

    block: str
    key: str
    before: str
    after: str


def unit_changes(changes: Iterable[UnitChange]) -> Iterator[tuple[str, str]]:
    """Yield the name of each changed unit, and what changes, as messages show it."""
    for each in changes:
        said = shown_change(each.before, each.after) if each.before else f"{{+{each.after}+}}"
        yield f"{each.block}/{each.key}", said

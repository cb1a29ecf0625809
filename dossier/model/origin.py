"""The origin of words that no author typed: what put them in, and its number there."""

from __future__ import annotations

from enum import StrEnum

from dossier.model.frozen import frozen


class OriginKind(StrEnum):
    """What put words into a text.

    It does not say which registry, nor which entry of it: the id of a person could be a name.
    """

    INSERTED = "made"
    """A registry, or the outline with a heading of its own."""
    CITATION = "cite"
    SPACER = "apart"
    """The space between two calls of notes, so that 1 and 3 do not read as 13."""
    REMARK = "mark"
    """The program's own remark in a draft."""
    NUMBER = "number"
    """The number of a cross-reference."""


@frozen
class Origin:
    """What put words in; `number` counts what their paragraph asks for, cites or refers to."""

    kind: OriginKind
    number: int = 0

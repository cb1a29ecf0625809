"""What a document is changed for once its pages are known, and how: a PDF is laid out anew then."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field

from dossier.model.frozen import frozen


@frozen
class PageWishes:
    """What a PDF should be like, and only its pages show.

    Notes with the numbers `not_first` do not begin first on a page; for `full_pages` pictures may
    be moved. What `places` names, as a PDF does, is on these pages, counted from 1.
    """

    not_first: Set[int] = frozenset()
    full_pages: bool = False
    places: Mapping[str, int] = field(default_factory=dict)


@frozen
class PictureMove:
    """A picture or table is to stand after another node; both are known by their `node_name`."""

    node: str
    after: str


def node_name(block: str, at: int) -> str:
    """Return how the node at the place `at` of a block is named, such as "strike:2"."""
    return f"{block}:{at}"

"""A piece of a file: some words that can be read in it, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.redaction.names import Mode


class Unsearchable(Exception):
    """A file that cannot be looked into, or not into all of it; the message says why."""


@frozen
class Piece:
    """Some words of a file, and where they are, in people's words: "page 3", "a comment".

    What is read in another order, such as a column of a table, is looked at by `itself`: its words
    stand in other pieces, too.
    """

    text: str
    where: str
    mode: Mode = "words"
    read: Literal["on", "itself"] = "on"


def downward(text: str, where: str) -> Piece:
    """Return a piece that was read down a column of a table."""
    return Piece(text, f"{where}, read down a column", read="itself")


Inner: TypeAlias = Callable[[bytes, str], Iterator[Piece]]
"""Yields the pieces of a file that lies in another; the text says where, "" for where that is."""


class Room:
    """How many bytes may yet be unpacked from a file and all files in it."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, size: int) -> None:
        """Count `size` bytes. Raises `Unsearchable` when there were too many."""
        self.left -= size
        if self.left < 0:
            raise Unsearchable("it holds more than can be searched")

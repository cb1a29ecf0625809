"""Where words stand in the Markdown of a block, and what it cannot hold there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from dossier.model.document import Inline
from dossier.model.frozen import frozen

ESCAPABLE = '\\`*_{}[]()>#+-.!|<&~$^":@/｛｝'
"""The signs that a backslash makes into words."""


class Unwritable(ValueError):
    """The text has something that the Markdown of a block cannot hold; says what."""


def why_unwritable(write: Callable[[], object], *others: type[Exception]) -> str:
    """Return why something cannot be written, or "" where it can.

    `others` are further exceptions that say so.
    """
    known: tuple[type[Exception], ...] = (Unwritable, *others)
    try:
        write()
    except known as error:
        return str(error)
    return ""


@frozen
class MarkdownContext:
    """Where words stand: in the text of which block, and inside of what.

    `bracketed`: between brackets, of a link, a phrase or a citation; `braced`: in the braces of a
    phrase; `literal`: among words that look like a phrase for some readers, where no bracket may
    stand bare; `flat`: where no line may break; `marks`: the signs of italics and bold around;
    `spelled`: how an author has spelled requests and citations.
    """

    block: str = ""
    bracketed: bool = False
    braced: bool = False
    literal: bool = False
    linked: bool = False
    phrased: bool = False
    cell: bool = False
    note: bool = False
    quoted: int = 0
    flat: bool = False
    marks: tuple[str, ...] = ()
    spelled: Mapping[Inline, str] = field(default_factory=dict, hash=False, compare=False)

"""Fields of Word's while they are open: what their codes say, and which of them ever end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dossier.ooxml.elements import attribute
from dossier.readers.exported_docx.paragraphs import Atom

REMOTE = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE"})
"""Fields that would fetch what they show from elsewhere."""

_WORD = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(slots=True)
class Open:
    """A field that has begun; `pieces` are those of its code, and whether each was deleted.

    `shown` is whether its result has begun, `said` whether anything of it was read; `run_format` is
    that of its beginning, which a `simple` one (`w:fldSimple`) does not have.
    """

    run_format: Atom
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    shown: bool = False
    said: bool = False
    code: str = ""
    simple: bool = False

    def has_other_look(self, result: Atom) -> bool:
        """Whether a piece of the result looks otherwise than the beginning of the field."""
        own = self.run_format
        return not self.simple and (own.bold, own.italic) != (result.bold, result.italic)

    def settle(self) -> None:
        """Make the code of its pieces: those that stand, or all where the field was deleted."""
        standing = [text for text, deleted in self.pieces if not deleted]
        every = [text for text, _ in self.pieces]
        self.code = " ".join("".join(standing or every).split())

    @property
    def link(self) -> str | None:
        """Where the field leads when it is a link, else None."""
        kind, *words = ["".join(each) for each in _WORD.findall(self.code)] or [""]
        if kind.upper() != "HYPERLINK":
            return None
        address, place, name = "", "", ""
        for word in words:
            if word.startswith("\\"):
                name = word.lower()
            elif name == "\\l":
                place, name = word, ""
            elif not name and not address:
                address = word
            elif name in ("\\o", "\\t"):
                name = ""
        return f"{address}#{place}" if place else address


def closed(root: etree._Element) -> frozenset[etree._Element]:
    """Return the beginnings of the fields that end; one that does not would take all the text."""
    found, waiting = set(), []
    for each in root.iter("{*}fldChar"):
        match attribute(each, "fldCharType"):
            case "begin":
                waiting.append(each)
            case "end" if waiting:
                found.add(waiting.pop())
    return frozenset(found)


def is_remote(code: str) -> bool:
    """Whether a field would fetch something."""
    return code.split(" ", 1)[0].upper() in REMOTE

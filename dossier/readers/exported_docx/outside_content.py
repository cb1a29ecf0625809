"""What an edited Word file points at or holds that is not read as it looks: each with a warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.ooxml.parts import PackagePart

_SAYS: Mapping[Fault, tuple[str, str]] = {
    Fault.EMBEDDED_OBJECT: (
        "an object of another program stands here, such as a sheet or a chart; it is not read",
        "write in words or in a table what it shows",
    ),
    Fault.INSERTED_FILE: (
        "another file is inserted here; what it says is not read",
        "open the file in Word, copy the text into it, and save it again",
    ),
    Fault.REMOTE_FIELD: (
        "a field would fetch its words from another file; the words that it shows were read",
        "put the words themselves in its place (Ctrl+Shift+F9 in Word)",
    ),
    Fault.REMOTE_PICTURE: (
        "a picture is not in the file, only its address; it is not fetched",
        "insert the picture itself",
    ),
    Fault.REMOTE_TEMPLATE: (
        "the file is tied to a template elsewhere, which is not opened",
        "nothing need be done; the link does no harm here",
    ),
    Fault.STRUCK_WORDS: (
        "words are struck through with formatting, not with change tracking; they were kept",
        "delete them, with change tracking if others are to see it",
    ),
    Fault.TABLE_IN_CELL: (
        "a table stands in a cell of another one; its words were read as lines of that cell",
        "give it rows of its own, or put it below as a table by itself",
    ),
    Fault.UNSEEN_WORDS: (
        "words are white or tiny, so that nobody sees them; they were kept",
        "delete them if they do not belong to the text",
    ),
}


@dataclass(slots=True)
class Outside:
    """Takes the rules of what is met, with the paragraph; each rule is told once."""

    file: str
    met: dict[Fault, int] = field(default_factory=dict)

    def warn(self, rule: Fault, line: int) -> None:
        self.met.setdefault(rule, line)

    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(self.file, line, rule, *_SAYS[rule], "warning")
            for rule, line in self.met.items()
        )


def tied(parts: Iterable[PackagePart | None]) -> tuple[Fault, ...]:
    """Return the rules of what `parts` point at besides their text."""
    kinds = {each.kind for part in parts if part for each in part.relations.values()}
    return (Fault.REMOTE_TEMPLATE,) if "attachedTemplate" in kinds else ()

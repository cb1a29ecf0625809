"""What an edited Word file points at or holds that is not read as it looks: each with a warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.ooxml.parts import PackagePart

_SAYS: Mapping[str, tuple[str, str]] = {
    "embedded-object": (
        "an object of another program stands here, such as a sheet or a chart; it is not read",
        "write in words or in a table what it shows",
    ),
    "inserted-file": (
        "another file is inserted here; what it says is not read",
        "open the file in Word, copy the text into it, and save it again",
    ),
    "remote-field": (
        "a field would fetch its words from another file; the words that it shows were read",
        "put the words themselves in its place (Ctrl+Shift+F9 in Word)",
    ),
    "remote-picture": (
        "a picture is not in the file, only its address; it is not fetched",
        "insert the picture itself",
    ),
    "remote-template": (
        "the file is tied to a template elsewhere, which is not opened",
        "nothing need be done; the link does no harm here",
    ),
    "struck-words": (
        "words are struck through by their look alone; they were read as words that stay",
        "delete them, with change tracking if others are to see it",
    ),
}


@dataclass(slots=True)
class Outside:
    """Takes the rules of what is met, with the paragraph; each rule is told once."""

    file: str
    met: dict[str, int] = field(default_factory=dict)

    def warn(self, rule: str, line: int) -> None:
        self.met.setdefault(rule, line)

    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(self.file, line, rule, *_SAYS[rule], "warning")
            for rule, line in self.met.items()
        )


def tied(parts: Iterable[PackagePart | None]) -> tuple[str, ...]:
    """Return the rules of what `parts` point at besides their text."""
    kinds = {each.kind for part in parts if part for each in part.relations.values()}
    return (Fault.REMOTE_TEMPLATE,) if "attachedTemplate" in kinds else ()

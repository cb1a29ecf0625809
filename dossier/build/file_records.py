"""The record of a finished file: what the store keeps of it, and what a build says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossier import __version__
from dossier.project.build_store import Store, digest
from dossier.project.layout import shown

if TYPE_CHECKING:
    from dossier.build.dossier import ReadyDocument
    from dossier.build.outputs import Made, Production


@dataclass(frozen=True, slots=True)
class Line:
    """One file as it is reported: where it is, how long it is, how long it took."""

    file: str
    state: str
    pages: int | None
    words: int
    notes: int
    seconds: float

    def __str__(self) -> str:
        pages = f"{self.pages:>4} pages" if self.pages is not None else " " * 10
        took = f"{self.seconds:6.2f} s" if self.state == "built" else " unchanged"
        return f"{self.file:<44} {pages} {self.words:>6} words {self.notes:>5} notes {took}"


def line_of(store: Store, name: str, state: str, seconds: float) -> Line:
    """Return how the file `name` is reported; `state` is "built" or "unchanged"."""
    record = store.files[name]
    return Line(
        file=shown(store.path(name)),
        state=state,
        pages=record["pages"],
        words=record["words"],
        notes=record["notes"],
        seconds=seconds,
    )


def record_of(production: Production, made: Made) -> dict[str, Any]:
    """Return what the manifest says of one file besides what it is built from."""
    return {
        "sha256": digest(made.content),
        "document": production.document.id,
        "format": made.format,
        "program": f"upr-dossier {__version__}",
        "pages": made.pages if made.pages is not None else production.pages,
        "words": production.size.words,
        "note_words": production.size.note_words,
        "notes": production.size.notes,
    }


def why(document: ReadyDocument, store: Store, hashes: Mapping[str, str]) -> str:
    """Return a line that says what changed since a document was built."""
    record: Mapping[str, Any] = next(
        (each for each in store.files.values() if each.get("document") == document.id), {}
    )
    before: Mapping[str, str] = record.get("blocks", {})
    if not record:
        return f"{document.id}: not built yet"
    changed = [each for each in hashes if each in before and before[each] != hashes[each]]
    new = [f"{each} is new" for each in hashes if each not in before]
    gone = [f"{each} is gone" for each in before if each not in hashes]
    said = [*(f"{each} changed" for each in changed), *new, *gone]
    return f"{document.id}: {', '.join(said) or 'a registry, the manifest or a template changed'}"

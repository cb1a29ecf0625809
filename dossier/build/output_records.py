"""The record of a finished file: what the store keeps of it, and what a build says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dossier import __version__
from dossier.model.frozen import frozen
from dossier.model.registry import AUDIENCES, Audience
from dossier.project.build_store import Store
from dossier.project.journal import content_digest
from dossier.project.layout import shown

if TYPE_CHECKING:
    from dossier.build.finished_files import DocumentOutputs
    from dossier.build.written_file import FinishedFile


FileState: TypeAlias = Literal["built", "unchanged"]

FileRecord: TypeAlias = Mapping[str, Any]
"""What the manifest of the output says of one file, as JSON has it."""

TRACE = "trace"
"""What the files of the matrix are called, without their ending."""


def follow_up_names(audience: Audience) -> tuple[str, str, str, str]:
    """Return what the files of a follow-up are called: table, dictionary, both charts.

    >>> follow_up_names("partners")[:2]
    ('follow-up-partners', 'follow-up-partners-dictionary')
    """
    table = "follow-up" if audience == "public" else f"follow-up-{audience}"
    return table, f"{table}-dictionary", f"{table}-themes", f"{table}-actions"


FOLLOW_UP = tuple(name for each in AUDIENCES for name in follow_up_names(each))
"""What the files of the follow-up are called for any audience, without their endings."""


@frozen
class FileReport:
    """One file as it is reported: where it is, how long it is, how many seconds it took."""

    file: str
    state: FileState
    pages: int | None
    words: int
    notes: int
    seconds: float


def report_of(store: Store, name: str, state: FileState, seconds: float) -> FileReport:
    """Return how the file `name` is reported."""
    record = store.files[name]
    return FileReport(
        file=shown(store.path(name)),
        state=state,
        pages=record["pages"],
        words=record["words"],
        notes=record["notes"],
        seconds=seconds,
    )


def record_of(outputs: DocumentOutputs, made: FinishedFile) -> FileRecord:
    """Return what the manifest says of one file besides what it is built from."""
    return {
        "sha256": content_digest(made.content),
        "document": outputs.document.id,
        "format": made.format,
        "program": f"upr-dossier {__version__}",
        "pages": made.pages if made.pages is not None else outputs.pages,
        "words": outputs.size.words,
        "note_words": outputs.size.note_words,
        "notes": outputs.size.notes,
    }


def reason_to_build(document: str, store: Store, blocks: Mapping[str, str]) -> str:
    """Return a line that says what changed since a document was built.

    `blocks` are the digests of its blocks, by id.
    """
    record: FileRecord = next(
        (each for each in store.files.values() if each.get("document") == document), {}
    )
    before: Mapping[str, str] = record.get("blocks", {})
    if not record:
        return f"{document}: not built yet"
    changed = [each for each in blocks if each in before and before[each] != blocks[each]]
    new = [f"{each} is new" for each in blocks if each not in before]
    gone = [f"{each} is gone" for each in before if each not in blocks]
    said = [*(f"{each} changed" for each in changed), *new, *gone]
    return f"{document}: {', '.join(said) or 'a registry, the manifest or a template changed'}"

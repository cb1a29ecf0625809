"""What somebody should know before documents are sent: how much of them is unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossier.build.check import CheckedDocument, check_documents
from dossier.model.document import Mark, Note
from dossier.model.frozen import frozen
from dossier.model.walk import below, blocks, everything, plain
from dossier.project.layout import Places


@frozen
class Unfinished:
    """How many places still hold text of the skeleton, and how many notes say “not verified”.

    `doubts` are the words in which they say so, each once.
    """

    placeholders: int = 0
    doubted_notes: int = 0
    doubts: tuple[str, ...] = ()


def unfinished(places: Places, dossier: str, documents: Sequence[str], today: date) -> Unfinished:
    """Return what is unfinished in documents of a dossier."""
    checked = [each for name in documents for each in check_documents(places, dossier, name, today)]
    left = {
        caught.finding
        for each in checked
        for caught in each.caught
        if caught.finding.rule == "placeholder-text" and not caught.reason
    }
    said = [doubt for each in checked for doubt in _doubts(each)]
    return Unfinished(len(left), len(said), tuple(dict.fromkeys(said)))


def _doubts(checked: CheckedDocument) -> Iterator[str]:
    """Yield what the program remarks in each note of which nobody saw the source."""
    if checked.edition is None:
        return
    for block in blocks(checked.edition.document):
        for part in everything(block):
            if isinstance(part, Note):
                marks = [each for each in below(part) if isinstance(each, Mark)]
                yield from (plain(each.content) for each in marks[:1])

"""The Word files that were dropped on the studio, with what was chosen among their changes.

They are kept beside the content until they are applied or dropped, so that a studio that begins
anew has them with all that was chosen. What they mean is read anew whenever the project changed;
what was chosen stays, by the ids of changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dossier.interchange.changes.chosen_changes import Choices
from dossier.interchange.changes.decisions import decided, kept_before, notes_beside, with_earlier
from dossier.interchange.changes.single_changes import SingleChange, rivals, single_changes
from dossier.interchange.pull.comments import comments
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import PullResult, pull
from dossier.interchange.review.run import DossierReview, dossier_review
from dossier.model.comments import ReviewNote, same
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Places, dossiers, read_files
from dossier.project.received_batches import (
    MOST,
    MOST_BYTES,
    decisions,
    forget_all_but,
    forget_batch,
    keep_batch,
    keep_choices,
    keep_decisions,
    kept_batches,
)
from dossier.studio.kept_batch import Batch, ReadAs, batch_of, kept_of

_OTHERS = (".odt", ".fodt", ".doc", ".rtf")
"""Endings of files of which LibreOffice makes Word files, where it is installed."""


@frozen
class Reading:
    """What a batch means now.

    `before` are the notes that keep a change since an earlier time, by the ids of changes. `mark`
    is a digest of what was read: who applies a batch says which reading was looked at.
    """

    results: tuple[PullResult, ...]
    changes: tuple[SingleChange, ...]
    review: DossierReview | None
    before: Mapping[str, ReviewNote]
    mark: str

    @property
    def good(self) -> tuple[PullResult, ...]:
        """The files that could be read."""
        return tuple(each for each in self.results if not errors(each.findings))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in the files."""
        return tuple(each for result in self.results for each in result.findings)

    @property
    def rivals(self) -> Mapping[str, tuple[str, ...]]:
        """The changes of which only one can be taken."""
        return rivals(self.changes)

    def choices(self, batch: Batch) -> Choices:
        """Return what was chosen; what was left or dismissed earlier is so still."""
        return with_earlier(batch.choices, self.before)

    def comments(self) -> list[tuple[str, str, ReviewNote]]:
        """Return the comments that the project does not have yet: file, block and note of each."""
        return [
            (file.path.name, block, note)
            for result in self.good
            for file in result.files
            for block, note in comments(file.returned, file.base, file.pulled)
            if not any(same(note, one) for one in self.known(block))
        ]

    def known(self, block: str) -> tuple[ReviewNote, ...]:
        """Return the notes that are kept beside a block already."""
        return notes_beside(self.review, block)


class Received:
    """The batches of a studio. Reading and choosing happen in the engine, one after the other."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._batches = {each.id: batch_of(each) for each in kept_batches(content)}
        self._readings: dict[str, Reading] = {}
        with suppress(OSError):
            forget_all_but(content, self._batches)

    def add(self, dossier: str, files: Mapping[str, bytes]) -> Batch:
        """Keep files, and return their batch. Raises `OSError` where they cannot be kept."""
        batch = Batch(secrets.token_urlsafe(9), dossier, files)
        before = decisions(self._content, kept_of(batch))
        batch = batch_of(replace(kept_of(batch), chosen=before)) if before else batch
        keep_batch(self._content, kept_of(batch))
        self._batches[batch.id] = batch
        while len(self._batches) > 1 and self._too_much():
            self.drop(next(iter(self._batches)))
        return batch

    def _too_much(self) -> bool:
        sizes = [len(each) for batch in self._batches.values() for each in batch.files.values()]
        return len(self._batches) > MOST or sum(sizes) > MOST_BYTES

    def get(self, dossier: str, id_: str) -> Batch | None:
        """Return a batch of a dossier."""
        found = self._batches.get(id_)
        return found if found and found.dossier == dossier else None

    def of(self, dossier: str) -> tuple[Batch, ...]:
        """Return the batches of a dossier that are still open."""
        return tuple(each for each in self._batches.values() if each.dossier == dossier)

    def change(self, id_: str, chosen: Callable[[Batch], Batch]) -> None:
        """Keep what was chosen beside what was chosen before, whoever asked at the same time."""
        if id_ in self._batches:
            batch = chosen(self._batches[id_])
            keep_choices(self._content, kept_of(batch))
            self._batches[id_] = batch

    def close(self, batch: Batch) -> None:
        """Forget files; what was chosen stays for when the same ones come again."""
        with suppress(OSError):
            keep_decisions(self._content, kept_of(batch))
        self.drop(batch.id)

    def drop(self, id_: str) -> None:
        """Forget files."""
        forget_batch(self._content, id_)
        self._batches.pop(id_, None)
        for key in [each for each in self._readings if each.startswith(f"{id_} ")]:
            del self._readings[key]

    def reading(self, places: Places, batch: Batch) -> Reading:
        """Return what a batch means now; what was read of the same content is remembered."""
        mark = _mark(places, batch)
        key = f"{batch.id} {mark}"
        if key not in self._readings:
            for old in [each for each in self._readings if each.startswith(f"{batch.id} ")]:
                del self._readings[old]
            self._readings[key] = _read(places, batch, mark)
        return self._readings[key]


def result_of(batch: Batch, reading: Reading) -> PullResult:
    """Return the pull that applies what was chosen; findings say what must be settled first."""
    return decided(reading.good, reading.changes, reading.choices(batch))


def _mark(places: Places, batch: Batch) -> str:
    begin_run()
    files, _ = read_files(places, batch.dossier)
    now = fingerprint(places, files) if files else ""
    said = sorted(f"{name}={each}" for name, each in batch.read_as.items())
    return f"{now}{hash(tuple(said)):x}"


def _read(places: Places, batch: Batch, mark: str) -> Reading:
    results = tuple(_pulled(places, batch, name) for name in batch.files)
    changes = single_changes([each for each in results if not errors(each.findings)])
    review, _ = dossier_review(places, batch.dossier)
    return Reading(results, changes, review, kept_before(changes, review), mark)


def _pulled(places: Places, batch: Batch, name: str) -> PullResult:
    """Return what one file alone makes of the blocks."""
    path, said = Path(name), batch.read_as.get(name, ReadAs())
    request = PullRequest(
        files=(path,),
        document=said.document,
        deletions=said.deletions,
        on_other="convert" if path.suffix.lower() in _OTHERS else "refuse",
        contents={path: batch.files[name]},
    )
    result = pull(places, request)
    if other := of_another(result, batch.dossier):
        return PullResult(files=result.files, findings=(_elsewhere(places, other, name),))
    if said.sender:
        files = (
            replace(each, returned=replace(each.returned, author=said.sender))
            for each in result.files
        )
        result = replace(result, files=tuple(files))
    return result


def of_another(result: PullResult, dossier: str) -> str:
    """Return the dossier that a file is a draft of, or "" where it is this one."""
    found = next((each.base.embedded.dossier for each in result.files), dossier)
    return "" if found == dossier else found


def _elsewhere(places: Places, dossier: str, name: str) -> Finding:
    here = dossier in dossiers(places)
    hint = f"take it back in {dossier}" if here else "there is no dossier of that name here"
    message = f'this is a draft of another dossier, "{dossier}"; nothing of it is shown here'
    return Finding(name, 0, Fault.OTHER_DOCUMENT, message, hint)


def names_of(files: Sequence[str]) -> list[str]:
    """Return names of files that differ, for two partners may call theirs the same.

    >>> names_of(["a.docx", "a.docx"])
    ['a.docx', 'a (2).docx']
    """
    found: list[str] = []
    for each in files:
        stem, dot, ending = each.rpartition(".")
        more = (f"{stem} ({n}){dot}{ending}" for n in range(2, len(files) + 2))
        found.append(each if each not in found else next(one for one in more if one not in found))
    return found

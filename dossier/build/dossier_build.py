"""The build of one dossier: what is asked, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.build.build_request import BuildRequest
from dossier.build.finished_files import StartedDocument
from dossier.build.output_records import FileRecord, FileReport
from dossier.build.workers import Workers
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress
from dossier.project.build_store import Store
from dossier.project.layout import Files, Places


@frozen
class DossierBuild:
    """One dossier to be built: its files, what is asked of it, and who is told.

    `documents` are those asked for by name, `mark` is the fingerprint of all that decides what is
    made, `others` how many documents other dossiers may have, and `workers` write files besides
    this process.
    """

    places: Places
    files: Files
    documents: tuple[str, ...]
    request: BuildRequest
    mark: str
    others: int
    workers: Workers
    progress: Progress
    explain: Progress


@frozen
class Outcome:
    """What a build has come to: the store as it is now, reports of files, and findings."""

    store: Store
    files: tuple[FileReport, ...] = ()
    findings: tuple[Finding, ...] = ()

    def then(
        self, store: Store, files: Sequence[FileReport] = (), findings: Sequence[Finding] = ()
    ) -> Outcome:
        """Return the outcome after one more step."""
        return Outcome(store, (*self.files, *files), (*self.findings, *findings))


@frozen
class BegunDossier:
    """A dossier whose files are being written; `reading` is how many seconds it took to read.

    With each document comes what the records of its files say of what they are built from. `told`
    says why documents are built.
    """

    outcome: Outcome
    reading: float = 0.0
    started: tuple[tuple[StartedDocument, FileRecord], ...] = ()
    told: tuple[str, ...] = ()

    @property
    def under_way(self) -> int:
        """How many files workers are writing."""
        return sum(len(each.taken) for each, _ in self.started)

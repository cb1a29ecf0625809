"""Build the documents of one dossier: read it, start every document, finish each and keep it.

`begin` reads and composes, and lets the workers begin; `finish` waits for the files, searches and
keeps them. Between the two other dossiers may begin, so that no core waits. The store is handed on
from step to step; each step returns it as it is then.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.build.build_request import BuildRequest, Rebuild, Report, wanted_of
from dossier.build.document_inputs import DocumentInputs, block_digests
from dossier.build.dossier import Dossier, read_dossier
from dossier.build.earlier_outputs import (
    AudienceGuard,
    delete_leaking,
    delete_uncleared,
    guards_of,
    outputs_without_document,
    without_guarded_ids,
)
from dossier.build.finished_files import (
    DocumentOutputs,
    StartedDocument,
    finish,
    start,
)
from dossier.build.lint_documents import refusals
from dossier.build.output_formats import embedded
from dossier.build.output_records import (
    FileRecord,
    FileReport,
    reason_to_build,
    record_of,
    report_of,
)
from dossier.build.verify import GRAVE, MISPRINTED
from dossier.build.workers import Workers, WorkersLost
from dossier.build.written_file import FinishedFile
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.model.progress_callback import Progress
from dossier.model.registry import Audience
from dossier.ooxml.embedded_version import encode
from dossier.project.build_store import Store, drop, save
from dossier.project.kept_exports import keep_export
from dossier.project.layout import Files, Places, shown


@dataclass(frozen=True, slots=True)
class DossierBuild:
    """One dossier to be built: its files, what is asked of it, and who is told.

    `documents` are those asked for by name, `mark` is the fingerprint of all that decides what is
    made, `number` how many documents may be, and `workers` write files besides this process.
    """

    places: Places
    files: Files
    documents: tuple[str, ...]
    request: BuildRequest
    mark: str
    number: int
    workers: Workers
    progress: Progress
    explain: Progress


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def begin(job: DossierBuild, store: Store) -> BegunDossier:
    """Read a dossier, delete what says too much by now, and let workers begin with the rest."""
    begun = time.perf_counter()
    job.progress(f"{job.files.name} (reading)")
    dossier = read_dossier(job.places, job.files, job.documents)
    wanted, unknown = wanted_of(job.files, job.documents, dossier)
    stopped = errors((*dossier.common(), *unknown))
    made = [] if stopped else [each.id for each in dossier.documents]
    own = [each for name in wanted if name not in made for each in dossier.own.get(name, ())]
    guards = guards_of(dossier, store)
    store, leaking = delete_leaking(store, guards)
    if stopped:
        kept = without_guarded_ids(store, dossier, guards)
        return BegunDossier(Outcome(kept, (), (*unknown, *dossier.common(), *own, *leaking)))
    unclaimed = outputs_without_document(store, dossier, job.documents)
    outcome = Outcome(store, (), (*unknown, *own, *leaking, *unclaimed))
    reading = time.perf_counter() - begun
    opened = without_guarded_ids(_opened(store, dossier, job), dossier, guards)
    store = delete_uncleared(opened, dossier, wanted)
    return _started(job, dossier, wanted, guards, BegunDossier(outcome.then(store), reading))


def finish_dossier(job: DossierBuild, begun: BegunDossier) -> Outcome:
    """Wait for the files of a dossier, keep them in its store, and return what came of it."""
    for line in begun.told if job.request.report is Report.CHANGED else ():
        job.explain(line)
    outcome, reading = begun.outcome, begun.reading
    for each, record in begun.started:
        outcome, reading = _finished(job, each, record, reading, outcome)
    save(outcome.store, {}, outcome.store)
    return outcome


def _opened(store: Store, dossier: Dossier, job: DossierBuild) -> Store:
    """Return the store with what is known of its documents now.

    Only a build of the whole dossier knows all of them, and what they were made from.
    """
    formats = {each.id: each.formats for each in dossier.documents}
    if not job.documents:
        return replace(
            store, inputs=job.mark, documents=dossier.names, formats=formats, merges=dossier.merges
        )
    return replace(
        store,
        documents=tuple(dict.fromkeys((*store.documents, *dossier.names))),
        formats={**store.formats, **formats},
        merges={**store.merges, **dossier.merges},
    )


def _started(
    job: DossierBuild,
    dossier: Dossier,
    wanted: Sequence[str],
    guards: Mapping[Audience, AudienceGuard],
    begun: BegunDossier,
) -> BegunDossier:
    """Start the documents that must be made, and keep those that need not be."""
    digests = block_digests(job.files)
    for document in (each for each in dossier.documents if each.id in wanted):
        refused = refusals(dossier, document, job.files)
        outcome = begun.outcome.then(begun.outcome.store, (), refused)
        begun = replace(begun, outcome=outcome)
        if errors(refused):
            continue
        held = guards[document.audience]
        inputs = DocumentInputs.of(document, dossier.library, job.places, held.digest, digests)
        formats = [each for each in document.formats if each in job.request.formats]
        names = [f"{document.id}.{each}" for each in formats]
        record = inputs.record(job.mark)
        if job.request.rebuild is Rebuild.CHANGED and inputs.made(outcome.store, names):
            begun = replace(begun, outcome=_as_before(job, outcome, names, record))
            continue
        why = reason_to_build(document.id, outcome.store, inputs.blocks)
        folders = job.places.folders(document.template)
        started = start(
            document=document, folders=folders, formats=formats, workers=job.workers,
            guard=held.guard, number=job.number,
        )  # fmt: skip
        begun = replace(begun, started=(*begun.started, (started, record)), told=(*begun.told, why))
    return begun


def _as_before(
    job: DossierBuild, outcome: Outcome, names: Sequence[str], record: FileRecord
) -> Outcome:
    """Return the outcome with files that would be made the same again: they count as of now."""
    now = {name: {**outcome.store.files[name], **record} for name in names}
    store = replace(outcome.store, files={**outcome.store.files, **now})
    reported = () if job.request.report is Report.CHANGED else names
    return outcome.then(store, [report_of(store, each, "unchanged", 0.0) for each in reported])


def _finished(
    job: DossierBuild,
    started: StartedDocument,
    record: FileRecord,
    reading: float,
    outcome: Outcome,
) -> tuple[Outcome, float]:
    """Return the outcome with one more document, and the reading time not yet charged to a file.

    The first file is charged with the time of reading.
    """
    try:
        outputs = finish(started, job.progress)
    except WorkersLost:
        raise
    except Exception as error:  # one document must not keep the others from being made
        failed = _failed(started.document.id, error, job.files)
        return outcome.then(outcome.store, (), (failed,)), reading
    return _kept(job.request, outputs, record, reading, outcome), 0.0


def _kept(
    request: BuildRequest,
    outputs: DocumentOutputs,
    record: FileRecord,
    reading: float,
    outcome: Outcome,
) -> Outcome:
    """Put what was made in place, but never over a file that somebody edited."""
    id_, store = outputs.document.id, outcome.store
    grave = {each.rule for each in outputs.findings} & set(GRAVE)
    if grave:
        formats = request.formats if grave <= {*MISPRINTED} else FORMATS
        store = drop(store, [f"{id_}.{each}" for each in formats])
        return outcome.then(store, (), outputs.findings)
    found = {f"{id_}.{each.format}": each for each in outputs.files}
    edited = [*_edited(store, found)] if request.rebuild is Rebuild.CHANGED else []
    kept = {name: each for name, each in found.items() if name not in edited}
    records = {name: {**record_of(outputs, each), **record} for name, each in kept.items()}
    changed = replace(store, files={**store.files, **records})
    save(store, {name: each.content for name, each in kept.items()}, changed)
    if f"{id_}.docx" in kept:
        exported = embedded(outputs.document.in_format("docx"))
        keep_export(store.folder, id_, encode(exported))
    reports = [report_of(changed, name, "built", each.seconds) for name, each in kept.items()]
    if reports:
        reports[0] = replace(reports[0], seconds=reports[0].seconds + reading)
    left = [_edited_output(store, name) for name in edited]
    return outcome.then(changed, reports, (*outputs.findings, *left))


def _edited(store: Store, made: Mapping[str, FinishedFile]) -> Iterator[str]:
    return (name for name, each in made.items() if store.edited(name, each.content))


def _edited_output(store: Store, name: str) -> Finding:
    message = "somebody changed this file since it was built; it was left as it is"
    hint = "rename it to keep the changes, then build again; --force replaces it"
    if name.endswith(".docx"):
        command = f"python build.py pull {shown(store.path(name))} --apply"
        hint = f"`{command}` takes its edits into the blocks"
    return Finding(shown(store.path(name)), 0, Fault.EDITED_OUTPUT, message, hint)


def _failed(document: str, error: Exception, files: Files) -> Finding:
    """Return a finding for what no check foresaw, with the place in the program."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = f'the program failed on the document "{document}": {type(error).__name__} ({where})'
    hint = "this is a fault of the program: tell those who keep it, with the document’s blocks"
    return Finding(files.shown("dossier.yaml"), 0, Fault.PROGRAM_FAULT, f"{message}: {error}", hint)

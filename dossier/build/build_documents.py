"""Build the documents of one dossier: read it, start every document, finish each and keep it.

`begin` reads and composes, and lets the workers begin; `finish` waits for the files, searches and
keeps them. Between the two other dossiers may begin, so that no core waits. The store is handed on
from step to step; each step returns it as it is then.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dossier.build.build_request import BuildRequest, Rebuild, Report, wanted_of
from dossier.build.dossier import Dossier, read_dossier
from dossier.build.dossier_build import BegunDossier, DossierBuild, Outcome
from dossier.build.earlier_outputs import (
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
    written_here,
)
from dossier.build.output_formats import embedded
from dossier.build.output_records import (
    FileRecord,
    record_of,
    report_of,
)
from dossier.build.started_documents import started
from dossier.build.verify import GRAVE, MISPRINTED
from dossier.build.workers import WorkersLost
from dossier.build.written_file import FinishedFile
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.ooxml.embedded_version import encode
from dossier.project.build_store import Store, drop, save
from dossier.project.kept_exports import keep_export
from dossier.project.layout import Files, shown


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
    return started(job, dossier, wanted, guards, BegunDossier(outcome.then(store), reading))


def finish_dossier(job: DossierBuild, begun: BegunDossier) -> Outcome:
    """Wait for the files of a dossier, keep them in its store, and return what came of it."""
    for line in begun.told if job.request.report is Report.CHANGED else ():
        job.explain(line)
    outcome, reading = begun.outcome, begun.reading
    for each, record in [(written_here(each), record) for each, record in begun.started]:
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

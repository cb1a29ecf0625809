"""Start the documents of a dossier that a change touches, and keep those that it does not touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.build.build_request import Rebuild, Report
from dossier.build.document_inputs import DocumentInputs, block_digests
from dossier.build.dossier import Dossier
from dossier.build.dossier_build import BegunDossier, DossierBuild, Outcome
from dossier.build.earlier_outputs import AudienceGuard
from dossier.build.finished_files import StartedDocument, start
from dossier.build.lint_documents import refusals
from dossier.build.output_records import FileRecord, reason_to_build, report_of
from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import errors
from dossier.model.registry import Audience
from dossier.redaction.scan import Guard


def started(
    job: DossierBuild,
    dossier: Dossier,
    wanted: Sequence[str],
    guards: Mapping[Audience, AudienceGuard],
    begun: BegunDossier,
) -> BegunDossier:
    """Start the documents that must be made, and keep those that need not be.

    Workers begin before the rules are asked; what these refuse is never waited for.
    """
    documents = [each for each in dossier.documents if each.id in wanted]
    digests = block_digests(job.files)
    inputs = {
        each.id: DocumentInputs.of(
            each, dossier.library, job.places, guards[each.audience].digest, digests
        )
        for each in documents
    }
    to_make = [each for each in documents if not _is_made(job, begun, each, inputs[each.id])]
    number = len(to_make) + job.others
    running = {each.id: _start(job, each, guards[each.audience].guard, number) for each in to_make}
    for document in documents:
        refused = refusals(dossier, document, job.files)
        begun = replace(begun, outcome=begun.outcome.then(begun.outcome.store, (), refused))
        if not errors(refused):
            begun = _going_on(job, begun, document, inputs[document.id], running.get(document.id))
    return begun


def _names(job: DossierBuild, document: ReadyDocument) -> list[str]:
    """Return the names of the files of a document that are asked for."""
    formats = (each for each in document.formats if each in job.request.formats)
    return [f"{document.id}.{each}" for each in formats]


def _is_made(
    job: DossierBuild, begun: BegunDossier, document: ReadyDocument, inputs: DocumentInputs
) -> bool:
    """Whether the files of a document are what would be made again."""
    changed = job.request.rebuild is Rebuild.CHANGED
    return changed and inputs.made(begun.outcome.store, _names(job, document))


def _start(
    job: DossierBuild, document: ReadyDocument, guard: Guard, number: int
) -> StartedDocument:
    formats = [each for each in document.formats if each in job.request.formats]
    folders = job.places.folders(document.template)
    return start(
        document=document, folders=folders, formats=formats, workers=job.workers, guard=guard,
        number=number,
    )  # fmt: skip


def _going_on(
    job: DossierBuild,
    begun: BegunDossier,
    document: ReadyDocument,
    inputs: DocumentInputs,
    started: StartedDocument | None,
) -> BegunDossier:
    """Return the dossier with one more document, which was started or is as it was before."""
    record = inputs.record(job.mark)
    if started is None:
        made = _as_before(job, begun.outcome, _names(job, document), record)
        return replace(begun, outcome=made)
    why = reason_to_build(document.id, begun.outcome.store, inputs.blocks)
    return replace(begun, started=(*begun.started, (started, record)), told=(*begun.told, why))


def _as_before(
    job: DossierBuild, outcome: Outcome, names: Sequence[str], record: FileRecord
) -> Outcome:
    """Return the outcome with files that would be made the same again: they count as of now."""
    now = {name: {**outcome.store.files[name], **record} for name in names}
    store = replace(outcome.store, files={**outcome.store.files, **now})
    reported = () if job.request.report is Report.CHANGED else names
    return outcome.then(store, [report_of(store, each, "unchanged", 0.0) for each in reported])

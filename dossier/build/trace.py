"""Trace a dossier: lead from each concern to the recommendations that answer it.

The matrix is printed with the numbers and words of one document, and is for its audience.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.build.dossier import Dossier, read_dossier
from dossier.build.output_records import TRACE
from dossier.build.ready_document import ReadyDocument
from dossier.build.resolve import Setting
from dossier.build.resolve.phrase import find_leaks, phrase
from dossier.build.trace_formats import FORMATS, render_trace
from dossier.build.traceability_gaps import gap, idle, reasons_of
from dossier.build.verify import escaped
from dossier.build.write_tables import write_tables
from dossier.model.conditional_text import View, fits, vary
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.traceability import Matrix, trace
from dossier.project.input_digests import fingerprint
from dossier.project.layout import Files, Places, read_files
from dossier.redaction.audience_policy import guard
from dossier.writers.trace.sheet import Sheet
from dossier.writers.trace.words import Voice, make_sheet

__all__ = ["FORMATS", "TracedDocument", "trace_document", "write_trace"]


@frozen
class TracedDocument:
    """The matrix of a dossier, with the numbers and words of one document.

    `sheet` is the matrix as it prints, `files` are its bytes by file name (none where something
    stands in the way), `gaps` what stands alone without a reason. `inputs` is the fingerprint of
    what it was made from.
    """

    dossier: str
    document: str
    matrix: Matrix
    sheet: Sheet
    files: Mapping[str, bytes]
    gaps: tuple[Finding, ...]
    inputs: str

    @property
    def name(self) -> str:
        """The document's full name, such as "kazakhstan/submission"."""
        return f"{self.dossier}/{self.document}"


def trace_document(
    places: Places,
    dossier: str,
    document: str = "",
    formats: Sequence[str] = FORMATS,
    progress: Progress = silent,
) -> tuple[TracedDocument | None, tuple[Finding, ...]]:
    """Return the matrix with the words of a document, or ("") of the first, and all findings.

    It is None where the dossier or the document cannot be read. What `build` warns of is left to
    `build`. Nothing is written: `write_trace` does that.
    """
    progress(dossier)
    files, found = read_files(places, dossier)
    if files is None or found:
        return None, found
    read = read_dossier(places, files)
    chosen, wrong = _chosen(read, files, document)
    if chosen is None:
        return None, (*read.findings, *wrong)
    return _traced(places, files, read, chosen, formats)


def write_trace(
    places: Places, traced: TracedDocument
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Put the files in place, but never over one that somebody edited; return their paths."""
    folder = places.output / traced.dossier
    return write_tables(folder, traced.files, traced.document, traced.inputs)


def _chosen(
    dossier: Dossier, files: Files, wanted: str
) -> tuple[ReadyDocument | None, list[Finding]]:
    """Return the document whose numbers and words are printed: the one asked for, or the first."""
    known = {each.id: each for each in dossier.documents}
    file = files.shown("dossier.yaml")
    if TRACE in known:
        message = f'the document "{TRACE}" would have the names of the matrix\'s files'
        return None, [
            Finding(file, 0, Fault.TAKEN_NAME, message, "call the document something else")
        ]
    if wanted and known and wanted not in known:
        message = f'the dossier "{files.name}" has no document "{wanted}"'
        hint = did_you_mean(wanted, known, f"documents here: {', '.join(known)}")
        return None, [Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)]
    return known.get(wanted) or next(iter(dossier.documents), None), []


def _traced(
    places: Places,
    files: Files,
    dossier: Dossier,
    document: ReadyDocument,
    formats: Sequence[str],
) -> tuple[TracedDocument, tuple[Finding, ...]]:
    """Return the matrix of `document`, its files, and what is wrong with them."""
    setting = replace(dossier.settings[document.id], findings=[])
    dossier = _cleared(dossier, document)
    matrix = trace(dossier.blocks, dossier.registry, document.edition)
    reasons = reasons_of(files)
    sheet = _sheet(matrix, dossier, document, setting)
    texts = [(each.explained, reasons.get(each.id, each.at)) for each in sheet.alone]
    find_leaks([*sheet.texts(), *texts], setting, document.edition)
    made, wrong = render_trace(sheet, places, document, formats)
    said = " ".join(text for text, _ in sheet.texts())
    findings = [*setting.findings, *wrong, *_escaped(made, dossier, document, said)]
    gaps = tuple(gap(each) for each in sheet.alone if not each.explained)
    traced = TracedDocument(
        dossier=dossier.name,
        document=document.id,
        matrix=matrix,
        sheet=sheet,
        files={} if errors(findings) else made,
        gaps=gaps,
        inputs=fingerprint(places, files),
    )
    return traced, (*findings, *gaps, *idle(matrix, dossier, reasons))


def _cleared(dossier: Dossier, document: ReadyDocument) -> Dossier:
    """Return the dossier with its blocks as they may stand in a document's matrix."""
    view = View(document.template.name, document.audience, "")
    blocks = tuple(vary(each, view) for each in dossier.blocks if fits(each.conditions, view))
    return replace(dossier, blocks=blocks)


def _escaped(
    made: Mapping[str, bytes], dossier: Dossier, document: ReadyDocument, said: str
) -> Iterator[Finding]:
    """Find what finished files of the matrix hold that the document's audience may not read."""
    held = guard(dossier.registry, dossier.library, document.audience)
    for name, content in made.items():
        yield from escaped(document, name, content, held, said)


def _sheet(matrix: Matrix, dossier: Dossier, document: ReadyDocument, setting: Setting) -> Sheet:
    one, *more = setting.citation_style.places.get("paragraph", ("para.", "paras"))
    voice = Voice(
        lambda words, at: phrase(words, at, setting, document.edition), (one, (*more, one)[0])
    )
    return make_sheet(matrix, dossier.blocks, dossier.registry, document.edition, voice)

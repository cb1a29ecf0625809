"""Pull Word files: read what was edited in each, and write it into the blocks.

`pull` writes nothing; `apply` does. Each file is read against the blocks as those before leave it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache, partial
from pathlib import Path

from dossier.interchange.pull.already_pulled import touched, without_earlier
from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.block_files import (
    BlockFile,
    block_files,
    blocks_as_left,
    recommendations,
    untranslated,
)
from dossier.interchange.pull.comments import margin_notes
from dossier.interchange.pull.current_document import CurrentDocument, current_document
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.file_changes import FileChange, file_changes, with_wanted
from dossier.interchange.pull.find_version import Found, FoundVersion, find_version
from dossier.interchange.pull.left_words import Left
from dossier.interchange.pull.lost_marks import has_marks
from dossier.interchange.pull.mass_deletion import ComparedFile, mass_deletion
from dossier.interchange.pull.other_programs import familiar
from dossier.interchange.pull.proposed_edits import proposed
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.questions import asked, unknown_dossier, unsure
from dossier.interchange.pull.results import Added, Conflict, Pulled
from dossier.interchange.pull.title_block import cover_edits, picture_edits
from dossier.interchange.pull.tracked_changes import Decision, credited, decided
from dossier.interchange.pull.unwritten_edits import with_proposals
from dossier.interchange.pull.write_blocks import write_blocks
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.document import Block, Nodes
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.second_process import meanwhile
from dossier.project.layout import Files, Places, dossiers, read_files, shown
from dossier.project.libreoffice import as_word
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Returned


@frozen
class PulledFile:
    """One Word file: what stands in it, what it was exported from, and what its edits are.

    `left` are tracked changes left for review, `found` says how its version was found, `earlier`
    that the blocks have all its edits already.
    """

    path: Path
    returned: Returned
    base: Base
    pulled: Pulled
    left: tuple[Left, ...] = ()
    earlier: bool = False
    found: Found = "embedded"


@frozen
class PullResult:
    """What all files together make of the blocks.

    `wanted` are the new nodes of each block that changes, by its id; `added` are new
    recommendations; `notes` go beside blocks, each with its block ("" for none). `changes` are
    the files that this changes, below the folder `content`; `written` says whether they were.
    """

    files: tuple[PulledFile, ...] = ()
    block_files: Mapping[str, BlockFile] = field(default_factory=dict)
    wanted: Mapping[str, Nodes] = field(default_factory=dict)
    added: tuple[Added, ...] = ()
    notes: tuple[tuple[str, ReviewNote], ...] = ()
    changes: tuple[FileChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: bool = False
    content: Path = Path("content")

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where a file and a block, changed since the export, say different things."""
        every = (each for file in self.files for each in file.pulled.found)
        return tuple(each for each in every if isinstance(each, Conflict))


def pull(places: Places, request: PullRequest, progress: Progress = silent) -> PullResult:
    """Return what the edits of Word files make of the blocks; nothing is written.

    `progress` is called with the name of each file before it is read. Where a file has a fault,
    there are no changes, and the findings say why.
    """
    result = PullResult(content=places.content)
    for path in request.files:
        progress(shown(path))
        result = _with_file(result, path, places, request)
    wanted = ((id_, each.base.code) for each in result.files for id_ in each.pulled.wanted)
    result = _finding(result, *untranslated(result.block_files, wanted))
    result = result if errors(result.findings) else _with_changes(result)
    return replace(result, findings=tuple(dict.fromkeys(result.findings)))


def _with_changes(result: PullResult) -> PullResult:
    """Return a pull with the files that it changes; what no block can hold becomes proposals."""
    changes, faults = _changes(result)
    if any(each.rule == Fault.UNWRITABLE for each in faults):
        result = _with_proposals(result)
        changes, faults = _changes(result)
    return _finding(replace(result, changes=changes), *faults)


def _changes(result: PullResult) -> tuple[tuple[FileChange, ...], tuple[Finding, ...]]:
    return file_changes(result.block_files, result.wanted, result.added, result.notes)


def _with_proposals(result: PullResult) -> PullResult:
    found = [(each.pulled, each.base.view) for each in result.files]
    kept = with_proposals(found, result.block_files, result.wanted, result.added)
    files = (*(replace(e, pulled=new) for e, new in zip(result.files, kept.files, strict=True)),)
    notes = (note for each in files for note in _notes(each))
    asks = (one for e in files for one in unsure(shown(e.path), e.pulled.questions))
    result = _finding(result, *asks)  # a finding that is there already is told once
    return replace(result, files=files, wanted=kept.wanted, added=kept.added, notes=(*notes,))


def apply(result: PullResult) -> PullResult:
    """Write the changes of a pull, all or none, and return what became of it.

    Nothing is written where the pull found an error, or nothing to change.
    """
    if not result.changes or errors(result.findings):
        return result
    words = " ".join(["pull", *(each.path.name for each in result.files)])
    faults = write_blocks(result.content, result.changes, words, result.block_files.values())
    return _finding(replace(result, written=not errors(faults)), *faults)


def _finding(result: PullResult, *findings: Finding) -> PullResult:
    return replace(result, findings=tuple(dict.fromkeys((*result.findings, *findings))))


def _with_file(so_far: PullResult, path: Path, places: Places, request: PullRequest) -> PullResult:
    """Return a pull with one more file, or with what stands in its way."""
    try:
        sent = request.contents[path] if path in request.contents else path.read_bytes()
        content, doubts = as_word(sent, shown(path), request.on_other)
        returned = read_returned(content, shown(path))
    except Refused as refused:
        return _finding(so_far, refused.finding)
    version, faults = find_version(returned, path, places, request.document, request.base)
    so_far = _finding(so_far, *doubts, *returned.findings, *faults)
    if version is None:
        return so_far
    dossier = version.base.embedded.dossier
    if dossier not in dossiers(places):
        return _finding(so_far, unknown_dossier(dossier, dossiers(places), shown(path)))
    files, faults = read_files(places, dossier)
    so_far = _finding(so_far, *faults)
    if files is None:
        return so_far
    current = cache(meanwhile(partial(_current, so_far, places, files, version.base)))
    return _FileReader(
        so_far=so_far, path=path, places=places, request=request, files=files, version=version,
        current=current,
    ).read(returned)  # fmt: skip


def _current(so_far: PullResult, at: Places, files: Files, base: Base) -> CurrentDocument | None:
    """Return the document as the files before leave it."""
    as_left = with_wanted(files, block_files(files, base.code), so_far.wanted)
    return current_document(at, as_left, base.embedded.id)


@frozen
class _FileReader:
    """Reads one file against the blocks as the files before it leave them.

    `version` is what it was exported from, and how that was found; `current` gives what it is now.
    """

    so_far: PullResult
    path: Path
    places: Places
    request: PullRequest
    files: Files
    version: FoundVersion
    current: Callable[[], CurrentDocument | None]

    @property
    def base(self) -> Base:
        return self.version.base

    def read(self, returned: Returned) -> PullResult:
        """Return the pull with this file."""
        known = block_files(self.files, self.base.code)
        blocks, faults = blocks_as_left(known, self.base, self.so_far.wanted)
        decision, returned = self.decided(returned)
        whole = self.version.found == "embedded" and has_marks(decision.returned, self.base)
        settled = decision.returned if whole else familiar(decision.returned, self.base)
        found, refused = self.allowed(returned, settled, blocks, whole)
        if refused:
            return _finding(self.so_far, *faults, *refused)
        if found.added:
            blocks |= recommendations(known, blocks)
        new = found
        if self.version.found != "unknown":
            new = self.new_edits(found, settled, known, blocks)
        file = PulledFile(
            path=self.path,
            returned=returned,
            base=self.base,
            pulled=self.with_cover(new, settled) if whole else new,
            left=decision.left,
            earlier=bool(found.found) and not (new.found or new.added),
            found=self.version.found,
        )
        questions = asked(shown(self.path), file.pulled.questions, decision)
        return _finding(_joined(self.so_far, file, known), *faults, *questions)

    def allowed(
        self, returned: Returned, settled: Returned, blocks: Mapping[str, Block], whole: bool
    ) -> tuple[Pulled, tuple[Finding, ...]]:
        """Return what was found, with what the file may not delete kept, or why it is refused."""
        found = pulled(settled, self.base, blocks, self.current)
        deletions = self.request.deletions
        if deletions == "ask":
            file = ComparedFile(self.path, returned, settled, self.base)
            refused = mass_deletion(file, found, blocks)
            if refused:
                return found, refused
        if self.version.found == "unknown":
            return proposed(found, self.base.view), ()
        if deletions == "review" or (deletions == "ask" and not whole):
            return pulled(settled, self.base, blocks, self.current, "proposed"), ()
        return found, ()

    def decided(self, returned: Returned) -> tuple[Decision, Returned]:
        """Return the file with its tracked changes settled, and as it came, with its author."""
        named = self.request.authors
        decision = decided(returned, self.request.changes, named)
        return decision, credited(returned, decision, named)

    def new_edits(
        self,
        found: Pulled,
        settled: Returned,
        known: Mapping[str, BlockFile],
        blocks: Mapping[str, Block],
    ) -> Pulled:
        """Return what was found without what the blocks have already."""
        from dossier.interchange.pull.recovered_version import present

        if not touched(found, self.base, blocks):
            return found
        as_left = with_wanted(self.files, known, self.so_far.wanted)
        now = present(self.places, as_left, self.base.embedded.id)
        return without_earlier(found, settled, self.base, now, blocks) if now else found

    def with_cover(self, found: Pulled, settled: Returned) -> Pulled:
        """Return what was found with the edits in the title block and below pictures."""
        made = (*cover_edits(settled, self.base), *picture_edits(settled, self.base))
        return replace(found, found=(*made, *found.found))


def _joined(so_far: PullResult, file: PulledFile, known: Mapping[str, BlockFile]) -> PullResult:
    """Return a pull with what one more file brings; of two blocks of one id the first counts."""
    new = {id_: each for id_, each in known.items() if id_ not in so_far.block_files}
    return replace(
        so_far,
        files=(*so_far.files, file),
        block_files={**so_far.block_files, **new},
        wanted={**so_far.wanted, **file.pulled.wanted},
        added=(*so_far.added, *file.pulled.added),
        notes=(*so_far.notes, *_notes(file)),
    )


def _notes(file: PulledFile) -> Iterator[tuple[str, ReviewNote]]:
    return margin_notes(file.returned, file.left, file.base, file.pulled)

"""Make a dossier of a text that was written without any, word for word.

`import_draft` reads a draft, parts it into sections and blocks, turns the notes it understands
into sources, writes all files, and then holds the text that the new dossier prints against the
draft. Where a word differs there are no files. What was guessed is told as warnings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from dossier.build.dossier import read_dossier
from dossier.interchange.importer.citations import NO_SOURCE, NO_TEXT, Cited, cited
from dossier.interchange.importer.compared_words import words_of_draft, words_of_edition
from dossier.interchange.importer.guesses import (
    alone,
    guessed,
    left_out_of,
    moved_in_form,
    phrase_in_title,
    phrases_typed,
    twice_in_form,
    without_sections,
)
from dossier.interchange.importer.lost_words import Word, differences
from dossier.interchange.importer.manifest import (
    DOCUMENT,
    SUBMISSION,
    head,
    manifest,
    unwritten,
)
from dossier.interchange.importer.markdown_limits import Fitter
from dossier.interchange.importer.metadata import About, about
from dossier.interchange.importer.note_openings import with_openings
from dossier.interchange.importer.notes import Labels, OldNote, numbered, old_notes
from dossier.interchange.importer.open_points import OpenPoint, open_points
from dossier.interchange.importer.pictures import pictures_of_draft
from dossier.interchange.importer.references import as_words, with_references
from dossier.interchange.importer.sections import FORM, Sectioned, sections_of, with_title_page
from dossier.interchange.importer.settled import NOTHING_SETTLED, Settled
from dossier.interchange.importer.simpler_forms import simplified
from dossier.interchange.importer.source_recognition import Candidate, registry
from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.markdown_source.write import write_source
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Block, Figure, Table
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.walk import everything
from dossier.project.layout import Files, Places
from dossier.readers.drafts.draft import Draft, open_draft

__all__ = ["NO_SOURCE", "NO_TEXT", "ImportRequest", "Imported", "import_draft"]


@frozen
class ImportRequest:
    """What is asked for: the new dossier's name, perhaps its template, and what is `settled`.

    `taken` are the keys of sources that the library has.
    """

    name: str
    template: str = ""
    settled: Settled = NOTHING_SETTLED
    taken: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)


@frozen
class Imported:
    """What an import made: files by their paths in the dossier, none where something is wrong.

    `points` are what can be said otherwise before the files are written.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    template: str = ""
    sections: tuple[tuple[str, int], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    points: tuple[OpenPoint, ...] = ()


def import_draft(content: bytes, file: str, request: ImportRequest, places: Places) -> Imported:
    """Return the dossier that the draft `content` makes; `file` is its path in messages.

    `places` gives the templates; nothing is written.
    """
    draft, findings = open_draft(content, file, request.settled.corrections)
    if draft is None:
        return Imported({}, findings)
    draft, opened = with_openings(draft)
    told = about(draft, request.settled, request.name, request.today)
    if request.template == SUBMISSION:
        draft = with_title_page(draft)
    pictures = pictures_of_draft(content, draft)
    fitter = Fitter(file, pictures.figure)
    read = tuple(
        _fitted(each, fitter)
        for each in sections_of(draft, request.settled.kinds, form=request.template == SUBMISSION)
    )
    found = (
        *findings, *opened, *left_out_of(content, file), *guessed(draft, request.settled),
        *alone(read, file), *as_words(draft.as_words, file),
        *fitter.findings, *pictures.findings,
    )  # fmt: skip
    if not any(each.blocks for each in read):
        message = "the file has a title and no text below it"
        hint = "give the file that holds your draft"
        return Imported({}, (*found, Finding(file, 0, Fault.EMPTY_FILE, message, hint)))
    maker = _Maker(
        draft=draft,
        told=told,
        sections=read,
        request=request,
        places=places,
        pictures=pictures.files,
    )
    return _made(maker, found)


def _made(maker: _Maker, found: tuple[Finding, ...]) -> Imported:
    """Return the dossier that `maker` makes, or what is wrong with it."""
    blocks = [block for each in maker.sections for block in each.blocks]
    labels = Labels(maker.draft.file, old_notes(blocks))
    blocks = [numbered(labels.block(each)) for each in blocks]
    referring, unnumbered = with_references(blocks, maker.sections, labels.homes, maker.draft.file)
    settled = maker.request.settled
    done = cited(
        blocks=referring,
        old=labels.old,
        taken=maker.request.taken,
        make=maker.edition,
        said=settled.cites,
        side=language(maker.told.language).note_call,
    )
    found = (*found, *labels.findings, *unnumbered, *maker.told.findings)
    files, faults = maker.files(done.blocks, done.sources)
    found = (*found, *without_sections(maker.absent, maker.draft.file))
    twice = tuple(twice_in_form(maker.sections, maker.draft.file)) if maker.in_form else ()
    wrong = (*faults, *twice, *phrase_in_title(maker.draft))
    wrong = (*wrong, *(() if errors(wrong) else maker.checked(files)))
    if maker.in_form:
        found = (*found, *moved_in_form(maker.sections, maker.draft.file))
    points = open_points(
        draft=maker.draft,
        told=maker.told,
        sections=maker.sections,
        notes=labels.old,
        done=done.told,
        template=maker.request.template,
        said=settled,
    )
    if errors(wrong):
        return Imported({}, (*found, *wrong), points=points)
    return Imported(
        files=files,
        findings=(*found, *wrong),
        counts=_counts(maker.sections, done, labels.old),
        template=maker.template,
        sections=tuple((each.title, len(each.blocks)) for each in maker.sections),
        notes=done.told,
        points=points,
    )


def _fitted(section: Sectioned, fitter: Fitter) -> Sectioned:
    blocks = [replace(each, content=fitter.nodes(each.content)) for each in section.blocks]
    return replace(section, blocks=tuple(each for each in blocks if each.content))


@frozen
class _Maker:
    """Makes the dossier of a draft in memory, as often as it is asked for."""

    draft: Draft
    told: About
    sections: tuple[Sectioned, ...]
    request: ImportRequest
    places: Places
    pictures: Mapping[str, bytes]

    @property
    def template(self) -> str:
        """The template that is asked for, or one that adds nothing to the text."""
        own = "imported" if self.draft.section_number else "imported-plain"
        return self.request.template or own

    @property
    def in_form(self) -> bool:
        """Whether the dossier has the sections of the form of a submission, in their order."""
        return self.template == SUBMISSION

    @property
    def labelled(self) -> frozenset[str]:
        """The sections in which the draft types the numbers that the program prints."""
        return frozenset(each.id for each in self.sections if each.labelled)

    def files(
        self, blocks: Sequence[Block], sources: Mapping[str, Candidate]
    ) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
        """Return the files of the dossier; what Markdown cannot hold is a finding."""
        head_ = manifest(self.draft, self.told, self.sections, self.template)
        made = {"dossier.yaml": head_.encode(), **self.pictures}
        if sources:
            made["sources.yaml"] = "".join(registry(sources)).encode()
        findings: list[Finding] = []
        for at, block in enumerate(blocks, start=1):
            text, found = self.text(block)
            findings += (*found, *phrases_typed(block, self.draft.file))
            made[f"blocks/{at:02}-{block.id}.md"] = f"{head(block)}{text}".encode()
        return made, tuple(findings)

    def text(self, block: Block) -> tuple[str, tuple[Finding, ...]]:
        """Return the Markdown of a block; simpler where it has no form for all of it."""
        try:
            return write_source(block.content, block.id), ()
        except Unwritable as error:
            message = f'the block "{block.id}" came in without italics, bold and breaks: {error}'
            hint = "set them again in its file"
            told = Finding(
                self.draft.file, block.line, Fault.SIMPLIFIED, message, hint, severity="warning"
            )
        try:
            return write_source(simplified(block).content, block.id), (told,)
        except Unwritable as error:
            message = f'the text of the block "{block.id}" cannot be written: {error}'
            hint = "change it in the draft, then import it again"
            return "", (Finding(self.draft.file, block.line, Fault.UNWRITABLE, message, hint),)

    @property
    def absent(self) -> tuple[str, ...]:
        """The sections of the form that the draft has not even a title of."""
        known = {each.id for each in self.sections}
        asked = unwritten(self.sections) if self.template == SUBMISSION else ()
        return tuple(each for each in asked if each not in known)

    @property
    def untitled(self) -> tuple[str, ...]:
        """The sections whose titles are the form's own; what leads to others may stand there."""
        known = {each.id for each in self.sections}
        asked = FORM.values() if self.template == SUBMISSION else ()
        return tuple(each for each in asked if each not in known)

    def assembled(self, files: Mapping[str, bytes]) -> tuple[Edition | None, tuple[Finding, ...]]:
        """Return the document that files in memory make, or what stands in its way."""
        held = Files(self.request.name, self.places.content / self.request.name, files)
        dossier = read_dossier(self.places, held)
        wrong = errors(dossier.findings)
        if wrong or not dossier.documents:
            return None, wrong
        return next(each for each in dossier.documents if each.id == DOCUMENT).edition, ()

    def edition(self, blocks: Sequence[Block], sources: Mapping[str, Candidate]) -> Edition | None:
        """Return the document that blocks and sources make; None where something is wrong."""
        files, found = self.files(blocks, sources)
        return None if errors(found) else self.assembled(files)[0]

    def _new(self, edition: Edition) -> list[Word]:
        return words_of_edition(edition, self.labelled, self.untitled)

    def _old(self) -> list[Word]:
        return words_of_draft(self.draft, self.sections if self.in_form else ())

    def checked(self, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
        """Return what is wrong with the dossier, and where its text is not the draft's."""
        edition, findings = self.assembled(files)
        if edition is None:
            return findings
        return tuple(
            Finding(
                self.draft.file, each.line, Fault.TEXT_DIFFERS,
                f'the draft has "{each.old}" here, and the dossier would have "{each.new}"',
                "nothing was written; take this passage out of the draft and bring it in by hand",
            )
            for each in differences(self._old(), self._new(edition))
        )  # fmt: skip


def _counts(
    sections: Sequence[Sectioned], done: Cited, old: Mapping[str, OldNote]
) -> dict[str, int]:
    parts = [part for block in done.blocks for part in everything(block)]
    return {
        "blocks": len(done.blocks),
        "sections": sum(bool(each.title) for each in sections),
        "notes": len(old),
        "sources": len(done.sources),
        "pictures": sum(isinstance(each, Figure) for each in parts),
        "tables": sum(isinstance(each, Table) for each in parts),
    }

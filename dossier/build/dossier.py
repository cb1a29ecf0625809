"""Assemble the documents of a dossier from its files: read everything, report everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from dossier.build.block_links import faults_of
from dossier.build.comments import beside
from dossier.build.consequences import without_consequences
from dossier.build.document_digest import dossier_digest
from dossier.build.glossary import glossary
from dossier.build.kept_documents import documents_of
from dossier.build.library import library_of
from dossier.build.ready_document import DocumentResult, DossierInputs, ReadyDocument
from dossier.build.registries import begin_to_collect, tied
from dossier.build.resolve import Setting
from dossier.build.sections import dangling, untaken
from dossier.build.unread_files import unread_files
from dossier.lint.fault_position import locate
from dossier.model.block_library import BlockLibrary
from dossier.model.conditional_text import unknown_names
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Block
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.numbering import Numbers
from dossier.model.outline import FilledOutline
from dossier.model.registry import Registry
from dossier.model.traceability import lone_provisions
from dossier.model.value_digest import value_digest
from dossier.model.walk import blocks as blocks_of
from dossier.project.layout import Files, Places, may_make, meant, shown
from dossier.readers.blocks.loose_syntax import LOOSE, raised
from dossier.readers.dossier_yaml import Manifest, read_manifest


@frozen
class Dossier:
    """A dossier that was read: what it can make, and everything that is wrong with it.

    `blocks` are as authors wrote them, before the registries' words were put in; `settings` say
    how that was done in each document, `about` what the manifest says of each. `own` are the
    findings of single documents, `names` those that were to be made, `merges` the entries of those
    that a merge makes. `frames` are what the template says in each, `taken` the blocks of each,
    also where it has errors. `follow_from` are digests of what the documents follow from, where
    that is known. `texts` are those of blocks and registries, by their files as messages show them.
    `unfinished` are documents that have errors, as far as they could be made.
    """

    name: str
    documents: tuple[ReadyDocument, ...]
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...] = ()
    registry: Registry = field(default_factory=Registry)
    language: str = "en"
    settings: Mapping[str, Setting] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    library: BlockLibrary = field(default_factory=lambda: BlockLibrary(()))
    own: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    merges: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, FilledOutline] = field(default_factory=dict)
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    follow_from: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    unfinished: tuple[ReadyDocument, ...] = ()

    def common(self) -> tuple[Finding, ...]:
        """Return what is wrong with the dossier, and not with one of its documents alone."""
        of_one = {each for many in self.own.values() for each in many}
        return tuple(each for each in self.findings if each not in of_one)


def read_dossier(places: Places, files: Files, wanted: tuple[str, ...] = ()) -> Dossier:
    """Return the documents of a dossier, or those of its entries that are `wanted`.

    A document with errors is not among them, and none is where the whole dossier has errors.
    Whether every block is taken is found only where all documents are made.
    """
    if not files.content:
        message = "the dossier is empty"
        hint = f"`python build.py new` makes one that builds; delete the folder {files.folder.name}"
        finding = Finding(shown(files.folder), 0, Fault.EMPTY_DOSSIER, message, hint)
        return Dossier(files.name, (), (finding,))
    collecting = begin_to_collect(files)
    library, findings = library_of(files)
    blocks = library.own
    manifest, found = manifest_of(files)
    registry, loose = collecting()
    besides, astray = beside(files)
    findings += [*_no_blocks(files), *found, *loose, *astray]
    findings += [*tied(registry, library), *glossary(files)[1]]
    findings += [*unknown_names(_written(library), places.kinds()), *faults_of(library)]
    held = (
        DossierInputs(
            places=places,
            files=files,
            manifest=manifest,
            library=library,
            registry=registry,
            besides=besides,
        )
        if manifest
        else None
    )
    drawn, whole = _drawn(held, wanted) if held else ([], False)
    findings += _same_names(manifest, drawn)
    if whole and all(each.filled for each in drawn):
        findings += untaken(_frames(drawn), blocks, _used(drawn))
    return _gathered(
        files=files,
        manifest=manifest,
        drawn=drawn,
        findings=findings,
        library=library,
        registry=registry,
    )


def _gathered(
    files: Files,
    manifest: Manifest | None,
    drawn: list[DocumentResult],
    findings: list[Finding],
    library: BlockLibrary,
    registry: Registry,
) -> Dossier:
    """Return the dossier: what is wrong with all of it stops all documents, the rest one each."""
    texts = {files.shown(path): files.text(path)[0] for path in files.texts()}
    shared = [_placed(each, texts) for each in dict.fromkeys(findings)]
    found = {one.name: without_consequences(one.findings, library) for one in drawn}
    own = {one.name: (*(_placed(each, texts) for each in found[one.name]), *_printed(one, shared))
           for one in drawn}  # fmt: skip
    graver = {replace(each, severity="warning") for many in own.values() for each in many}
    shared = [each for each in shared if each.rule not in LOOSE or each not in graver]
    # A rule compares provisions in the words of all blocks, whichever a document takes.
    lone = value_digest(lone_provisions(library.own, registry))
    good = [each for each in drawn if each.document and not errors((*shared, *own[each.name]))]
    return Dossier(
        name=files.name,
        documents=tuple(each.document for each in good if each.document),
        unfinished=tuple(each.document for each in drawn if each.document and each not in good),
        findings=tuple(dict.fromkeys((*shared, *(each for many in own.values() for each in many)))),
        blocks=tuple(library.own),
        registry=registry,
        language=manifest.language if manifest else "en",
        settings={each.name: each.setting for each in drawn if each.setting},
        about={each.name: each.about for each in drawn},
        library=library,
        own=own,
        names=tuple(each.name for each in drawn),
        merges=_merges(drawn),
        frames={each.name: each.filled for each in drawn if each.filled},
        taken={each.name: tuple(each.document.uses) for each in drawn if each.document},
        follow_from={
            each.name: f"{each.follows_from} {lone}" for each in drawn if each.follows_from
        },
        texts=texts
        | {
            files.shown(each): files.text(each)[0]
            for each in files.content
            if each.endswith(".yaml")
        },
    )


def _printed(one: DocumentResult, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what prints as it was typed in a final document, as errors."""
    if one.document is None or one.document.status != "final":
        return ()
    files = {each.file for each in blocks_of(one.document.edition.document)}
    return raised(each for each in findings if each.rule in LOOSE and each.file in files)


_PLACED = (
    Fault.UNKNOWN_ACRONYM,
    Fault.UNKNOWN_FORM_OF_NAME,
    Fault.COMMITTEE_FOR_COVENANT,
    Fault.NAME_AS_WORD,
    Fault.NAME_LEAKS,
)


def _placed(finding: Finding, texts: Mapping[str, str]) -> Finding:
    """Return a finding on words of a paragraph at the line where these words stand."""
    if finding.rule not in _PLACED or not finding.excerpt:
        return finding
    line = locate(texts.get(finding.file, ""), finding.line, finding.excerpt)
    return replace(finding, line=line)


def _drawn(held: DossierInputs, wanted: tuple[str, ...]) -> tuple[list[DocumentResult], bool]:
    """Return the documents of the entries that make what is wanted, and whether these are all.

    All are made where nothing is wanted by name, or something that no entry makes.
    """
    known = tuple(held.manifest.documents)
    chosen = tuple(dict.fromkeys(maker(known, each) for each in wanted))
    if chosen and all(chosen):
        drawn = _with_references(held, chosen)
        names, merges = [each.name for each in drawn], _merges(drawn)
        if all(meant(each, names, merges) for each in wanted):
            return drawn, len(chosen) == len(known)
    return _with_references(held, known), True


def _merges(drawn: list[DocumentResult]) -> dict[str, str]:
    return {each.name: each.merge for each in drawn if each.merge}


def _with_references(held: DossierInputs, names: tuple[str, ...]) -> list[DocumentResult]:
    """Return documents with the cross-references in them that lead to nothing, and where to."""
    digest = dossier_digest(held.places, held.files)
    drawn = [each for name in names for each in documents_of(held, name, digest)]
    if not any(_loose(each, {}) for each in drawn):
        return drawn
    rest = (name for name in held.manifest.documents if name not in names)
    every = [*drawn, *(each for name in rest for each in documents_of(held, name, digest))]
    numbers = {each.name: each.document.edition.numbers for each in every if each.document}
    return [replace(each, findings=(*each.findings, *_loose(each, numbers))) for each in drawn]


def _loose(drawn: DocumentResult, numbers: Mapping[str, Numbers]) -> list[Finding]:
    """Return the cross-references that lead to nothing; `numbers` are those of all documents."""
    if drawn.document is None:
        return []
    others = {name: held for name, held in numbers.items() if name != drawn.name}
    editions = (drawn.document.edition, *drawn.document.variants.values())
    here = f'the document "{drawn.name}"'
    return [each for e in editions for each in dangling(e.document, e.numbers, others, here)]


def _written(library: BlockLibrary) -> tuple[Block, ...]:
    """Return the dossier's blocks in all languages."""
    return (*library.own, *(each.block for each in library.translations if not each.place))


def _same_names(manifest: Manifest | None, drawn: list[DocumentResult]) -> Iterator[Finding]:
    """Find documents that a merge gives the name of another: their files would be the same."""
    names = [each.name for each in drawn]
    for name in sorted({each for each in names if names.count(each) > 1}):
        entry = next((each for each in manifest.documents if each == name), "") if manifest else ""
        line = manifest.documents[entry].line if manifest and entry else 0
        message = f'two documents would be called "{name}"'
        hint = "rename the document, or the entry of the list that makes the other"
        file = manifest.file if manifest else ""
        yield Finding(file, line, Fault.DOUBLED_NAME, message, hint)


def _frames(drawn: list[DocumentResult]) -> list[FilledOutline]:
    return [each.filled for each in drawn if each.filled]


def _used(drawn: list[DocumentResult]) -> set[str]:
    """Return the ids of the blocks that some document takes."""
    return {id_ for each in drawn if each.document for id_ in each.document.uses}


def _no_blocks(files: Files) -> Iterator[Finding]:
    """Find files that are not read, and a dossier that has no blocks at all."""
    yield from unread_files(files)
    if not files.blocks():
        message = "the dossier has no blocks"
        hint = "add Markdown files to its folder `blocks`"
        yield Finding(shown(files.folder), 0, Fault.EMPTY_DOSSIER, message, hint)


def maker(entries: Iterable[str], document: str) -> str:
    """Return the entry of the manifest that makes a document, the closest by name; "" if none."""
    return max((each for each in entries if may_make(each, document)), key=len, default="")


def manifest_of(files: Files) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return what `dossier.yaml` says, or None where it is missing or cannot be used."""
    if "dossier.yaml" not in files.content:
        message = "the dossier has no `dossier.yaml`"
        hint = "add one; `python build.py new` makes a commented example"
        return None, (Finding(shown(files.folder), 0, Fault.MISSING_MANIFEST, message, hint),)
    text, wrong = files.text("dossier.yaml")
    return (None, wrong) if wrong else read_manifest(text, files.shown("dossier.yaml"))

"""A document as its author sees it while writing: the page first, all that is wrong afterwards.

`draw_page` composes one document from files and texts that are not saved yet, and draws its web
page. `examine_page` then says what a check says. Places of the page are known by their block and
the number of the element in it: nothing is put into the page for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import assert_never

from dossier.build.comments import Beside, beside, margin
from dossier.build.document import make_documents
from dossier.build.dossier import manifest_of, read_dossier
from dossier.build.drawn_pictures import illustrated
from dossier.build.library import library_of
from dossier.build.lint_documents import examine
from dossier.build.output_formats import render
from dossier.build.ready_document import DocumentResult, DossierInputs, ReadyDocument
from dossier.build.registries import collect
from dossier.build.resolve import put_in_words
from dossier.build.sections import dangling
from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import (
    Block,
    BulletList,
    Cell,
    Figure,
    Heading,
    Item,
    Node,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Table,
)
from dossier.model.frozen import frozen
from dossier.model.passages import sections, size
from dossier.model.registry import Audience
from dossier.model.walk import blocks as blocks_of
from dossier.model.walk import everything
from dossier.project.changed_contents import with_contents
from dossier.project.layout import Files, Places, meant

FORMAT = "html"


@frozen
class PageBlock:
    """Where a block of a page comes from: its file, and the line of each element in it.

    `lines` are in the order of the page: of headings, paragraphs, items, cells and pictures. One
    that a registry or a template made has no line. `files` are those of elements of another block
    that stands in this one, by their number.
    """

    file: str
    line: int
    lines: tuple[int, ...]
    files: Mapping[int, str] = field(default_factory=dict)


@frozen
class Page:
    """A page as it was drawn; where `findings` have errors, it may be of what came before them.

    `html` is "" where nothing can be drawn. `blocks` are by the id of the block, `notes` by their
    place, counted from 1: file and line.
    """

    html: str = ""
    findings: tuple[Finding, ...] = ()
    blocks: Mapping[str, PageBlock] = field(default_factory=dict)
    notes: tuple[tuple[str, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the page is what a build would make."""
        return bool(self.html) and not errors(self.findings)


@frozen
class Standing:
    """What is to be said of a document beside its page.

    `words` is None where it cannot be made, `limit` where nothing limits it. `sections` are the
    titles with the words below each, `margin` what readers wrote, by the id of the block, "" for
    no block.
    """

    findings: tuple[Finding, ...]
    words: int | None = None
    limit: int | None = None
    note_words: int = 0
    sections: tuple[tuple[str, int], ...] = ()
    margin: Mapping[str, Beside] = field(default_factory=dict)


def with_unsaved(files: Files, unsaved: Mapping[str, str]) -> Files:
    """Return `files` with texts that are not saved yet in the place of those on disk.

    `unsaved` are by the name of the dossier (or "library") and the path there; one that no file of
    these has is left out.
    """
    homes = {files.name: files, **files.others()}
    contents: dict[Path, bytes | None] = {}
    for address, text in unsaved.items():
        name, _, path = address.partition("/")
        if name in homes and path in homes[name].content:
            contents[homes[name].folder / path] = text.encode()
    return with_contents(files, contents) if contents else files


def draw_page(places: Places, files: Files, entry: str, audience: Audience | None = None) -> Page:
    """Return the web page of the document that an entry of the manifest makes, unchecked.

    Of a mail merge it is the first letter. `audience` reads it in the place of the manifest's.
    Names that it may not read are not looked for: the page is for its author alone.
    """
    held, findings = _inputs(places, files, audience)
    if held is None or entry not in held.manifest.documents:
        return Page(findings=findings)
    made = next(iter(make_documents(held, entry)), None)
    if made is None:
        return Page(findings=findings)
    found = tuple(dict.fromkeys((*findings, *made.findings, *_loose(made))))
    if made.document is None or any(_loose(made)):
        return Page(findings=found)
    document, missing = illustrated(made.document, (FORMAT,))
    drawn, wrong = (
        (b"", missing)
        if missing
        else render(document.in_format(FORMAT), places.folders(document.template), FORMAT)
    )
    return Page(
        html=drawn.decode(),
        findings=(*found, *wrong),
        blocks=_page_blocks(made.document, held.library),
        notes=tuple(_notes(made.document)),
    )


def examine_page(places: Places, files: Files, entry: str, today: date) -> Standing:
    """Return all that a check says of a document, with its words and the remarks of readers."""
    dossier = read_dossier(places, files, (entry,))
    names = meant(entry, dossier.names, dossier.merges)
    made = next((each for each in dossier.documents if each.id in names), None)
    if made is None:
        own = (each for name in names for each in dossier.own.get(name, ()))
        return Standing(tuple(dict.fromkeys((*dossier.common(), *own))))
    reading = examine(dossier, made, files, today)
    count = size(made.edition)
    return Standing(
        findings=reading.standing,
        words=count.words,
        limit=reading.limit,
        note_words=count.note_words,
        sections=tuple((title, each.words) for title, each in sections(made.edition)),
        margin=_margin(files, made, entry),
    )


def _inputs(
    places: Places, files: Files, audience: Audience | None
) -> tuple[DossierInputs | None, tuple[Finding, ...]]:
    """Return what a page is made from, and what is wrong there."""
    library, unread = library_of(files)
    manifest, found = manifest_of(files)
    registry, loose = collect(files)
    findings = (*unread, *found, *loose)
    if manifest is None:
        return None, findings
    held = DossierInputs(
        places=places,
        files=files,
        manifest=manifest,
        library=library,
        registry=registry,
        resolve=put_in_words,
        audience=audience,
    )
    return held, findings


def _loose(made: DocumentResult) -> tuple[Finding, ...]:
    """Return the cross-references of a document that lead to nothing."""
    if made.document is None:
        return ()
    edition = made.document.variants.get(FORMAT, made.document.edition)
    return tuple(dangling(edition.document, edition.numbers))


def _page_blocks(document: ReadyDocument, library: BlockLibrary) -> dict[str, PageBlock]:
    edition = document.variants.get(FORMAT, document.edition)
    inside = [library.find(id_) for id_ in document.uses]
    homes = {
        part.id: each.file
        for each in inside
        if each
        for part in everything(each)
        if isinstance(part, Heading | Paragraph)
    }
    return {each.id: _page_block(each, homes) for each in blocks_of(edition.document)}


def _page_block(block: Block, homes: Mapping[str, str]) -> PageBlock:
    """Return where the elements of a block come from; `homes` are the files of paragraphs."""
    lines: list[int] = []
    files: dict[int, str] = {}
    for node in block.content:
        found = list(_elements(node))
        ids = (each.id for each in found if isinstance(each, Heading | Paragraph))
        named = (homes[id_] for id_ in ids if id_ in homes)
        home = next(named, block.file)
        if home != block.file:
            files |= dict.fromkeys(range(len(lines), len(lines) + len(found)), home)
        lines += (each.line for each in found)
    return PageBlock(block.file, block.line, tuple(lines), files)


def _elements(node: Node) -> Iterator[Heading | Paragraph | Item | Cell | Figure]:
    """Yield what a page has an element for, in its order: see `nodes.html.j2`."""
    match node:
        case Heading() | Paragraph() | Figure():
            yield node
        case BulletList() | NumberedList():
            for item in node.items:
                yield item
                yield from (found for each in item.content for found in _elements(each))
        case Quote():
            yield from (found for each in node.content for found in _elements(each))
        case Table():
            yield from (cell for row in (node.head, *node.rows) for cell in row.cells)
        case _:
            assert_never(node)


def _margin(files: Files, document: ReadyDocument, entry: str) -> Mapping[str, Beside]:
    """Return the remarks of readers on a document by the id of their block, "" for no block."""
    besides, _ = beside(files)
    return margin(besides, (document.edition, *document.variants.values()), entry)


def _notes(document: ReadyDocument) -> Iterator[tuple[str, int]]:
    edition = document.variants.get(FORMAT, document.edition)
    for block in blocks_of(edition.document):
        yield from ((block.file, each.line) for each in everything(block) if isinstance(each, Note))

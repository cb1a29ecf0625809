"""A document ready to be written, how far one came, and what all of a dossier are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dossier.build.comments import Beside
from dossier.build.resolve import Resolver, Setting, resolve
from dossier.model.block_library import BlockLibrary
from dossier.model.comments import ReviewNote
from dossier.model.conditional_text import formats_named
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Conditions, Document
from dossier.model.edition import Edition
from dossier.model.figures import Drawing
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.outline import FilledOutline
from dossier.model.registry import Audience, Registry
from dossier.model.theme import Theme
from dossier.project.layout import Files, Places
from dossier.readers.dossier_yaml import Manifest

SHOWING_PICTURES = ("pdf", "docx", "html")
"""The formats that hold pictures."""


@frozen
class ReadyDocument:
    """A document ready to be written: its edition, its template's folder, its pictures.

    `variants` are the editions of formats that differ, `pictures` the contents of pictures by
    their paths, `drawings` what is to be drawn, `uses` the form in which each block is taken.
    `remarks` are what a draft shows in its margin, by the id of the block.
    """

    id: str
    edition: Edition
    template: Path
    pictures: Mapping[str, bytes]
    status: str
    formats: tuple[str, ...] = ()
    variants: Mapping[str, Edition] = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    rasters: Mapping[str, bytes] = field(default_factory=dict)
    theme: Theme = field(default_factory=Theme)
    audience: Audience = "public"
    uses: Mapping[str, str] = field(default_factory=dict)
    dossier: str = ""
    remarks: Mapping[str, tuple[ReviewNote, ...]] = field(default_factory=dict)

    def in_format(self, format_: str) -> ReadyDocument:
        """Return what is needed to write the document in one format, and no more.

        What no writer prints (reasons of allowances, summaries, conditions) is left out, since a
        document may be written by other machines.
        """
        edition = self.variants.get(format_, self.edition)
        word = format_ == "docx"
        return replace(
            self,
            edition=replace(edition, document=_printed(edition.document)),
            variants={},
            drawings={},
            pictures=self.pictures if format_ in SHOWING_PICTURES else {},
            rasters=self.rasters if word else {},
            uses=self.uses if word else {},
            remarks=self.remarks if word else {},
        )


def _printed(document: Document) -> Document:
    """Return a document without what its blocks only say about themselves."""
    sections = (
        replace(each, blocks=tuple(map(_printed_block, each.blocks))) for each in document.sections
    )
    return replace(document, sections=tuple(sections))


def _printed_block(block: Block) -> Block:
    return replace(block, allow={}, lines={}, summary=(), conditions=Conditions(), language="")


@frozen
class DocumentResult:
    """How far one document came; what is None could not be made.

    `merge` is the merge that it comes from (see `Order`). `follows_from` is a digest of all that
    the document follows from, "" where that is not known; `whole` are the ids of the blocks of the
    document that it is an extract of.
    """

    name: str
    findings: tuple[Finding, ...]
    filled: FilledOutline | None = None
    document: ReadyDocument | None = None
    setting: Setting | None = None
    about: Mapping[str, object] = field(default_factory=dict)
    merge: str = ""
    follows_from: str = ""
    whole: tuple[str, ...] = ()


@dataclass(frozen=True)
class DossierInputs:
    """What all documents of a dossier are made from.

    `audience` reads them all, whatever the manifest says; None leaves it to the manifest.
    """

    places: Places
    files: Files
    manifest: Manifest
    library: BlockLibrary
    registry: Registry
    besides: tuple[Beside, ...] = ()
    resolve: Resolver = resolve
    audience: Audience | None = None

    def library_in(self, tag: str) -> BlockLibrary:
        """Return the blocks that a document in the language of a tag takes."""
        return self.library.in_language(code_of(tag), code_of(self.manifest.language))

    @cached_property
    def formats(self) -> frozenset[str]:
        """The formats that some words of the dossier are bound to."""
        return formats_named(self.library.every())

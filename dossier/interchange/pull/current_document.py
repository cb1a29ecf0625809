"""A document as its dossier makes it now, with what makes it: the template's text, the registries.

An export does not say which entry of a registry printed its words: the id of a person could be a
name. What stands in the same place now says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from dossier.build.document import make_documents
from dossier.build.document_digest import dossier_digest
from dossier.build.dossier import maker, manifest_of
from dossier.build.kept_documents import known_documents
from dossier.build.library import library_of
from dossier.build.output_formats import embedded
from dossier.build.ready_document import DossierInputs
from dossier.build.registries import collect
from dossier.build.resolve import put_in_words
from dossier.interchange.pull.block_files import document_code
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.source_requests import requests
from dossier.interchange.pull.tokens import words
from dossier.model.diagnostics import errors
from dossier.model.document import Ask, Citation, Cite
from dossier.model.flat_paragraphs import FlatParagraph, Path, flatten
from dossier.model.outline import FilledOutline
from dossier.model.registry import (
    Fact,
    Incident,
    Organisation,
    Person,
    Place,
    Registry,
    Source,
    Status,
)
from dossier.model.textdiff import difference
from dossier.ooxml.embedded_version import bare
from dossier.project.kept_results import asked_again
from dossier.project.layout import Files, Places

Request: TypeAlias = Ask | Citation
"""What asks a registry for words."""


@dataclass(frozen=True)
class CurrentDocument:
    """A document as it is made now: its text, what the template says in it, its registries."""

    base: Base
    frame: FilledOutline
    registry: Registry

    def place(self, request: Request) -> str:
        """Return file and line of the entry that is asked for, or "" where none is known."""
        at = _place(request, self.registry)
        return f"{at.file}:{at.line}" if at and at.file else ""

    def entries(self, exported: Base) -> Mapping[str, Request]:
        """Return what each exported paragraph that no block holds is printed for, by its id."""
        now = self.requests
        return {
            then: now[id_]
            for block, flats in exported.flats.items()
            for then, id_ in _paired(exported, flats, self.base, self.base.flats.get(block, ()))
            if id_ in now
        }

    @cached_property
    def requests(self) -> dict[str, Request]:
        """The first request of each paragraph that the template writes, by the paragraph's id."""
        found = dict(self._listed())
        for slot in self.frame.slots:
            for block in (slot.lead, slot.text, slot.after):
                for row, flats in groupby(flatten(block.content) if block else (), _row):
                    found |= self._asked([*flats], whole=bool(row))
        return found

    def _asked(
        self, flats: Sequence[FlatParagraph], *, whole: bool
    ) -> Iterator[tuple[str, Request]]:
        """Yield paragraphs with what they ask for; all cells of a row belong to one entry."""
        asked = [next(requests(flat.content, self.base.view), None) for flat in flats]
        first = next((each for each in asked if each), None) if whole else None
        for flat, request in zip(flats, asked, strict=True):
            said = first or request
            if said:
                yield flat.id, said

    def _listed(self) -> Iterator[tuple[str, Request]]:
        """Yield the entries of the list of sources: each has the title of its source."""
        titles = {key: words_of(words(each.title)) for key, each in self.registry.sources.items()}
        for flat in self.base.flats.get("bibliography", ()):
            said = " ".join(words_of(self.base.tokens(flat)))
            held = [key for key, title in titles.items() if title and " ".join(title) in said]
            if held:
                yield flat.id, Citation((Cite(max(held, key=lambda key: len(titles[key]))),))


def current_document(where: Places, files: Files, document: str) -> CurrentDocument | None:
    """Return a document as the files of its dossier make it, or nothing where they make none.

    Names that its readers may not read are not looked for: nobody is shown what comes of it.
    """
    library, findings = library_of(files, document_code(files, document))
    manifest, wrong = manifest_of(files)
    registry, loose = collect(files)
    if manifest is None or errors((*findings, *wrong, *loose)):
        return None
    entry = maker(manifest.documents, document)
    if not entry:
        return None
    held = DossierInputs(where, files, manifest, library, registry, resolve=put_in_words)
    known = known_documents(held, entry, dossier_digest(where, files)) if asked_again() else None
    every = make_documents(held, entry) if known is None else known
    made = next((each for each in every if each.name == document), None)
    if made is None or made.document is None or made.filled is None or errors(made.findings):
        return None
    version = embedded(made.document)
    version = replace(version, document=bare(version.document))
    return CurrentDocument(Base(version), made.filled, registry)


def named(request: Request) -> str:
    """Return a request as an author writes it, such as `{fact:dead}`."""
    if isinstance(request, Citation):
        return "[" + "; ".join(f"@{each.key}" for each in request.cites) + "]"
    said = f" {request.words}" if request.words else ""
    return f"{{{request.kind}:{request.id}{said}}}"


def entry(request: Request) -> str:
    """Return the entry of a registry that a request is for, such as `{fact:dead}`."""
    if isinstance(request, Citation):
        return named(request)
    said = request.words.split()[:1] if "/" in request.id else []
    return f"{{{' '.join((f'{request.kind}:{request.id}', *said))}}}"


def _row(flat: FlatParagraph) -> Path:
    at = next((n for n, step in enumerate(flat.path) if step.sort == "row"), -1)
    return flat.path[: at + 1]


def _paired(
    exported: Base, then: Sequence[FlatParagraph], current: Base, now: Sequence[FlatParagraph]
) -> Iterator[tuple[str, str]]:
    """Yield the ids of paragraphs that were exported, each with the one that it is now."""
    before = [words_of(exported.tokens(flat)) for flat in then]
    after = [words_of(current.tokens(flat)) for flat in now]
    for kind, one, two, three, four in difference(before, after):
        if kind == "equal" or two - one == four - three:
            for was, is_ in zip(then[one:two], now[three:four], strict=True):
                yield was.id, is_.id


def _place(request: Request, registry: Registry) -> Place | None:
    if isinstance(request, Citation):
        keys = (each.key for each in request.cites)
        return next((registry.sources[key].at for key in keys if key in registry.sources), None)
    if request.kind == "upr":
        symbol, paragraph = (request.id, request.words) if "/" in request.id else ("", request.id)
        said = paragraph.split(maxsplit=1)[0] if paragraph else ""
        held = (e for (of, at), e in registry.earlier.items() if at == said and symbol in ("", of))
        return next((each.at for each in held), None)
    entries: dict[str, Mapping[str, Fact | Incident | Person | Organisation | Source | Status]] = {
        "fact": registry.facts,
        "incident": registry.incidents,
        "person": registry.people,
        "org": registry.organisations,
        "source": registry.sources,
        "treaty": registry.treaties,
    }
    found = entries.get(request.kind, {}).get(request.id)
    return found.at if found else None

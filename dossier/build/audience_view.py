"""The page of a document as one audience may read it, and what would get out with it.

The document is made with the audience in the place of the plan's. A page for others is searched
before anybody sees it: where it holds what they may not read, there is no page. In our own view
what is held back from others is marked, with those from whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossier.build.document import make_documents
from dossier.build.drawn_pictures import illustrated
from dossier.build.held_back import marked_library, marked_registry, show_marks
from dossier.build.library import library_of
from dossier.build.output_formats import render
from dossier.build.ready_document import DocumentResult, DossierInputs, ReadyDocument
from dossier.build.registries import collect
from dossier.build.requested_documents import requested_documents
from dossier.build.sections import dangling
from dossier.build.vector_pictures import names_in_pictures
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import AUDIENCES, Audience
from dossier.project.layout import Files, Places
from dossier.readers.dossier_yaml import Manifest, read_manifest
from dossier.readers.yaml import Keys, Value
from dossier.redaction.audience_policy import guard
from dossier.redaction.scan import Guard, Leak, Piece, Unsearchable, pieces

OURS: Audience = "internal"
"""The audience that we ourselves are: it sees what is held back from others."""

FORMAT = "html"
_NAME = "page.html"


@frozen
class AudienceView:
    """A document as an audience may read it; `html` is "" where it may not be shown.

    `findings` are what stands in the way of making it, `leaks` what the page holds that the
    audience may not read. Both name what they found: they are for ourselves.
    """

    audience: Audience
    html: str = ""
    findings: tuple[Finding, ...] = ()
    leaks: tuple[Leak, ...] = ()

    @property
    def certain(self) -> tuple[Leak, ...]:
        """The leaks that are no everyday words, and nobody else's surname."""
        return tuple(each for each in self.leaks if each.severity == "error")


@dataclass(frozen=True, eq=False)
class AudienceInputs:
    """What views of a dossier are made from; without manifest there is none, for `findings`.

    `guards` know by audience what it may not read. `documents` are the entries of the manifest by
    the documents that they make: a mail merge makes several.
    """

    places: Places
    files: Files
    held: DossierInputs | None
    guards: Mapping[Audience, Guard]
    findings: tuple[Finding, ...]
    documents: Mapping[str, str] = field(default_factory=dict)

    def said(self, document: str) -> Mapping[str, str]:
        """Return what the manifest says of a document, as it is typed."""
        keys = self.held.manifest.documents[self.documents[document]] if self.held else Keys()
        return {name: each.typed for name, each in keys.values.items()}


def audience_inputs(places: Places, files: Files) -> AudienceInputs:
    """Return what all views of a dossier are made from."""
    library, unread = library_of(files)
    registry, loose = collect(files)
    guards = {each: guard(registry, library, each) for each in AUDIENCES}
    manifest, found = _manifest(files)
    findings = (*unread, *loose, *found)
    held = (
        DossierInputs(
            places=places, files=files, manifest=manifest, library=library, registry=registry
        )
        if manifest
        else None
    )
    documents = {
        each.name: entry
        for entry in (manifest.documents if manifest else ())
        if manifest
        for each in requested_documents(places, files, manifest, entry)
    }
    return AudienceInputs(
        places=places,
        files=files,
        held=held,
        guards=guards,
        findings=findings,
        documents=documents,
    )


def audience_view(inputs: AudienceInputs, document: str, audience: Audience) -> AudienceView:
    """Return a document as `audience` may read it, or why it may not be shown."""
    if inputs.held is None or document not in inputs.documents:
        return AudienceView(audience, findings=inputs.findings)
    entry = inputs.documents[document]
    held = _for(inputs.held, entry, audience)
    if audience == OURS:
        library, registry = marked_library(held.library), marked_registry(held.registry)
        held = replace(held, library=library, registry=registry)
    made = next((each for each in make_documents(held, entry) if each.name == document), None)
    found = (*inputs.findings, *(made.findings if made else ()), *_loose(made))
    if made is None or made.document is None or _loose(made):
        return AudienceView(audience, findings=tuple(dict.fromkeys(errors(found))))
    html, wrong = _drawn(inputs.places, made.document)
    leaks, unsearchable = _search(made.document, html, inputs.guards[audience])
    own = [each for each in found if each.rule != Fault.NAME_LEAKS]
    grave = tuple(dict.fromkeys((*errors(own), *wrong, *unsearchable)))
    if audience == OURS:
        return AudienceView(audience, show_marks(html) if html else "", grave, leaks)
    view = AudienceView(audience, html, grave, leaks)
    return replace(view, html="") if grave or view.certain else view


def leaks_in(text: str, held: Guard) -> bool:
    """Whether words that are about to be shown hold anything that may not be read, or might."""
    return bool(held) and bool(held.find((Piece(text, "the text", "words"),)))


def _manifest(files: Files) -> tuple[Manifest | None, tuple[Finding, ...]]:
    if "dossier.yaml" not in files.content:
        return None, ()
    text, wrong = files.text("dossier.yaml")
    return (None, wrong) if wrong else read_manifest(text, files.shown("dossier.yaml"))


def _for(held: DossierInputs, entry: str, audience: Audience) -> DossierInputs:
    """Return the same inputs where the entry is for another audience."""
    keys = held.manifest.documents[entry]
    values = {**keys.values, "audience": Value(audience, keys.line, audience)}
    lines = {**keys.lines, "audience": keys.lines.get("audience", keys.line)}
    documents = {**held.manifest.documents, entry: Keys(values, lines, keys.line)}
    return replace(held, manifest=replace(held.manifest, documents=documents))


def _loose(made: DocumentResult | None) -> Sequence[Finding]:
    """Return the cross-references of a document that lead to nothing: it cannot be drawn."""
    if made is None or made.document is None:
        return ()
    edition = made.document.variants.get(FORMAT, made.document.edition)
    return tuple(dangling(edition.document, edition.numbers))


def _drawn(places: Places, document: ReadyDocument) -> tuple[str, Sequence[Finding]]:
    document, missing = illustrated(document, (FORMAT,))
    if missing:
        return "", missing
    content, wrong = render(document.in_format(FORMAT), places.folders(document.template), FORMAT)
    return content.decode(), wrong


def _search(
    document: ReadyDocument, html: str, held: Guard
) -> tuple[tuple[Leak, ...], tuple[Finding, ...]]:
    """Return what a page holds that its readers may not read, and what could not be searched."""
    if not held:
        return (), ()
    try:
        return held.find(pieces(html.encode(), _NAME)), (*names_in_pictures(document, held),)
    except Unsearchable as error:
        message, hint = f"the page cannot be searched: {error}", "it is not shown"
        return (), (Finding(_NAME, 0, Fault.UNSEARCHABLE, message, hint),)

"""List the dossiers and their documents, with what each is made of."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.build.dossier import Dossier, read_dossier
from dossier.build.each_dossier import each_dossier
from dossier.model.diagnostics import Finding, errors
from dossier.model.frozen import frozen
from dossier.model.passages import size
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places


@frozen
class DocumentSummary:
    """A document that can be built: its name, such as "kazakhstan/submission", and its length."""

    document: str
    title: str
    template: str
    status: str
    blocks: int
    words: int
    notes: int


@frozen
class FaultyDossier:
    """A dossier, by its name, that has errors: some of its documents cannot be built."""

    document: str
    status: str = "has errors"


@frozen
class DocumentList:
    """All documents there are, in the order of the dossiers, and what is wrong with them."""

    documents: tuple[DocumentSummary | FaultyDossier, ...]
    findings: tuple[Finding, ...]


def list_documents(places: Places, progress: Progress = silent) -> DocumentList:
    """Return the documents of all dossiers; `progress` is told which dossier is read."""
    documents: list[DocumentSummary | FaultyDossier] = []
    findings: list[Finding] = []
    for files, found in each_dossier(places, (), progress):
        findings += found
        if files is not None:
            dossier = read_dossier(places, files)
            findings += dossier.findings
            documents += _listed(dossier)
    return DocumentList(tuple(documents), tuple(findings))


def _listed(dossier: Dossier) -> Iterator[DocumentSummary | FaultyDossier]:
    if errors(dossier.findings):
        yield FaultyDossier(dossier.name)
    for each in dossier.documents:
        long = size(each.edition)
        yield DocumentSummary(
            document=f"{dossier.name}/{each.id}",
            title=each.edition.document.title,
            template=each.template.name,
            status=each.status,
            blocks=sum(len(section.blocks) for section in each.edition.document.sections),
            words=long.words,
            notes=long.notes,
        )

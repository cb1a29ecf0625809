"""List facts: what each says, where it is used, what is due, and numbers that should be a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dossier.build.dossier import Dossier, read_dossier
from dossier.build.each_dossier import each_dossier
from dossier.lint.facts import Use, bare, due, through, uses
from dossier.model.diagnostics import Finding, errors
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.progress_callback import Progress, silent
from dossier.model.walk import blocks as blocks_of
from dossier.project.layout import Places


@frozen
class FactUse:
    """A place "file:line" that uses a fact, and the ids of the documents that print it."""

    at: str
    documents: tuple[str, ...]


@frozen
class ListedFact:
    """A fact with its uses.

    `rivals` are other values that are told, `through` the entries of registries that hold it, and
    `at` is where it is written, as "file:line".
    """

    dossier: str
    fact: str
    value: str
    unit: str
    exactness: str
    rivals: tuple[str, ...]
    sources: str
    review_by: date | None
    used: tuple[FactUse, ...]
    through: tuple[str, ...]
    at: str


@frozen
class FactList:
    """The facts of dossiers, and findings on them: what is due, and numbers that are no fact."""

    facts: tuple[ListedFact, ...]
    findings: tuple[Finding, ...]


def list_facts(
    places: Places, wanted: Sequence[str], today: date, progress: Progress = silent
) -> FactList:
    """Return the facts of the dossiers `wanted`, or of all where none is."""
    facts: list[ListedFact] = []
    findings: list[Finding] = []
    for files, found in each_dossier(places, wanted, progress):
        findings += found
        if files is None:
            continue
        dossier = read_dossier(places, files)
        words = language(dossier.language)
        findings += errors(dossier.findings)
        findings += due(dossier.registry, today)
        findings += bare(dossier.blocks, dossier.registry, words)
        facts += _facts(dossier)
    return FactList(tuple(facts), tuple(findings))


def _facts(dossier: Dossier) -> Iterator[ListedFact]:
    used = uses(dossier.blocks)
    others = through(dossier.registry)
    documents = {
        block.id: () if block.kind == "lead" else (document.id,)
        for document in dossier.documents
        for block in blocks_of(document.edition.document)
    }
    for fact in dossier.registry.facts.values():
        yield ListedFact(
            dossier=dossier.name,
            fact=fact.id,
            value=fact.value,
            unit=fact.unit,
            exactness=fact.exactness,
            rivals=tuple(each.value for each in fact.rivals),
            sources=fact.sources,
            review_by=fact.review_by,
            used=tuple(_use(each, documents) for each in used if each.fact == fact.id),
            through=tuple(others.get(fact.id, ())),
            at=f"{fact.at.file}:{fact.at.line}",
        )


def _use(use: Use, documents: Mapping[str, tuple[str, ...]]) -> FactUse:
    return FactUse(f"{use.file}:{use.line}", documents.get(use.block, ()))

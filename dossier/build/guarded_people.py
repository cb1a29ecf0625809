"""List the people of dossiers: who may be named to whom, and what of each name is guarded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dossier.build.each_dossier import each_dossier
from dossier.build.registries import collect
from dossier.model.diagnostics import Finding, errors
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places
from dossier.redaction.consents import flaw
from dossier.redaction.names.coverage import NameCoverage, coverage


@frozen
class ListedPerson:
    """A person of a dossier: the widest audience that may read the name, and what is guarded.

    `consent` says what there is, `flaw` why it does not hold today for that audience; both are ""
    where there is nothing to say.
    """

    dossier: str
    person: str
    name: str
    named: str
    language: str
    consent: str
    flaw: str
    coverage: NameCoverage
    at: str


@frozen
class PeopleList:
    """The people of dossiers, and what is wrong with their registries."""

    people: tuple[ListedPerson, ...]
    findings: tuple[Finding, ...]


def list_people(
    places: Places, wanted: Sequence[str], today: date, progress: Progress = silent
) -> PeopleList:
    """Return the people of the dossiers `wanted`, or of all where none is."""
    people: list[ListedPerson] = []
    findings: list[Finding] = []
    for files, found in each_dossier(places, wanted, progress):
        findings += found
        if files is None:
            continue
        registry, wrong = collect(files)
        findings += [each for each in wrong if each in errors(wrong) or "people." in each.file]
        people += [
            ListedPerson(
                dossier=files.name,
                person=each.id,
                name=each.name,
                named=each.named,
                language=each.language,
                consent=str(each.consent or ""),
                flaw="" if each.named == "nobody" else flaw(each.consent, each.named, today),
                coverage=coverage(each),
                at=f"{each.at.file}:{each.at.line}",
            )
            for each in registry.people.values()
        ]
    return PeopleList(tuple(people), tuple(findings))

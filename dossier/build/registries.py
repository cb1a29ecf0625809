"""Collect the registries of a dossier from its files and the library's, and hold them together.

Each entry may refer to others: a fact to sources, an incident to people, organisations and rights.
What is unknown is found here for all entries, used or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from dossier.build.document_digest import registries_digest
from dossier.build.people_elsewhere import with_people_elsewhere
from dossier.build.recurrence_links import wrong_links
from dossier.build.unread_entries import UnreadEntries
from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.registry import Earlier, Place, Registry, Words
from dossier.model.remembered import remembered
from dossier.model.second_process import meanwhile
from dossier.project import kept_results
from dossier.project.layout import Files
from dossier.project.picture_files import PICTURES
from dossier.readers.blocks.citation_syntax import read_cites
from dossier.readers.registries.facts import read_facts
from dossier.readers.registries.incidents import read_incidents
from dossier.readers.registries.instruments import categories, instruments, known_id
from dossier.readers.registries.organisations import read_organisations
from dossier.readers.registries.people import read_people
from dossier.readers.registries.pictures import read_pictures
from dossier.readers.registries.protected_phrases import read_protected
from dossier.readers.registries.sources import read_sources
from dossier.readers.registries.trace_explanations import read_explained
from dossier.readers.registries.treaties import read_treaties
from dossier.readers.registries.verification import read_verification
from dossier.redaction.names.endings import unguarded

SHARED = (
    "sources", "facts", "people", "organisations", "incidents", "protected", "pictures",
)  # fmt: skip
"""Registries that the library and other dossiers may hold too."""

OWN = ("treaties", "recommendations", "trace")
"""Registries that belong to one dossier."""

_SOURCES = re.compile(r"sources(?:/.*)?\.(?:ya?ml|json|bib)")
_ASK = re.compile(r"\{([A-Za-z]+):([^\s{}]+)[^{}]*\}")

Read = tuple[Mapping[str, Any], tuple[Finding, ...]]


def collect(files: Files) -> tuple[Registry, tuple[Finding, ...]]:
    """Return the registries of a dossier, and all that is wrong in and between them."""
    return begin_to_collect(files)()


def begin_to_collect(files: Files) -> Callable[[], tuple[Registry, tuple[Finding, ...]]]:
    """Return what waits for the registries, which a second process may collect meanwhile."""
    begin = partial(meanwhile, partial(_collected, files))
    return kept_results.shared_begun(files.shown("registries"), registries_digest(files), begin)


def _collected(files: Files) -> tuple[Registry, tuple[Finding, ...]]:
    findings: list[Finding] = []
    lost = UnreadEntries()
    both = (*files.others().values(), files)

    def read(name: str, reader: Callable[[str, str], Read]) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for where in both if name in SHARED else (files,):
            for path in registry_paths(where, name):
                found, wrong = _one(where, path, reader)
                if name == "pictures":
                    findings.extend(_absent(where, found))
                    found = {inside(files, where, key): each for key, each in found.items()}
                findings.extend((*wrong, *_doubled(merged, found)))
                lost.note(name, where.text(path)[0], path, found, wrong)
                merged |= {id_: each for id_, each in found.items() if id_ not in merged}
        return merged

    sources = read("sources", read_sources)
    sources |= _verification(both, sources, findings, lost)
    registry = Registry(
        sources=sources,
        facts=read("facts", read_facts),
        incidents=read("incidents", _incidents),
        people=read("people", read_people),
        organisations=read("organisations", read_organisations),
        treaties=read("treaties", read_treaties),
        earlier=_earlier(files, findings, lost),
        explained=read("trace", read_explained),
        protected=read("protected", read_protected),
        pictures=read("pictures", read_pictures),
        incomplete=frozenset(lost.incomplete),
        unread=lost.words(),
    )
    registry, unguarded = with_people_elsewhere(registry, files)
    between = (_unsigned, _names, _loose, wrong_links)
    return registry, (*findings, *unguarded, *(each for find in between for each in find(registry)))


@remembered
def _incidents(text: str, file: str) -> Read:
    return read_incidents(text, file, tuple(categories()))


def inside(files: Files, home: Files, path: str) -> str:
    """Return the path of a picture of `home` as a document of the dossier `files` calls it."""
    return path if home.name == files.name else f"../{home.name}/{path}"


def _absent(files: Files, found: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what pictures.yaml says of pictures that are not there."""
    for path, each in found.items():
        if path not in files.content:
            known = [name for name in files.content if name.lower().endswith(PICTURES)]
            hint = did_you_mean(path, known, f"pictures here: {', '.join(known) or 'none'}")
            message = f'there is no picture "{path}"'
            yield Finding(each.at.file, each.at.line, Fault.MISSING_PICTURE, message, hint)


def registry_paths(files: Files, name: str) -> tuple[str, ...]:
    """Return the files of a dossier's own folder that hold a registry."""
    if name == "sources":
        found = [each for each in files.content if _SOURCES.fullmatch(each)]
        copied = files.copies()
        return tuple(each for each in found if each not in copied)
    return tuple(each for each in (f"{name}.yaml", f"{name}.yml") if each in files.content)


def _one(files: Files, path: str, reader: Callable[[str, str], Read]) -> Read:
    text, wrong = files.text(path)
    return ({}, wrong) if wrong else reader(text, files.shown(path))


def _doubled(merged: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Finding]:
    for id_ in found.keys() & merged.keys():
        # Two dossiers may each have the same entry, as long as it is the same.
        if hasattr(found[id_], "at") and found[id_] != merged[id_]:
            at, other = found[id_].at, merged[id_].at
            message = f'the id "{id_}" is taken already ({other.file}:{other.line})'
            yield Finding(at.file, at.line, Fault.DOUBLED_ID, message, "keep one, or rename one")


def _verification(
    places: tuple[Files, ...],
    sources: Mapping[str, Any],
    findings: list[Finding],
    lost: UnreadEntries,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for files in places:
        for path in registry_paths(files, "verification"):
            text, wrong = files.text(path)
            read, faults = read_verification(text, files.shown(path), sources)
            findings += wrong
            findings += (
                each
                for each in faults
                if each.rule != Fault.UNKNOWN_SOURCE or lost.lacks("sources", each.excerpt)
            )
            found |= read
    return found


def _earlier(
    files: Files, findings: list[Finding], lost: UnreadEntries
) -> dict[tuple[str, str], Earlier]:
    path = next(iter(registry_paths(files, "recommendations")), "")
    if not path:
        return {}
    from dossier.readers.registries.recommendations import read_recommendations

    text, wrong = files.text(path)
    read, faults = read_recommendations(text, files.shown(path))
    findings += (*wrong, *faults)
    held = {(each.symbol, each.paragraph): each for each in read}
    lost.note("recommendations", text, path, held, (*wrong, *faults))
    return held


def tied(registry: Registry, library: BlockLibrary) -> Iterator[Finding]:
    """Find blocks that an assessment names and the dossier does not have."""
    known = {each.id for each in library.own}
    for each in registry.earlier.values():
        for id_ in each.assessment.blocks if each.assessment else ():
            if id_ not in known and not library.may_hold(id_):
                yield _unknown(each.at, "block", id_, sorted(known))


def _unsigned(registry: Registry) -> Iterator[Finding]:
    """Find sources that are called verified, but not when and by whom."""
    for source in registry.sources.values():
        if source.verified != "no" and not (source.verified_on and source.verified_by):
            lacks = "when" if not source.verified_on else "by whom"
            message = f'the source "{source.id}" does not say {lacks} it was verified'
            hint = "add `verified-on:` and `verified-by:` (in verification.yaml `on:` and `by:`)"
            at = source.at
            yield Finding(
                at.file, at.line, Fault.VERIFICATION_UNSIGNED, message, hint, severity="warning"
            )


def _names(registry: Registry) -> Iterator[Finding]:
    """Find names whose endings no search knows, and parts that are no part of their name."""
    for person in registry.people.values():
        at, hides = person.at, unguarded(person.language)
        if hides and person.named != "public":
            message = f'the name of "{person.id}" is of the language "{person.language}": '
            message += f"the search does not find {hides}"
            hint = "list each form that may be written under `spellings`"
            yield Finding(
                at.file, at.line, Fault.NAME_ENDINGS_UNKNOWN, message, hint, severity="warning"
            )
        said = " ".join((person.name, *person.spellings)).casefold()
        for part in (*person.family, *person.given, *person.called):
            if part.casefold() not in said:
                message = f'"{part}" is no part of the name of "{person.id}"'
                hint = "write it as it stands in `name`, or add the spelling that has it"
                yield Finding(at.file, at.line, Fault.WRONG_VALUE, message, hint)


def _loose(registry: Registry) -> Iterator[Finding]:
    """Find what entries refer to and no registry holds."""
    for at, cites in _cited(registry):
        keys = [each.key for each in read_cites(cites)]
        for key in keys:
            if key not in registry.sources and registry.lacks("sources", key):
                yield _unknown(at, "source", key, registry.sources, Fault.UNKNOWN_SOURCE)
        if cites and not keys:
            message = f'"{cites}" cites no source'
            yield Finding(
                at.file, at.line, Fault.UNKNOWN_SOURCE, message, "write @ and the source's id"
            )
    yield from _concerned(registry)
    for id_, status in registry.treaties.items():
        if id_ not in instruments():
            yield _unknown(status.at, "instrument", id_, instruments())
    yield from _asked(registry)


def _concerned(registry: Registry) -> Iterator[Finding]:
    """Find whom and what incidents concern that no registry holds."""
    for incident in registry.incidents.values():
        for id_ in incident.people:
            if id_ not in registry.people and registry.lacks("people", id_):
                yield _unknown(incident.at, "person", id_, registry.people)
        for id_ in incident.organisations:
            if id_ not in registry.organisations and registry.lacks("organisations", id_):
                yield _unknown(incident.at, "organisation", id_, registry.organisations)
        for right in incident.rights:
            if known_id(right.split()[0]) not in instruments():
                yield _unknown(incident.at, "instrument", right.split()[0], instruments())


def _cited(registry: Registry) -> Iterator[tuple[Place, str]]:
    for entries in (registry.facts, registry.incidents, registry.treaties):
        for entry in entries.values():
            yield entry.at, entry.sources
    for fact in registry.facts.values():
        for rival in fact.rivals:
            yield rival.at, rival.sources


def _asked(registry: Registry) -> Iterator[Finding]:
    """Find ids in the words of entries that no registry holds."""
    held: Mapping[str, tuple[str, Iterable[str]]] = {
        "fact": ("facts", registry.facts),
        "incident": ("incidents", registry.incidents),
        "person": ("people", registry.people),
        "org": ("organisations", registry.organisations),
    }
    for at, words in _words(registry):
        for text in words.values():
            for kind, id_ in _ASK.findall(text):
                name, known = held.get(kind.lower(), ("", (id_,)))
                if id_ not in known and registry.lacks(name, id_):
                    yield _unknown(at, kind.lower(), id_, known)


def _words(registry: Registry) -> Iterator[tuple[Place, Words]]:
    for fact in registry.facts.values():
        yield fact.at, fact.wording
    for incident in registry.incidents.values():
        for said in (incident.what, incident.outcome, incident.place):
            yield incident.at, said
    for person in registry.people.values():
        yield person.at, person.role
        yield person.at, person.again


def _unknown(
    at: Place, what: str, id_: str, known: Iterable[str], rule: Fault = Fault.UNKNOWN_ID
) -> Finding:
    listed = list(known)
    hint = did_you_mean(id_, listed, f"known here: {', '.join(listed[:12]) or 'none'}")
    return Finding(at.file, at.line, rule, f'there is no {what} "{id_}"', hint)

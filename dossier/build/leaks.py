"""Look into finished files, and files from anywhere, for what an audience may not read."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from dossier.build.build_request import no_dossiers
from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.registry import Audience, Registry, may_read
from dossier.project.input_digests import begin_run
from dossier.project.layout import Places, dossiers, read_files, shown
from dossier.redaction.audience_policy import guard
from dossier.redaction.scan import Guard, Leak, Piece, Unsearchable, pieces

Entry = TypeVar("Entry")

_PLACE = 0x8825
"""Where EXIF keeps the place (Exif 2.32, 4.6.3)."""

_LOOSE = frozenset(
    (
        Fault.EMPTY_DOSSIER,
        Fault.INCIDENT_WITHOUT_SOURCE,
        Fault.PERSON_WITHOUT_ROLE,
        Fault.UNKNOWN_CATEGORY,
        Fault.UNKNOWN_ID,
        Fault.UNKNOWN_SOURCE,
    )
)
"""Faults of a dossier that take nothing away from what is looked for."""


People: TypeAlias = Literal["own", "all"]


@frozen
class SearchedFile:
    """A file that was searched: its path as messages show it, and what was found in it."""

    file: str
    findings: tuple[Finding, ...]


@frozen
class LookedFor:
    """What of a dossier, and of the library with it, was looked for: how many of each.

    `names` are persons, `spellings` the ways to write them, `phrases` protected words and those
    of blocks and entries that are not cleared. Of the names, `of_others` are those that other
    dossiers keep back, `in_interviews` those of who gave an interview.
    """

    dossier: str
    names: int
    spellings: int
    phrases: int
    of_others: int = 0
    in_interviews: int = 0


@frozen
class LeakSearch:
    """The files that were searched, none where that could not be done, and all findings.

    `looked_for` says what they were searched for, dossier by dossier.
    """

    files: tuple[SearchedFile, ...]
    looked_for: tuple[LookedFor, ...]
    findings: tuple[Finding, ...]


def search_files(
    places: Places,
    paths: Sequence[str],
    audience: Audience,
    dossier: str | None = None,
    progress: Progress = silent,
    people: People = "own",
) -> LeakSearch:
    """Search files for what `audience` may not read, of one dossier or (None) of all.

    `people` of one dossier are its "own", or also those whom other dossiers keep back, as in the
    search of what is built. Nothing is searched where a file is missing, or where nothing is
    protected.
    """
    begin_run()
    missing = [_missing(each) for each in paths if not Path(each).is_file()]
    read, findings = _read(places, dossier, people)
    guards = {name: guard(*each, audience) for name, each in read.items()}
    looked_for = tuple(looked_for_by(name, each, read[name][0]) for name, each in guards.items())
    whole = _together(guards.values(), audience)
    if read and not whole:
        findings.append(_empty(audience, places, dossier))
    if missing or not whole:
        return LeakSearch((), looked_for, (*missing, *findings))
    searched: list[SearchedFile] = []
    for path in dict.fromkeys(paths):
        progress(path)
        searched.append(_search(Path(path), whole))
    found = (each for one in searched for each in one.findings)
    return LeakSearch(tuple(searched), looked_for, (*findings, *found))


def _missing(path: str) -> Finding:
    return Finding(
        path, 0, Fault.MISSING_FILE, "there is no such file", "check its name and folder"
    )


def _read(
    places: Places, dossier: str | None, people: People
) -> tuple[dict[str, tuple[Registry, BlockLibrary]], list[Finding]]:
    """Return the registries and blocks of one dossier or all, and what could not be read."""
    findings: list[Finding] = []
    held: dict[str, tuple[Registry, BlockLibrary]] = {}
    for name in [dossier] if dossier else dossiers(places):
        files, wrong = read_files(places, name)
        findings += wrong
        if files is None:
            return {}, findings
        registry, faults = collect(files)
        library, unread = library_of(files)
        findings += (each for each in (*faults, *unread) if each.rule not in _LOOSE)
        elsewhere = registry.elsewhere if people == "all" else ()
        held[name] = (replace(registry, elsewhere=elsewhere), library)
    if not held:
        findings.append(no_dossiers(places, ", and so nothing to look for"))
    return held, [*dict.fromkeys(findings)]


def looked_for_by(dossier: str, held: Guard, registry: Registry) -> LookedFor:
    """Return how much `held` looks for, and whose names these are."""
    people = [each for each in held.people if not each.may_be_named(held.audience)]
    protected = [each for each in held.protected if not may_read(held.audience, each.audience)]
    elsewhere = {id(each) for each in registry.elsewhere}
    return LookedFor(
        dossier=dossier,
        names=len(people),
        spellings=sum(len({each.name, *each.spellings}) for each in people),
        phrases=sum(len(each.words) for each in protected) + len(held.phrases),
        of_others=sum(id(each) in elsewhere for each in people),
        in_interviews=sum(each in registry.interviewed for each in people),
    )


def _together(guards: Collection[Guard], audience: Audience) -> Guard:
    """Return one guard of what several dossiers keep."""
    return Guard(
        _once(person for each in guards for person in each.people),
        _once(phrase for each in guards for phrase in each.protected),
        tuple(dict.fromkeys(phrase for each in guards for phrase in each.phrases)),
        audience,
    )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries without those that several dossiers have from the library."""
    found: list[Entry] = []
    for each in entries:
        if each not in found:
            found.append(each)
    return tuple(found)


def _empty(audience: Audience, places: Places, dossier: str | None) -> Finding:
    where = f'in "{dossier}"' if dossier else "here"
    message = f'nothing {where} is kept from "{audience}", and so nothing was looked for'
    hint = "list names in people.yaml, and other words in protected.yaml"
    file = shown(places.content / dossier if dossier else places.content)
    return Finding(file, 0, Fault.NOTHING_PROTECTED, message, hint)


def _search(path: Path, held: Guard) -> SearchedFile:
    """Return what leaks from a file; what was read before it could not be read on counts too."""
    file = shown(path)
    read: list[Piece] = []
    findings: list[Finding] = []
    try:
        read.extend(pieces(path.read_bytes(), path.name))  # keeps what came before an error
    except Unsearchable as error:
        hint = "do not send it as it is: save it as PDF, DOCX, HTML, XLSX or text, and search that"
        findings.append(
            Finding(file, 0, Fault.UNSEARCHABLE, f"not all of it can be read: {error}", hint)
        )
    findings += (_leak(file, each, held.audience) for each in held.find(read))
    findings += _placed(file, path.read_bytes())
    return SearchedFile(file, tuple(dict.fromkeys(findings)))


def _placed(file: str, content: bytes) -> Iterator[Finding]:
    """Find the place where a photograph was taken, if the picture says it: it names nobody."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            place = image.getexif().get_ifd(_PLACE)
    except Exception:  # whatever is no picture has no such place
        return
    if place:
        message = "the picture holds the place where it was taken"
        hint = "documents built here never hold it; take it out of the file before you send it"
        yield Finding(file, 0, Fault.HIDDEN_PLACE, message, hint, severity="warning")


def _leak(file: str, leak: Leak, audience: Audience) -> Finding:
    excerpt = "" if leak.excerpt == leak.quoted else f' (written "{leak.excerpt}")'
    message = f'{leak.what} stands in {leak.where}, and may not be read by "{audience}"{excerpt}'
    at = f"{leak.at.file}:{leak.at.line}"
    hints: dict[Severity, str] = {
        "error": f"take it out of the file; {at} says who may read it",
        "warning": f"make sure that {'a word' if leak.as_word else 'somebody else'} is meant, "
        f"and not who is named in {at}",
    }
    return Finding(
        file=file,
        line=0,
        rule=Fault.NAME_AS_WORD if leak.as_word else Fault.NAME_LEAKS,
        message=message,
        hint=hints[leak.severity],
        severity=leak.severity,
        excerpt=leak.excerpt,
    )

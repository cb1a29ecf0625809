"""`leaks`: look into finished files, and files from anywhere, for what an audience may not read."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dossier.build.dossier import library_of
from dossier.build.registries import collect
from dossier.cli.report import tell_findings, tell_json
from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, Severity, errors
from dossier.model.faults import Fault
from dossier.model.registry import Audience, Registry
from dossier.project.layout import Places, begin_run, dossiers, places, read_files, shown
from dossier.redaction.policy import guarded
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


@dataclass(frozen=True, slots=True)
class Searched:
    """A file that was searched: its path as messages show it, and what was found in it."""

    file: str
    findings: tuple[Finding, ...]

    def line(self, audience: Audience) -> str:
        """Return what is said of the file on the terminal."""
        if any(each.rule == Fault.UNSEARCHABLE for each in self.findings):
            return f"{self.file:<40} could not be searched"
        count = len(self.findings)
        found = f"{count} found" if count else "nothing found"
        return f'{self.file:<40} {found} that "{audience}" may not read'


def run(options: argparse.Namespace, root: Path) -> int:
    """Search files. Returns 0, 1 if anything leaks or is unsearchable, 2 for files not there."""
    begin_run()
    where = places(root, options.content, options.templates, None)
    audience: Audience = options.audience
    missing = [_missing(each) for each in options.files if not Path(each).is_file()]
    guard, findings = _guard(where, audience, options.dossier)
    if missing or guard is None:
        tell_findings([*missing, *findings])
        return 2
    searched = [_search(Path(each), guard) for each in dict.fromkeys(options.files)]
    found = [*findings, *(each for one in searched for each in one.findings)]
    if options.json:
        files = [{"file": each.file, "found": len(each.findings)} for each in searched]
        tell_json({"audience": audience, "files": files}, found)
    else:
        for each in searched:
            print(each.line(audience))
        tell_findings(found)
    return 1 if errors(found) else 0


def _missing(path: str) -> Finding:
    return Finding(
        path, 0, Fault.MISSING_FILE, "there is no such file", "check its name and folder"
    )


def _guard(
    where: Places, audience: Audience, dossier: str | None
) -> tuple[Guard | None, list[Finding]]:
    """Return what is looked for, of one dossier or all, and what of it could not be read."""
    held, findings = _read(where, dossier)
    if not held:
        return None, findings
    phrases = (each for registry, library in held for each in guarded(registry, library, audience))
    guard = Guard(
        _once(each for registry, _ in held for each in registry.people.values()),
        _once(each for registry, _ in held for each in registry.protected.values()),
        tuple(dict.fromkeys(phrases)),
        audience,
    )
    return guard, [*findings, *_empty(guard, where)]


def _read(
    where: Places, dossier: str | None
) -> tuple[list[tuple[Registry, BlockLibrary]], list[Finding]]:
    """Return the registries and blocks of one dossier or all, and what could not be read."""
    findings: list[Finding] = []
    held: list[tuple[Registry, BlockLibrary]] = []
    for name in [dossier] if dossier else dossiers(where):
        files, wrong = read_files(where, name)
        findings += wrong
        if files is None:
            return [], findings
        registry, faults = collect(files)
        library, unread = library_of(files)
        findings += (each for each in (*faults, *unread) if each.rule not in _LOOSE)
        held.append((registry, library))
    if not held:
        hint = "`python build.py new NAME` makes a dossier there"
        message = "there are no dossiers here, and so nothing to look for"
        findings.append(Finding(shown(where.content), 0, Fault.NO_DOSSIERS, message, hint))
    return held, [*dict.fromkeys(findings)]


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries without those that several dossiers have from the library."""
    found: list[Entry] = []
    for each in entries:
        if each not in found:
            found.append(each)
    return tuple(found)


def _empty(guard: Guard, where: Places) -> Iterator[Finding]:
    if not guard:
        message = f'nothing here is kept from "{guard.audience}", and so nothing was looked for'
        hint = "list names in people.yaml, and other words in protected.yaml"
        yield Finding(shown(where.content), 0, Fault.NOTHING_PROTECTED, message, hint, "warning")


def _search(path: Path, guard: Guard) -> Searched:
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
    findings += (_leak(file, each, guard.audience) for each in guard.find(read))
    findings += _placed(file, path.read_bytes())
    return Searched(file, tuple(dict.fromkeys(findings)))


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
        yield Finding(file, 0, Fault.HIDDEN_PLACE, message, hint, "warning")


def _leak(file: str, leak: Leak, audience: Audience) -> Finding:
    excerpt = "" if leak.excerpt == leak.quoted else f' (written "{leak.excerpt}")'
    message = f'{leak.what} stands in {leak.where}, and may not be read by "{audience}"{excerpt}'
    at = f"{leak.at.file}:{leak.at.line}"
    hints: dict[Severity, str] = {
        "error": f"take it out of the file; {at} says who may read it",
        "warning": f"make sure that somebody else is meant than in {at}",
    }
    hint = hints[leak.severity]
    return Finding(file, 0, Fault.NAME_LEAKS, message, hint, leak.severity, excerpt=leak.excerpt)

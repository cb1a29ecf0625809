"""What a build is asked for: which documents, in which formats, and what is built anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import FORMATS
from dossier.project.layout import Files, Places, dossiers, meant, shown

if TYPE_CHECKING:
    from dossier.build.dossier import Dossier


class Rebuild(StrEnum):
    """Which files are made: those that a change touches, or all, also over edited ones."""

    CHANGED = "changed"
    ALL = "all"


class Report(StrEnum):
    """Which files are reported: all, or only those that a change touched."""

    ALL = "all"
    CHANGED = "changed"


@frozen
class BuildRequest:
    """What is asked for: documents by dossier (none: all of it), and formats."""

    documents: Mapping[str, tuple[str, ...]]
    formats: tuple[str, ...] = FORMATS
    rebuild: Rebuild = Rebuild.CHANGED
    report: Report = Report.ALL


def build_request(
    places: Places,
    wanted: Sequence[str] = (),
    formats: Sequence[str] = (),
    rebuild: Rebuild = Rebuild.CHANGED,
    report: Report = Report.ALL,
) -> tuple[BuildRequest | None, tuple[Finding, ...]]:
    """Return the request for what is `wanted`, or None and why it makes no sense.

    `wanted` are names such as "kazakhstan" or "kazakhstan/submission", none for every dossier;
    no `formats` are all formats.
    """
    wrong = unknown_format(formats, FORMATS)
    if wrong:
        return None, (wrong,)
    documents: dict[str, tuple[str, ...]] = {}
    for each in wanted:
        dossier, _, document = each.strip("/").partition("/")
        documents[dossier] = (*documents.get(dossier, ()), *([document] if document else []))
    if not wanted:
        documents = dict.fromkeys(dossiers(places), ())
    if not documents:
        return None, (no_dossiers(places),)
    return BuildRequest(documents, tuple(dict.fromkeys(formats)) or FORMATS, rebuild, report), ()


def unknown_format(wanted: Sequence[str], known: Sequence[str]) -> Finding | None:
    """Return a finding on the first format that is not `known`."""
    for each in wanted:
        if each not in known:
            hint = did_you_mean(each, known, f"formats are {', '.join(known)}")
            return Finding("--format", 0, Fault.UNKNOWN_FORMAT, f'no format "{each}"', hint)
    return None


def no_dossiers(places: Places, consequence: str = "") -> Finding:
    """Return the finding that the content folder has no dossiers, and what follows from that."""
    hint = "`python build.py new NAME` makes a dossier there"
    message = f"there are no dossiers here{consequence}"
    return Finding(shown(places.content), 0, Fault.NO_DOSSIERS, message, hint)


def no_templates(folder: Path) -> Finding | None:
    """Return a finding where the folder of templates that was named is not there."""
    if folder.is_dir():
        return None
    message, hint = "there is no such folder", "name a folder that holds templates"
    return Finding(shown(folder), 0, Fault.NO_TEMPLATES, message, hint)


def wanted_of(
    files: Files, documents: tuple[str, ...], dossier: Dossier
) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the documents to be made, a mail merge as the letters it makes, and unknown ones."""
    known = dossier.names
    if not documents:
        return known, []
    found = {each: meant(each, known, dossier.merges) for each in documents}
    lost = [each for each, names in found.items() if not names]
    return tuple(name for names in found.values() for name in names), [
        *_unknown(files, lost, known)
    ]


def _unknown(files: Files, wanted: Sequence[str], known: Sequence[str]) -> Iterator[Finding]:
    for each in wanted:
        if each not in known and known:
            file = files.shown("dossier.yaml")
            message = f'the dossier "{files.name}" has no document "{each}"'
            hint = did_you_mean(each, known, f"documents here: {', '.join(known)}")
            yield Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)

"""What a build is asked for: which documents in which formats, as the command line says it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.project.layout import Files, Places, dossiers, meant, shown

if TYPE_CHECKING:
    from dossier.build.dossier import Dossier


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the command line asks for: documents by dossier (none: all of it), formats.

    "force" builds anew what is there, "changed" tells only of what a change touches, and why.
    """

    documents: Mapping[str, tuple[str, ...]]
    formats: tuple[str, ...]
    force: str
    changed: str = ""


def build_request(
    options: argparse.Namespace, where: Places
) -> tuple[BuildRequest | None, list[Finding]]:
    """Return what `options` ask for, or None and why it makes no sense."""
    if options.templates and not options.templates.is_dir():
        message, hint = "there is no such folder", "name a folder that holds templates"
        return None, [Finding(shown(options.templates), 0, Fault.NO_TEMPLATES, message, hint)]
    formats = tuple(each.strip() for each in options.format.split(",") if each.strip()) or FORMATS
    for each in formats:
        if each not in FORMATS:
            hint = did_you_mean(each, FORMATS, f"formats are {', '.join(FORMATS)}")
            return None, [Finding("--format", 0, Fault.UNKNOWN_FORMAT, f'no format "{each}"', hint)]
    documents: dict[str, tuple[str, ...]] = {}
    for each in options.wanted:
        dossier, _, document = each.strip("/").partition("/")
        documents[dossier] = (*documents.get(dossier, ()), *([document] if document else []))
    if not options.wanted:
        documents = dict.fromkeys(dossiers(where), ())
    if not documents:
        hint = "`python build.py new NAME` makes a dossier there"
        message = "there are no dossiers here"
        return None, [Finding(shown(where.content), 0, Fault.NO_DOSSIERS, message, hint)]
    force = "force" if options.force else ""
    changed = "changed" if options.changed else ""
    return BuildRequest(documents, tuple(dict.fromkeys(formats)), force, changed), []


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

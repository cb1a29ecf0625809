"""Find the files of a dossier that are not read: copies, office documents, and other names."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.build.registries import OWN, SHARED
from dossier.model.diagnostics import Finding, Severity, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import LIBRARY, Files
from dossier.project.stray_files import LEFT_OVER, document_kind

_OTHERS = ("dossier", "verification", "rules", "review", "glossary")
_DELETE = "delete it if nothing in it is new"


def unread_files(files: Files) -> Iterator[Finding]:
    """Find what lies in a dossier, or in those that it takes from, and is not read."""
    for where in (files, *files.others().values()):
        yield from _copies(where)
        yield from _registries(where)
    for path in files.content:
        kind = document_kind(path) if path.startswith("blocks/") else ""
        if kind:
            message = f"the file is not read: it is a {kind}, and blocks are files `blocks/….md`"
            hint = "copy its words into such a file, or make a dossier of it with `build.py import`"
            yield _unread(files, path, message, _DELETE if kind in LEFT_OVER else hint)
    for path in files.unread():
        if not document_kind(path):
            message = "the file is not read: blocks are files `blocks/….md`"
            yield _unread(files, path, message, "move or rename it if it is a block")


def _unread(files: Files, path: str, message: str, hint: str) -> Finding:
    return Finding(files.shown(path), 0, Fault.UNREAD_FILE, message, hint, severity="warning")


def _copies(files: Files) -> Iterator[Finding]:
    """Find copies, as sync programs make them; one with other words may hold somebody's work."""
    for path, original in files.copies().items():
        same = files.content[path] == files.content[original]
        message = f'the file is not read: its name says that it is a copy of "{original}"'
        message += ", and the two are the same" if same else ", and the two differ"
        hint = "delete it" if same else f'move what is new in it into "{original}", then delete it'
        severity: Severity = "warning" if same else "error"
        yield Finding(files.shown(path), 0, Fault.COPIED_FILE, message, hint, severity=severity)


def _registries(files: Files) -> Iterator[Finding]:
    """Find YAML files beside the registries that nothing reads, for their name or their folder."""
    own = () if files.name == LIBRARY else OWN
    read = (*SHARED, *own, *(each for each in _OTHERS if each != "dossier" or own))
    copied = files.copies()
    for path in (each for each in files.content if each not in copied):
        stem, dot, end = path.rpartition(".")
        if "/" in path or not dot or end not in ("yaml", "yml") or stem in read:
            continue
        message = "the file is not read: no registry has this name here"
        hint = did_you_mean(stem, read, f"registries here: {', '.join(read)}")
        yield _unread(files, path, message, hint)

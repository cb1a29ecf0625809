"""`list`: the dossiers and their documents, with what each is made of."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from dossier.build.document_list import DocumentSummary, FaultyDossier, list_documents
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import NARROW, columns, counted, cut
from dossier.model.diagnostics import errors
from dossier.project.layout import places, shown

EXAMPLES = """example:
  python build.py list"""


_LEAST = 12
"""Columns below which no part of a title is told."""


def add_arguments(_: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""


def run(options: argparse.Namespace, root: Path) -> int:
    """List what can be built. Returns 0, or 1 when a dossier has errors."""
    where = places(root, options.content, options.templates, None)
    found = list_documents(where)
    if options.json:
        tell_json({"documents": [asdict(each) for each in found.documents]}, found.findings)
        return 1 if errors(found.findings) else 0
    for line in _lines(found.documents):
        print(line)
    if not found.documents:
        print(f"no dossiers in {shown(where.content)}; `python build.py new NAME` makes one")
    tell_findings(found.findings)
    return 1 if errors(found.findings) else 0


def _lines(documents: Sequence[DocumentSummary | FaultyDossier]) -> Iterator[str]:
    for each in documents:
        match each:
            case FaultyDossier():
                yield f"{each.document:<28} {each.status}"
            case DocumentSummary():
                yield _line(each)


def _line(each: DocumentSummary) -> str:
    """Return a document as a line: what it is, its length, as much of its title as has room."""
    width = columns()
    kind = f" {each.template:<18}" if width >= NARROW else ""
    begin = (
        f"{each.document:<27}{kind} {each.status:<5} {counted(each.blocks, 'block'):>10}"
        f" {counted(each.words, 'word'):>12}"
    )
    notes = f" {counted(each.notes, 'note'):>10}"
    if len(begin) + len(notes) > width:
        return begin
    if not sys.stdout.isatty():
        return f"{begin}{notes}  {each.title}"
    room = width - len(begin) - len(notes) - 2
    return f"{begin}{notes}  {cut(each.title, room)}" if room >= _LEAST else begin + notes

"""`list`: the dossiers and their documents, with what each is made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from dossier.build.document_list import DocumentSummary, FaultyDossier, list_documents
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import errors
from dossier.project.layout import places, shown

EXAMPLES = """example:
  python build.py list"""


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
                yield (
                    f"{each.document:<28} {each.template:<16} {each.status:<6}"
                    f"{each.blocks:>4} blocks {each.words:>6} words {each.notes:>5} notes"
                    f"  {each.title}"
                )

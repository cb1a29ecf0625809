"""`list`: the dossiers and their documents, with what each is made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.build.dossier import read_dossier
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding, errors
from dossier.model.passages import size
from dossier.project.layout import dossiers, places, read_files, shown


def run(options: argparse.Namespace, root: Path) -> int:
    """List what can be built. Returns 0, or 1 when a dossier has errors."""
    where = places(root, options.content, options.templates, None)
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for name in dossiers(where):
        files, found = read_files(where, name)
        findings += found
        if files is None:
            continue
        dossier = read_dossier(where, files)
        findings += dossier.findings
        if errors(dossier.findings):
            rows.append({"document": name, "status": "has errors"})
        for each in dossier.documents:
            sections = each.edition.document.sections
            rows.append(
                {
                    "document": f"{name}/{each.id}",
                    "title": each.edition.document.title,
                    "template": each.template.name,
                    "status": each.status,
                    "blocks": sum(len(section.blocks) for section in sections),
                    "words": size(each.edition).words,
                    "notes": size(each.edition).notes,
                }
            )
    if options.json:
        tell_json({"documents": rows}, findings)
        return 1 if errors(findings) else 0
    for line in _lines(rows):
        print(line)
    if not rows:
        print(f"no dossiers in {shown(where.content)}; `python build.py new NAME` makes one")
    tell_findings(findings)
    return 1 if errors(findings) else 0


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        if "title" not in row:
            yield f"{row['document']:<28} {row['status']}"
            continue
        yield (
            f"{row['document']:<28} {row['template']:<16} {row['status']:<6}"
            f"{row['blocks']:>4} blocks {row['words']:>6} words {row['notes']:>5} notes"
            f"  {row['title']}"
        )

"""`facts`: each fact, where it is used, what is due, and numbers that should be a fact."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.dossier import Dossier, read_dossier
from dossier.cli.report import tell_findings, tell_json
from dossier.lint.facts import Use, bare, due, through, uses
from dossier.model.diagnostics import Finding, errors
from dossier.model.language import language
from dossier.model.walk import blocks as blocks_of
from dossier.project.layout import dossiers, places, read_files


def run(options: argparse.Namespace, root: Path) -> int:
    """List the facts of dossiers. Returns 0, or 1 when a dossier has errors."""
    where = places(root, options.content, options.templates, None)
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for name in options.wanted or dossiers(where):
        files, found = read_files(where, name)
        findings += found
        if files is None:
            continue
        dossier = read_dossier(where, files)
        words = language(dossier.language)
        findings += errors(dossier.findings)
        findings += due(dossier.registry, date.today())
        findings += bare(dossier.blocks, dossier.registry, words)
        rows += _rows(dossier)
    if options.json:
        tell_json({"facts": rows}, findings)
    else:
        for line in _lines(rows):
            print(line)
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _rows(dossier: Dossier) -> Iterator[dict[str, Any]]:
    used = uses(dossier.blocks)
    others = through(dossier.registry)
    homes = {
        block.id: [] if block.kind == "lead" else [document.id]
        for document in dossier.documents
        for block in blocks_of(document.edition.document)
    }
    for fact in dossier.registry.facts.values():
        yield {
            "dossier": dossier.name,
            "fact": fact.id,
            "value": fact.value,
            "unit": fact.unit,
            "exactness": fact.exactness,
            "rivals": [each.value for each in fact.rivals],
            "sources": fact.sources,
            "review_by": fact.review_by.isoformat() if fact.review_by else None,
            "used": [_use(each, homes) for each in used if each.fact == fact.id],
            "through": others.get(fact.id, ()),
            "at": f"{fact.at.file}:{fact.at.line}",
        }


def _use(use: Use, homes: dict[str, list[str]]) -> dict[str, Any]:
    return {"at": f"{use.file}:{use.line}", "documents": homes.get(use.block, [])}


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        exact = "" if row["exactness"] == "exactly" else f"{row['exactness']} "
        rivals = f"; others say {', '.join(row['rivals'])}" if row["rivals"] else ""
        yield f"{row['fact']:<32} {exact}{row['value']} {row['unit']}{rivals}"
        for use in row["used"]:
            yield f"    {use['at']}  ({', '.join(use['documents']) or 'no document'})"
        for name in row["through"]:
            yield f"    through the {name}"
        if not row["used"] and not row["through"]:
            yield f"    used nowhere  ({row['at']})"
    if not rows:
        yield "no facts; docs/registries.md shows how facts.yaml is written"

"""`trace`: from each concern to the recommendations that answer it, and what stands alone."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Any

from dossier import __version__
from dossier.build.build_request import unknown_format
from dossier.build.trace import FORMATS, TracedDocument, trace_document, write_trace
from dossier.cli.report import split, tell_findings, tell_json
from dossier.model.diagnostics import Finding, errors
from dossier.project.layout import places

EXAMPLES = """examples:
  python build.py trace kazakhstan                  output/kazakhstan/trace.html, .docx, .xlsx
  python build.py trace kazakhstan/submission --format xlsx --strict

each row leads from a concern to its evidence, the obligation, our recommendation, and what earlier
reviews recommended. What stands alone is named; trace.yaml can say why it does."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", metavar="DOSSIER[/DOCUMENT]", help="default: its first document")
    command.add_argument("--format", default="", help="some of html,docx,xlsx (default: all)")
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    command.add_argument("--strict", action="store_true", help="fail if something stands alone")


def run(options: argparse.Namespace, root: Path) -> int:
    """Trace one dossier. Returns 0, 1 with errors (if strict, gaps), 2 for an unknown format."""
    where = places(root, options.content, options.templates, options.output)
    formats = split(options.format) or FORMATS
    wrong = unknown_format(formats, FORMATS)
    if wrong:
        tell_findings([wrong])
        return 2
    name, _, document = options.wanted.strip("/").partition("/")
    traced, findings = trace_document(where, name, document, formats)
    if traced is None:
        _tell_nothing(options, findings)
        return 1
    written, left = write_trace(where, traced)
    findings = (*findings, *left)
    if options.json:
        tell_json(_told(traced, written), findings)
    else:
        print(*written, *_lines(traced), sep="\n")
        tell_findings(findings)
    return 1 if errors(findings) or (options.strict and traced.gaps) else 0


def _tell_nothing(options: argparse.Namespace, findings: Sequence[Finding]) -> None:
    if options.json:
        tell_json({"program": f"upr-dossier {__version__}", "files": []}, findings)
    else:
        tell_findings(findings)


def _told(traced: TracedDocument, written: Sequence[str]) -> dict[str, Any]:
    return {
        "program": f"upr-dossier {__version__}",
        "document": traced.name,
        "files": list(written),
        "chains": len(traced.matrix.chains),
        "concerns": [asdict(each) for each in traced.sheet.groups],
        "orphans": [asdict(each) for each in traced.sheet.alone],
    }


def _lines(traced: TracedDocument) -> Iterator[str]:
    sheet = traced.sheet
    count = len(traced.matrix.chains)
    concerns = sum(each.concern is not None for each in sheet.groups)
    yield (
        f"{traced.name}: {count} chain{'s' * (count != 1)} "
        f"from {concerns} concern{'s' * (concerns != 1)}"
    )
    for side in dict.fromkeys(each.side for each in sheet.alone):
        lone = [each for each in sheet.alone if each.side == side]
        opened = list(dict.fromkeys(each.id for each in lone if not each.explained))
        yield f"{side} that stands alone:"
        if opened:
            yield f"  open: {', '.join(opened)}"
        for why in dict.fromkeys(each.explained for each in lone if each.explained):
            ids = dict.fromkeys(each.id for each in lone if each.explained == why)
            yield f"  explained: {', '.join(ids)} – {shorten(why, 100, placeholder=' …')}"

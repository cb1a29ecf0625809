"""`recommendations`: bring what the UN and UPR Info publish into a dossier's registry."""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.cli.recommendations_report import tell
from dossier.interchange.recommendations.run import (
    RecommendationsRequest,
    import_recommendations,
    write_recommendations,
)
from dossier.model.diagnostics import errors
from dossier.project.layout import places

EXAMPLES = """examples:
  python build.py recommendations matrix.docx --into kazakhstan
  python build.py recommendations export.csv --into kazakhstan --cycle 2 --symbol A/HRC/28/10
  python build.py recommendations uhri.xlsx --into kazakhstan --dry-run

reads OHCHR's lists (DOCX), UPR Info's export (CSV) and UHRI's (XLSX, JSON), and writes
content/DOSSIER/recommendations.yaml. Assessments are never touched."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("files", nargs="+", metavar="FILE", help="what was exported")
    command.add_argument("--into", required=True, metavar="DOSSIER", help="where they go")
    command.add_argument(
        "--state", metavar="NAME", help='State under review, or "all" (default: the dossier\'s)'
    )
    command.add_argument(
        "--symbol", metavar="SYMBOL", help="the report, such as A/HRC/28/10, if the file names none"
    )
    command.add_argument("--cycle", type=int, metavar="N", help="recommendations of this cycle")
    command.add_argument(
        "--convert",
        action="store_true",
        help="let LibreOffice make a .docx of an .odt, .doc or .rtf",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be done")
    command.add_argument(
        "--replace", action="store_true", help="take text, States and position from the file"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Import recommendations into `content/DOSSIER`. Returns 0, or 1 where nothing was written."""
    where = places(root, options.content, options.templates, None)
    request = RecommendationsRequest(
        files=tuple(Path(each) for each in options.files),
        state=options.state or "",
        symbol=options.symbol or "",
        cycle=options.cycle,
        on_difference="replace" if options.replace else "keep",
        on_other="convert" if options.convert else "refuse",
    )
    result = import_recommendations(where, options.into, request)
    if not options.dry_run:
        result = write_recommendations(result)
    tell(result, options)
    return 1 if errors(result.findings) else 0

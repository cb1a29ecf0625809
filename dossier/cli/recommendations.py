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


def run(options: argparse.Namespace, root: Path) -> int:
    """Import recommendations into `content/DOSSIER`. Returns 0, or 1 where nothing was written."""
    where = places(root, options.content, options.templates, None)
    request = RecommendationsRequest(
        files=tuple(Path(each) for each in options.files),
        state=options.state or "",
        symbol=options.symbol or "",
        cycle=options.cycle,
        on_difference="replace" if options.replace else "keep",
    )
    result = import_recommendations(where, options.into, request)
    if not options.dry_run:
        result = write_recommendations(result)
    tell(result, options)
    return 1 if errors(result.findings) else 0

"""`pull`: bring the edits of Word files home into the blocks that they were exported from."""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.cli.pull_report import tell
from dossier.interchange.pull.run import PullRequest, apply, pull
from dossier.model.diagnostics import errors
from dossier.project.layout import places


def run(options: argparse.Namespace, root: Path) -> int:
    """Show the edits of Word files, or apply them. Returns 0, or 1 where something stands open."""
    request = PullRequest(
        files=tuple(options.files),
        changes=options.changes,
        authors=tuple(options.author),
        document=options.document or "",
    )
    result = pull(places(root, options.content, options.templates, None), request)
    if options.apply:
        result = apply(result, "overwrite" if options.force else "refuse")
    tell(result, options)
    return 1 if errors(result.findings) or result.conflicts else 0

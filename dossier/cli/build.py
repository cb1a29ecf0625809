"""`build`: make documents, each format read back before it is kept."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path

from dossier import __version__
from dossier.build.builder import Builder
from dossier.build.file_records import Line, line_of
from dossier.build.request import BuildRequest, build_request
from dossier.cli.report import Progress, tell_findings, tell_json
from dossier.model.diagnostics import Finding, errors
from dossier.model.language import FORMATS
from dossier.project.build_store import Store, open_store
from dossier.project.layout import Places, begin_run, fingerprint, meant, places, read_files


def run(options: argparse.Namespace, root: Path) -> int:
    """Build what `options` ask for. Returns 0, 1 with errors, 2 for a wish that makes no sense."""
    begin_run()
    where = places(root, options.content, options.templates, options.output)
    request, findings = build_request(options, where)
    if request is None:
        tell_findings(findings)
        return 2
    lines: list[Line] = []
    progress = Progress()
    for name, documents in request.documents.items():
        made, found = _dossier(where, name, documents, request, progress)
        progress.clear()
        if not options.json:
            for line in made:
                print(line, flush=True)
        lines += made
        findings += found
    if options.json:
        files = [{field: getattr(line, field) for field in Line.__slots__} for line in lines]
        tell_json({"program": f"upr-dossier {__version__}", "files": files}, findings)
    else:
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _dossier(
    where: Places, name: str, documents: tuple[str, ...], request: BuildRequest, progress: Progress
) -> tuple[list[Line], list[Finding]]:
    files, found = read_files(where, name)
    if files is None or found:
        return [], list(found)
    store = open_store(where.output / name)
    mark = fingerprint(where, files)
    ready = _unchanged(store, mark, documents, request)
    if ready is not None:
        return ([] if request.changed else ready), []
    from dossier.build.worker import workers

    most = len(documents) or max(1, files.content.get("dossier.yaml", b"").count(b"template:"))
    with workers(most) if "pdf" in request.formats else nullcontext() as pool:
        return Builder(where, files, request, (store, mark), progress).build(documents, pool)


def _unchanged(
    store: Store, mark: str, documents: tuple[str, ...], request: BuildRequest
) -> list[Line] | None:
    """Return the lines of all files that are wished for when each is as it was built."""
    if request.force or (store.inputs != mark and not documents):
        return None
    wanted = [
        name
        for each in documents or store.documents
        for name in meant(each, store.documents, store.merges)
    ]
    if documents and not wanted:
        return None
    names = [
        f"{each}.{kind}"
        for each in wanted
        for kind in request.formats
        if kind in store.formats.get(each, FORMATS)
    ]
    if not all(store.intact(name, mark) for name in names):
        return None
    return [line_of(store, name, "unchanged", 0.0) for name in names]

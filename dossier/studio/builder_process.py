"""The process that builds for a studio: it takes orders through a pipe, and says how far it is."""

from __future__ import annotations

import signal
from dataclasses import field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, TypeAlias

from dossier.build.before_sending import Unfinished, unfinished
from dossier.build.build_request import BuildRequest
from dossier.build.dossier import manifest_of
from dossier.build.leaks import LeakSearch, search_files
from dossier.build.output_records import FileReport
from dossier.build.overview import documents_of
from dossier.build.workspace import Workspace
from dossier.interchange.importer.ids import slug
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress
from dossier.model.registry import Audience, may_read
from dossier.project.journal import digest_of
from dossier.project.layout import Places, read_files
from dossier.project.not_written import unusable


@frozen
class Order:
    """What is to be built of a dossier (all its documents where none is named), and for whom.

    Documents that `audience` may not read are left out.
    """

    dossier: str
    documents: tuple[str, ...]
    formats: tuple[str, ...]
    audience: Audience


@frozen
class Product:
    """What came of an order: reports of files with the digest of each, findings, and the search.

    `left_out` are the documents that the audience may not read, `unfinished` says how much of the
    others is, and names of files begin with `prefix` once they are outside the project.
    """

    files: tuple[FileReport, ...]
    digests: tuple[str, ...]
    findings: tuple[Finding, ...]
    search: LeakSearch | None
    left_out: tuple[str, ...] = ()
    unfinished: Unfinished = field(default_factory=Unfinished)
    prefix: str = ""


Message: TypeAlias = tuple[Literal["doing", "done", "failed"], str | Product]
"""What the process says: what it is making, what came of an order, or why nothing did."""


def serve(pipe: Connection, places: Places) -> None:
    """Build what comes through `pipe` until that ends: the whole life of the process."""
    for each in ("SIGINT", "SIGHUP"):  # they are for the studio, which ends this
        if hasattr(signal, each):
            signal.signal(getattr(signal, each), signal.SIG_IGN)
    with Workspace(places) as workspace:
        while True:
            try:
                order = pipe.recv()
            except (EOFError, OSError):
                return
            pipe.send(_answer(workspace, order, lambda what: pipe.send(("doing", what))))


def _answer(workspace: Workspace, order: Order, progress: Progress) -> Message:
    """Return what came of an order; whatever goes wrong is told, and the process goes on."""
    try:
        return "done", product(workspace, order, progress)
    except OSError as error:
        return "done", Product((), (), (unusable(error),), None)
    except Exception as error:
        return "failed", f"{type(error).__name__}: {error}"


def product(workspace: Workspace, order: Order, progress: Progress) -> Product:
    """Build what is ordered, then search what was built for what its readers may not read."""
    wanted, left_out = _readable(workspace.places, order)
    if not wanted:
        return Product((), (), (), None, left_out)
    request = BuildRequest({order.dossier: wanted}, order.formats)
    results = list(workspace.build(request, progress))
    files = tuple(each for result in results for each in result.files)
    findings = tuple(each for result in results for each in result.findings)
    progress("the search for what may not be read")
    paths = [each.file for each in files]
    where = (workspace.places, paths, order.audience, order.dossier)
    search = search_files(*where, people="all") if files else None
    return Product(
        files=files,
        digests=tuple(digest_of(Path(each)) for each in paths),
        findings=findings,
        search=search,
        left_out=left_out,
        unfinished=unfinished(workspace.places, order.dossier, wanted, date.today()),
        prefix=_prefix(workspace.places, order.dossier),
    )


def _prefix(places: Places, dossier: str) -> str:
    """Return the State and who submits as part of a name, such as "georgia-mwu"."""
    files, _ = read_files(places, dossier)
    manifest = manifest_of(files)[0] if files else None
    if manifest is None:
        return ""
    submitters = slug(" ".join(each.short for each in manifest.submitters))
    return "-".join(filter(None, (slug(manifest.state), submitters)))


def _readable(places: Places, order: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the documents that an order means, and those that its audience may not read."""
    known = documents_of(places, order.dossier)
    meant = [each for each in known if not order.documents or each.id in order.documents]
    good = tuple(each.id for each in meant if may_read(order.audience, each.audience))
    return good, tuple(each.id for each in meant if each.id not in good)

"""Downloads: build files for those who will read them, search them, and only then hand them out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.model.registry import AUDIENCES
from dossier.project.journal import content_digest
from dossier.studio.asked import dossier_of, json_of, session_of, value_of
from dossier.studio.builder import Job
from dossier.studio.builder_process import Order, Product
from dossier.studio.hints import Spot, in_studio

KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}


async def order(request: Request) -> Response:
    """Let files be built; answer with the job, which the page asks for again until it has ended."""
    session, dossier, asked = session_of(request), dossier_of(request), await json_of(request)
    documents = tuple(map(str, value_of(asked, "documents", list)))
    formats = tuple(map(str, value_of(asked, "formats", list)))
    audience = value_of(asked, "audience", str)
    if not formats or not set(formats) <= set(FORMATS) or audience not in AUDIENCES:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "choose formats, and who will read them")
    made = session.builder.order(Order(dossier, documents, formats, audience))
    return JSONResponse(as_json(made), HTTPStatus.ACCEPTED)


async def job(request: Request) -> Response:
    """Answer with a job as it stands."""
    return JSONResponse(as_json(_job(request)))


async def stop(request: Request) -> Response:
    """Stop a job, and answer with it."""
    number = _job(request).id
    stopped = session_of(request).builder.stop(number)
    return JSONResponse(as_json(stopped or _job(request)))


async def one(request: Request) -> Response:
    """Answer with one file of a job."""
    name = request.path_params["name"]
    product = _safe(_job(request))
    found = dict(_contents(product))
    if name not in found:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such file")
    kind = KINDS.get(Path(name).suffix, "application/octet-stream")
    return attachment(_outside(product, name), found[name], kind)


async def everything(request: Request) -> Response:
    """Answer with all files of a job in one zip."""
    done = _job(request)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        product = _safe(done)
        for name, content in _contents(product):
            zipped.writestr(_outside(product, name), content)
    return attachment(f"{done.order.dossier}.zip", packed.getvalue(), "application/zip")


def as_json(job: Job) -> dict[str, Any]:
    """Return a job as scripts read it; `safe` says whether its files may be handed out."""
    told: dict[str, Any] = {
        "id": job.id,
        "state": job.state,
        "doing": job.doing,
        "error": job.error,
        "order": asdict(job.order),
    }
    product = job.product
    if product:
        search = product.search
        told |= {
            "files": [
                {
                    **asdict(each),
                    "name": Path(each.file).name,
                    "saved_as": _outside(product, Path(each.file).name),
                    "size": _size(each.file),
                }
                for each in product.files
            ],
            "findings": [_spoken(each, job.order) for each in product.findings],
            "left_out": list(product.left_out),
            "unfinished": asdict(product.unfinished),
            "found": [_spoken(each, job.order) for each in search.findings] if search else [],
            "looked_for": [asdict(each) for each in search.looked_for] if search else [],
            "safe": is_safe(product),
        }
    return told


def _spoken(finding: Finding, order: Order) -> dict[str, Any]:
    """Return a finding as JSON, with pages of the studio for files, and a link to the text."""
    inside = finding.file.rpartition(f"/{order.dossier}/")[2]
    at = f"{order.dossier}/{inside}" if inside.startswith("blocks/") else ""
    document = next(iter(order.documents), "")
    told = in_studio(finding, Spot(order.dossier, document, at))
    return {**finding.as_json(), **told, "hint": told["do"]}


def is_safe(product: Product) -> bool:
    """Whether there are files, and the search found nothing in them that is certain.

    Where nothing is kept from their readers, there is nothing to look for.
    """
    if product.search is None:
        return False
    return all(each.rule == Fault.NOTHING_PROTECTED for each in errors(product.search.findings))


def _job(request: Request) -> Job:
    found = session_of(request).builder.job(int(request.path_params["number"]))
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "this was built too long ago: build it again")
    return found


def _safe(job: Job) -> Product:
    """Return what a job made. Raises `HTTPException` where it must not be handed out."""
    if job.product is None or not job.product.files:
        raise HTTPException(HTTPStatus.NOT_FOUND, "nothing was built")
    if not is_safe(job.product):
        why = f'these files hold what "{job.order.audience}" may not read'
        raise HTTPException(HTTPStatus.FORBIDDEN, why)
    return job.product


def _contents(product: Product) -> Iterator[tuple[str, bytes]]:
    """Yield the files that were searched, by their names. Raises where one is another by now."""
    for report, digest in zip(product.files, product.digests, strict=True):
        content = Path(report.file).read_bytes()
        if content_digest(content) != digest:
            why = "the file was built anew meanwhile: prepare the download again"
            raise HTTPException(HTTPStatus.CONFLICT, why)
        yield Path(report.file).name, content


def _outside(product: Product, name: str) -> str:
    """Return what a file is called outside the project, where many a file is "submission"."""
    return f"{product.prefix}-{name}" if product.prefix else name


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0


def attachment(name: str, content: bytes, kind: str) -> Response:
    """Return a file that the browser saves and never shows: it is no page of ours."""
    said = f'attachment; filename="{name}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": said})


ROUTES = (
    Route("/api/{dossier}/builds", order, methods=["POST"]),
    Route("/api/builds/{number:int}", job),
    Route("/api/builds/{number:int}/stop", stop, methods=["POST"]),
    Route("/api/builds/{number:int}/files/{name}", one),
    Route("/api/builds/{number:int}/all.zip", everything),
)

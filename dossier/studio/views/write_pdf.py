"""The PDF beside the page: built in the background, and shown as pictures of its pages."""

from __future__ import annotations

import io
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.project.journal import content_digest
from dossier.studio.asked import dossier_of, session_of
from dossier.studio.builder_process import Order, Product

WIDTH = 900
"""Pixels of the picture of a page."""


async def order(request: Request) -> Response:
    """Let the PDF of a document be built, for its author; answer with the number of the job."""
    session, dossier = session_of(request), dossier_of(request)
    document = str(request.path_params["document"])
    job = session.builder.order(Order(dossier, (document,), ("pdf",), "internal"))
    return JSONResponse({"id": job.id}, HTTPStatus.ACCEPTED)


async def pages(request: Request) -> Response:
    """Answer with how many pages the PDF of a job has, and what stood in the way."""
    dossier_of(request)
    product = _product(request)
    found = _pdf(product)
    count = await session_of(request).run(_count, found) if found else 0
    told = {"pages": count, "findings": [each.as_json() for each in product.findings]}
    return JSONResponse(told)


async def picture(request: Request) -> Response:
    """Answer with the picture of one page."""
    dossier_of(request)
    found = _pdf(_product(request))
    if not found:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no PDF")
    number = int(request.path_params["page"])
    drawn = await session_of(request).later(_picture, found, number)
    kept = {"Cache-Control": "private, max-age=3600"}
    return Response(drawn, media_type="image/png", headers=kept)


async def whole(request: Request) -> Response:
    """Answer with the PDF itself, which the browser shows in a tab of its own."""
    dossier_of(request)
    found = _pdf(_product(request))
    if not found:
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no PDF")
    policy = {
        "Content-Security-Policy": "default-src 'none'; object-src 'self'; frame-ancestors 'self'"
    }
    return Response(found, media_type="application/pdf", headers=policy)


def _product(request: Request) -> Product:
    """Return what a job of this dossier made. Raises `HTTPException` where there is nothing."""
    job = session_of(request).builder.job(int(request.path_params["number"]))
    if job is None or job.order.dossier != request.path_params["dossier"] or not job.product:
        raise HTTPException(HTTPStatus.NOT_FOUND, "this was built too long ago: build it again")
    return job.product


def _pdf(product: Product) -> bytes:
    """Return the PDF of a job as it was built, b"" where there is none, or another by now."""
    for report, digest in zip(product.files, product.digests, strict=True):
        path = Path(report.file)
        if path.suffix == ".pdf" and path.is_file():
            content = path.read_bytes()
            return content if content_digest(content) == digest else b""
    return b""


def _count(content: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return len(pdf)


def _picture(content: bytes, number: int) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        if not 1 <= number <= len(pdf):
            raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such page")
        page = pdf[number - 1]
        drawn = page.render(scale=WIDTH / page.get_width()).to_pil()
    made = io.BytesIO()
    drawn.save(made, "PNG")
    return made.getvalue()


ROUTES = (
    Route("/api/{dossier}/{document}/pdf", order, methods=["POST"]),
    Route("/api/{dossier}/pdf/{number:int}/pages", pages),
    Route("/api/{dossier}/pdf/{number:int}/pages/{page:int}.png", picture),
    Route("/api/{dossier}/pdf/{number:int}/whole.pdf", whole),
)

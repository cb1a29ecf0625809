"""The frame in which Take back shows a document: the page as it is written, with marks in it."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import escape

from dossier.interchange.changes.marked_page import DrawnPage, drawn_page, marked_page
from dossier.interchange.pull.run import PullResult
from dossier.interchange.review.run import dossier_review
from dossier.model.diagnostics import errors
from dossier.project.layout import Files, Places, read_files
from dossier.studio.kept_batch import Batch
from dossier.studio.received import Received, result_of
from dossier.studio.take_back_record import anchors

FRAME_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin",
    )
)
"""The policy of a document shown in a page: it runs nothing, and loads nothing."""


def drawn_batch(
    places: Places,
    dossier: str,
    document: str,
    kept: Received,
    batch: Batch | None,
    *,
    result: bool,
) -> DrawnPage:
    """Return the page of a document, with what a batch changes marked in it, or as it will be."""
    content, findings = read_files(places, dossier)
    if content is None:
        return DrawnPage("", findings)
    reading = kept.reading(places, batch) if batch else None
    if result and batch and reading:
        made = result_of(batch, reading)
        if errors(made.findings):
            return DrawnPage("", made.findings)
        return drawn_page(places, _as_written(content, made), document)
    review, _ = dossier_review(places, dossier)
    changes = reading.changes if reading else ()
    return marked_page(places, content, document, changes, anchors(reading, review))


def _as_written(content: Files, made: PullResult) -> Files:
    """Return the files of a dossier as a pull would write them."""
    changed = {
        each.path.relative_to(content.folder).as_posix(): each.after
        for each in made.changes
        if each.path.is_relative_to(content.folder)
    }
    kept = {path: each for path, each in content.content.items() if path not in changed}
    new = {path: text.encode() for path, text in changed.items() if text is not None}
    return replace(content, content=dict(sorted({**kept, **new}.items())))


def with_marks(drawn: DrawnPage) -> str:
    """Return a page with the styles of its marks, or one that says why there is none."""
    return drawn.html.replace("</head>", f"<style>{_MARKS}</style></head>", 1) or _no_page(drawn)


def _no_page(drawn: DrawnPage) -> str:
    said = "".join(
        f"<li>{escape(each.message)}. {escape(each.hint)}</li>" for each in errors(drawn.findings)
    )
    head = '<!DOCTYPE html><html lang="en"><head><title>No page</title></head>'
    return (
        f"{head}<body><main><h1>The page cannot be shown</h1><ul>{said}</ul></main></body></html>"
    )


_MARKS = """
ins[data-change]{background:#dff2e3;text-decoration:underline;text-decoration-thickness:1px;cursor:pointer}
del[data-change]{background:#fbe1df;text-decoration:line-through;cursor:pointer}
mark[data-change]{background:#fdf0c4;cursor:pointer}
ins[data-change].left,del[data-change].left{background:#f1f2f4;color:#57606a}
ins[data-change].left{text-decoration:underline dotted}
ins[data-change].left::before{content:" [not taken: "}
ins[data-change].left::after{content:"]"}
del[data-change].left{text-decoration:none}
[data-change].now{outline:2px solid #14466b;outline-offset:1px}
@media print{[data-change]{background:none}}
"""

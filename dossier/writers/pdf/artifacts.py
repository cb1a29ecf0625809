"""Artifacts of a PDF: what stands on each page anew, and is not read aloud (ISO 32000-1, 14.8.2.2).

Running heads and page numbers are, and so is the heading of a table where it is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from dossier.writers.pdf.page_elements import PageElements


def paint_artifacts(weasyprint: Any) -> None:
    """Let WeasyPrint paint boxes that `mark_artifacts` has marked as artifacts."""
    stream = weasyprint.pdf.Stream
    marked = stream.marked
    if hasattr(marked, "marks"):
        return

    def mark(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        kind = vars(box).get("artifact")
        return marked(self, box, tag) if kind is None else _artifact(self, kind)

    mark.marks = marked  # type: ignore[attr-defined]
    stream.marked = mark


@contextmanager
def _artifact(stream: Any, kind: str) -> Iterator[None]:
    import pydyf

    said = {"Type": "/Pagination", **({"Subtype": kind} if kind else {})}
    stream.begin_marked_content("Artifact", pydyf.Dictionary(said))
    try:
        yield
    finally:
        stream.end_marked_content()


def mark_artifacts(pages: Sequence[Any], elements: PageElements) -> None:
    """Mark the boxes of `pages` that are artifacts."""
    headings = set()
    for page in pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "MarginBox":
                _mark(box, "/Header" if box.at_keyword.startswith("@top") else "/Footer")
            elif box.element_tag == "thead" and type(box).__name__ == "TableRowGroupBox":
                heading = elements.original(box.element)
                if heading in headings:
                    _mark(box, "")
                headings.add(heading)


def _mark(box: Any, kind: str) -> None:
    for each in (box, *box.descendants()):
        each.artifact = kind

"""Keep the references to the pages of a PDF, which WeasyPrint 70 asks for again with every tag."""

from __future__ import annotations

from typing import Any


def keep_page_references() -> None:
    """Let pydyf make them once for all pages, where it makes all of them for each tag."""
    import pydyf

    references = pydyf.PDF.page_references.fget
    if hasattr(references, "makes"):
        return

    def kept(pdf: Any) -> Any:
        held = pdf.__dict__.get("kept_references", ())
        if 3 * len(held) != len(pdf.pages["Kids"]):
            held = pdf.__dict__["kept_references"] = references(pdf)
        return held

    kept.makes = references  # type: ignore[attr-defined]
    pydyf.PDF.page_references = property(kept)

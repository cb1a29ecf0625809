"""Threads that are kept beside the text, as pages are told of them: in Take back and in Write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.build.comments import ENDING, Beside, reference
from dossier.interchange.review.take_proposal import obstacle
from dossier.model.comments import Thread, pending
from dossier.model.document import Block
from dossier.project.layout import Files
from dossier.readers.blocks.block import read_block


def open_threads(
    block: str, title: str, held: Beside, files: Files | None
) -> Iterator[dict[str, Any]]:
    """Yield the open threads on a block ("" for no block), each with the name to answer it by.

    `takable` are proposals that can be taken into the text of the block, as `files` have it. Of
    others it is said `why` they are not, and what to `do`.
    """
    read = _block(held, files) if files else None
    for thread in pending(held.notes):
        head = thread[0]
        asks = head.kind == "proposal"
        met = obstacle(read, head) if read is not None and asks else None
        yield {
            **told(thread),
            "id": reference(held.home, block, head.id),
            "block": block,
            "title": title or block,
            "document": head.document,
            "takable": asks and read is not None and met is None,
            "why": str(met or ""),
            "do": met.do if met else "",
        }


def _block(held: Beside, files: Files) -> Block | None:
    owner = files.others().get(held.home, files)
    path = f"{held.path.removesuffix(ENDING)}.md"
    return read_block(owner.text(path)[0], held.block)[0] if path in owner.content else None


def told(thread: Thread) -> dict[str, Any]:
    """Return what a thread says, as the cards of pages show it."""
    head, *replies = thread
    return {
        "kind": head.kind,
        "author": head.author,
        "date": head.date,
        "text": head.text,
        "quoted": head.quoted,
        "old": head.old,
        "new": head.new,
        "settled": bool(head.settled),
        "replies": [
            {"author": each.author, "date": each.date, "text": each.text} for each in replies
        ],
    }

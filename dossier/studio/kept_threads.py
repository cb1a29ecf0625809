"""Threads that are kept beside the text, as pages are told of them: in Take back and in Write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.build.comments import Beside, reference
from dossier.model.comments import Thread, pending


def open_threads(block: str, title: str, held: Beside) -> Iterator[dict[str, Any]]:
    """Yield the open threads on a block ("" for no block), each with the name to answer it by."""
    for thread in pending(held.notes):
        head = thread[0]
        yield {
            **told(thread),
            "id": reference(held.home, block, head.id),
            "block": block,
            "title": title or block,
            "document": head.document,
            "takable": head.kind == "proposal" and bool(held.block) and bool(head.old),
        }


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

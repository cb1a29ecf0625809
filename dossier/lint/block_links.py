"""The links between blocks, and to earlier recommendations, that a dossier's heads and files make.

A plain text has none. An example in a manual page, being a plain text, says its own in its head:
`rests_on: {part-2-1: [part-1]}`, `earlier: [{paragraph: "126.27", text: …}]`.
"""

from __future__ import annotations

from dossier.lint.draft import Draft
from dossier.model.document import Block
from dossier.model.registry import Earlier


def rests_on(draft: Draft, block: Block) -> tuple[str, ...]:
    """Return the ids of the blocks that `block` rests on."""
    said = draft.about.get("rests_on") or {}
    return block.rests_on or tuple(said.get(block.id, ()))


def linked(draft: Draft) -> bool:
    """Whether any recommendation says what it rests on."""
    return any(rests_on(draft, each) for each in draft.blocks if each.kind == "recommendation")


def earlier(draft: Draft) -> tuple[Earlier, ...]:
    """Return the recommendations of earlier reviews, those that are explained left out."""
    held = tuple(
        each for each in draft.registry.earlier.values()
        if each.paragraph not in draft.registry.explained
    )  # fmt: skip
    said = draft.about.get("earlier") or ()
    return held or tuple(
        Earlier(str(each["paragraph"]), "", str(each["text"]), (), "")
        for each in said if isinstance(each, dict)
    )  # fmt: skip

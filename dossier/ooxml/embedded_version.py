"""The version that an exported Word file was made from, as it stands in the file itself.

It says only what stands on the page, so it holds nothing that its readers may not read: no heads of
blocks, no paths, no remarks, and of words that a registry gave not which one. With it an edit is
known by comparing, whoever made it and in whatever program.

Form 2 is JSON by names of fields; fields with their usual value are left out. What an older form
holds is first said in this one (`embedded_form_1`). docs/word/embedded-version.md describes both.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from dossier.model.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Inline,
    Node,
    Nodes,
    Note,
    NumberedList,
    Quote,
)
from dossier.model.frozen import frozen
from dossier.model.registry import AUDIENCES
from dossier.model.walk import rebuilt

FORM = 2
"""Raised when the form changes, so that older files are known."""


@frozen
class EmbeddedVersion:
    """The export: which document of which dossier, for whom, and its text as it was.

    `summaries` are the blocks that stand in it by their summary.
    """

    dossier: str
    id: str
    kind: str
    audience: str
    status: str
    document: Document
    summaries: tuple[str, ...] = ()


class UnreadableVersion(ValueError):
    """The version in a file cannot be read; `newer` where a later program wrote it."""

    def __init__(self, message: str, newer: bool = False) -> None:
        super().__init__(message)
        self.newer = newer


def encode(embedded: EmbeddedVersion) -> str:
    """Return the export as JSON, the same text for the same export."""
    from dossier.ooxml.embedded_version_fields import coded

    said = {"form": FORM, **coded(replace(embedded, document=bare(embedded.document)))}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> EmbeddedVersion:
    """Return the export that `text` is. Raises `UnreadableVersion` for anything else."""
    try:
        return _decoded(json.loads(text))
    except UnreadableVersion:
        raise
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise UnreadableVersion(f"it cannot be read ({error})") from error


def _decoded(said: Any) -> EmbeddedVersion:
    from dossier.ooxml.embedded_version_1 import in_form_2
    from dossier.ooxml.embedded_version_fields import decoded

    form = said.pop("form", None) if isinstance(said, dict) else None
    if type(form) is not int or form < 1:
        raise UnreadableVersion("it does not say its form")
    if form > FORM:
        raise UnreadableVersion("a later version of the program exported it", newer=True)
    found = decoded(in_form_2(said) if form == 1 else said, EmbeddedVersion)
    if found.audience not in AUDIENCES:
        raise UnreadableVersion("its audience is unknown")
    return found


def bare(document: Document) -> Document:
    """Return a document with what stands on the page alone: no heads of blocks, no paths."""
    sections = tuple(
        replace(section, blocks=tuple(map(_bare, section.blocks))) for section in document.sections
    )
    return replace(document, sections=sections, logos=())


def _bare(block: Block) -> Block:
    def note(inline: Inline) -> Inline:
        if not isinstance(inline, Note):
            return inline
        return replace(inline, content=_without_paths(inline.content))

    content = tuple(rebuilt(each, note) for each in _without_paths(block.content))
    return Block(block.id, block.kind, content, block.title)


def _without_paths(nodes: Nodes) -> Nodes:
    """Return nodes in which pictures do not say where their files are."""
    return tuple(map(_without_path, nodes))


def _without_path(node: Node) -> Node:
    match node:
        case Figure():
            return replace(node, path="")
        case Quote():
            return replace(node, content=_without_paths(node.content))
        case BulletList() | NumberedList():
            items = (replace(each, content=_without_paths(each.content)) for each in node.items)
            return replace(node, items=tuple(items))
    return node

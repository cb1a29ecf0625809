"""Tell the units of a translation that Markdown can hold from those that it cannot."""

from __future__ import annotations

from functools import partial

from dossier.interchange.markdown_source.markdown_context import why_unwritable
from dossier.interchange.registry_edit.comments import CannotChange
from dossier.interchange.translation.unit_contents import Contents, file_with_units
from dossier.model.document import Block, Inlines


def writable_units(
    text: str, block: Block, contents: Contents
) -> tuple[dict[str, Inlines], dict[str, str]]:
    """Return what units of a block can hold together, and why the others cannot, by their keys.

    `text` is that of the block's file. Units are tried one by one only where not all can be held.
    """
    if not _obstacle(text, block, contents):
        return {**contents}, {}
    kept: dict[str, Inlines] = {}
    refused: dict[str, str] = {}
    for key, content in contents.items():
        why = _obstacle(text, block, {**kept, key: content})
        if why:
            refused[key] = why
        else:
            kept[key] = content
    return kept, refused


def _obstacle(text: str, block: Block, contents: Contents) -> str:
    return why_unwritable(partial(file_with_units, text, block, contents), CannotChange)

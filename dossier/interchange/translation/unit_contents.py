"""Put other words into units of a block: its text, its notes, its title and summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.interchange.blocks.head import with_head
from dossier.interchange.markdown_source import rewrite
from dossier.interchange.markdown_source.markdown_context import MarkdownContext
from dossier.interchange.markdown_source.write_inlines import source_of_words
from dossier.model.conditional_text import calls_mended
from dossier.model.document import Block, Inline, Inlines, Nodes, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.translation import units
from dossier.model.walk import plain, rebuilt, whole

Contents = Mapping[str, Inlines]
"""What units are to hold, by their keys."""


def with_units(block: Block, contents: Contents) -> Block:
    """Return a block whose units hold other words, each note where it is first called."""
    notes = {each.id: _note(each, contents) for each in whole(block) if isinstance(each, Note)}

    def change(inline: Inline) -> Inline:
        return notes.get(inline.id, inline) if isinstance(inline, Note) else inline

    nodes = _nodes("text", block.content, contents)
    nodes = tuple(rebuilt(each, change) for each in nodes)
    for node in nodes:
        for part in whole(replace(block, content=(node,), summary=())):
            if isinstance(part, Note):
                notes.setdefault(part.id, part)
    return calls_mended(replace(block, content=nodes), notes, set())


def _note(note: Note, contents: Contents) -> Note:
    label = note.id.partition("/")[2]
    return replace(note, content=_nodes(f"note:{label}", note.content, contents))


def _nodes(group: str, nodes: Nodes, contents: Contents) -> Nodes:
    row = [
        _flat(flat, contents[f"{group}.{at}"]) if f"{group}.{at}" in contents else flat
        for at, flat in enumerate(flatten(nodes), start=1)
    ]
    return unflatten(row)


def _flat(flat: FlatParagraph, content: Inlines) -> FlatParagraph:
    if flat.figure:
        return replace(flat, figure=replace(flat.figure, alternative=plain(content)))
    return replace(flat, content=content)


def file_with_units(text: str, block: Block, contents: Contents) -> str:
    """Return the text of a block's file with other words in its units.

    Raises `Unwritable` where no Markdown reads so, `CannotChange` where the head cannot be changed.
    """
    made = rewrite(text, with_units(block, contents).content, block.file)
    head: dict[str, str] = {}
    if "title" in contents:
        head["title"] = plain(contents["title"])
    if any(key.startswith("summary.") for key in contents):
        head["summary"] = _summary(block, contents)
    return with_head(made, head) if head else made


def _summary(block: Block, contents: Contents) -> str:
    context = MarkdownContext(block.id)
    said = (
        contents.get(each.key, each.content) for each in units(block) if each.group == "summary"
    )
    return "\n\n".join(source_of_words(each, context) for each in said)

"""Make what is to be filled in: the text of a block with its requests, citations, references.

Whoever translates types over the words. What is translated already is never touched; a paragraph
that the original has got since then is put in where it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dossier.interchange.markdown_source import rewrite
from dossier.interchange.registry_edit.yaml_text import pairs_of
from dossier.interchange.translation.record import renamed, untouched
from dossier.interchange.translation.wanted_translations import TranslatedBlock
from dossier.model.document import Block, Inline, Nodes, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.translation import RecordedUnit, Translation, group_of, units
from dossier.model.walk import rebuilt, whole

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEPT = re.compile(r"^(title|summary):.*(?:\n(?:[ \t].*|[ \t]*(?=\n)))*", re.MULTILINE)


def skeleton(block: TranslatedBlock, text: str) -> tuple[str, tuple[RecordedUnit, ...]]:
    """Return the file of a translation that nobody has begun, and its record.

    `text` is that of the original's file; its title and summary stay as they were typed.
    """
    text = re.sub(r"\r\n?", "\n", text)
    found = _HEAD.match(text)
    if found is None:
        raise LookupError(block.original.id)
    kept = [each[0] for each in _KEPT.finditer(found[1])]
    head = "\n".join((pairs_of({"id": block.original.id}, 0), *kept))
    return f"---\n{head}\n---\n{text[found.end() :]}", untouched(block.original)


def has_grown(block: TranslatedBlock) -> bool:
    """Whether the original has other paragraphs than the translation, where nobody translated them.

    All else in the translation must have its fellow.
    """
    text = [each for each in block.units if each.source.startswith("text.")]
    new = any(each.standing == "new" for each in text)
    copied = any(each.standing == "initial" and each.before != each.now for each in text)
    return (new or copied) and not block.count("gone", "unrecorded")


def _translated(block: TranslatedBlock) -> dict[str, str]:
    """Return the units of the original that are translated, each with its key there."""
    done = (each for each in block.units if each.key and each.standing != "initial")
    return {each.source: each.key for each in done}


def grown(
    block: TranslatedBlock, translation: Translation, text: str
) -> tuple[str, tuple[RecordedUnit, ...]]:
    """Return a translation with the paragraphs that its original has got, and its record.

    Raises `Unwritable` where no Markdown reads so.
    """
    nodes = _as_original(block, translation)
    file = translation.block.file
    made = rewrite(text, nodes, file)
    after = replace(translation.block, content=nodes)
    return made, tuple(_recorded(block, translation, after))


def _recorded(
    block: TranslatedBlock, translation: Translation, after: Block
) -> Iterator[RecordedUnit]:
    """Yield what is recorded of a translation that has grown."""
    held = {each.key: each for each in translation.units or ()}
    new = {each.key: each for each in untouched(block.original)}
    keys, kept = _translated(block), _begun_notes(block)
    for each in units(after):
        if each.key in keys:
            yield renamed(held[keys[each.key]], each.key)
        elif each.group in kept and each.key in held:
            yield held[each.key]
        elif each.key in new:
            yield new[each.key]


def _begun_notes(block: TranslatedBlock) -> frozenset[str]:
    """Return the groups of notes of which somebody translated something."""
    groups = (group_of(key) for key in _translated(block))
    return frozenset(each for each in groups if each.startswith("note:"))


def _as_original(block: TranslatedBlock, translation: Translation) -> Nodes:
    """Return the nodes of the original with the words of the translation, where it has any.

    A note may be translated before its paragraph is.
    """
    own = enumerate(flatten(translation.block.content), start=1)
    mine = {f"text.{at}": each for at, each in own}
    keys = _translated(block)
    row = [
        _with_words(flat, mine, keys.get(f"text.{at}", ""))
        for at, flat in enumerate(flatten(block.original.content), start=1)
    ]
    begun = _begun_notes(block)
    notes = {each.id: each for each in whole(translation.block) if isinstance(each, Note)}

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Note) or f"note:{inline.id.partition('/')[2]}" not in begun:
            return inline
        return notes.get(inline.id, inline)

    return tuple(rebuilt(each, change) for each in unflatten(row))


def _with_words(flat: FlatParagraph, mine: Mapping[str, FlatParagraph], key: str) -> FlatParagraph:
    own = mine.get(key)
    if own is None:
        return flat
    return replace(flat, content=own.content, figure=own.figure or flat.figure)

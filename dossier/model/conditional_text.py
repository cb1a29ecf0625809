"""Vary a block by where it is to stand: by kind of document, audience and format.

This comes before anything else is done with a document, so that what an audience may not read is
gone before numbers are counted, registries asked or pages drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import (
    Block,
    BulletList,
    Citation,
    Conditions,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Strong,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import FORMATS
from dossier.model.registry import AUDIENCES, may_read
from dossier.model.remembered import remembered_last
from dossier.model.walk import below, changed, everything, rebuilt, whole


@frozen
class View:
    """Where a block is to stand: the kind of document, its audience, the format of the file."""

    kind: str
    audience: str
    format: str


def fits(conditions: Conditions, view: View) -> bool:
    """Whether words with such conditions stand in `view`.

    Names of one type in `only` are alternatives: it is enough if one kind of document fits. Names
    of different types must all fit: the kind, the audience and the format.

    >>> fits(Conditions(only=("letter", "pdf")), View("letter", "un", "docx"))
    False
    """
    here = {view.kind, view.audience, view.format}
    if not may_read(view.audience, conditions.audience) or here & set(conditions.never):
        return False
    sorts = [[each for each in conditions.only if _sort(each) == sort] for sort in range(3)]
    return all(here & set(names) for names in sorts if names)


def _sort(name: str) -> int:
    return 1 if name in AUDIENCES else 2 if name in FORMATS else 0


def _in_view(block: Block, view: View) -> tuple[str, str, View]:
    return block.file, block.id, view


@remembered_last(_in_view)
def vary(block: Block, view: View) -> Block:
    """Return `block` with the phrases that stand in `view`, and what stands for the others."""
    if not any(isinstance(each, Phrase) for each in whole(block)):
        return block
    return replace(block, content=_nodes(block.content, view), summary=_nodes(block.summary, view))


def _nodes(nodes: Nodes, view: View) -> Nodes:
    said = (rebuilt(each, lambda inline: _chosen(inline, view)) for each in nodes)
    return tuple(kept for each in said for kept in _kept(_flat(each)))


def _chosen(inline: Inline, view: View) -> Inline:
    """Return a phrase with only what stands; it is dissolved afterwards."""
    if not isinstance(inline, Phrase):
        return inline
    content = inline.content if fits(inline.conditions, view) else inline.otherwise
    return Phrase(_in(inline.conditions.language, content), Conditions(), (), inline.line)


def _in(language: str, content: Inlines) -> Inlines:
    """Return words that say in which language they are."""
    if not language:
        return content

    def told(inline: Inline) -> Inline:
        return replace(inline, language=language) if isinstance(inline, Text) else inline

    return tuple(rebuilt(each, told) for each in content)


def _flat(node: Node) -> Node:
    """Return `node` without phrases, their words in their place."""
    return changed(node, _dissolved)


def _dissolved(content: Inlines) -> Inlines:
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Phrase():
                found += _dissolved(inline.content) or (Text(_GAP),)
            case Emphasis() | Strong() | Link() | Mark():
                inner = _dissolved(inline.content)
                found.append(replace(inline, content=inner) if inner else Text(_GAP))
            case Note():
                kept = (kept for each in inline.content for kept in _kept(_flat(each)))
                found.append(replace(inline, content=tuple(kept)))
            case Reference():
                found.append(replace(inline, lead=_dissolved(inline.lead)))
            case Citation():
                cites = (
                    replace(each, before=_dissolved(each.before), after=_dissolved(each.after))
                    for each in inline.cites
                )
                found.append(replace(inline, cites=tuple(cites)))
            case _:
                found.append(inline)
    return _joined(found)


_GAP = "\ue002"
"""Stands where a phrase was taken out, until the space around it is closed."""


def _joined(content: Iterable[Inline]) -> Inlines:
    """Return inlines with words that now meet joined, and without the space of what is gone."""
    found: list[Inline] = []
    for inline in content:
        last = found[-1] if found else None
        if isinstance(inline, Text) and isinstance(last, Text) and _meet(last, inline):
            found[-1] = replace(last, text=last.text + inline.text)
        else:
            found.append(inline)
    closed = [
        replace(each, text=_closed(each.text, at == 0, after)) if isinstance(each, Text) else each
        for at, (each, after) in enumerate(zip(found, [*found[1:], None], strict=False))
    ]
    return tuple(each for each in closed if each != Text(""))


def _meet(one: Text, other: Text) -> bool:
    """Whether words are of one language, or nothing but the gap where a phrase was."""
    return one.language == other.language or _GAP in (one.text, other.text)


def _closed(text: str, first: object, after: Inline | None) -> str:
    """Return words without gaps; what opened before one, or ended there, has no space."""
    if _GAP not in text:
        return text
    ends = after is None or isinstance(after, Note | NoteAgain | Citation)
    text = re.sub(rf" ?{_GAP}+(?=[\s.,;:!?)\]”’])", "", text)
    text = re.sub(rf" ?{_GAP}+$", "", text) if ends else text
    text = text.replace(_GAP, "")
    return text.lstrip(" ") if first else text


@remembered_last(_in_view)
def varied_notes(block: Block, view: View) -> Mapping[str, Note]:
    """Return the notes of a block by their ids, each with the phrases that stand in `view`."""
    found = (each for each in everything(block) if isinstance(each, Note))
    return {each.id: replace(each, content=_nodes(each.content, view)) for each in found}


def calls_mended(block: Block, notes: Mapping[str, Note], seen: set[str]) -> Block:
    """Return `block` with each note at its first call that is left, where the first one went.

    `seen` are the notes that the document has already, and fills on the way.
    """
    calls = _calls(block)
    if _in_place(calls, seen):
        seen.update(calls)
        return block

    def change(inline: Inline) -> Inline:
        if isinstance(inline, NoteAgain) and inline.id not in seen and inline.id in notes:
            inline = notes[inline.id]
        elif isinstance(inline, Note) and inline.id in seen:
            return NoteAgain(inline.id, inline.line)
        if isinstance(inline, Note):
            seen.add(inline.id)
        return inline

    return replace(block, content=tuple(rebuilt(each, change) for each in block.content))


@remembered_last(lambda block: (block.file, block.id))
def _calls(block: Block) -> tuple[str, ...]:
    """Return the notes that a block calls, in order; "" stands for one that it calls again."""
    parts = (part for node in block.content for part in below(node))
    return tuple(
        each.id if isinstance(each, Note) else ""
        for each in parts
        if isinstance(each, Note | NoteAgain)
    )


def _in_place(calls: tuple[str, ...], seen: set[str]) -> bool:
    """Whether all calls of notes are first ones, so that there is nothing to mend."""
    return "" not in calls and len(set(calls)) == len(calls) and not seen & set(calls)


def _kept(node: Node) -> Iterator[Node]:
    """Yield a node that still says something; an item or paragraph left empty goes."""
    match node:
        case Heading() | Paragraph() if not node.content:
            return
        case BulletList() | NumberedList():
            items = [
                replace(item, content=tuple(k for each in item.content for k in _kept(each)))
                for item in node.items
            ]
            full = tuple(each for each in items if each.content)
            if full:
                yield replace(node, items=full)
        case Quote():
            content = tuple(k for each in node.content for k in _kept(each))
            if content:
                yield replace(node, content=content)
        case _:
            yield node


def formats_named(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the formats that blocks or phrases in them are bound to."""
    every = (conditions for conditions, _, _ in all_conditions(blocks))
    names = (name for each in every for name in (*each.only, *each.never))
    return frozenset(name for name in names if name in FORMATS)


def all_conditions(blocks: Iterable[Block]) -> Iterator[tuple[Conditions, Block, int]]:
    """Yield the conditions of all blocks and their phrases, with the block and the line."""
    for block in blocks:
        yield block.conditions, block, block.line
        for part in whole(block):
            if isinstance(part, Phrase):
                yield part.conditions, block, part.line


def unknown_names(blocks: Iterable[Block], kinds: Iterable[str]) -> Iterator[Finding]:
    """Find names in `only` and `not` that are no kind of document, audience or format."""
    known = (*kinds, *AUDIENCES, *FORMATS)
    for conditions, block, line in all_conditions(blocks):
        for name in (*conditions.only, *conditions.never):
            if name not in known:
                message = f'"{name}" is no kind of document, audience or format'
                hint = did_you_mean(name, known, f"known are {', '.join(known)}")
                yield Finding(block.file, line, Fault.UNKNOWN_CONDITION, message, hint)

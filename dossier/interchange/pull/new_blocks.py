"""New blocks: a recommendation that was put into a Word file gets an id and a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.interchange.importer.ids import latin
from dossier.interchange.markdown_source.typed_phrases import check_typed_phrases
from dossier.interchange.markdown_source.write import write_source
from dossier.interchange.pull.results import Added
from dossier.model.document import Heading, Inline, Nodes, Note, NoteAgain, Paragraph
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.translation import language_of_file
from dossier.model.walk import below, plain, rebuilt
from dossier.project.layout import Files

if TYPE_CHECKING:
    from dossier.interchange.pull.block_files import BlockFile


def new_blocks(
    block_files: Mapping[str, BlockFile], added: Sequence[Added]
) -> Iterator[tuple[Path, str, str]]:
    """Yield the path, the text and the id of each new block, beside its neighbour in order.

    One that was put into a translation has no original: its head says in which language it is.
    """
    taken = set(block_files)
    paths = {path for each in block_files.values() for path in each.files.texts()}
    seen: list[tuple[str, Nodes]] = []
    last: dict[tuple[str, bool], str] = {}
    for each in added:
        if (each.neighbour, each.content) in seen:
            continue  # several copies of one draft have it
        seen.append((each.neighbour, each.content))
        neighbour = block_files[each.neighbour]
        id_ = _new_id(each.content, taken)
        home = neighbour.original or neighbour
        place = (each.neighbour, each.before)
        path = _beside(home, id_, each.before, paths, last.get(place, ""))
        last[place] = path
        paths.add(path)
        taken.add(id_)
        block = neighbour.block
        check_typed_phrases(each.content)
        section = f"section: {block.section}\n" if block.section else ""
        spoken = f"language: {language_of_file(neighbour.path)}\n" if neighbour.original else ""
        head = f"---\nid: {id_}\nkind: {block.kind}\n{section}{spoken}---\n"
        yield (
            neighbour.files.folder / path,
            head + write_source(_owned(each.content, id_), id_),
            id_,
        )


def _owned(content: Nodes, id_: str) -> Nodes:
    """Return paragraphs and notes that were put in as those of the block `id_`."""
    numbers = count(1)

    def note(inline: Inline) -> Inline:
        if not isinstance(inline, Note | NoteAgain):
            return inline
        label = inline.id.partition("/")[2]
        if isinstance(inline, NoteAgain):
            return replace(inline, id=f"{id_}/{label}")
        return replace(inline, id=f"{id_}/{label}", content=owned(inline.content))

    def owned(nodes: Nodes) -> Nodes:
        return unflatten([
            replace(flat, id=f"{id_}.{next(numbers)}" if flat.id else "",
                    content=tuple(rebuilt(each, note) for each in flat.content))
            for flat in flatten(nodes)
        ])  # fmt: skip

    return owned(content)


_SMALL = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "that", "with", "by", "from",
     "as", "is", "are", "be", "its", "their", "this"}
)  # fmt: skip
"""Words that say nothing of what a block is about, in the ids of new blocks."""


def _new_id(content: Nodes, taken: Iterable[str]) -> str:
    """Return an id for a new block: its first words of weight, that no other block has."""
    parts = (part for node in content for part in below(node))
    texts = (plain(part.content) for part in parts if isinstance(part, Paragraph | Heading))
    found = map(latin, re.findall(r"[^\W_]+", next(texts, "").lower().replace("’", "")))
    words = [each for each in found if each and each not in _SMALL][:4] or ["new"]
    base = "-".join(words)[:48].strip("-")
    known = set(taken)
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(known) + 3)))
                if name not in known)  # fmt: skip


def _beside(neighbour: BlockFile, id_: str, before: bool, taken: set[str], last: str) -> str:
    """Return a path that comes right after that of `neighbour`, or right before, in order.

    It comes right after `last`, the path of the one that was put there before this one, if any.
    """
    folder, _, name = (last or neighbour.path).rpartition("/")
    stem = name.removesuffix(".md")
    names = [f"{stem}{sign}{id_}.md" for sign in ("-", "_", "~", ".a-")]
    names += [f"{stem[:-1]}{chr(max(45, ord(stem[-1]) - 1))}~{id_}.md", f"{id_}.md"]
    here = {*neighbour.files.blocks(), neighbour.path, *(each for each in (last,) if each)}
    for each in names:
        path = f"{folder}/{each}"
        if path in taken:
            continue
        order = _sorted(neighbour.files, [*here, path])
        at = order.index(path)
        near = order[at - 1 : at] if last or not before else order[at + 1 : at + 2]
        if near == [last or neighbour.path]:
            return path
    return f"{folder}/{names[-1]}"


def _sorted(files: Files, paths: Sequence[str]) -> list[str]:
    held = Files(files.name, files.folder, dict.fromkeys(paths, b""))
    return list(held.blocks())

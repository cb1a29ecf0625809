"""Keep edits that no block can hold as proposals, so that all others of the file can be taken.

No Markdown of ours reads as some edits: a phrase’s sign typed by a reader, an item without words.
Only the paragraphs with such edits stay as they are. Where these cannot be told, the whole block
does, and with it all blocks that gave paragraphs away: nothing may go that did not arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dossier.interchange.pull.file_changes import refusal, refusal_of_new
from dossier.interchange.pull.proposed_edits import proposal_of_new, proposals
from dossier.interchange.pull.results import Added, Conflict, Edit, Proposal, Pulled, Question
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import PARAGRAPH
from dossier.model.conditional_text import View
from dossier.model.document import Nodes
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.frozen import frozen

if TYPE_CHECKING:
    from dossier.interchange.pull.block_files import BlockFile

_HINT = "make this edit in the block itself, in another way, and settle this"

_KIND = "the paragraph was made another kind of paragraph, which is not taken"
_KIND_HINT = "make it that kind in the block itself"

_Refuses = Callable[[Nodes], str]
"""Says why a block cannot be written as some nodes, or "" where it can."""


@frozen
class Kept:
    """What is taken: the texts of blocks, new recommendations, and what each file says."""

    wanted: Mapping[str, Nodes]
    added: tuple[Added, ...]
    files: tuple[Pulled, ...]


def with_proposals(
    files: Sequence[tuple[Pulled, View]],
    block_files: Mapping[str, BlockFile],
    wanted: Mapping[str, Nodes],
    added: Sequence[Added],
) -> Kept:
    """Return what several files bring, with proposals in the place of what cannot be written.

    `wanted` and `added` are what all of them together would make of the blocks.
    """
    edits = [one for each, _ in files for one in each.found if isinstance(one, Edit)]
    moved = {each.block for each in edits if each.change == "moved"}
    left = dict(wanted)
    held: dict[str, str] = {}
    single: dict[int, str] = {}
    for id_, nodes in wanted.items():
        refuses = partial(refusal, block_files, id_)
        why = refuses(nodes)
        if not why:
            continue
        source = block_files[id_].block.content
        own = [each for each in edits if each.block == id_]
        found = {} if moved else _single(own, source, nodes, refuses)
        rest = _without(found.values(), source, nodes)
        if found and not refuses(rest):
            left[id_] = rest
            single |= dict.fromkeys(found, why)
        else:
            held |= dict.fromkeys((id_, *moved), why)
    unmade = {id(each): why for each in added if (why := refusal_of_new(block_files, each))}
    return Kept(
        wanted={id_: each for id_, each in left.items() if id_ not in held},
        added=tuple(each for each in added if id(each) not in unmade),
        files=tuple(_kept(each, view, held, single | unmade) for each, view in files),
    )


def _kept(file: Pulled, view: View, held: Mapping[str, str], single: Mapping[int, str]) -> Pulled:
    """Return a file's changes, some as proposals: those of whole blocks, and `single` ones."""

    def told(one: Edit | Proposal | Conflict) -> Iterator[Edit | Proposal | Conflict]:
        if isinstance(one, Edit) and (one.block, one.line) in told_of:
            return
        why = single.get(id(one)) or held.get(one.block, "")
        yield from proposals(one, (_why(why), _HINT)) if why else (one,)

    unmade = [each for each in file.added if id(each) in single]
    told_of = {(each.neighbour, each.line) for each in unmade}
    new = (proposal_of_new(each, view, (_why(single[id(each)]), _HINT)) for each in unmade)
    kinds = (
        Question(f"{_KIND}: {_why(held[one.block])}", _KIND_HINT, one.line)
        for one in file.found
        if isinstance(one, Edit) and one.change == "reshaped" and one.block in held
    )
    return replace(
        file,
        questions=(*file.questions, *kinds),
        wanted={id_: each for id_, each in file.wanted.items() if id_ not in held},
        added=tuple(each for each in file.added if id(each) not in single),
        found=(*(made for one in file.found for made in told(one)), *new),
    )


def _why(reason: str) -> str:
    return f"the block cannot hold it: {reason}"


def _single(
    edits: Sequence[Edit], source: Nodes, wanted: Nodes, refuses: _Refuses
) -> dict[int, FlatParagraph]:
    """Return the edits that cannot be written each by itself, with the paragraphs they made."""
    before = flatten(source)
    had = {each.content for each in before}
    new = [each for each in flatten(wanted) if each.content not in had]
    found: dict[int, FlatParagraph] = {}
    for edit in edits:
        if PARAGRAPH in edit.new:
            continue
        content = inlines(edit.new)
        made = [each for each in new if each.content == content]
        if len(made) == 1 and refuses(_with(made[0], before)):
            found[id(edit)] = made[0]
    return found


def _with(one: FlatParagraph, source: Sequence[FlatParagraph]) -> Nodes:
    """Return a block with one of the wanted paragraphs, and else as it is."""
    if any(each.id == one.id for each in source):
        own = (replace(each, content=one.content) if each.id == one.id else each for each in source)
        return unflatten([*own])
    return unflatten([*source, replace(one, path=())])


def _without(gone: Collection[FlatParagraph], source: Nodes, wanted: Nodes) -> Nodes:
    """Return a wanted block without some paragraphs, or with those it has now in their place."""
    now = {each.id: each for each in flatten(source)}
    ids = {each.id for each in gone}
    left: list[FlatParagraph] = []
    for each in flatten(wanted):
        if each.id not in ids:
            left.append(each)
        elif each.id in now:
            left.append(replace(each, content=now[each.id].content))
        elif each.sort == "cell":
            left.append(replace(each, content=()))
    return unflatten(left)

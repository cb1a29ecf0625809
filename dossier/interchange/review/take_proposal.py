"""Take a proposal into the text of its block: its new words in the place of the old ones.

A proposal without old words is a new paragraph, which belongs behind the words it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from dossier.interchange.markdown_source import rewrite
from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.pull.left_rows import BETWEEN
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import shown, words
from dossier.interchange.review.words_in_place import NoteBehind, NoteMoved, put_in_place
from dossier.model.comments import ReviewNote
from dossier.model.conditional_text import View
from dossier.model.document import Block, Inline, Inlines, Nodes, Note, NoteAgain, Reference
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.walk import below, plain, rebuilt
from dossier.readers.blocks.block import read_block

_ALL = View("", "internal", "")


_FILE_AGAIN = (
    "choose the same Word file again in Take back, and press Take on it there; then dismiss this"
)
_BY_HAND = "change the words yourself in Write, if they are right; then dismiss this"


_SIGNS = re.compile(r"\{[a-z]+:[^{}]*\}|\[[@^][^\]]*\]|\*\S")
"""Signs of what stands between the words of a unit of a translation, as an author types them."""


_THINGS = re.compile(r"\[(?:note|source|picture): [^\]]*")
"""What stands in a proposal for a thing that is no word, up to where its text ends."""


class CannotTake(Exception):
    """A proposal that cannot be taken; the text says why, `do` what somebody can do on the page."""

    def __init__(self, why: str, do: str = _BY_HAND) -> None:
        super().__init__(why)
        self.do = do


_Made: TypeAlias = Nodes | CannotTake
"""A text with a proposal in it, or why it cannot be taken there."""

_ALONE = "the number of a cross-reference would stay alone"
_BEHIND = "a note or a source stands right behind it, for other words then"
_MOVED = "it puts a note or a source behind other words"
_HEAD = "the head of a table would be empty"


def taken(text: str, file: str, note: ReviewNote) -> str:
    """Return the text of a block's file with a proposal in it, and all else as it was.

    Raises `CannotTake` where the old words do not stand just once in what an author typed.
    """
    block, _ = read_block(text, file)
    if block is None:
        raise CannotTake("the block cannot be read")
    try:
        return rewrite(text, with_proposal(block, note), file)
    except Unwritable as error:
        raise CannotTake(f"the block cannot hold it: {error}") from error


def with_proposal(block: Block, note: ReviewNote) -> Nodes:
    """Return the text of a block with a proposal in it; raises `CannotTake` as `taken` does."""
    words_ = note.old or note.quoted
    if not words_.strip():
        raise CannotTake("it does not say where its words belong", _FILE_AGAIN)
    if note.old.strip() == note.new.strip():
        raise CannotTake(
            "it moves words or changes how they look, and not which they are", _FILE_AGAIN
        )
    if "¶" in note.old or "¶" in note.new or (" … " in note.new and " … " not in note.old):
        raise CannotTake("it parts or joins paragraphs, or changes a table", _FILE_AGAIN)
    if not _are_among(_THINGS.findall(note.new), _THINGS.findall(note.old)):
        raise CannotTake(
            "it has a note, a source or a picture, which is not kept with it", _FILE_AGAIN
        )
    places = [*(_places(block, note) if note.old else _behind(block, note))]
    if not places and _SIGNS.search(note.old):
        raise CannotTake("it holds facts, notes, citations or emphasis, which are put in by hand")
    if len(places) != 1:
        many = "nowhere in the words of the block" if not places else f"{len(places)} times there"
        raise CannotTake(f"“{words_[:60]}” stands {many}")
    made = places[0]
    if isinstance(made, CannotTake):
        raise made
    if not made:
        raise CannotTake("it is all that the block says: delete its file")
    if _called_again(block.content, made):
        raise CannotTake("a note that goes with it is called again in the block")
    if made == block.content:
        raise CannotTake("the block would stay as it is")
    return made


def _are_among(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Whether some texts are among others in the same order."""
    row = iter(all_)
    return all(each in row for each in some)


def _called_again(before: Nodes, after: Nodes) -> bool:
    """Whether a note has gone that is called still."""
    was, now = ([part for node in nodes for part in below(node)] for nodes in (before, after))
    gone = {e.id for e in was if isinstance(e, Note)} - {e.id for e in now if isinstance(e, Note)}
    return any(isinstance(each, NoteAgain) and each.id in gone for each in now)


def obstacle(block: Block, note: ReviewNote) -> CannotTake | None:
    """Return why a proposal cannot be taken into the text of a block, if it cannot."""
    try:
        with_proposal(block, note)
    except CannotTake as error:
        return error
    return None


def fits(block: Block, note: ReviewNote) -> bool:
    """Whether a note is a proposal that can be taken into the text of a block."""
    return note.kind == "proposal" and obstacle(block, note) is None


def _behind(block: Block, note: ReviewNote) -> Iterator[Nodes]:
    """Yield the text of the block with a new paragraph behind each that ends as is quoted.

    Of several ends, parted by "¶", the last one counts that is there. A table is not cut.
    """
    row = flatten(block.content)
    found: list[int] = []
    for said in (each.split() for each in reversed(note.quoted.split("¶"))):
        ends = (_typed(flat)[-len(said) :] == said and bool(said) for flat in row)
        found = found or [at for at, is_end in enumerate(ends) if is_end]
    own = [at for at in found if note.paragraph and row[at].id == note.paragraph]
    for at in own or found:
        table = row[at].path[:-1] if row[at].sort == "cell" else ()
        inside = [n for n, flat in enumerate(row) if table and flat.path[: len(table)] == table]
        end = max(inside, default=at) + 1
        path = row[at].path if row[at].sort == "paragraph" else ()
        new = FlatParagraph("", "paragraph", inlines(words(note.new.strip())), path)
        yield unflatten([*row[:end], new, *row[end:]])


def _typed(flat: FlatParagraph) -> list[str]:
    """Return the words of a paragraph that an author typed."""
    return shown([each for each in source_tokens(flat.content, _ALL) if each.is_word]).split()


def _is_all(flat: FlatParagraph, words_: str) -> bool:
    """Whether words are all of a paragraph; what a registry prints may be any words."""
    row = source_tokens(flat.content, _ALL)
    said = "".join(re.sub(r"\s+", " ", e.text) if e.is_word else "\0" for e in row).split()
    pattern = r"\s*".join(re.escape(each).replace(re.escape("\0"), ".*?") for each in said)
    speaks = any(each.strip("\0") for each in said)
    return speaks and bool(re.fullmatch(pattern, words_.strip(), re.DOTALL))


def _places(block: Block, note: ReviewNote) -> Iterator[_Made]:
    """Yield the text of the block for each place where the words of the proposal stand."""
    found = [*_in(block.content, note), *_rows(block.content, note)]
    own = [nodes for id_, nodes in found if id_ == note.paragraph]
    yield from own or [nodes for _, nodes in found]
    notes = {part for node in block.content for part in below(node) if isinstance(part, Note)}
    for each in () if found else sorted(notes, key=lambda one: one.id):
        for _, content in _in(each.content, note):
            if isinstance(content, CannotTake):
                yield content
            elif not content:
                yield CannotTake("it is all that a note says")
            else:
                yield _with_note(block.content, each, replace(each, content=content))


def _with_note(nodes: Nodes, old: Note, new: Note) -> Nodes:
    def change(inline: Inline) -> Inline:
        return new if inline == old else inline

    return tuple(rebuilt(each, change) for each in nodes)


def _in(nodes: Nodes, note: ReviewNote) -> Iterator[tuple[str, _Made]]:
    row = flatten(nodes)
    for at, flat in enumerate(row):
        if not note.new.strip() and _is_all(flat, note.old):
            left = _without(row, at)
            yield flat.id, left if isinstance(left, CannotTake) else unflatten(left)
            continue
        for changed in _changed(flat, note):
            if isinstance(changed, CannotTake):
                yield flat.id, changed
            else:
                yield flat.id, unflatten([*row[:at], changed, *row[at + 1 :]])


def _without(row: Sequence[FlatParagraph], at: int) -> list[FlatParagraph] | CannotTake:
    """Return a text without one paragraph; a cell stays, empty, until its row has no words."""
    gone = row[at]
    if gone.sort != "cell":
        return [*row[:at], *row[at + 1 :]]
    emptied = [*row[:at], replace(gone, content=()), *row[at + 1 :]]
    if any(each.content for each in emptied if each.path == gone.path):
        return emptied
    heads = {each.path[:-1]: each.path for each in reversed(row) if each.sort == "cell"}
    if heads[gone.path[:-1]] == gone.path:
        return CannotTake(_HEAD)
    return [each for each in emptied if each.path != gone.path]


def _rows(nodes: Nodes, note: ReviewNote) -> Iterator[tuple[str, _Made]]:
    """Yield the text without each row of a table whose cells say what is to go."""
    cells = note.old.split(BETWEEN)
    if note.new.strip() or len(cells) < 2:
        return
    flats = flatten(nodes)
    for path, group in groupby(flats, lambda flat: flat.path if flat.sort == "cell" else ()):
        row = [*group]
        if not path or len(row) != len(cells) or not all(map(_says, row, cells)):
            continue
        ids = {flat.id for flat in row}
        own = note.paragraph if note.paragraph in ids else row[0].id
        head = next(flat for flat in flats if flat.path[:-1] == path[:-1]) is row[0]
        left = unflatten([flat for flat in flats if flat.path != path])
        yield own, CannotTake(_HEAD) if head else left


def _says(flat: FlatParagraph, cell: str) -> bool:
    return _typed(flat) == cell.split() or _is_all(flat, cell)


def _changed(flat: FlatParagraph, note: ReviewNote) -> Iterator[FlatParagraph | CannotTake]:
    """Yield a paragraph with the proposal in each place; citations print before a stop or after."""
    for called in ("after the stop", "before the stop"):
        tokens = source_tokens(flat.content, _ALL, called=called)
        found = [*put_in_place(tokens, note.old, note.new)]
        for row in found:
            match row:
                case NoteBehind():
                    yield CannotTake(_BEHIND)
                case NoteMoved():
                    yield CannotTake(_MOVED, _FILE_AGAIN)
                case _:
                    content = inlines(row)
                    alone = _bare(content) > _bare(flat.content)
                    yield CannotTake(_ALONE) if alone else replace(flat, content=content)
        if found:
            return


def _bare(content: Inlines) -> int:
    """Return how many cross-references have no words before their number."""
    return sum(isinstance(each, Reference) and not plain(each.lead).strip()
               for part in content for each in below(part))  # fmt: skip

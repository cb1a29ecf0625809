"""What the edits in a Word file make of the blocks that it was exported from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from dossier.interchange.pull.block_assignment import assigned
from dossier.interchange.pull.block_merge import merged_block, merged_texts
from dossier.interchange.pull.block_order import moved_blocks
from dossier.interchange.pull.current_document import CurrentDocument
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.lacking_words import LackingWords, lacking
from dossier.interchange.pull.matched_paragraphs import matched_paragraphs
from dossier.interchange.pull.merge_context import MergeContext
from dossier.interchange.pull.merge_policy import ParagraphMergePolicy
from dossier.interchange.pull.new_recommendations import Groups, opened
from dossier.interchange.pull.note_calls import known_notes, notes_of, recalled
from dossier.interchange.pull.paragraph_matching import SURE, linked
from dossier.interchange.pull.printed_paragraphs import printed_paragraphs
from dossier.interchange.pull.pull_state import PullState
from dossier.interchange.pull.results import Added, Missing, Pulled, Question
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.table_rows import rows_of, without_titles
from dossier.interchange.pull.title_block import TITLE_BLOCK
from dossier.interchange.pull.tokens import Token, shown
from dossier.interchange.pull.typed_numbers import TypedNumbers
from dossier.model.document import Block, Nodes, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.readers.exported_docx.paragraphs import Returned


def pulled(
    returned: Returned,
    base: Base,
    blocks: Mapping[str, Block],
    current: Callable[[], CurrentDocument | None] = lambda: None,
    missing: Missing = "deleted",
) -> Pulled:
    """Return what the edits in `returned` make of `blocks`, the blocks as they are now.

    The tracked changes of the file are settled already. `current` makes the document as it is now;
    it is called where an entry of a registry must be named. `missing` says what becomes of words
    that the file lacks. Nothing is changed here.
    """
    seen = replace(base, shows=frozenset(_shows(returned)))
    return _FilePull(returned, seen, blocks, current, missing).pulled()


def _shows(returned: Returned) -> Iterator[tuple[str, int]]:
    """Yield the formats that words have of their own in headings, and in tables' first rows."""
    for line in returned.lines:
        shape = line.shape
        if shape.kind == "heading" or (shape.kind == "cell" and not shape.row):
            for atom in line.atoms:
                if atom.bold:
                    yield "bold", shape.level
                if atom.italic:
                    yield "italic", shape.level


def _has_formats(returned: Returned) -> bool:
    """Whether any word of a file is bold or italic: text that was pasted as plain text has none."""
    return any(atom.bold or atom.italic for line in returned.lines for atom in line.atoms)


class _FilePull:
    """The pull of one file: links its paragraphs, then merges them block by block."""

    def __init__(
        self,
        returned: Returned,
        base: Base,
        blocks: Mapping[str, Block],
        current: Callable[[], CurrentDocument | None],
        missing: Missing,
    ) -> None:
        self.returned = returned
        self.base = base
        short = base.embedded.summaries
        self.blocks = {id_: each for id_, each in blocks.items() if id_ not in short}
        notes = known_notes(returned, base)
        self.state = PullState(base, self.blocks, notes, cache(current), missing=missing)
        self.state.plain = missing == "proposed" and not _has_formats(returned)
        self.source = {id_: flatten(each.content) for id_, each in self.blocks.items()}
        self.texts = {id_: words_of(base.tokens(flat)) for id_, flat in base.flat.items()}
        self.owner = dict(self.owners())
        self.sections: Mapping[int, str] = {}
        self.lacking = LackingWords()
        self.held: frozenset[str] = frozenset()
        self.cut: dict[int, tuple[FlatParagraph, list[Token]]] = {}

    def owners(self) -> Iterator[tuple[str, str]]:
        """Yield the block whose file holds each exported paragraph; blocks may stand in others."""
        own = {flat.id: id_ for id_, many in self.source.items() for flat in many if flat.id}
        both = {(flat.id, id_) for id_, many in self.source.items() for flat in many}
        for id_, block in self.base.block_of.items():
            here = (id_, block) in both or id_.startswith(f"{block}.")
            yield id_, block if here else own.get(id_, block)

    def pulled(self) -> Pulled:
        rows = self.rows()
        self.ask(rows)
        by_block: dict[str, list[LinkedParagraph]] = {}
        for row in rows:
            by_block.setdefault(row.block, []).append(row)
        wanted, added = self.merged_block(rows, by_block)
        self.state.found += printed_paragraphs(rows, self.sections, self.state, self.owner)
        held = {id_: block for id_, block in self.owner.items() if block in self.blocks}
        self.state.found += moved_blocks(rows, self.base, held)
        places = {row.line.number: (row.block if row.block in self.blocks else "",
                                    row.links[0] if row.links else "")
                  for row in rows}  # fmt: skip
        linked = [row for row in rows if row.links]
        notes = self.notes(wanted)
        return Pulled(
            wanted={
                id_: recalled(id_, nodes, notes, self.state.labels(id_))
                for id_, nodes in wanted.items()
            },
            added=tuple(replace(e, content=recalled("", e.content, notes)) for e in added),
            found=tuple(self.state.found),
            questions=tuple(self.state.questions),
            places=places,
            linked=len(linked),
            guessed=sum(row.sure < 1 for row in linked),
            came=frozenset(id_ for row in rows for id_ in row.links),
        )

    def merged_block(
        self, rows: Sequence[LinkedParagraph], by_block: Mapping[str, list[LinkedParagraph]]
    ) -> tuple[dict[str, Nodes], tuple[Added, ...]]:
        """Return the new nodes of the blocks that change, and new recommendations."""
        every = self.exported()
        matched: dict[str, FlatParagraph] = {}
        for id_, exported in every.items():
            matched |= matched_paragraphs(exported, self.source[id_], self.base.tokens, self.typed)
        self.state.matched = matched
        everywhere = frozenset(id_ for row in rows for id_ in row.links)
        if self.state.missing == "proposed":
            self.lacking = lacking(rows, self.texts)
            self.held = frozenset(self.taken_in(rows))
        wanted: dict[str, Nodes] = {}
        added: list[Added] = []
        for id_, exported in every.items():
            here, before = self.opened(id_, by_block.get(id_, []))
            (_, found), *after = merged_texts(
                context=self.context(id_),
                exported=exported,
                source=self.source[id_],
                rows=here,
                matched=matched,
                everywhere=everywhere,
            )
            nodes = unflatten(found)
            if nodes != self.blocks[id_].content:
                wanted[id_] = nodes
            added += [self.added(id_, group) for group in before]
            added += [Added(unflatten(many), id_, False, line) for line, many in after]
        return wanted, tuple(added)

    def taken_in(self, rows: Sequence[LinkedParagraph]) -> Iterator[str]:
        """Yield the exported paragraphs that one of another block took in."""
        for row in rows:
            away = [id_ for id_ in row.links if self.owner.get(id_) != row.block]
            yield from away if len(away) < len(row.links) else ()

    def notes(self, wanted: Mapping[str, Nodes]) -> dict[str, Note]:
        """Return the notes that are known, by their ids, as they are wanted."""
        found = dict(self.base.notes)
        for each in self.blocks.values():
            found |= notes_of(each.content)
        for nodes in wanted.values():
            found |= notes_of(nodes)
        return found

    def exported(self) -> dict[str, list[FlatParagraph]]:
        """Return the exported paragraphs of each block that there is a source of."""
        found: dict[str, list[FlatParagraph]] = {
            id_: [] for id_ in self.base.blocks if id_ in self.blocks
        }
        for many in self.base.flats.values():
            for flat in many:
                owner = self.owner.get(flat.id, "")
                if owner in self.blocks:
                    found.setdefault(owner, []).append(flat)
        return found

    def typed(self, flat: FlatParagraph) -> list[Token]:
        """Return the tokens of a paragraph of the source, cut once."""
        if id(flat) not in self.cut:
            called = self.base.edition.language.note_call
            row = source_tokens(flat.content, self.base.view, called=called)
            self.cut[id(flat)] = flat, row
        return self.cut[id(flat)][1]

    def context(self, block: str) -> MergeContext:
        def policy(flat: str, line: int) -> ParagraphMergePolicy:
            return ParagraphMergePolicy(self.state, block, flat, line)

        return MergeContext(
            block=block,
            exported=self.base.tokens,
            source=self.typed,
            policy=policy,
            tell=self.state.found.append,
            depth=self.base.depth,
            flats=self.base.flat,
            missing=self.state.missing,
            stands=self.lacking.hold,
            held=self.held,
        )

    # The paragraphs of the file

    def rows(self) -> list[LinkedParagraph]:
        """Return the paragraphs of the text, each linked and in its block."""
        rows = rows_of(self.returned, self.base, self.state.notes, self.texts)
        typed = TypedNumbers(self.base)
        rows, sections = without_titles(rows, self.base, typed, self.state.found.append)
        found = typed.without(linked(rows, self.texts, self.base.marks, self.base.cells))
        self.state.questions += typed.questions()
        self.sections = {row.line.number: each for row, each in zip(rows, sections, strict=True)}
        frames = [each.number for each in self.returned.lines if each.shape.kind in TITLE_BLOCK]
        return assigned(
            rows=found,
            sections=sections,
            frames=frames,
            base=self.base,
            owner=self.owner,
            known=self.blocks.keys(),
        )

    def ask(self, rows: Sequence[LinkedParagraph]) -> None:
        """Ask about paragraphs that are linked by likeness alone, and not surely."""
        for row in rows:
            if row.links and row.sure < SURE:
                said = shown(row.tokens)
                message = (
                    f'"{said[:60]}" was taken for a paragraph of "{self.owner[row.links[0]]}" '
                    f"by its words ({row.sure:.0%} alike)"
                )
                hint = "look at the change shown for it before you apply"
                self.state.questions.append(Question(message, hint, row.line.number, row.sure))

    # What is not a block's text

    def opened(
        self, block: str, rows: list[LinkedParagraph]
    ) -> tuple[list[LinkedParagraph], Groups]:
        """Return the rows of a block, and of the recommendations that were put in above it."""
        if self.blocks[block].kind != "recommendation":
            return rows, []
        kept, above = opened(rows, self.base, self.texts)
        for row in (*kept, *(each for group in above for each in group)):
            if row.opens and not row.labelled:
                message = f'a paragraph becomes a new recommendation: "{shown(row.tokens)[:60]}"'
                hint = f'if it is none, write it into the block "{block}", and delete the new file'
                self.state.questions.append(Question(message, hint, row.line.number, SURE))
        return kept, above

    def added(self, block: str, group: list[LinkedParagraph]) -> Added:
        """Return a recommendation that was put in above a block."""
        found = merged_block(
            context=self.context(block),
            exported=(),
            source=(),
            rows=group,
            matched={},
            everywhere=frozenset(),
        )
        return Added(unflatten(found), block, True, group[0].line.number)

"""Decide what becomes of notes: their text, their calls that moved, and notes that are new.

The text of a note that an author wrote is merged as a block is. What the program prints in a note
is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from dossier.interchange.pull.block_merge import merged_block
from dossier.interchange.pull.current_document import Request, named
from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.formatting import alike
from dossier.interchange.pull.matched_paragraphs import matched_paragraphs
from dossier.interchange.pull.merge_context import MergeContext, MergePolicy
from dossier.interchange.pull.paragraph_matching import linked
from dossier.interchange.pull.pull_state import ParagraphPlace
from dossier.interchange.pull.results import Question
from dossier.interchange.pull.returned_text import LinkedParagraph, returned_tokens, unglued
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import CITATION_KEY, Key, KeyKind, Token, shown
from dossier.model.bookmark_names import bookmark_name
from dossier.model.document import Citation, Note
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.origin import Origin, OriginKind
from dossier.model.walk import everything


class NoteMerge:
    """Merges the notes that one paragraph calls.

    `request` gives what the source asks for where something was printed, `policy` decides for the
    paragraphs of a note.
    """

    def __init__(
        self,
        place: ParagraphPlace,
        request: Callable[[Origin | None], Request | None],
        policy: Callable[[str, str], MergePolicy],
    ) -> None:
        self.place = place
        self.state = place.state
        self.block = place.block
        self.request = request
        self.policy = policy
        self.read: tuple[Token | None, tuple[LinkedParagraph, ...]] = (None, ())
        """The call whose note was read last, and the paragraphs of this note."""

    def note(self, exported: Token, source: Token, returned: Token) -> Token:
        """Return a note's call with the edits of its text; a citation's text is a proposal."""
        before = _note(exported)
        if before is None or self.unchanged(exported, returned):
            return source
        if _is_printed(before):
            self.printed_note(before, returned)
            return source
        typed_note = next((each for each in source.nodes if isinstance(each, Note)), None)
        if typed_note is None:
            return source
        if not self.filled(returned):
            old = self.said(exported)
            why, hint = "the text of a note was deleted, but not its call", "delete it in the block"
            replace(self.place, called=returned.note_name).propose(old, "", why, hint)
            return source
        after = self.text(before, typed_note, returned)
        if after == typed_note:
            return source
        nodes = tuple(after if each is typed_note else each for each in source.nodes)
        return replace(source, nodes=nodes)

    def said(self, exported: Token) -> str:
        """Return the words of a note that was exported."""
        note = _note(exported)
        rows = flatten(note.content) if note else ()
        return " ".join(shown(self.state.base.tokens(each)) for each in rows)

    def now(self, called: Token) -> str:
        """Return the words of a note that came back."""
        return " ¶ ".join(shown(row.tokens) for row in self.filled(called))

    def changed(
        self, exported: Sequence[Token], returned: Sequence[Token]
    ) -> Iterator[tuple[Token, str, str]]:
        """Yield the notes that a paragraph calls still and that were changed, with their words.

        Each is the call that came back, with the words that were exported and those that came.
        """
        came = {each.key: each for each in returned if each.calls_note}
        for call in exported:
            back = came.get(call.key) if call.calls_note else None
            if back is not None and not self.unchanged(call, back):
                yield back, self.said(call), self.now(back)

    def unchanged(self, exported: Token, returned: Token) -> bool:
        """Whether the text of a note came back as it was."""
        before = _note(exported)
        if before is None or not returned.note_paragraphs:
            return True
        said = [self.state.base.tokens(flat) for flat in flatten(before.content)]
        said = [row for row in said if row]
        now = [unglued(row.tokens, one) for row, one in
               zip_longest(self.filled(returned), said, fillvalue=None)
               if row is not None and one is not None]  # fmt: skip
        if len(now) != len(said) or len(self.filled(returned)) != len(said):
            return False
        return all(same_tokens(one, two) for one, two in zip(said, now, strict=True))

    def text(self, before: Note, now: Note, returned: Token) -> Note:
        """Return a note of the source with the edits of its text."""
        state = self.state
        exported, source = flatten(before.content), flatten(now.content)
        texts = {each.id: words_of(state.base.tokens(each)) for each in exported if each.id}
        marks = {bookmark_name("p", id_): id_ for id_ in texts}
        rows = linked(self.filled(returned), texts, marks)
        lone = [id_ for id_ in texts if all(id_ not in row.links for row in rows)]
        if len(lone) == 1 and len(rows) == 1 and not rows[0].links:
            rows = [replace(rows[0], links=(lone[0],))]
        context = self.context(now, returned)
        matched = matched_paragraphs(exported, source, context.exported, context.source)
        everywhere = frozenset(id_ for row in rows for id_ in row.links)
        found = merged_block(
            context=context,
            exported=exported,
            source=source,
            rows=rows,
            matched=matched,
            everywhere=everywhere,
        )
        content = unflatten(found)
        return replace(now, content=content) if content else now

    def context(self, now: Note, called: Token) -> MergeContext:
        base = self.state.base
        return MergeContext(
            block=self.block,
            exported=base.tokens,
            source=lambda flat: source_tokens(flat.content, base.view, in_note=True),
            policy=lambda flat, _: self.policy(flat, called.note_name),
            tell=self.state.found.append,
            note=now.id,
            called=called.note_name,
            line=self.place.line,
            missing=self.state.missing,
        )

    def filled(self, called: Token) -> list[LinkedParagraph]:
        """Return the paragraphs of a note that came back, but for empty ones."""
        if self.read[0] is not called:
            rows = (
                LinkedParagraph(line, returned_tokens(line, self.state.base, {}, {}))
                for line in called.note_paragraphs
            )
            self.read = called, tuple(row for row in rows if row.tokens)
        return [*self.read[1]]

    def printed_note(self, before: Note, called: Token) -> None:
        """Propose what was changed in a note that the program prints."""
        said = [self.state.base.tokens(flat) for flat in flatten(before.content)]
        now = [row.tokens for row in self.filled(called)]
        old, new = (" ¶ ".join(shown(row) for row in rows) for rows in (said, now))
        if old.split() == new.split():
            return
        request = self.request(before.origin[0])
        why = "the program prints the note"
        if request:
            why = f"the note is printed for `{named(request)}`"
        entry = self.state.place(request) or "sources.yaml"
        hint = f"correct the entry in {entry}, or the place that is cited"
        replace(self.place, called=called.note_name).propose(old, new, why, hint)

    def called(self, returned: Token) -> tuple[Token, ...]:
        """Return a new note, or one that was called elsewhere before."""
        if returned.key.kind is KeyKind.PICTURE:
            message = f'a picture was put in: "{returned.text}"'
            hint = "put the file into the dossier and the picture into the block"
            self.state.questions.append(Question(message, hint, self.place.line))
            return ()
        if returned.key.kind is KeyKind.NEW_NOTE:
            return self.new_note(returned)
        return self.moved(returned.key.name, returned)

    def new_note(self, returned: Token) -> tuple[Token, ...]:
        rows = self.filled(returned)
        label = self.label()
        note = Note(f"{self.block}/{label}", ())
        content = unflatten(
            merged_block(
                context=self.context(note, returned),
                exported=(),
                source=(),
                rows=rows,
                matched={},
                everywhere=frozenset(),
            )
        )
        if not content:
            return ()
        return (
            replace(
                returned, key=Key(KeyKind.NOTE, label), nodes=(replace(note, content=content),)
            ),
        )

    def label(self) -> str:
        taken = self.state.labels(self.block)
        number = next(n for n in range(1, len(taken) + 2) if f"note-{n}" not in taken)
        taken.add(f"note-{number}")
        return f"note-{number}"

    def moved(self, id_: str, called: Token) -> tuple[Token, ...]:
        """Return the call of a note that stood elsewhere, with its text or its citation."""
        state = self.state
        before = state.base.notes.get(id_)
        if before is None:
            return ()
        if _is_printed(before):
            return self.moved_citation(before, called)
        now = state.note(id_)
        if now is None:
            return self.new_note(called)
        if called.note_paragraphs:
            now = self.text(before, now, called)
        label = id_.partition("/")[2]
        if id_.partition("/")[0] != self.block:
            label = label if label not in state.labels(self.block) else self.label()
            state.labels(self.block).add(label)
        note = replace(now, id=f"{self.block}/{label}")
        return (replace(called, key=Key(KeyKind.NOTE, label), nodes=(note,)),)

    def moved_citation(self, before: Note, called: Token) -> tuple[Token, ...]:
        block = before.id.partition("/")[0]
        made = [n for n in self.state.base.notes.values() if n.id.partition("/")[0] == block
                and _is_printed(n) and any(_cites(each) for each in n.origin)]  # fmt: skip
        now = [part for part in everything(self.state.blocks[block]) if isinstance(part, Citation)
               ] if block in self.state.blocks else []  # fmt: skip
        if before in made and len(made) == len(now):
            citation = now[made.index(before)]
            return (replace(called, key=CITATION_KEY, nodes=(citation,)),)
        said = " ".join(shown(self.state.base.tokens(each)) for each in flatten(before.content))
        why, hint = "a citation was moved here", "write it here in the block as well"
        self.place.propose("", said, why, hint)
        return ()


def _is_printed(note: Note) -> bool:
    """Whether the program made all of a note."""
    return bool(note.origin) and None not in note.origin


def _cites(origin: Origin | None) -> bool:
    return origin is not None and origin.kind is OriginKind.CITATION


def _note(token: Token) -> Note | None:
    return next((each for each in token.nodes if isinstance(each, Note)), None)


def same_tokens(one: Sequence[Token], two: Sequence[Token]) -> bool:
    """Whether two paragraphs have the same words in the same formats."""
    if [each.key for each in one] != [each.key for each in two]:
        return False
    return all(alike(a.run_format, b.run_format) for a, b in zip(one, two, strict=True))

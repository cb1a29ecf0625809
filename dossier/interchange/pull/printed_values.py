"""Judge what is no matter of words: notes, cross-references, words over what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, zip_longest

from dossier.interchange.pull.block_merge import MergeContext, merged_block
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.formatting import alike
from dossier.interchange.pull.matched_paragraphs import matched_paragraphs
from dossier.interchange.pull.paragraph_matching import linked
from dossier.interchange.pull.results import PHRASE, Conflict, Edit, Proposal, Question
from dossier.interchange.pull.returned_text import LinkedParagraph, came, unglued
from dossier.interchange.pull.tokens import Around, Token, shown, typed
from dossier.model.conditional_text import View, fits
from dossier.model.document import (
    Ask,
    Block,
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Phrase,
    Reference,
    Strong,
)
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.walk import everything
from dossier.model.word_names import bookmark_name

_SHORT = 2
"""Letters of a word that may be part of another one by chance."""


@dataclass
class Desk:
    """What is known while a file is pulled, and what was found so far.

    `blocks` are the source's by id, `notes` the exported note of each note in the file.
    """

    base: Base
    blocks: Mapping[str, Block]
    notes: Mapping[str, str]
    found: list[Edit | Proposal | Conflict] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    named: dict[str, set[str]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)

    @cached_property
    def private(self) -> dict[str, Around]:
        """The words that stand in the source nowhere but in phrases, each with its reach."""
        found: dict[str, Around] = {}
        free: set[str] = set()
        contents = (flat.content for each in self.blocks.values() for flat in flatten(each.content))
        for token in (token for each in contents for token in typed(each, self.base.view)):
            phrases = [each.wrap for each in token.way if isinstance(each.wrap, Phrase)]
            if not phrases:
                free.add(token.text)
            elif token.text[:1].isalnum():
                kept = replace(phrases[0], content=(), otherwise=())
                found.setdefault(token.text, Around(kept, -len(found) - 1))
        return {word: around for word, around in found.items() if word not in free}

    def labels(self, block: str) -> set[str]:
        """Return the labels of notes that are taken in a block."""
        if block not in self.named:
            parts = everything(self.blocks[block]) if block in self.blocks else ()
            self.named[block] = {e.id.partition("/")[2] for e in parts if isinstance(e, Note)}
        return self.named[block]

    def note(self, id_: str) -> Note | None:
        """Return a note of the source by its id."""
        block = self.blocks.get(id_.partition("/")[0])
        every = everything(block) if block else ()
        return next((e for e in every if isinstance(e, Note) and e.id == id_), None)


class Judge:
    """Judges for one paragraph; `flat` is its id in the export, `line` its place in the file."""

    def __init__(
        self, desk: Desk, block: str, flat: str, line: int, source: Callable[[], Inlines]
    ) -> None:
        self.desk = desk
        self.block = block
        self.flat = flat
        self.line = line
        self.source = source

    def typed_over(self, unit: Token, old: str, new: str) -> None:
        """Propose what somebody typed over words that the program prints.

        What only lost a field, or has another space, was not typed over.
        """
        if new and old.split() == new.split():
            return
        asked = self.asked(unit.origin)
        if unit.key[0] == "n":
            why = "the note comes with what a registry gave"
            hint = f"write `{_with(asked, 'uncited')}` to have the words without it"
        elif unit.key == ("r",):
            why, hint = "a cross-reference was typed over", "lead it elsewhere, or write the words"
        else:
            name = f" `{asked}`" if asked else ""
            why = f"typed over what{name or ' the program'} prints"
            hint = "correct the registry where it is wrong; else write these words in the block"
        self.desk.found.append(Proposal(self.block, self.flat, old, new, why, hint, self.line))

    def emptied(self, words: str) -> None:
        """Propose to delete words where others are for other readers."""
        why, hint = PHRASE
        self.desk.found.append(Proposal(self.block, self.flat, words, "", why, hint, self.line))

    def bound(self, came: Token) -> tuple[Around, ...]:
        """Return the phrase that a word must stand in, wherever it was put: all know it from it."""
        private = self.desk.private
        if came.text not in private and private and len(came.text) > _SHORT:
            holds = (each for word, each in private.items()
                     if len(word) > _SHORT and word in came.text)  # fmt: skip
            return tuple(islice(holds, 1))
        return (private[came.text],) if came.text in private else ()

    def asked(self, origin: str) -> str:
        """Return how the source asks for what has this origin, such as `{fact:dead}`."""
        number = origin.partition(":")[2]
        every = list(_asked(self.source(), self.desk.base.view))
        if not number.isdecimal() or not 0 < int(number) <= len(every):
            return ""
        found = every[int(number) - 1]
        if isinstance(found, Citation):
            return "[" + "; ".join(f"@{each.key}" for each in found.cites) + "]"
        words = f" {found.words}" if found.words else ""
        return f"{{{found.kind}:{found.id}{words}}}"

    def conflict(self, exported: str, source: str, came: str) -> None:
        """Tell of two changes in one place."""
        found = Conflict(self.block, self.flat, exported, source, came, self.line)
        self.desk.found.append(found)

    def note(self, exported: Token, source: Token, came: Token) -> Token:
        """Return a note's call with the edits of its text; a citation's text is a proposal."""
        before = _note(exported)
        if before is None or self.unchanged(exported, came):
            return source
        if before.origin and "" not in before.origin:
            self.printed_note(before, came)
            return source
        typed_note = next((each for each in source.nodes if isinstance(each, Note)), None)
        if typed_note is None:
            return source
        if not self.filled(came):
            old = " ".join(shown(self.desk.base.tokens(flat)) for flat in flatten(before.content))
            why, hint = "the text of a note was deleted, but not its call", "delete it in the block"
            self.desk.found.append(Proposal(self.block, self.flat, old, "", why, hint, self.line))
            return source
        after = self.text(before, typed_note, came)
        if after == typed_note:
            return source
        nodes = tuple(after if each is typed_note else each for each in source.nodes)
        return replace(source, nodes=nodes)

    def unchanged(self, exported: Token, came: Token) -> bool:
        """Whether the text of a note came back as it was."""
        before = _note(exported)
        if before is None or not came.came:
            return True
        said = [self.desk.base.tokens(flat) for flat in flatten(before.content)]
        said = [row for row in said if row]
        now = [unglued(row.tokens, one) for row, one in
               zip_longest(self.filled(came), said, fillvalue=None)
               if row is not None and one is not None]  # fmt: skip
        if len(now) != len(said) or len(self.filled(came)) != len(said):
            return False
        return all(same_tokens(one, two) for one, two in zip(said, now, strict=True))

    def text(self, before: Note, now: Note, came: Token) -> Note:
        """Return a note of the source with the edits of its text."""
        desk = self.desk
        exported, source = flatten(before.content), flatten(now.content)
        texts = {each.id: words_of(desk.base.tokens(each)) for each in exported if each.id}
        marks = {bookmark_name("p", id_): id_ for id_ in texts}
        rows = linked(self.filled(came), texts, marks)
        lone = [id_ for id_ in texts if all(id_ not in row.links for row in rows)]
        if len(lone) == 1 and len(rows) == 1 and not rows[0].links:
            rows = [replace(rows[0], links=(lone[0],))]
        context = self.context(now)
        matched = matched_paragraphs(exported, source, context.exported, context.source)
        everywhere = frozenset(id_ for row in rows for id_ in row.links)
        found = merged_block(context, exported, source, rows, matched, everywhere)
        content = unflatten(found)
        return replace(now, content=content) if content else now

    def context(self, now: Note) -> MergeContext:
        desk = self.desk
        return MergeContext(
            self.block,
            desk.base.tokens,
            lambda flat: typed(flat.content, desk.base.view, in_note=True),
            lambda id_, line: Judge(desk, self.block, id_ or self.flat, line or self.line, tuple),
            desk.found.append,
            note=now.id,
        )

    def filled(self, called: Token) -> list[LinkedParagraph]:
        """Return the paragraphs of a note that came back, but for empty ones."""
        rows = (LinkedParagraph(line, came(line, self.desk.base, {}, {})) for line in called.came)
        return [row for row in rows if row.tokens]

    def printed_note(self, before: Note, called: Token) -> None:
        """Propose what was changed in a note that the program prints."""
        said = [self.desk.base.tokens(flat) for flat in flatten(before.content)]
        now = [row.tokens for row in self.filled(called)]
        old, new = (" ¶ ".join(shown(row) for row in rows) for rows in (said, now))
        if old.split() == new.split():
            return
        asked = self.asked(before.origin[0])
        why = f"the note is printed for `{asked}`" if asked else "the program prints the note"
        hint = "correct the source in sources.yaml, or the place that is cited"
        self.desk.found.append(Proposal(self.block, self.flat, old, new, why, hint, self.line))

    def called(self, came: Token) -> tuple[Token, ...]:
        """Return a new note, or one that was called elsewhere before."""
        if came.key[0] == "p":
            message = f'a picture was put in: "{came.text}"'
            hint = "put the file into the dossier and the picture into the block"
            self.desk.questions.append(Question(message, hint, self.line))
            return ()
        id_ = came.key[1]
        if id_.startswith("new:"):
            return self.new_note(came)
        return self.moved(id_, came)

    def new_note(self, came: Token) -> tuple[Token, ...]:
        rows = self.filled(came)
        label = self.label()
        note = Note(f"{self.block}/{label}", ())
        content = unflatten(merged_block(self.context(note), (), (), rows, {}, frozenset()))
        if not content:
            return ()
        return (replace(came, key=("n", label), nodes=(replace(note, content=content),)),)

    def label(self) -> str:
        taken = self.desk.labels(self.block)
        number = next(n for n in range(1, len(taken) + 2) if f"note-{n}" not in taken)
        taken.add(f"note-{number}")
        return f"note-{number}"

    def moved(self, id_: str, called: Token) -> tuple[Token, ...]:
        """Return the call of a note that stood elsewhere, with its text or its citation."""
        desk = self.desk
        before = desk.base.notes.get(id_)
        if before is None:
            return ()
        if before.origin and "" not in before.origin:
            return self.moved_citation(before, called)
        now = desk.note(id_)
        if now is None:
            return self.new_note(called)
        if called.came:
            now = self.text(before, now, called)
        label = id_.partition("/")[2]
        if id_.partition("/")[0] != self.block:
            label = label if label not in desk.labels(self.block) else self.label()
            desk.labels(self.block).add(label)
        note = replace(now, id=f"{self.block}/{label}")
        return (replace(called, key=("n", label), nodes=(note,)),)

    def moved_citation(self, before: Note, called: Token) -> tuple[Token, ...]:
        block = before.id.partition("/")[0]
        made = [n for n in self.desk.base.notes.values() if n.id.partition("/")[0] == block
                and n.origin and "" not in n.origin]  # fmt: skip
        made = [each for each in made if any(o.startswith("cite") for o in each.origin)]
        now = [part for part in everything(self.desk.blocks[block]) if isinstance(part, Citation)
               ] if block in self.desk.blocks else []  # fmt: skip
        if before in made and len(made) == len(now):
            citation = now[made.index(before)]
            return (replace(called, key=("n", "cite"), nodes=(citation,)),)
        said = " ".join(shown(self.desk.base.tokens(flat)) for flat in flatten(before.content))
        why, hint = "a citation was moved here", "write it here in the block as well"
        self.desk.found.append(Proposal(self.block, self.flat, "", said, why, hint, self.line))
        return ()


def _note(token: Token) -> Note | None:
    return next((each for each in token.nodes if isinstance(each, Note)), None)


def same_tokens(one: Sequence[Token], two: Sequence[Token]) -> bool:
    """Whether two paragraphs have the same words in the same looks."""
    if [each.key for each in one] != [each.key for each in two]:
        return False
    return all(alike(a.run_format, b.run_format) for a, b in zip(one, two, strict=True))


def _with(asked: str, word: str) -> str:
    return f"{asked[:-1]} {word}}}" if asked.endswith("}") else f"{{… {word}}}"


def _asked(content: Inlines, view: View) -> Iterator[Ask | Citation]:
    """Yield what a paragraph asks for and cites, as it stands in `view`, but not in its notes."""
    for inline in content:
        yield from _asked_in(inline, view)


def _asked_in(inline: Inline, view: View) -> Iterator[Ask | Citation]:
    match inline:
        case Ask() | Citation():
            yield inline
        case Emphasis() | Strong() | Link():
            yield from _asked(inline.content, view)
        case Reference():
            yield from _asked(inline.lead, view)
        case Phrase():
            shown_ = inline.content if fits(inline.conditions, view) else inline.otherwise
            yield from _asked(shown_, view)

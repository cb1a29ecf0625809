"""Decide what is no matter of words: notes, cross-references, words over what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from dossier.interchange.pull.current_document import Request, named
from dossier.interchange.pull.note_merge import NoteMerge
from dossier.interchange.pull.pull_state import ParagraphPlace, PullState
from dossier.interchange.pull.request_now import request_now
from dossier.interchange.pull.results import JOINED, MADE, MISSING, PHRASE, Conflict
from dossier.interchange.pull.tokens import PARAGRAPH, REFERENCE_KEY, Enclosure, Token, shown
from dossier.model.document import Note, NoteAgain
from dossier.model.flat_paragraphs import flatten
from dossier.model.origin import Origin

_SHORT = 2
"""Letters of a word that may be part of another one by chance."""


class ParagraphMergePolicy:
    """Decides for one paragraph; `flat` is its id in the export, `line` its place in the file.

    `called` is the note of the file whose text it is, and `line` the place of its call.
    """

    def __init__(
        self, state: PullState, block: str, flat: str, line: int, *, called: str = ""
    ) -> None:
        self.state = state
        self.place = ParagraphPlace(state, block, flat, line, called)
        self.notes = NoteMerge(self.place, self.request, self.in_note)

    @property
    def plain(self) -> bool:
        """Whether the file has lost all formats."""
        return self.state.plain

    def typed_over(self, unit: Token, old: str, new: str) -> None:
        """Propose what somebody typed over words that the program prints.

        What only lost a field, or has another space, was not typed over.
        """
        if new and old.split() == new.split():
            return
        request = self.request(unit.origin)
        asked = named(request) if request else ""
        if unit.calls_note:
            old = old or self.notes.said(unit)
            why = "the note comes with what a registry gave"
            hint = f"write `{_with(asked, 'uncited')}` to have the words without it"
        elif unit.key == REFERENCE_KEY:
            why, hint = "a cross-reference was typed over", "lead it elsewhere, or write the words"
        else:
            name = f" `{asked}`" if asked else ""
            why = f"typed over what{name or ' the program'} prints"
            entry = self.state.place(request) or "the registry"
            hint = f"correct {entry} where it is wrong; else write these words in the block"
        self.place.propose(old, new, why, hint)

    def emptied(self, words: str) -> None:
        """Propose to delete words where others are for other readers."""
        why, hint = PHRASE
        self.place.propose(words, "", why, hint)

    def keeps(self, unit: Token) -> bool:
        """Whether a unit stays though it is missing; a note that stands elsewhere moves there."""
        if self.state.missing == "deleted":
            return False
        called = (each.id for each in unit.nodes if isinstance(each, Note | NoteAgain))
        return not any(id_ in self.state.notes.values() for id_ in called)

    def missing(self, units: Sequence[Token]) -> None:
        """Propose to delete what is missing, unless it is nothing but space."""
        own = (each for each in units if each.key != PARAGRAPH.key)
        said = shown([each for each in own if not each.nodes or each.text])
        noted = (each for unit in units for each in unit.nodes if isinstance(each, Note))
        texts = (shown(self.state.base.tokens(flat)) for note in noted
                 for flat in flatten(note.content))  # fmt: skip
        words = " ".join(each for each in (said.strip(), *texts) if each)
        if words:
            self.place.propose(words, "", *MISSING)

    def joined(self, before: str, after: str) -> None:
        """Propose to make one paragraph of two."""
        self.place.propose(f"{before} ¶ {after}", f"{before} {after}", *JOINED)

    def bound(self, returned: Token) -> tuple[Enclosure, ...]:
        """Return the phrase that a word must stand in, wherever it was put: all know it from it."""
        private = self.state.private
        if returned.text not in private and private and len(returned.text) > _SHORT:
            holds = (each for word, each in private.items()
                     if len(word) > _SHORT and word in returned.text)  # fmt: skip
            return tuple(islice(holds, 1))
        return (private[returned.text],) if returned.text in private else ()

    def request(self, origin: Origin | None) -> Request | None:
        """Return what the source asks for now where the export printed something."""
        now = self.state.matched.get(self.place.flat)
        if origin is None or now is None or self.place.called:
            return None
        return request_now(self.state, self.place.flat, now, origin)

    def conflict(self, exported: str, source: str, returned: str) -> None:
        """Tell of two changes in one place."""
        found = Conflict(
            block=self.place.block,
            flat=self.place.flat,
            exported=exported,
            source=source,
            came=returned,
            line=self.place.line,
            called=self.place.called,
        )
        self.state.found.append(found)

    def unchanged(self, exported: Token, returned: Token) -> bool:
        """Whether the text of a note came back as it was."""
        return self.notes.unchanged(exported, returned)

    def note(self, exported: Token, source: Token, returned: Token) -> Token:
        """Return a note's call with the edits of its text; a citation's text is a proposal."""
        return self.notes.note(exported, source, returned)

    def unheld_notes(self, exported: Sequence[Token], returned: Sequence[Token]) -> None:
        """Propose what was changed in the notes of a paragraph that the source does not hold."""
        for _, old, new in self.notes.changed(exported, returned):
            self.place.propose(old, new, *MADE)

    def called(self, returned: Token) -> tuple[Token, ...]:
        """Return a new note, or one that was called elsewhere before."""
        return self.notes.called(returned)

    def in_note(self, flat: str, called: str) -> ParagraphMergePolicy:
        """Return what decides for a paragraph of the note `called`."""
        place = self.place
        flat = flat or place.flat
        return ParagraphMergePolicy(self.state, place.block, flat, place.line, called=called)


def _with(asked: str, word: str) -> str:
    return f"{asked[:-1]} {word}}}" if asked.endswith("}") else f"{{… {word}}}"

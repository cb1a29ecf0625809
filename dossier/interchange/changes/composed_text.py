"""Compose the text of a block: the source with some parts of a difference in it, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dossier.interchange.changes.change_parts import Part, note_of, tokens_of
from dossier.interchange.pull.formatting import binding, enclosed_between, formatted
from dossier.interchange.pull.structure import joined
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import Enclosure, Token
from dossier.model.conditional_text import View
from dossier.model.document import Nodes
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.frozen import frozen


def composed(old: Nodes, parts: Iterable[Part]) -> Nodes:
    """Return the text of a block with `parts` in it; no two of them may meet."""
    return _Composer([*parts]).text(old, "")


@frozen
class _Composer:
    """Puts parts into a text, and into those of its notes."""

    parts: Sequence[Part]

    def text(self, old: Nodes, note: str) -> Nodes:
        source = flatten(old)
        here = [each for each in self.parts if each.note == note]
        whole = sorted((each for each in here if each.whole), key=lambda each: each.first)
        made: list[FlatParagraph] = []
        gone: set[int] = set()
        for at in range(len(source) + 1):
            for part in (each for each in whole if each.first == at):
                made += part.paragraphs
                gone |= {*range(part.first, part.last)}
            if at < len(source) and at not in gone:
                own = [each for each in here if not each.whole and each.first == at]
                made.append(self.paragraph(source[at], own, note))
        return unflatten(joined(made, source))

    def paragraph(self, flat: FlatParagraph, own: Sequence[Part], note: str) -> FlatParagraph:
        """Return a paragraph with the parts in it that are about its words, and its notes."""
        view = next((each.view for each in (*own, *self.parts)), View("", "internal", ""))
        row = tokens_of(flat, view, note)
        changed = [self.noted(each) for each in row]
        if not own and changed == row:
            return flat
        for part in sorted(own, key=lambda each: (each.start, each.end), reverse=True):
            changed[part.start : part.end] = put_in(part.new, row)
        return replace(flat, content=inlines(formatted(enclosed_between(changed))))

    def noted(self, token: Token) -> Token:
        """Return the call of a note with the parts of its text in it."""
        note = note_of(token)
        if note is None or not any(each.note == note.id for each in self.parts):
            return token
        return replace(token, nodes=(replace(note, content=self.text(note.content, note.id)),))


def put_in(new: Sequence[Token], row: Sequence[Token]) -> list[Token]:
    """Return tokens of another text as they stand in this one, whose tokens are `row`.

    Emphasis and links come from their formats; phrases and cross-references are those of `row`
    where it has them.
    """
    known: Mapping[object, Enclosure] = {
        each.wrap: each for token in reversed(row) for each in token.enclosures
    }
    return [
        replace(
            token,
            enclosures=tuple(known.get(each.wrap, each) for each in binding(token.enclosures)),
            fresh=True,
        )
        for token in new
    ]

"""The tokens of a paragraph as it was exported, and the units that are kept or go as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from dossier.interchange.pull.tokens import (
    BREAK,
    CITATION_KEY,
    PRINTED_KEY,
    REFERENCE_KEY,
    Key,
    KeyKind,
    RunFormat,
    Token,
    words,
)
from dossier.model.document import (
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Reference,
    Strong,
    Text,
)
from dossier.model.frozen import frozen
from dossier.model.origin import Origin, OriginKind


def exported_tokens(
    content: Inlines,
    bookmark: Callable[[Reference], str],
    label: Callable[[Reference], tuple[str, bool]],
    quotes: tuple[str, str],
) -> list[Token]:
    """Return the tokens of a paragraph as it was exported.

    `bookmark` gives a cross-reference's bookmark, `label` the number it prints and whether that
    is a title, which stands between `quotes`.
    """
    return [*_Exported(bookmark, label, quotes).all(content, RunFormat())]


class _Exported:
    def __init__(
        self,
        bookmark: Callable[[Reference], str],
        label: Callable[[Reference], tuple[str, bool]],
        quotes: tuple[str, str],
    ) -> None:
        self.bookmark = bookmark
        self.label = label
        self.quotes = quotes
        self.numbers = count(1)

    def all(self, content: Inlines, run_format: RunFormat) -> Iterator[Token]:
        for inline in content:
            yield from self.one(inline, run_format)

    def one(self, inline: Inline, run_format: RunFormat) -> Iterator[Token]:
        match inline:
            case Text():
                yield from words(inline.text, run_format, inline.origin)
            case Emphasis():
                yield from self.all(inline.content, replace(run_format, italic=True))
            case Strong():
                yield from self.all(inline.content, replace(run_format, bold=True))
            case Link():
                yield from self.all(inline.content, replace(run_format, address=inline.address))
            case Mark():
                remark = Origin(OriginKind.REMARK)
                yield from (replace(each, origin=each.origin or remark) for each in
                            self.all(inline.content, run_format))  # fmt: skip
            case Break():
                yield BREAK
            case Reference():
                yield from self.reference(inline, run_format)
            case Note():
                key = Key(KeyKind.NOTE, inline.id)
                yield Token("", key, nodes=(inline,), origin=_maker(inline))
            case NoteAgain():
                yield Token("", Key(KeyKind.NOTE_AGAIN, inline.id), nodes=(inline,))

    def reference(self, inline: Reference, run_format: RunFormat) -> Iterator[Token]:
        lead = [*self.all(inline.lead, run_format)]
        origin = inline.origin or Origin(OriginKind.NUMBER, next(self.numbers))
        number, title = self.label(inline)
        before, after = self.quotes if title else ("", "")
        key = Key(KeyKind.REFERENCE, self.bookmark(inline))
        shown = [
            *(words(" ", run_format) if lead else ()),
            *words(before, run_format),
            Token(number, key, run_format, nodes=(inline,)),
            *words(after, run_format),
        ]
        yield from lead
        yield from (replace(each, origin=origin) for each in shown)


def _maker(note: Note) -> Origin | None:
    """Return what made a note: None for an author, else a citation, else what else cited."""
    made = [each for each in note.origin if each is not None]
    if len(made) < len(note.origin) or not made:
        return None
    return next((each for each in made if each.kind is OriginKind.CITATION), made[0])


@frozen
class ExportedUnit:
    """What is kept or goes as a whole: from where to where it stands, and one token for it."""

    start: int
    end: int
    token: Token


def exported_units(exported: Sequence[Token]) -> list[ExportedUnit]:
    """Return the units of an exported paragraph.

    What a registry, a citation or a cross-reference printed is one unit however many words it
    has; notes that came with such words belong to them.
    """
    found: list[ExportedUnit] = []
    origins = [each.origin for each in exported]
    made = [(each.origin, n) for n, each in enumerate(exported) if each.origin]
    last = dict(made)
    spoken = {origin for origin, n in made if not exported[n].calls_note}
    at = 0
    while at < len(exported):
        first, origin, end = exported[at], origins[at], at + 1
        if origin is None or first.calls_note:
            token = first if first.is_word else _united([first], origin in spoken)
        else:
            run = origins[at : last[origin] + 1]
            if run.count(origin) == len(run):
                end = last[origin] + 1
            while end < len(exported) and origins[end] == origin:
                end += 1
            token = _united(exported[at:end])
        found.append(ExportedUnit(at, end, token))
        at = end
    return [each for each in found if each.token.key.kind is not KeyKind.ABSORBED]


def _united(run: Sequence[Token], spoken: bool = True) -> Token:
    """Return one token for a run of one origin; a note goes with the words of its origin."""
    first = run[0]
    kind = first.origin.kind if first.origin else None
    match first.key:
        case Key(KeyKind.NOTE) if kind is OriginKind.INSERTED and spoken:
            return replace(first, key=Key(KeyKind.ABSORBED))
        case Key(KeyKind.NOTE) if kind:
            return replace(first, key=CITATION_KEY)
        case Key(KeyKind.NOTE | KeyKind.NOTE_AGAIN as call, id_):
            return replace(first, key=Key(call, id_.partition("/")[2]))
    if kind is None:
        return first
    if kind is OriginKind.SPACER:
        return replace(first, key=Key(KeyKind.ABSORBED))
    shown = "".join(each.text for each in run)
    key = REFERENCE_KEY if kind is OriginKind.NUMBER else PRINTED_KEY
    return Token(shown, key, first.run_format, origin=first.origin)

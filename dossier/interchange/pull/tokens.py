"""Tokens: a paragraph as words, and as things among words, so that two of them can be compared.

Three texts meet in a pull: the one that was exported, the one that came back, and the author's
source as it is now. Each becomes tokens here; those of the source know what they stand for, so
that a citation stays a citation wherever the words around it go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count, groupby, takewhile
from typing import Any, TypeAlias

from dossier.model.conditional_text import View, fits
from dossier.model.document import (
    Ask,
    Break,
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.textdiff import tokens as cut
from dossier.model.walk import plain
from dossier.readers.exported_docx.paragraphs import ReturnedParagraph

Wrap: TypeAlias = Emphasis | Strong | Link | Phrase | Reference
Key: TypeAlias = tuple[str, ...]
"""What makes two tokens the same: a word ("w"), a note ("n"), something made ("m") …"""


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How words look: what formatting in Word can say of them."""

    bold: bool = False
    italic: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """Something that words stand in, empty; `number` tells two of one kind apart."""

    wrap: Wrap
    number: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a space, a sign, or a thing among words.

    `key` is what makes it the same as another. Of the source `nodes` are what it stands for where
    it is no word, `way` what it stands in; `stop` is the stop that prints before a citation and
    stands after it in the source, `gap` the space before it there. `origin` is that of the words.
    `came` are the paragraphs of a note that came back. A `fresh` token has yet to get its way.
    """

    text: str
    key: Key
    run_format: RunFormat = RunFormat()
    way: tuple[Around, ...] = ()
    nodes: Inlines = ()
    origin: str = ""
    stop: str = ""
    gap: str = ""
    came: tuple[ReturnedParagraph, ...] = field(default=(), compare=False)
    fresh: bool = field(default=False, compare=False)

    @property
    def is_space(self) -> bool:
        """Whether the token is white space that folds."""
        return self.key == ("w", " ")


@cache
def word(text: str, run_format: RunFormat = RunFormat(), origin: str = "") -> Token:
    """Return the token of a word, a space or a sign."""
    shown = " " if text.isspace() and text not in "\u00a0\u202f" else text
    return Token(shown, ("w", shown), run_format, origin=origin)


def words(text: str, run_format: RunFormat = RunFormat(), origin: str = "") -> list[Token]:
    """Return the tokens of a text."""
    return [word(each, run_format, origin) for each in cut(text)]


def address_key(address: str) -> str:
    """Return an address as programs agree on it: some add a slash after a bare host.

    >>> address_key("https://www.ictur.org/")
    'https://www.ictur.org'
    """
    bare = _HOST.fullmatch(address) if address else None
    return bare[1] if bare else address


_HOST = re.compile(r"([a-z]+://[^/?#]+)/")
BREAK = Token("\n", ("b",), nodes=(Break(),))
PARAGRAPH = Token("¶", ("¶",))
"""Stands between two paragraphs that are compared together."""


# What was exported


def printed(
    content: Inlines,
    bookmark: Callable[[Reference], str],
    label: Callable[[Reference], tuple[str, bool]],
    quotes: tuple[str, str],
) -> list[Token]:
    """Return the tokens of a paragraph as it was exported.

    `bookmark` gives a cross-reference's bookmark, `label` the number it prints and whether that
    is a title, which stands between `quotes`.
    """
    return [*_Printed(bookmark, label, quotes).all(content, RunFormat())]


class _Printed:
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
                yield from (replace(e, origin=e.origin or "mark:0") for e in
                            self.all(inline.content, run_format))  # fmt: skip
            case Break():
                yield BREAK
            case Reference():
                yield from self.reference(inline, run_format)
            case Note():
                yield Token("", ("n", inline.id), nodes=(inline,), origin=_maker(inline))
            case NoteAgain():
                yield Token("", ("a", inline.id), nodes=(inline,))

    def reference(self, inline: Reference, run_format: RunFormat) -> Iterator[Token]:
        lead = [*self.all(inline.lead, run_format)]
        origin = inline.origin or f"number:{next(self.numbers)}"
        number, title = self.label(inline)
        before, after = self.quotes if title else ("", "")
        shown = [
            *(words(" ", run_format) if lead else ()),
            *words(before, run_format),
            Token(number, ("r", self.bookmark(inline)), run_format, nodes=(inline,)),
            *words(after, run_format),
        ]
        yield from lead
        yield from (replace(each, origin=origin) for each in shown)


def _maker(note: Note) -> str:
    """Return what made a note: "" for an author, else a citation, else what else cited."""
    if not note.origin or "" in note.origin:
        return ""
    return next((each for each in note.origin if each.startswith("cite")), note.origin[0])


def spine(exported: Sequence[Token]) -> list[tuple[int, int, Token]]:
    """Return the units of an exported paragraph: from, to, and one token for each.

    What a registry, a citation or a cross-reference printed is one unit however many words it
    has; notes that came with such words belong to them.
    """
    found: list[tuple[int, int, Token]] = []
    spoken = {each.origin for each in exported if each.key[0] != "n"}
    at = 0
    while at < len(exported):
        origin = exported[at].origin
        if not origin or exported[at].key[0] == "n":
            found.append((at, at + 1, _unit(exported[at : at + 1], origin in spoken)))
            at += 1
            continue
        last = max(n for n in range(at, len(exported)) if exported[n].origin == origin)
        end = last + 1 if _whole(exported[at : last + 1], origin) else at + 1
        while end < len(exported) and exported[end].origin == origin:
            end += 1
        found.append((at, end, _unit(exported[at:end])))
        at = end
    return [each for each in found if each[2].key != ("gone",)]


def _whole(run: Sequence[Token], origin: str) -> bool:
    return all(each.origin == origin for each in run)


def _unit(run: Sequence[Token], spoken: bool = True) -> Token:
    """Return one token for a run of one origin; a note goes with the words of its origin."""
    first = run[0]
    shown = "".join(each.text for each in run)
    kind = first.origin.partition(":")[0]
    match first.key:
        case ("n", _) if kind == "made" and spoken:
            return replace(first, key=("gone",))
        case ("n", _) if kind:
            return replace(first, key=("n", "cite"))
        case ("n", id_):
            return replace(first, key=("n", id_.partition("/")[2]))
        case ("a", id_):
            return replace(first, key=("a", id_.partition("/")[2]))
    if kind == "apart":
        return replace(first, key=("gone",))
    if kind == "number":
        return Token(shown, ("r",), first.run_format, origin=first.origin)
    if kind:
        return Token(shown, ("m",), first.run_format, origin=first.origin)
    return first


# The source


def typed(content: Inlines, view: View, in_note: bool = False) -> list[Token]:
    """Return the tokens of a paragraph as its author typed it, as it stands in `view`.

    A phrase that does not stand there is one token without words. A citation is the call of a
    note, but in a note it is words.
    """
    raw = [*_Typed(view, in_note).all(content, (), RunFormat())]
    return _closed(raw if in_note else [*_settled(raw)])


def _closed(row: list[Token]) -> list[Token]:
    """Return tokens with the spaces that do not print beside a hidden phrase hidden too."""
    hidden = ("hidden",)
    if all(each.key != hidden for each in row):
        return row
    found = list(row)
    after: Token | None = None
    for at in range(len(row) - 1, -1, -1):
        token = row[at]
        beside = at + 1 < len(row) and row[at + 1].key == hidden
        if token.is_space and beside and (after is None or _closes(after)):
            found[at] = replace(token, key=hidden)
        after = token if token.key != hidden else after
    first = next((n for n, each in enumerate(found) if each.key != hidden), 0)
    if first and found[first].is_space:
        found[first] = replace(found[first], key=hidden)
    return found


def _closes(after: Token) -> bool:
    """Whether no space stands before a token where a phrase was taken out."""
    return after.is_space or after.key[0] in ("n", "a") or after.text[:1] in tuple(".,;:!?)]”’")


class _Typed:
    def __init__(self, view: View, in_note: bool) -> None:
        self.view = view
        self.cited = ("m",) if in_note else ("n", "cite")
        self.numbers = count(1)

    def all(
        self, content: Inlines, way: tuple[Around, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        for inline in content:
            for each in self.one(inline, way, run_format):
                yield replace(each, way=way) if way and not each.way else each

    def one(
        self, inline: Inline, way: tuple[Around, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        match inline:
            case Text():
                yield from words(inline.text, run_format)
            case Emphasis():
                yield from self.inner(inline, way, replace(run_format, italic=True))
            case Strong():
                yield from self.inner(inline, way, replace(run_format, bold=True))
            case Link():
                yield from self.inner(inline, way, replace(run_format, address=inline.address))
            case Phrase():
                yield from self.phrase(inline, way, run_format)
            case Reference():
                here = (*way, self.around(inline, lead=()))
                yield from self.all(inline.lead, here, run_format)
                yield Token("", ("r",), run_format, here, (inline,))
            case Break():
                yield BREAK
            case Note():
                yield Token("", ("n", inline.id.partition("/")[2]), run_format, nodes=(inline,))
            case NoteAgain():
                yield Token("", ("a", inline.id.partition("/")[2]), run_format, nodes=(inline,))
            case Citation():
                yield Token("", self.cited, run_format, nodes=(inline,))
            case Ask():
                cites = "cite" in inline.words.split() or (
                    inline.kind == "source" and not inline.words
                )
                yield Token("", self.cited if cites else ("m",), run_format, nodes=(inline,))

    def around(self, inline: Any, **emptied: Any) -> Around:
        return Around(replace(inline, **emptied), next(self.numbers))

    def inner(self, inline: Any, way: tuple[Around, ...], run_format: RunFormat) -> Iterator[Token]:
        yield from self.all(inline.content, (*way, self.around(inline, content=())), run_format)

    def phrase(
        self, phrase: Phrase, way: tuple[Around, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        shown = fits(phrase.conditions, self.view)
        content = phrase.content if shown else phrase.otherwise
        if not content:
            yield Token("", ("hidden",), run_format, way, (phrase,))
            return
        empty = self.around(phrase, **{"content" if shown else "otherwise": ()})
        yield from self.all(content, (*way, empty), run_format)


_STOP = re.compile(r"[.,;:!?…]|[”’\"')\]]")


def _settled(raw: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens with each citation after the stop that follows it, as it prints."""
    waiting = list(raw)
    done: list[Token] = []
    while waiting:
        token = waiting.pop(0)
        if token.key != ("n", "cite"):
            done.append(token)
            continue
        gap = ""
        if done and done[-1].is_space:
            gap = done.pop().text
        group, waiting = _group(token, waiting)
        stop, waiting = _stop(waiting)
        nodes = tuple(node for each in group for node in (each.nodes or (Text(each.text),)))
        labels = [each.key for each in group if each.key[0] == "n" and each.key != ("n", "cite")]
        key = labels[-1] if labels else token.key
        said = "".join(each.text for each in stop)
        done += [*stop, replace(token, key=key, nodes=nodes, stop=said, gap=gap)]
    yield from done


def _group(first: Token, waiting: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the calls that stand together from `first` on, and what is left."""
    group = [first]
    while waiting:
        blank = waiting[0].is_space and len(waiting) > 1 and _calls(waiting[1])
        if not blank and not _calls(waiting[0]):
            break
        size = 2 if blank else 1
        group += waiting[:size]
        waiting = waiting[size:]
    return group, waiting


def _calls(token: Token) -> bool:
    return token.key[0] == "n"


def _stop(waiting: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the stop that `waiting` begins with, closing quotation marks after it too."""
    if not waiting or not re.match(r"[.,;:!?…]", waiting[0].text):
        return [], waiting
    stop = [*takewhile(lambda each: _STOP.fullmatch(each.text) and not each.nodes, waiting)]
    said = "".join(each.text for each in stop)
    found = re.match(r"[.,;:!?…]+[”’\"')\]]*", said)
    size = len(found[0]) if found else 0
    return waiting[:size], waiting[size:]


# Back to inlines


def inlines(row: Sequence[Token]) -> Inlines:
    """Return the inlines that `row` stands for; white space is folded, and bare at the ends."""
    unsettled = _unsettled(row)
    return _built(_folded(unsettled), 0)


def _unsettled(row: Sequence[Token]) -> list[Token]:
    """Return tokens with each citation before its stop again, where that still precedes it."""
    done: list[Token] = []
    for token in row:
        if not token.stop and not token.gap:
            done.append(token)
            continue
        size = len(token.stop)
        stop = done[len(done) - size :] if size else []
        gap = [replace(word(token.gap), way=token.way)] if token.gap else []
        if "".join(each.text for each in stop) == token.stop and len(stop) == size:
            done[len(done) - size :] = [*gap, token, *stop]
        else:
            done += [*gap, token]
    return done


def _folded(row: Sequence[Token]) -> list[Token]:
    """Return tokens without doubled spaces, and with spaces outside of what ends beside them."""
    found: list[Token] = []
    for token in row:
        after_space = not found or found[-1].is_space or found[-1].key == ("b",)
        if token.is_space and after_space:
            continue
        found.append(token)
    while found and (found[-1].is_space or found[-1].key == ("b",)):
        found.pop()
    while found and found[0].key == ("b",):
        found.pop(0)
    return [_outward(found, at) if each.is_space else each for at, each in enumerate(found)]


def _outward(row: Sequence[Token], at: int) -> Token:
    """Return a space that stands in no more than what both of its neighbours stand in."""
    before = row[at - 1].way if at else ()
    after = row[at + 1].way if at + 1 < len(row) else ()
    both = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return replace(row[at], way=tuple(each for each, _ in both))


def _built(row: Sequence[Token], depth: int) -> Inlines:
    found: list[Inline] = []
    for around, group in groupby(row, lambda t: t.way[depth] if depth < len(t.way) else None):
        held = list(group)
        if around is None:
            found += _loose(held)
        else:
            found += _wrapped(around.wrap, held, depth + 1)
    return _joined(found)


def _loose(held: Sequence[Token]) -> Iterator[Inline]:
    for token in held:
        yield from token.nodes or (Text(token.text),)


def _wrapped(wrap: Wrap, held: Sequence[Token], depth: int) -> Inlines:
    match wrap:
        case Reference():
            number = [each for each in held if each.key == ("r",)]
            lead = _built([each for each in held if each.key != ("r",)], depth)
            if not number:
                return lead
            trimmed = lead[:-1] if lead and lead[-1] == Text(" ") else lead
            return (replace(wrap, lead=_bare_end(trimmed)),)
        case Phrase() if wrap.content:
            return (replace(wrap, otherwise=_built(held, depth)),)
    inside = _built(held, depth)
    return (replace(wrap, content=inside),) if inside else ()


def _bare_end(lead: Inlines) -> Inlines:
    if lead and isinstance(lead[-1], Text):
        return (*lead[:-1], Text(lead[-1].text.rstrip(" ")))
    return lead


def _joined(found: Sequence[Inline]) -> Inlines:
    joined: list[Inline] = []
    for inline in found:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return tuple(joined)


def shown(row: Sequence[Token]) -> str:
    """Return the words of tokens; what is generated shows as its source where it has no words."""
    return "".join(each.text or plain(each.nodes) for each in row)

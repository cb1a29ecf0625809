"""Change the words of a paragraph, heading or cell where they stand, and nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.markdown_source.escaping import opened, trimmed
from dossier.interchange.markdown_source.markdown_context import MarkdownContext, Unwritable
from dossier.interchange.markdown_source.node_positions import NodePositions
from dossier.interchange.markdown_source.splices import Splice
from dossier.interchange.markdown_source.token_positions import scan
from dossier.interchange.markdown_source.tokens import SourceToken, SourceTokenKind, cut, partners
from dossier.interchange.markdown_source.write_inlines import source_of_inlines
from dossier.model.document import (
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.frozen import frozen
from dossier.model.textdiff import difference

_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)

_DEPTHS = {SourceTokenKind.OPEN: 1, SourceTokenKind.CLOSE: -1}


@frozen
class SourceSpan:
    """Where the words of a node stand in a text; `opens` if their beginning could open a list."""

    text: str
    start: int
    end: int
    indent: str
    depth: int
    opens: bool


def span_of(flat: Paragraph | Heading, positions: NodePositions) -> SourceSpan:
    """Return where the words of a paragraph or heading stand."""
    position = positions[flat]
    text, at = positions.text, position.at
    if isinstance(flat, Heading) and text[at] == "#":
        found = re.compile(r"#+[ \t]*").match(text, at)
        at = found.end() if found else at
    return SourceSpan(
        text=text,
        start=at,
        end=positions.end(position.last),
        indent=position.indent,
        depth=position.depth,
        opens=isinstance(flat, Paragraph),
    )


def changes(
    line: SourceSpan, old: Inlines, new: Inlines, context: MarkdownContext
) -> tuple[list[Splice], int] | None:
    """Return what makes `old` on this line `new`, and where the words of `old` end.

    None if the words of `old` are not found there. Raises Unwritable.
    """
    was, will = list(cut(old, context.block)), list(cut(trimmed(new), context.block))
    spans = scan(was, line.text, line.start, line.end, line.depth)
    if spans is None or not was:
        return None
    found = []
    for a, b, c, d in _replaced(was, will):
        start = spans[a][0] if a < b else spans[a - 1][1] if a else spans[0][0]
        end = spans[b - 1][1] if a < b else start
        said = _TokenWriter(line, will, context).text(c, d, line.text[:start], line.text[end:])
        remarks = "".join(_REMARK.findall(line.text[start:end]))
        found.append(Splice(start, end, said + remarks))
    return found, spans[-1][1]


def _replaced(
    was: Sequence[SourceToken], will: Sequence[SourceToken]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of tokens that went and came: from and to, old and new."""
    kept: dict[int, int] = {}
    for tag, a, b, c, _ in difference([each.key for each in was], [each.key for each in will]):
        if tag == "equal":
            kept |= {a + k: c + k for k in range(b - a)}
    one, other = partners(list(was)), partners(list(will))
    pairs = [(a, c) for a, c in kept.items() if a not in one or kept.get(one[a]) == other[c]]
    before = (-1, -1)
    for a, c in [*pairs, (len(was), len(will))]:
        if a > before[0] + 1 or c > before[1] + 1:
            yield before[0] + 1, a, before[1] + 1, c
        before = (a, c)


@frozen
class _TokenWriter:
    """Writes some of the new tokens, as they must stand between what is kept."""

    line: SourceSpan
    will: Sequence[SourceToken]
    context: MarkdownContext

    def text(self, first: int, last: int, before: str, after: str) -> str:
        made = ""
        at = first
        around = before[-80:]
        while at < last:
            stop = at + 1
            while (
                self.will[at].kind is SourceTokenKind.WORD
                and stop < last
                and self.will[stop].kind is SourceTokenKind.WORD
            ):
                stop += 1
            following = self.sign(stop) if stop < last else after[:80]
            made += self.one(at, stop, around + made, following)
            at = stop
        if self.line.opens and (not first or re.search(r"\n[ \t>]*$", around)):
            lead = "\n" if first else ""
            made = opened(f"{lead}{made}{after[:1]}", self.context)[len(lead) :]
            made = made[: -1 if after else None]
        return made

    def sign(self, at: int) -> str:
        """Return the sign with which a token will begin."""
        token = self.will[at]
        if token.kind is SourceTokenKind.WORD:
            return token.said
        marked = isinstance(token.inline, Emphasis | Strong)
        return "*" if marked else "]" if token.kind is SourceTokenKind.CLOSE else "["

    def one(self, at: int, stop: int, before: str, after: str) -> str:
        token = self.will[at]
        context = self.within(at)
        match token.kind:
            case SourceTokenKind.WORD:
                said = "".join(each.said for each in self.will[at:stop])
                return source_of_inlines((Text(said),), context, before, after)
            case SourceTokenKind.BREAK:
                if context.flat:
                    raise Unwritable("a line break stands in a heading or cell")
                return f"  \n{self.line.indent}"
            case SourceTokenKind.OPEN | SourceTokenKind.CLOSE if token.inline is not None:
                return _opening_or_end(token.inline, token.kind is SourceTokenKind.OPEN, context)
            case _:
                inline = (token.inline,) if token.inline is not None else ()
                return source_of_inlines(inline, context, before, after)

    def within(self, at: int) -> MarkdownContext:
        """Return the context of a token: whether it stands between brackets."""
        opened = 0
        for token in self.will[:at]:
            if not isinstance(token.inline, Emphasis | Strong):
                opened += _DEPTHS.get(token.kind, 0)
        return replace(self.context, bracketed=True) if opened else self.context


def _opening_or_end(inline: Inline, opening: bool, context: MarkdownContext) -> str:
    """Return what stands before or after the words that `inline` holds."""
    match inline:
        case Emphasis():
            return "*"
        case Strong():
            return "**"
        case Link() | Phrase():
            whole = source_of_inlines((replace(inline, content=(Text("x"),)),), context)
        case Reference():
            whole = source_of_inlines((replace(inline, lead=(Text("x"),)),), context)
        case _:
            raise TypeError(inline)
    return "[" if opening else whole[2:]

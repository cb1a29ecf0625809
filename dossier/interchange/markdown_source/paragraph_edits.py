"""Change the words of a paragraph, heading or cell where they stand, and nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.interchange.markdown_source.splices import Splice
from dossier.interchange.markdown_source.token_positions import scan
from dossier.interchange.markdown_source.tokens import Token, cut, partners
from dossier.interchange.markdown_source.write import (
    Setting,
    Unwritable,
    opened,
    source_of_inlines,
    trimmed,
)
from dossier.model.document import Emphasis, Inline, Inlines, Link, Phrase, Reference, Strong, Text
from dossier.model.textdiff import difference

_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """Where the words of a leaf stand in a text; `opens` if their beginning could open a list."""

    text: str
    start: int
    end: int
    indent: str
    depth: int
    opens: bool


def changes(
    line: Line, old: Inlines, new: Inlines, setting: Setting
) -> tuple[list[Splice], int] | None:
    """Return what makes `old` on this line `new`, and where the words of `old` end.

    None if the words of `old` are not found there. Raises Unwritable.
    """
    was, will = list(cut(old, setting.block)), list(cut(trimmed(new), setting.block))
    spans = scan(was, line.text, line.start, line.end, line.depth)
    if spans is None or not was:
        return None
    found = []
    for a, b, c, d in _replaced(was, will):
        start = spans[a][0] if a < b else spans[a - 1][1] if a else spans[0][0]
        end = spans[b - 1][1] if a < b else start
        said = _Piece(line, will, setting).text(c, d, line.text[:start], line.text[end:])
        remarks = "".join(_REMARK.findall(line.text[start:end]))
        found.append(Splice(start, end, said + remarks))
    return found, spans[-1][1]


def _replaced(was: Sequence[Token], will: Sequence[Token]) -> Iterator[tuple[int, int, int, int]]:
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """Writes some of the new tokens, as they must stand between what is kept."""

    line: Line
    will: Sequence[Token]
    setting: Setting

    def text(self, first: int, last: int, before: str, after: str) -> str:
        made = ""
        at = first
        around = before[-80:]
        while at < last:
            stop = at + 1
            while self.will[at].kind == "word" and stop < last and self.will[stop].kind == "word":
                stop += 1
            following = self.sign(stop) if stop < last else after[:80]
            made += self.one(at, stop, around + made, following)
            at = stop
        if self.line.opens and (not first or re.search(r"\n[ \t>]*$", around)):
            lead = "\n" if first else ""
            made = opened(f"{lead}{made}{after[:1]}", self.setting)[len(lead) :]
            made = made[: -1 if after else None]
        return made

    def sign(self, at: int) -> str:
        """Return the sign with which a token will begin."""
        token = self.will[at]
        if token.kind == "word":
            return token.said
        marked = isinstance(token.inline, Emphasis | Strong)
        return "*" if marked else "]" if token.kind == "close" else "["

    def one(self, at: int, stop: int, before: str, after: str) -> str:
        token = self.will[at]
        setting = self.within(at)
        match token.kind:
            case "word":
                said = "".join(each.said for each in self.will[at:stop])
                return source_of_inlines((Text(said),), setting, before, after)
            case "break":
                if setting.flat:
                    raise Unwritable("a line break stands in a heading or cell")
                return f"  \n{self.line.indent}"
            case "open" | "close" if token.inline is not None:
                return _shell(token.inline, token.kind == "open", setting)
            case _:
                inline = (token.inline,) if token.inline is not None else ()
                return source_of_inlines(inline, setting, before, after)

    def within(self, at: int) -> Setting:
        """Return the setting of a token: whether it stands between brackets."""
        opened = 0
        for token in self.will[:at]:
            if not isinstance(token.inline, Emphasis | Strong):
                opened += {"open": 1, "close": -1}.get(token.kind, 0)
        return replace(self.setting, bracketed=True) if opened else self.setting


def _shell(inline: Inline, opening: bool, setting: Setting) -> str:
    """Return what stands before or after the words that `inline` holds."""
    match inline:
        case Emphasis():
            return "*"
        case Strong():
            return "**"
        case Link() | Phrase():
            whole = source_of_inlines((replace(inline, content=(Text("x"),)),), setting)
        case Reference():
            whole = source_of_inlines((replace(inline, lead=(Text("x"),)),), setting)
        case _:
            raise TypeError(inline)
    return "[" if opening else whole[2:]

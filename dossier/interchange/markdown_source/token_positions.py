"""Find each token of a paragraph in the source, led by what the reader made of it.

The reader has said what comes next; what is left to see is how it was spelled: escaped, as an
entity, over a line's end with the signs of lists and quotations, after a remark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.entities import html5

from dossier.interchange.markdown_source.markdown_context import ESCAPABLE
from dossier.interchange.markdown_source.tokens import SourceToken, SourceTokenKind
from dossier.model.document import Ask, Citation, Emphasis, Link, Phrase, Strong

_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_ASK = re.compile(r"\{[A-Za-z]+:[^{}]+\}")


class _Lost(Exception):
    """The source does not go on as the tokens do."""


def scan(
    found: Sequence[SourceToken], text: str, at: int, end: int, depth: int
) -> list[tuple[int, int]] | None:
    """Return from where to where each token stands in `text`, or None.

    The first stands at `at` or after remarks there; all end before `end`. `depth` is the number of
    quotations around.
    """
    scanner = _Scanner(text, at, end, depth)
    spans = []
    try:
        for token, after in zip(found, [*found[1:], None], strict=True):
            spans.append(scanner.token(token, after))
    except (_Lost, IndexError):
        return None
    return spans


@dataclass
class _Scanner:
    """Goes through the source once; `at` is where it has come to."""

    text: str
    at: int
    end: int
    depth: int
    signs: list[str] = field(default_factory=list)
    fold: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        line = r"\n" + r"[ \t]*>" * self.depth + r"[ \t]*"
        self.fold = re.compile(rf"(?:[ \t]|{line}|<!--(?s:.*?)-->)*")

    def token(self, token: SourceToken, after: SourceToken | None) -> tuple[int, int]:
        match token.kind:
            case SourceTokenKind.WORD:
                return self.word(
                    token.said, after is not None and after.kind is SourceTokenKind.BREAK
                )
            case SourceTokenKind.OPEN:
                return self.open(token)
            case SourceTokenKind.CLOSE:
                return self.close(token)
            case SourceTokenKind.BREAK:
                return self.pattern(re.compile(r" *  \n" + r"[ \t]*>" * self.depth + r"[ \t]*"))
            case SourceTokenKind.CALL:
                return self.literal(f"[^{token.said}]")
            case SourceTokenKind.WHOLE:
                return self.whole(token)

    def word(self, said: str, broken: bool) -> tuple[int, int]:
        if said in (" ", "\t", "\n"):
            return self.space(broken)
        self.skip()
        start = self.at
        done = 0
        while done < len(said):
            done += self.sign(said, done)
        return start, self.at

    def space(self, broken: bool) -> tuple[int, int]:
        start = self.at
        if broken:
            return self.pattern(re.compile(r"[ \t]+(?=  \n)"))
        found = self.fold.match(self.text, self.at, self.end)
        folded = _REMARK.sub("", found[0]) if found else ""
        if found and folded.strip("\n >\t") == "" and folded:
            self.at = found.end()
            return start, self.at
        self.skip()
        start = self.at
        self.sign(" ", 0)
        return start, self.at

    def sign(self, said: str, done: int) -> int:
        """Go over one sign of the source; return how many letters of `said` it is."""
        if done:
            self.skip()
        here, wanted = self.text[self.at], said[done]
        following = self.text[self.at + 1 : self.at + 2]
        if here == "\\" and following and following in ESCAPABLE:
            if following != wanted:
                raise _Lost
            self.at += 2
            return 1
        found = _ENTITY.match(self.text, self.at) if here == "&" else None
        if found and (found[0].startswith("&#") or found[0][1:] in html5):
            letters = html.unescape(found[0])
            if not said.startswith(letters, done) or not letters:
                raise _Lost
            self.at = found.end()
            return len(letters)
        if here != wanted or self.at >= self.end:
            raise _Lost
        self.at += 1
        return 1

    def skip(self) -> None:
        """Go over remarks, and over entities that stand for nothing."""
        while self.text.startswith(("<!--", "&#1;"), self.at):
            found = _REMARK.match(self.text, self.at)
            self.at = found.end() if found else self.at + 4

    def literal(self, said: str) -> tuple[int, int]:
        self.skip()
        if not self.text.startswith(said, self.at):
            raise _Lost
        self.at += len(said)
        return self.at - len(said), self.at

    def pattern(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        found = pattern.match(self.text, self.at, self.end)
        if not found:
            raise _Lost
        self.at = found.end()
        return found.span()

    def open(self, token: SourceToken) -> tuple[int, int]:
        inline = token.inline
        if isinstance(inline, Emphasis | Strong):
            self.skip()
            sign = self.text[self.at] * (2 if isinstance(inline, Strong) else 1)
            if sign[0] not in "*_":
                raise _Lost
            self.signs.append(sign)
            return self.literal(sign)
        start, _ = self.literal("[")
        if isinstance(inline, Phrase):
            self.loose()
        return start, self.at

    def close(self, token: SourceToken) -> tuple[int, int]:
        if isinstance(token.inline, Emphasis | Strong):
            return self.literal(self.signs.pop())
        if isinstance(token.inline, Phrase):
            start = self.at
            self.loose()
            self.literal("]{")
            self.balanced("{}")
            return start, self.at
        start, _ = self.literal("](")
        self.destination()
        return start, self.at

    def loose(self) -> None:
        found = self.fold.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at

    def destination(self) -> None:
        found = re.compile(r"\s*<[^<>]*>\s*\)").match(self.text, self.at, self.end)
        if found:
            self.at = found.end()
        else:
            self.balanced("()")

    def balanced(self, pair: str) -> None:
        """Go on behind the sign that closes what is open."""
        depth = 1
        while depth:
            here = self.text[self.at]
            if self.at >= self.end:
                raise _Lost
            depth += {pair[0]: 1, pair[1]: -1}.get(here, 0)
            self.at += 2 if here == "\\" else 1

    def whole(self, token: SourceToken) -> tuple[int, int]:
        if isinstance(token.inline, Ask):
            self.skip()
            return self.pattern(_ASK)
        if isinstance(token.inline, Citation):
            start, _ = self.literal("[")
            self.balanced("[]")
            return start, self.at
        if isinstance(token.inline, Link):
            return self.link(token.inline)
        raise _Lost

    def link(self, link: Link) -> tuple[int, int]:
        self.skip()
        start = self.at
        if self.text[self.at] == "[":
            self.at += 1
            self.balanced("[]")
            self.literal("(")
            self.destination()
            return start, self.at
        sharp = self.text[self.at] == "<"
        self.at += sharp
        for sign in link.address:
            self.at += self.text[self.at] == "\\" and sign != "\\"
            if self.text[self.at] != sign:
                raise _Lost
            self.at += 1
        if sharp:
            self.literal(">")
        return start, self.at

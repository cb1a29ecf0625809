"""Cut words out of inlines, or put notes in their place, by where they stand in the words.

Characters are counted as `walk.plain` gives them: a line break is one, a note none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from dossier.model.document import Break, Emphasis, Inline, Inlines, Link, Mark, Strong, Text
from dossier.model.walk import plain

Cut: TypeAlias = tuple[int, int, Inlines]
"""What stands from one character to another, and what comes in its place."""


def cut(content: Inlines, count: int) -> Inlines:
    """Return `content` without its first `count` characters, and without space before the rest.

    >>> cut((Text("- to act"),), 2)
    (Text(text='to act'),)
    """
    rest = splice(content, ((0, count, ()),))
    lead = len(plain(rest)) - len(plain(rest).lstrip(" "))
    return splice(rest, ((0, lead, ()),)) if lead else rest


def splice(content: Inlines, cuts: Sequence[Cut]) -> Inlines:
    """Return `content` with `cuts` carried out; they are in order and do not overlap.

    What comes instead stands where the first character of a cut stood.

    >>> splice((Text("law2."),), ((3, 4, (Break(),)),))
    (Text(text='law'), Break(), Text(text='.'))
    """
    return tuple(_Splice(tuple(cuts)).all(content))


@dataclass
class _Splice:
    """Goes through inlines once; `at` is the character it has come to, `next` the next cut."""

    cuts: tuple[Cut, ...]
    at: int = 0
    next: int = 0

    def all(self, content: Inlines) -> Iterator[Inline]:
        for inline in content:
            match inline:
                case Text():
                    yield from self.text(inline.text)
                case Break():
                    yield from (Break() if isinstance(e, str) else e for e in self.pieces(" "))
                case Emphasis() | Strong() | Link() | Mark():
                    inner = tuple(self.all(inline.content))
                    if inner:
                        yield replace(inline, content=inner)
                case _:
                    yield inline

    def text(self, text: str) -> Iterator[Inline]:
        for each in self.pieces(text):
            yield Text(each) if isinstance(each, str) else each

    def pieces(self, text: str) -> Iterator[str | Inline]:
        """Yield what is left of `text`, and what comes in place of the rest."""
        end = self.at + len(text)
        done = self.at
        while self.next < len(self.cuts) and self.cuts[self.next][0] < end:
            first, last, instead = self.cuts[self.next]
            if first > done:
                yield text[done - self.at : first - self.at]
            if first >= self.at:
                yield from instead
            done = min(last, end)
            if last > end:
                break
            self.next += 1
        if done < end:
            yield text[done - self.at :]
        self.at = end

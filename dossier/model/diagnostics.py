"""A finding: what is wrong in an author's file, where, and one thing to do about it.

Authors' mistakes are values, not exceptions: readers and checks return all of them, so that
one run reports everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault at `file:line` (line 0: the file as a whole), with a hint that mends it."""

    file: str
    line: int
    rule: str
    message: str
    hint: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the two lines a person reads.

        >>> print(Finding("a.md", 3, "missing-id", "the block has no id", "add `id:`"))
        a.md:3: error[missing-id]: the block has no id
            hint: add `id:`
        """
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity}[{self.rule}]: {self.message}\n    hint: {self.hint}"


MANY = 200
"""How many known words are compared in full; of more, those that share most letters."""


def _shared(letters: Counter[str], other: str) -> float:
    found = Counter(other)
    return sum((letters & found).values()) / (sum(letters.values()) + len(other))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop a build."""
    return tuple(each for each in findings if each.severity == "error")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or an empty string when none is near.

    >>> nearest("submiters", ["submitters", "state"])
    'submitters'
    """
    listed = sorted(known)
    if len(listed) > MANY:
        letters = Counter(word)
        listed.sort(key=lambda each: -_shared(letters, each))
        listed = sorted(listed[:MANY])
    return next(iter(get_close_matches(word, listed, n=1, cutoff=0.5)), "")


def did_you_mean(word: str, known: Sequence[str] | Iterable[str], otherwise: str) -> str:
    """Return a hint that offers the nearest known word, or `otherwise`.

    >>> did_you_mean("tite", ["title"], "remove it")
    'did you mean "title"?'
    """
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else otherwise


class Refused(Exception):
    """A file cannot be read as a whole; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding

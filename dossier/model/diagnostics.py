"""A finding: what is wrong in an author's file, where, and one thing to do about it.

Authors' mistakes are values, not exceptions: readers and checks return all of them, so that
one run reports everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias

from dossier.model.faults import FindingId
from dossier.model.frozen import frozen

Severity: TypeAlias = Literal["error", "warning"]


@frozen(eq=False)
class Details(Mapping[str, str | int]):
    """The facts of a finding by their names: a mapping that cannot change, and can be pickled."""

    pairs: tuple[tuple[str, str | int], ...] = ()

    def __getitem__(self, name: str) -> str | int:
        return dict(self.pairs)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(self.pairs)


class Suggestion(str):
    """A hint that offers a known word; a finding with it gives the word as `did_you_mean` too."""

    word: str

    def __new__(cls, text: str, word: str = "") -> Suggestion:
        made = super().__new__(cls, text)
        made.word = word
        return made


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault at `file:line` (line 0: the file as a whole), with a hint that mends it.

    `excerpt` holds the author's words at fault, `data` facts that a program may want, such as the
    word that the hint offers: nobody need take a message apart. Two findings that print alike
    are the same finding, whatever their excerpt and data.
    """

    file: str
    line: int
    rule: FindingId
    message: str
    hint: str
    severity: Severity = "error"
    excerpt: str = field(default="", compare=False)
    data: Mapping[str, str | int] = field(default_factory=Details, compare=False)

    def __post_init__(self) -> None:
        """Freeze `data`, and put the word into it that the hint offers."""
        found = dict(self.data)
        if isinstance(self.hint, Suggestion):
            found["did_you_mean"] = self.hint.word
        object.__setattr__(self, "data", Details(tuple(found.items())))

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON holds it; an empty excerpt and empty data are left out."""
        names = ("file", "line", "rule", "message", "hint", "severity")
        more = {"excerpt": self.excerpt, "data": dict(self.data)}
        return {
            **{name: getattr(self, name) for name in names},
            **{name: each for name, each in more.items() if each},
        }

    def __str__(self) -> str:
        """Return the two lines a person reads.

        >>> from dossier.model.faults import Fault
        >>> print(Finding("a.md", 3, Fault.MISSING_ID, "the block has no id", "add `id:`"))
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
    return Suggestion(f'did you mean "{near}"?', near) if near else otherwise


class Refused(Exception):
    """A file cannot be read as a whole; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding

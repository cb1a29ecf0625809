"""Random words and Markdown: what authors write, with right-to-left words in all of it.

Every stretch of words holds a mark that stands nowhere else, so that a word that is lost can be
found by anybody who reads the finished file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

RTL = (
    "שלום", "עִבְרִית", "זכויות", "ארגון", "سلام", "حقوق", "اتحاد", "النقابات", "ﷺ", "مُحَمَّد",
    "کارگران", "اعتصاب", "می‌خواهند", "پیمان",
)  # fmt: skip
PLAIN = (
    "union", "strike", "law", "(2014)", "Қазақстан", "еңбек", "“quoted”", "16–17", "No.", "87",
    "*", "_under_", "<tag>", "a&b", "#1", "C#", "[1]", "|", "x\\y", "✊", "re-registration", "co\xadoperate",
    "naïve", "½", "3/4", "%", "№", "…", "ﬁne", "≤", "™", "👩🏽‍⚖️", "😀", "—", "H₂O", "m²", "`code`", "~", "$5",
    "2014.", "e.g.", "ibid.", "12:30", "1,000", "C.No.", "AT&T", "\\", "{}", "a{b}c",
)  # fmt: skip
AROUND = (
    "({})", "[{}]", "{{{}}}", "«{}»", "“{}”", "‘{}’", "‹{}›", "<{}>", "{})", "({}", "{} ½ {}", "{}, {}",
    "⅓ {}", "{} 😀 {}", "{} (abc) {}", "{}: [b], (1)", "{} ≤ 3 ≥ {}", "{} ™ № 5", "{} 12%",
    "{} – 3/4…", "({} [½] «x»)", "{}!", "¿{}?", "{}؟", "{}، {}", "{}-{}", "{}/{}", "{}’s", "₤{}", "{}{}",
)  # fmt: skip
ADDRESSES = (
    "https://example.org/a_b?x=1&y=2", "https://example.org/שלום", "https://example.org/سلام_(1)",
    "https://xn--4dbrk0ce.example/very/long/" + "path-of-an-address/" * 6, "mailto:desk@example.org",
)  # fmt: skip

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#@~])")

_PHRASE = re.compile(r"\\\]([\s*]*)\\\{")
"""What looks like a phrase for some readers, and is refused however it is typed."""


def escaped(words: str) -> str:
    """Return Markdown that prints `words`."""
    return _SIGNS.sub(r"\\\1", words)


@dataclass
class Author:
    """Writes at random; remembers the marks of what it wrote, and the notes still to be defined.

    `requests` are requests to registries that it may make. `told` are the ids of findings that it
    provokes on purpose.
    """

    chance: Random
    requests: tuple[str, ...] = ()
    marks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    in_note: bool = False

    def mark(self) -> str:
        """Return a word that stands nowhere else."""
        self.marks.append(f"w{len(self.marks):05}k")
        return self.marks[-1]

    def sometimes(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.chance.random() < share

    def words(self, most: int = 8) -> str:
        """Return some words with a mark in front, as they shall print."""
        return " ".join([self.mark(), *(self._word() for _ in range(self.chance.randint(0, most)))])

    def _word(self) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.3:
            return chance.choice(RTL)
        if kind < 0.55:
            sign = chance.choice(AROUND)
            return sign.format(*(chance.choice(RTL) for _ in range(sign.count("{}"))))
        if kind < 0.57:
            return "".join(chance.choices("abcdefghijklmnopq", k=chance.randint(30, 200)))
        return chance.choice(PLAIN)

    def inlines(self, most: int = 4, notes: bool = True) -> str:
        """Return Markdown of one paragraph, without line breaks."""
        parts = [escaped(self.words())]
        for _ in range(self.chance.randint(0, most)):
            parts.append(self.chance.choice(self._kinds(notes))())
            parts.append(escaped(self.words(3)))
        return " ".join(parts)

    def _kinds(self, notes: bool) -> list[Callable[[], str]]:
        def said() -> str:
            return escaped(self.words(3))

        kinds: list[Callable[[], str]] = [
            lambda: f"*{said()} {self.mark()}*",
            lambda: f"**{said()} {self.mark()}**",
            lambda: f"*{said()} **{said()} {self.mark()}** {self.mark()}*",
            lambda: f"**{said()} *{self.chance.choice(RTL)}***",
            lambda: f"[{said()}]({self.chance.choice(ADDRESSES[:1])})",
            lambda: self.chance.choice(ADDRESSES[:4]),
            lambda: f"<{self.chance.choice(ADDRESSES)}>",
            lambda: f"{self.chance.choice(RTL)}*{self.mark()}*{self.chance.choice(RTL)}",
        ]
        if self.requests:
            kinds.append(lambda: self.chance.choice(self.requests))
        if notes and not self.in_note:
            kinds += [self._note, self._note, lambda: self.chance.choice(RTL) + self._note()]
        return kinds

    def _note(self) -> str:
        label = f"n{len(self.notes)}"
        self.in_note = True
        body = [self.paragraph(6 if self.sometimes(0.1) else 2)]
        kinds = [self.paragraph, self.list, self.quote]
        body += [self.chance.choice(kinds)() for _ in range(self.chance.choice([0, 0, 0, 1, 2]))]
        self.in_note = False
        self.notes.append(f"[^{label}]: " + indented("\n\n".join(body), "    ").lstrip())
        return f"[^{label}]"

    def paragraph(self, most: int = 4) -> str:
        """Return a paragraph, perhaps of several lines."""
        lines = [self.inlines(most)]
        lines += [self.inlines(1) for _ in range(self.chance.choice([0, 0, 0, 1, 3]))]
        return self.chance.choice(["\n", "  \n"]).join(lines)

    def heading(self) -> str:
        """Return a heading with a paragraph below it."""
        level = "#" * self.chance.randint(1, 3)
        return f"{level} {self.inlines(1)}\n\n{self.paragraph()}"

    def quote(self) -> str:
        """Return a quotation, perhaps with a list in it."""
        inside = [self.paragraph(2)]
        if self.sometimes(0.3):
            inside.append(self.list(depth=7))
        return indented("\n\n".join(inside), "> ", every=True)

    def list(self, depth: int = 0) -> str:
        """Return a list; it may hold lists down to the ninth level, quotations and tables."""
        numbered = self.sometimes(0.5)
        begin = self.chance.randint(1, 12)
        items = []
        for number in range(self.chance.randint(1, 3)):
            mark = f"{begin + number}. " if numbered else "- "
            inside = [self.paragraph(1)]
            if depth < 8 and self.sometimes(0.45):
                inside.append(self.list(depth + 1))
            elif self.sometimes(0.15):
                inside.append(self.chance.choice([self.paragraph, self.quote])())
            items.append(mark + indented("\n\n".join(inside), "    ").lstrip())
        return "\n\n".join(items)

    def deep(self) -> str:
        """Return a list of nine levels, or of ten with the finding that it provokes."""
        levels = 9
        if self.sometimes(0.1):
            levels, _ = 10, self.told.add("too-deep")
        signs = [self.chance.choice(["1. ", "- "]) for _ in range(levels - 1)] + ["1. "]
        return "\n\n".join(
            " " * 4 * level + sign + self.inlines(0) for level, sign in enumerate(signs)
        )

    def table(self) -> str:
        """Return a table, with notes in its cells."""
        columns = self.chance.randint(1, 5)
        line = " | ".join(self.chance.choice([":--", "--:", ":-:", "---"]) for _ in range(columns))
        rows = [
            " | ".join(self.inlines(self.chance.choice([0, 0, 1])) for _ in range(columns))
            for _ in range(self.chance.choice([1, 2, 3, 12]))
        ]
        head = " | ".join(self.inlines(0) for _ in range(columns))
        return "\n".join(f"| {each} |" for each in (head, line, *rows))

    def block(self) -> str:
        """Return the text of a block and its notes."""
        kinds = [self.paragraph, self.list, self.quote, self.table, self.heading, self.deep]
        nodes = [self.paragraph()]
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            made = self.chance.choices(kinds, weights=[4, 3, 2, 2, 2, 1])[0]()
            nodes.append(made)
            nodes.append(self.paragraph(1))
        if self.sometimes(0.02):
            nodes.append("x" * 501)
            self.told.add("too-long")
        text = "\n\n".join([*nodes, *self.notes])
        self.notes = []
        return _PHRASE.sub(r"\]\1 and \{", text)


def indented(text: str, by: str, every: bool = False) -> str:
    """Return `text` with its lines indented; empty ones only where `every` line is."""
    return "\n".join(by + each if each or every else each for each in text.split("\n"))

"""Turn the LaTeX in a field of BibTeX into text with CSL's tags.

latexcodec, which pybtex brings, knows accents and signs; here are groups and commands. Of a command
that is not known the words in its braces stay.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+)\*?\s*|\\(?P<sign>.)|(?P<text>[^\\{}$^_]+|[{}$^_])", re.S
)
_AROUND = {
    **dict.fromkeys(("textit", "emph", "mkbibemph", "mkbibitalic", "textsl"), ("<i>", "</i>")),
    **dict.fromkeys(("textbf", "mkbibbold"), ("<b>", "</b>")),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), ("<sup>", "</sup>")),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), ("<sub>", "</sub>")),
    **dict.fromkeys(("enquote", "mkbibquote"), ("“", "”")),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
}  # fmt: skip
_FROM_HERE = {
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), ("<i>", "</i>")),
    **dict.fromkeys(("bf", "bfseries"), ("<b>", "</b>")),
}
_SIGNS = {"TeX": "TeX", "LaTeX": "LaTeX", "par": "\n", "newline": "\n", "signofbackslash": "\\",
          "textquotesingle": "'", "slash": "/", "textasciitilde": "~", "textasciicircum": "^",
          "quad": " ", "qquad": " ", "space": " ", "textless": "&lt;", "textgreater": "&gt;",
          "geq": "≥", "leq": "≤", "ge": "≥", "le": "≤", "neq": "≠", "ne": "≠", "approx": "≈",
          "pm": "±", "cdot": "·", "div": "÷", "to": "→", "rightarrow": "→", "infty": "∞",
          "nobreakspace": "\u00a0", "textbar": "|", "textunderscore": "_"}  # fmt: skip
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac")
_DOTLESS = re.compile(
    r"""\\(?P<accent>['`"^~=.]|[uvHcdbrk](?=\s*[{\\]))\s*"""
    r"(?:\{\s*\\(?P<inner>[ij])(?![A-Za-z])\s*\}|\\(?P<bare>[ij])(?![A-Za-z])(?:\{\}|\s*))"
)
"""An accent over a dotless i or j, which is that letter with the accent in place of its dot."""

_SECOND_OF_TWO = ("href", "textcolor", "foreignlanguage")


def html_of_latex(text: str) -> str:
    r"""Return LaTeX as a field of CSL-JSON has it.

    >>> html_of_latex(r"On \textit{stare decisis} and fines of \$5")
    'On <i>stare decisis</i> and fines of $5'
    """
    lines = re.sub(r"\\\\(?:\[[^\]]*\])?", r"\\newline{}", text)
    lines = _DOTLESS.sub(lambda e: f"\\{e['accent']}{{{e['inner'] or e['bare']}}}", lines)
    kept = lines.replace(r"\textbackslash", r"\signofbackslash{}")
    decoded = "\n".join(_letters(re.sub(r"(?<!\\)%", r"\\%", line)) for line in kept.split("\n"))
    return _Reading(list(_tokens(decoded))).group()


def _letters(line: str) -> str:
    """Return a line with letters for accents and signs; the codec would join several lines."""
    import latexcodec  # noqa: F401 (registers the codec)

    decode: Any = codecs.decode  # this codec is from text to text
    try:
        return str(decode(line, "ulatex"))
    except UnicodeDecodeError:  # it ends within a command
        return line


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "text"
        yield kind, found[kind]


@dataclass(slots=True)
class _Reading:
    """The tokens of a text, and how far they are read."""

    tokens: list[tuple[str, str]]
    at: int = 0
    math: bool = False

    def group(self) -> str:
        """Return what stands up to the end of the group."""
        made: list[str] = []
        closing = ""
        while self.at < len(self.tokens):
            kind, said = self.tokens[self.at]
            if kind == "text" and said == "}":
                break
            if kind == "command" and said in _FROM_HERE:
                self.at += 1
                made.append(_FROM_HERE[said][0])
                closing = _FROM_HERE[said][1] + closing
            else:
                made.append(self.one())
        return "".join(made) + closing

    def one(self) -> str:
        """Return the next token, or the group or argument that it begins."""
        kind, said = self.tokens[self.at]
        self.at += 1
        match kind, said:
            case "command", _:
                return self.command(said)
            case "sign", _:
                return {",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "(": "", ")": "",
                        "[": "", "]": ""}.get(said, html.escape(said, quote=False))  # fmt: skip
            case _, "{":
                inner = self.group()
                self.at += 1
                return inner
            case _, "}":
                return ""
            case _, "$" if self.math or ("text", "$") in self.tokens[self.at :]:
                self.math = not self.math
                return ""
            case _, ("^" | "_") if self.math:
                tag = "sup" if said == "^" else "sub"
                return f"<{tag}>{self.argument()}</{tag}>"
        return html.escape(said, quote=False)

    def argument(self) -> str:
        """Return what a command is given: a group, or the next sign alone."""
        while self.at < len(self.tokens) and not self.tokens[self.at][1].strip():
            self.at += 1
        if self.at >= len(self.tokens):
            return ""
        kind, said = self.tokens[self.at]
        if kind != "text" or said in "{}$":
            return self.one()
        rest = said.lstrip()[1:]
        self.tokens[self.at : self.at + 1] = [("text", said.lstrip()[0]), ("text", rest)]
        return self.one()

    def command(self, name: str) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _AROUND:
            before, after = _AROUND[name]
            return f"{before}{self.argument()}{after}"
        if name in _FRACTIONS:
            above, below = self.argument(), self.argument()
            return f"{_one_term(above)}/{_one_term(below)}"
        if name == "sqrt":
            return f"√{_one_term(self.argument())}"
        if name in _SECOND_OF_TWO:
            self.argument()
            return self.argument()
        return ""


def _one_term(said: str) -> str:
    """Return one side of a fraction as it stands on a line: of several terms, in brackets."""
    return f"({said})" if re.search(r"[^\w.,’]", re.sub("<[^<>]*>", "", said.strip())) else said

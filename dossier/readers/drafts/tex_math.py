r"""Write an equation of Markdown (TeX, as pandoc reads it) on one line: `\frac{1}{2}` is 1/2.

The forms are those of `ooxml/equations`. Which dollars are those of an equation follows the manual
of pandoc (`tex_math_dollars`): no space inside, no digit behind the last one, all of it in one
paragraph. What says nothing but numbers and words is money: “$5 to $6” stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dossier.ooxml.equations import Form, beside, bracketed, fraction, whole

EQUATION = re.compile(
    r"(?<!`)(?P<code>`++)[^`]+(?P=code)"
    r"|(?<![\\$])\$\$(?P<shown>(?:[^$\\\n]|\\.|\n(?!\s*\n))+?)\$\$"
    r"|(?<![\\$\w])\$(?P<inner>(?![\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n))+?)(?<![\s\\])\$(?![\d$])"
    r"|(?<!\\)\\\((?P<round>(?:[^\\\n]|\\[^()\n]|\\?\n(?!\s*\n))+?)\\\)"
    r"|(?<!\\)\\\[(?P<square>(?:[^\\\n]|\\[^\[\]\n]|\\?\n(?!\s*\n))+?)\\\]"
)
"""Equations in Markdown, and code, in which there are none. None goes past where another begins."""

_MEANT = re.compile(r"\\[A-Za-z,;%]|[\^_=<>]|[A-Za-z]")
_TYPED = re.compile(r"\\[A-Za-z]|[\^_]")
_COMMAND = re.compile(r"\\[A-Za-z]")
_PROSE = re.compile(r"[\w).,;:%]\s+[^\W\d_]{2,}(?![\w^_({])|\A\s*[^\W\d_]{2,}\s+[^\W\d_]{2,}\b")
"""A word behind another word or a figure, such as in "5 a day" and "to the guards"."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\s+|\d+(?:[.,]\d+)*|.", re.DOTALL)
_SIGNS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "in": "∈",
    "notin": "∉", "cup": "∪", "cap": "∩", "subset": "⊂", "subseteq": "⊆", "emptyset": "∅",
    "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "ldots": "…", "dots": "…",
    "cdots": "⋯", "degree": "°", "circ": "∘", "prime": "′", "euro": "€", "pounds": "£",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨",
    "rangle": "⟩", "mid": "|", "colon": ":", "log": "log", "ln": "ln", "exp": "exp", "max": "max",
    "min": "min", "sin": "sin", "cos": "cos", "tan": "tan", "lim": "lim", "quad": " ",
    "qquad": " ", "lbrace": "{", "rbrace": "}",
}  # fmt: skip
_DEEPEST = 50
"""Levels of groups and commands in each other that are read."""

_SPACES = ",;: !>"
"""Signs that stand for a space behind a backslash."""

_PLAIN = ("text", "textrm", "textbf", "textit", "mathrm", "mathbf", "mathit", "mathbb", "mathcal",
          "operatorname", "mathsf", "boldsymbol", "mbox", "emph", "mathtt")  # fmt: skip
_SILENT = ("left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "limits", "nolimits",
           "label", "nonumber")  # fmt: skip
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")


def equation_in(found: re.Match[str]) -> str:
    r"""Return on one line the equation that `EQUATION` found, or "" where it is none.

    >>> equation_in(EQUATION.search(r"about $\frac{1}{2}$ of all"))
    '1/2'
    >>> equation_in(EQUATION.search("from $5 to n$ a day"))
    ''
    """
    text = found["shown"] or found["inner"] or found["round"] or found["square"] or ""
    typed = found["round"] or found["square"]
    if not (_TYPED if typed else _MEANT).search(text):
        return ""
    if not typed and _PROSE.search(text) and not _COMMAND.search(text):
        return ""
    paired = re.sub(r"\\.", "", text)
    return linear(text) if paired.count("{") == paired.count("}") else ""


def linear(text: str) -> str:
    r"""Return what TeX says on one line; a command that nobody knows stays as it is typed.

    What stands in more groups than anybody types (`_DEEPEST`) is "".

    >>> linear(r"x^{10} \leq \sqrt{a+b}"), linear(r"\frac{a+1}{2n} \odd{3}")
    ('x^10 ≤ √(a+b)', '(a+1)/2n \\odd3')
    """
    read = _Tex(text)
    try:
        said = " ".join(read.all("").split())
    except _TooDeepError:
        return ""
    return re.sub(r" (?=[,;)])|(?<=\() ", "", said)


class _TooDeepError(Exception):
    """Groups and commands stand in each other deeper than `_DEEPEST`."""


class _Tex:
    """Reads TeX from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at = 0
        self.depth = 0

    def all(self, end: str) -> str:
        """Return what stands before `end`, which is gone over; "" is the end of the text."""
        parts: list[tuple[str, Form]] = []
        scripted = False
        while self.at < len(self.tokens):
            sign = self.tokens[self.at]
            if sign == end:
                self.at += 1
                break
            if sign in "^_":
                self.at += 1
                base, _ = parts.pop() if parts else ("", "plain")
                lead = " " if base[:1].isspace() else ""
                base = base if scripted else lead + whole(base.strip())
                parts.append((f"{base}{sign}{whole(self.one().strip())}", "script"))
                scripted = True
            else:
                formed = sign[1:].rstrip("*") in (*_FRACTIONS, "sqrt", "binom")
                parts.append((self.one(), "formed" if formed else "plain"))
                scripted = False
        return beside(parts)

    def one(self) -> str:
        """Return one thing: a group, a command with what belongs to it, a number or a sign."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeepError
        said = self.next()
        self.depth -= 1
        return said

    def next(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
            if self.at and self.tokens[self.at - 2 : self.at - 1] not in (["^"], ["_"]):
                return " "
        sign = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        if sign == "{":
            return self.all("}")
        if sign in ("~", "&"):
            return " " if sign == "~" else ", "
        return self.command(sign[1:].rstrip("*")) if sign[:1] == "\\" and sign[1:] else sign

    def command(self, name: str) -> str:
        form = self.form(name)
        if form:
            return form()
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SILENT:
            return ""
        if name == "\\":
            return "; "
        if len(name) == 1 and not name.isalpha():
            return " " if name in _SPACES else name
        return f"\\{name}"

    def form(self, name: str) -> Callable[[], str] | None:
        """Return what reads the rest of a command that takes arguments."""
        if name in _FRACTIONS:
            return lambda: fraction(self.argument(), self.argument())
        if name in _PLAIN:
            return self.words
        forms: dict[str, Callable[[], str]] = {
            "sqrt": self.root,
            "binom": lambda: f"({whole(self.argument())}¦{whole(self.argument())})",
            "begin": self.environment,
        }
        return forms.get(name)

    def argument(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        sign = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if sign[:1].isdecimal() and len(sign) > 1:  # the next sign alone is an argument: \frac12
            self.tokens[self.at : self.at + 1] = [sign[0], sign[1:]]
        return self.one().strip()

    def words(self) -> str:
        """Return words with a space where they begin or end with one: 3 to 5."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.one()

    def root(self) -> str:
        degree = ""
        if self.tokens[self.at : self.at + 1] == ["["]:
            self.at += 1
            degree = self.all("]").strip()
        inner = self.argument()
        return f"{bracketed(inner)}^(1/{whole(degree)})" if degree else f"√{bracketed(inner)}"

    def environment(self) -> str:
        """Return the rows of an environment, such as a matrix."""
        name = self.argument()
        inner = self.all("\\end").strip().removesuffix(";")
        self.argument()
        return f"[{inner}]" if "matrix" in name or name == "array" else inner

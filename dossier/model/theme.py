"""The look of all documents in a few named values: colours, type, spacing, a logo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from dossier.model.figures import FigureTheme
from dossier.model.frozen import frozen

COLOURS = ("ink", "quiet", "accent", "rule", "wash")
TYPE = ("serif", "sans")
WORD = ("word_serif", "word_sans")
HOUSE = {"serif": "PT Serif", "sans": "PT Sans"}
"""The fonts that come with the program."""

SPACING = ("paragraph", "section")
PAGE = ("paper", "margins", "number", "notes", "columns")
HEAD_LINES = 2
"""The most lines that a running head has."""

SIZE = "size"
"""The name of the size of type, a value beside the fonts."""

PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""The width and the height of paper, in millimetres."""

_USUAL_SIZE = 11.0
"""The size of text, in points, for which all styles are made."""

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}


@frozen
class Theme:
    """Values by name, as CSS writes them; `logo` is the content of a picture, or b"".

    A font of one language alone has the name "ar.serif". `head` are the lines of the running head
    in place of those of the kinds, with the file and the line that they stand in.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    logo: bytes = b""
    head: tuple[str, ...] = ()
    head_place: tuple[str, int] = ("", 0)

    def in_language(self, code: str) -> Theme:
        """Return the look of documents in a language, which may have fonts of its own.

        >>> Theme({"serif": "Lato", "ar.serif": "Amiri"}).in_language("ar").first("serif")
        'Amiri'
        """
        own = {
            name: self.values[f"{code}.{name}"]
            for name in (*TYPE, *WORD)
            if f"{code}.{name}" in self.values
        }
        return replace(self, values={**self.values, **own})

    def css(self) -> str:
        """Return the values as custom properties of CSS.

        >>> Theme({"ink": "#111111"}).css()
        ':root { --ink: #111111; }'
        """
        names = (*COLOURS, *TYPE, *SPACING)
        said = " ".join(f"--{name}: {self.values[name]};" for name in names if name in self.values)
        return f":root {{ {said} }}"

    def own_fonts(self) -> Mapping[str, tuple[str, ...]]:
        """Return the families that begin with another than the program's own.

        >>> Theme({"serif": '"Lato", "PT Serif"', "sans": '"PT Sans", Arial'}).own_fonts()
        {'serif': ('Lato', 'PT Serif')}
        """
        return {
            name: self.families(name) for name in TYPE if self.first(name) not in ("", HOUSE[name])
        }

    def families(self, name: str) -> tuple[str, ...]:
        """Return the fonts of `serif` or `sans` in their order, without quotation marks."""
        listed = (each.strip("\"' ") for each in self.values.get(name, "").split(","))
        return tuple(each for each in listed if each)

    def first(self, name: str) -> str:
        """Return the font that `serif` or `sans` asks for first, or ""."""
        return next(iter(self.families(name)), "")

    def paper(self) -> tuple[float, float]:
        """Return the width and the height of the paper, upright, in millimetres."""
        return PAPERS[self.values.get("paper", "A4")]

    def margins(self) -> tuple[float, ...]:
        """Return the margins in millimetres: above, right, below, left; none if it does not say.

        >>> Theme({"margins": "1in 20mm 1in 30mm"}).margins()
        (25.4, 20.0, 25.4, 30.0)
        """
        said = re.findall(r"([\d.]+)(mm|cm|in|pt|px)", self.values.get("margins", ""))
        return tuple(float(number) * _MILLIMETRES[unit] for number, unit in said)

    def page_number(self) -> str:
        """Return the form of a page's number, with `{page}` and `{pages}` in it, or ""."""
        return self.values.get("number", "")

    def notes(self) -> Literal["footnotes", "endnotes", ""]:
        """Return where notes stand, where the look says it."""
        places: dict[str, Literal["footnotes", "endnotes"]] = {
            "foot": "footnotes",
            "end": "endnotes",
        }
        return places.get(self.values.get("notes", ""), "")

    def columns(self) -> int:
        """Return in how many columns the text runs down."""
        return int(self.values.get("columns", "1"))

    def scale(self) -> float:
        """Return how large type is, as a part of the usual size.

        >>> Theme({"size": "14pt"}).scale() > 1.27
        True
        """
        said = self.values.get(SIZE, "").removesuffix("pt")
        return float(said) / _USUAL_SIZE if said else 1.0

    def drawn(self) -> FigureTheme:
        """Return the values that pictures are drawn with."""
        family = self.first("sans")
        ink, quiet, accent, rule, wash = (self.values[name] for name in COLOURS)
        return FigureTheme(ink=ink, quiet=quiet, accent=accent, rule=rule, wash=wash, sans=family)


WORD_LOOK = Theme({
    "ink": "#1a1a1a", "quiet": "#57606a", "accent": "#14466b", "rule": "#b9c4cc", "wash": "#f2f5f7",
    "word_serif": "Times New Roman", "word_sans": "Arial",
})  # fmt: skip
"""What the styles of `word.docx` are made of; that stays when somebody edits `look.yaml`."""

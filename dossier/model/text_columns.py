"""Columns of text: how wide they are, and what stands across them. The same in all formats."""

from __future__ import annotations

from dossier.model.document import Figure, Section

GAP = 0.045
"""The space between two columns, as a part of the width of the text."""

_ACROSS = 150.0
"""The width of a picture, in millimetres, of which a column has room for its part."""

_WIDE_STYLES = ("Standfirst", "Byline", "KeyFacts")
"""Styles of sections that stand across all columns, below the title."""


def column_share(columns: int) -> float:
    """Return the width of a column as a part of that of the text.

    >>> column_share(1), column_share(2)
    (1.0, 0.4775)
    """
    return (1 - GAP * (columns - 1)) / columns


def column_place(column: int, columns: int) -> float:
    """Return where a column begins, from the side where text begins, as a part of its width.

    >>> column_place(0, 2), column_place(1, 2)
    (0.0, 0.5225)
    """
    return column * (column_share(columns) + GAP)


def figure_spans(figure: Figure, columns: int) -> bool:
    """Whether a picture stands across all columns: one that is made so wide."""
    return columns > 1 and figure.width > _ACROSS / columns and not figure.place


def section_spans(section: Section) -> bool:
    """Whether a section stands across all columns."""
    return section.style in _WIDE_STYLES

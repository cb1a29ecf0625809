"""The style of a page whose text runs down in columns."""

from __future__ import annotations

from dossier.model.text_columns import column_share

ACROSS = "across"
"""The class of what stands across all columns."""


def column_rules(columns: int, text: str = ".sheet") -> tuple[str, ...]:
    """Return the style of a page where the `text` is a column, and some go across all of them."""
    if columns == 1:
        return ()
    share = column_share(columns)
    return (
        f"{text} {{ width: {share * 100:.4f}% }}"
        f" {text} .{ACROSS}, .sheet > .foot {{ width: {100 / share:.4f}% }}",
    )

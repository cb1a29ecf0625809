"""Change the inlines of a node: put several in the place of one, join words that now meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dossier.model import (
    Citation,
    Inline,
    Inlines,
    Text,
)


def joined(content: Sequence[Inline]) -> Inlines:
    """Return inlines with neighbouring words joined and empty ones left out."""
    found: list[Inline] = []
    for inline in content:
        last = found[-1] if found else None
        if isinstance(inline, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            found.append(inline)
    return tuple(found)


def capital(content: Inlines) -> Inlines:
    """Return inlines whose first letter is a capital.

    >>> capital((Text("at least 16"),))
    (Text(text='At least 16'),)
    """
    if not content:
        return content
    first: Any = content[0]
    if isinstance(first, Text):
        return (Text(first.text[:1].upper() + first.text[1:]), *content[1:])
    if hasattr(first, "content") and hasattr(first, "address") is False:
        return (replace(first, content=capital(first.content)), *content[1:])
    return content


def uncited(content: Inlines) -> Inlines:
    """Return inlines without the citations in them."""
    found: list[Inline] = []
    for inline in content:
        if isinstance(inline, Citation):
            continue
        held: Any = getattr(inline, "content", None)
        made: Any = inline
        found.append(replace(made, content=uncited(held)) if isinstance(held, tuple) else inline)
    return joined(found)

"""Change the inlines of a node: put several in the place of one, join words that now meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dossier.model.document import Citation, Inline, Inlines, Reference, Text
from dossier.model.origin import Origin
from dossier.model.walk import rebuilt


def joined(content: Sequence[Inline]) -> Inlines:
    """Return inlines with neighbouring words joined and empty ones left out."""
    found: list[Inline] = []
    for inline in content:
        last = found[-1] if found else None
        if not isinstance(inline, Text):
            found.append(inline)
        elif isinstance(last, Text) and _alike(last, inline):
            kept = last if last.text else inline
            found[-1] = replace(kept, text=last.text + inline.text)
        elif inline.text:
            found.append(inline)
    return tuple(found)


def _alike(one: Text, other: Text) -> bool:
    """Whether words may be joined: they are of one origin, or one has none."""
    alike = (one.origin, one.language) == (other.origin, other.language)
    return alike or not (one.text and other.text)


def made(content: Inlines, origin: Origin | None) -> Inlines:
    """Return what the program printed, marked with what asked for it."""

    def change(inline: Inline) -> Inline:
        match inline:
            case Text() | Reference() | Citation():
                return replace(inline, origin=origin)
        return inline

    return tuple(rebuilt(each, change) for each in content)


def capital(content: Inlines) -> Inlines:
    """Return inlines whose first letter is a capital.

    >>> capital((Text("at least 16"),))
    (Text(text='At least 16'),)
    """
    if not content:
        return content
    first: Any = content[0]
    if isinstance(first, Text):
        return (replace(first, text=first.text[:1].upper() + first.text[1:]), *content[1:])
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

"""What a paragraph of the source asks of registries and cites, in the order of its origins."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.conditional_text import View, fits
from dossier.model.document import (
    Ask,
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Phrase,
    Reference,
    Strong,
)


def requests(content: Inlines, view: View) -> Iterator[Ask | Citation]:
    """Yield what a paragraph asks for and cites, as it stands in `view`, but not in its notes."""
    for inline in content:
        yield from _in_one(inline, view)


def _in_one(inline: Inline, view: View) -> Iterator[Ask | Citation]:
    match inline:
        case Ask() | Citation():
            yield inline
        case Emphasis() | Strong() | Link():
            yield from requests(inline.content, view)
        case Reference():
            yield from requests(inline.lead, view)
        case Phrase():
            shown_ = inline.content if fits(inline.conditions, view) else inline.otherwise
            yield from requests(shown_, view)

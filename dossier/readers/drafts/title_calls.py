"""Put the notes that titles call where words are: a title holds no note here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.model.document import Heading, Note, Paragraph
from dossier.readers.drafts.section import Part


def with_title_calls(parts: Sequence[Part]) -> list[Part]:
    """Return sections whose titles call notes with them in the first paragraph that has words.

    A sub-heading may stand between, or a title where nothing stands before the first section: a
    paragraph of calls alone would be counted.
    """
    made = list(parts)
    if len(made) > 1 and not made[0].title and len(made[0].content) == 1:
        (alone,) = made[0].content
        if isinstance(alone, Paragraph) and _is_call(alone):
            rest = made[1].content
            own = rest[0] if rest and isinstance(rest[0], Paragraph) and _is_call(rest[0]) else None
            calls = (*alone.content, *own.content) if own else alone.content
            kept = rest[1:] if own else rest
            made[:2] = [replace(made[1], content=(replace(alone, content=calls), *kept))]
    return [_below_title(each) for each in made]


def _below_title(part: Part) -> Part:
    first = part.content[0] if part.content else None
    if not isinstance(first, Paragraph) or not _is_call(first):
        return part
    rest = list(part.content[1:])
    at = next((at for at, each in enumerate(rest) if not isinstance(each, Heading)), None)
    home = rest[at] if at is not None else None
    if at is None or not isinstance(home, Paragraph):
        return part
    rest[at] = replace(home, content=(*first.content, *home.content))
    return replace(part, content=tuple(rest))


def _is_call(paragraph: Paragraph) -> bool:
    return all(isinstance(each, Note) for each in paragraph.content)

"""The list by years below a timeline of many events, with the pages that tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.model.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Inline,
    Inlines,
    Item,
    Nodes,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from dossier.model.figures import Moment
from dossier.model.walk import blocks, everything, mapped, rebuilt


def events_by_years(events: Sequence[tuple[str, Moment]]) -> Nodes:
    """Return a list for each year of `events`, which come with the ids of their incidents.

    Until all of a document is read, a title refers to the page of its incident.
    """
    ordered = sorted(events, key=lambda each: (each[1].first, each[1].last))
    made: list[Paragraph | BulletList] = []
    for year, held in groupby(ordered, key=lambda each: each[1].first.year):
        items = tuple(Item((Paragraph(_line(id_, moment), ""),)) for id_, moment in held)
        made += (Paragraph((Strong((Text(str(year)),)),), ""), BulletList(items))
    return tuple(made)


def _line(id_: str, moment: Moment) -> Inlines:
    title = (Text(moment.title),)
    return (Text(f"{moment.label}: "), Reference("page", id_, title))


def with_places(document: Document, places: Mapping[str, str]) -> Document:
    """Return `document` with references to the paragraphs that tell of incidents, by their ids.

    What is told nowhere else is only named.
    """
    if not any(isinstance(p, Figure) and p.index for b in blocks(document) for p in everything(b)):
        return document

    def placed(inline: Inline) -> Inline:
        if not isinstance(inline, Reference) or inline.kind != "page":
            return inline
        place = places.get(inline.target)
        return Reference("page", place, inline.lead) if place else inline.lead[0]

    def changed(block: Block) -> Block:
        return replace(block, content=tuple(rebuilt(each, placed) for each in block.content))

    return mapped(document, changed)

"""How an author has spelled requests and citations, so that they stay as they are typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from dossier.interchange.markdown_source.equality import notes
from dossier.interchange.markdown_source.paragraph_edits import span_of
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.interchange.markdown_source.token_positions import scan
from dossier.interchange.markdown_source.tokens import SourceTokenKind, cut
from dossier.model.document import Ask, Citation, Heading, Inline, Node, Nodes, Paragraph
from dossier.model.walk import below


class AuthorSpelling(Mapping[Inline, str]):
    """How requests and citations are spelled, sought when the first of them is written."""

    def __init__(self, seek: Callable[[], dict[Inline, str]]) -> None:
        self.seek = seek
        self.found: dict[Inline, str] | None = None

    def known(self) -> dict[Inline, str]:
        if self.found is None:
            self.found = self.seek()
        return self.found

    def __getitem__(self, inline: Inline) -> str:
        return self.known()[inline]

    def __iter__(self) -> Iterator[Inline]:
        return iter(self.known())

    def __len__(self) -> int:
        return len(self.known())


def spelled(edits: SpliceCollector, old: Nodes, new: Nodes) -> dict[Inline, str]:
    """Return how the author has spelled what is asked and cited in nodes that are changed."""
    stay = {edits.key(each) for each in new}
    news = notes(new)
    went: list[Node] = [each for each in old if edits.key(each) not in stay]
    for id_, note in notes(old).items():
        if id_ not in news or edits.key(note.content) != edits.key(news[id_].content):
            went += note.content
    found: dict[Inline, str] = {}
    for part in (part for node in went for part in below(node)):
        if isinstance(part, Paragraph | Heading):
            found |= _spelled_in(edits, part)
    return found


def _spelled_in(edits: SpliceCollector, flat: Paragraph | Heading) -> dict[Inline, str]:
    tokens = list(cut(flat.content, edits.block))
    if not any(each.kind is SourceTokenKind.WHOLE for each in tokens):
        return {}
    span = span_of(flat, edits.positions)
    text = span.text
    spans = scan(tokens, text, span.start, span.end, span.depth) or []
    return {
        each.inline: " ".join(re.sub(r"\n[ \t>]*", " ", text[a:b]).split())
        for each, (a, b) in zip(tokens, spans, strict=False)
        if isinstance(each.inline, Ask | Citation) and "<!--" not in text[a:b]
    }

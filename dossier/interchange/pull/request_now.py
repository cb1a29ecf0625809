"""What a paragraph asks for now where its export printed something.

An origin is only a number, and since the export the paragraph may ask for more or less, or in
another order. What prints the same words now is taken; else what stands in the same place, if the
paragraph asks for as much as before.
"""

from __future__ import annotations

from collections.abc import Mapping

from dossier.interchange.pull.current_document import Request
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.pull_state import PullState
from dossier.interchange.pull.source_requests import requests
from dossier.interchange.pull.tokens import shown
from dossier.model.document import Citation, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.frozen import frozen
from dossier.model.origin import Origin, OriginKind


@frozen
class _Printed:
    """What one request printed: its kind, and the words, notes' included."""

    kind: OriginKind
    words: str


def request_now(
    state: PullState, exported: str, source: FlatParagraph, origin: Origin
) -> Request | None:
    """Return what `source` asks for where the paragraph `exported` had words of `origin`."""
    every = list(requests(source.content, state.base.view))
    then = _printed(state.base, state.base.flat[exported])
    if len(every) == 1 and [(n, each.kind) for n, each in then.items()] == [(1, _kind(every[0]))]:
        return every[0]
    current = state.current()
    flat = current.base.flat.get(source.id) if current else None
    now = _printed(current.base, flat) if current and flat else {}
    number = _same_words(origin.number, then, now) or _same_place(origin.number, then, now, every)
    return every[number - 1] if 0 < number <= len(every) else None


def _kind(request: Request) -> OriginKind:
    return OriginKind.CITATION if isinstance(request, Citation) else OriginKind.INSERTED


def _same_words(number: int, then: Mapping[int, _Printed], now: Mapping[int, _Printed]) -> int:
    """Return the number of what prints the same now, of several the one of the same rank."""
    alike = [n for n, each in then.items() if each == then.get(number)]
    same = [n for n, each in now.items() if each == then.get(number)]
    at = alike.index(number) if number in alike else len(same)
    return same[at] if at < len(same) else 0


def _same_place(
    number: int,
    then: Mapping[int, _Printed],
    now: Mapping[int, _Printed],
    every: list[Request],
) -> int:
    kinds = [each.kind for each in then.values()]
    if now and kinds != [each.kind for each in now.values()]:
        return 0
    return number if len(every) == len(then) else 0


def _printed(base: Base, flat: FlatParagraph) -> dict[int, _Printed]:
    """Return what a paragraph's requests printed, by their numbers."""
    found: dict[int, _Printed] = {}
    for token in base.tokens(flat):
        origin = token.origin
        if origin is None or origin.kind not in (OriginKind.INSERTED, OriginKind.CITATION):
            continue
        notes = (each for each in token.nodes if isinstance(each, Note))
        noted = "".join(shown(base.tokens(e)) for note in notes for e in flatten(note.content))
        before = found.get(origin.number, _Printed(origin.kind, ""))
        found[origin.number] = _Printed(before.kind, before.words + token.text + noted)
    return dict(sorted(found.items()))

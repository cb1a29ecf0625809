"""What an export printed for what the text asks of registries: people are told these words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossier.interchange.pull.exported_tokens import exported_units
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.source_requests import requests
from dossier.model.document import Ask, Block
from dossier.model.flat_paragraphs import flatten
from dossier.model.origin import OriginKind


def printed_words(base: Base, blocks: Iterable[Block]) -> Mapping[Ask, str]:
    """Return the words that a file printed for requests of blocks.

    A paragraph that asks for more, or for less, than when it was exported says nothing.
    """
    found: dict[Ask, str] = {}
    for block in blocks:
        for flat in flatten(block.content):
            exported = base.flat.get(flat.id) if flat.id else None
            if exported is None:
                continue
            asked = [*requests(flat.content, base.view)]
            units = [(e.token.origin, e.token.text) for e in exported_units(base.tokens(exported))]
            shown = {
                origin.number: text
                for origin, text in units
                if origin and origin.kind is OriginKind.INSERTED and text.strip()
            }
            if all(0 < n <= len(asked) and isinstance(asked[n - 1], Ask) for n in shown):
                found.update(
                    (each, shown[n])
                    for n, each in enumerate(asked, start=1)
                    if isinstance(each, Ask) and n in shown
                )
    return found

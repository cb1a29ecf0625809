"""What of the evidence is guarded besides names: phrases, and pictures with their consents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.model.document import Block, Figure
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, Registry
from dossier.model.walk import everything
from dossier.project.layout import Files
from dossier.redaction.consents import flaw

SHOWN = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif")
"""Endings of files that are pictures."""


@frozen
class GuardedPhrase:
    """Words that only `audience` and those who may read more may read; `file` says where."""

    id: str
    words: tuple[str, ...]
    audience: Audience
    file: str


@frozen
class PictureUse:
    """A block that shows a picture, and the words that it has there for who cannot see it.

    `at` is the block's file and the line in it, as the address of its text ends.
    """

    at: str
    title: str
    alternative: str


@frozen
class ShownPicture:
    """A picture: what its registry says of it, why its consent does not hold, and who shows it.

    `named` is whether the registry names it; if not, `audience` is "".
    """

    path: str
    credit: str
    consent: str
    flaw: str
    audience: str
    named: bool
    uses: tuple[PictureUse, ...]


@frozen
class GuardedEvidence:
    """The guarded phrases of a dossier, those of the library too, and its pictures."""

    phrases: tuple[GuardedPhrase, ...]
    pictures: tuple[ShownPicture, ...]


def guarded_evidence(files: Files, today: date) -> GuardedEvidence:
    """Return what a dossier guards besides names; no document is made."""
    registry, _ = collect(files)
    phrases = tuple(
        GuardedPhrase(each.id, each.words, each.audience, each.at.file)
        for each in registry.protected.values()
    )
    return GuardedEvidence(phrases, tuple(_pictures(files, registry, today)))


def _pictures(files: Files, registry: Registry, today: date) -> Iterator[ShownPicture]:
    blocks = library_of(files)[0].own
    here = [each for each in files.content if each.lower().endswith(SHOWN)]
    for path in dict.fromkeys((*here, *_shown(blocks), *registry.pictures)):
        rights = registry.pictures.get(path)
        consent = rights.consent if rights else None
        yield ShownPicture(
            path=path,
            credit=rights.credit if rights else "",
            consent=str(consent) if consent else "",
            flaw=flaw(consent, rights.audience if rights else "public", today),
            audience=rights.audience if rights else "",
            named=rights is not None,
            uses=tuple(_uses(files, blocks, path)),
        )


def _shown(blocks: Sequence[Block]) -> Iterator[str]:
    for _, each in _figures(blocks):
        yield each.path


def _uses(files: Files, blocks: Sequence[Block], path: str) -> Iterator[PictureUse]:
    places = {files.shown(each): f"{files.name}/{each}" for each in files.blocks()}
    for block, each in _figures(blocks):
        if each.path == path:
            at = f"{places.get(block.file, '')}:{each.line}"
            yield PictureUse(at, block.title or block.id, each.alternative)


def _figures(blocks: Sequence[Block]) -> Iterator[tuple[Block, Figure]]:
    for block in blocks:
        for part in everything(block):
            if isinstance(part, Figure) and not part.path.startswith("{"):
                yield block, part

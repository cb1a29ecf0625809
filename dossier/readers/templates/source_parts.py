"""The parts of a source that a form of citation may use, by the names in docs/templates.md."""

from __future__ import annotations

import re

from dossier.model.document import Inline, Text
from dossier.model.language import Language
from dossier.model.registry import Source, Words
from dossier.model.state_names import state_name
from dossier.model.walk import plain
from dossier.readers.blocks.citation_syntax import place_value
from dossier.readers.templates.citation_pieces import Piece, as_piece, plain_piece


def source_parts(source: Source, language: Language) -> dict[str, Piece]:
    """Return what a form may use."""
    fields = source.fields

    def of(name: str) -> Piece:
        return (
            Piece(source.marked[name])
            if name in source.marked
            else plain_piece(fields.get(name, ""))
        )

    def state(piece: Piece) -> Piece:
        """Return the name of a State in the language of the document."""
        named = state_name(plain(piece.content), language.code)
        return plain_piece(named) if named != plain(piece.content) else piece

    def said(words: Words) -> str:
        return words.get(language.code) or words.get("", "")

    described = plain_piece(said(source.title_in) if source.title.startswith("[") else "")
    issued = language.day(source.issued) if source.issued else fields.get("issued-said", "")
    publication = [fields.get("publisher-place", ""), fields.get("publisher", ""), issued]
    return {
        "authors": plain_piece(_names(source.authors, language)),
        "editors": of("editor"),
        "title": described or (state(of("title")) if source.kind == "cfa" else of("title")),
        "short_title": described or of("title-short") or of("shortTitle"),
        "container": of("container-title"),
        "publisher": of("publisher"),
        "publication": listed(*publication, by=language.list_words.cited),
        "venue": of("event-place") or of("publisher-place"),
        "number": of("number"),
        "volume": of("volume"),
        "issue": of("issue"),
        "page": plain_piece(place_value(fields.get("page", ""))[0]),
        "edition": of("edition"),
        "genre": plain_piece(said(source.genre_in)) or of("genre"),
        "authority": state(of("authority"))
        or (state(of("jurisdiction")) if source.kind == "law" else plain_piece("")),
        "archive": of("archive"),
        "role": of("role"),
        "url": of("URL") or plain_piece(_doi(fields.get("DOI", ""))),
        "issued": plain_piece(issued),
        "accessed": plain_piece(
            language.day(source.accessed) if source.accessed else fields.get("accessed-said", "")
        ),
    }


def _doi(text: str) -> str:
    """Return the address of a DOI, which may be given as an address already."""
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
    return f"https://doi.org/{bare}" if bare else ""


def _names(names: tuple[str, ...], language: Language) -> str:
    if len(names) > 3:
        return language.terms["others"].format(first=names[0])
    return language.join(list(names))


def listed(*given: object, by: str) -> Piece:
    """Return pieces joined, without those that are empty."""
    found: list[Inline] = []
    for piece in (as_piece(each) for each in given):
        if piece:
            found += [Text(by), *piece.content] if found else [*piece.content]
    return Piece(tuple(found))

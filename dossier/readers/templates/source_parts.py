"""The parts of a source that a form of citation may use, by the names in docs/templates.md."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dossier.model.document import Inline, Text
from dossier.model.language import Language
from dossier.model.language import language as language_of
from dossier.model.number_words import bare
from dossier.model.registry import Source, Words
from dossier.model.state_names import state_name
from dossier.model.walk import plain
from dossier.readers.blocks.citation_syntax import place_value
from dossier.readers.templates.citation_pieces import Piece, as_piece, plain_piece
from dossier.readers.templates.citation_pieces import said as said_piece

_NUMBERED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|ers?|re|es?|ème|[ªº]|\.[ªº]|-?[а-я]{1,2})?\.?")
_EDITION_SAID = re.compile(r"(?i:\b(?:edn?|edition|éd|édition|edición|изд)\b|издани)|版|طبعة")
"""The word “edition” in the languages of the program, and as it is cut short."""


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
    whole = source.people.get("container-author", ())
    whole = () if whole == source.authors else whole
    issued = language.day(source.issued) if source.issued else fields.get("issued-said", "")
    genre, none = plain_piece(said(source.genre_in)) or of("genre"), plain_piece("")
    publication = [fields.get("publisher-place", ""), fields.get("publisher", ""), issued]
    return {
        "authors": plain_piece(_names(source.authors, language)),
        "editors": plain_piece(_names(source.people.get("editor", ()), language)),
        "edited": plain_piece(_by("edited", source.people.get("editor", ()), language)),
        "translated": plain_piece(_by("translated", source.people.get("translator", ()), language)),
        "container_authors": plain_piece(_names(whole, language)),
        "title": described or (state(of("title")) if source.kind == "cfa" else of("title")),
        "short_title": described or of("title-short") or of("shortTitle"),
        "container": of("container-title"),
        "publisher": of("publisher"),
        "publication": listed(*publication, by=language.list_words.cited),
        "venue": of("event-place") or of("publisher-place"),
        "number": of("number"),
        "paper": _paper(of("collection-title"), genre, of("number"), language),
        "issuer": of("publisher") if fields.get("publisher") not in source.authors else none,
        "volume": of("volume"),
        "issue": of("issue"),
        "page": plain_piece(place_value(fields.get("page", ""))[0]),
        "edition": _edition(of("edition"), language),
        "series": of("collection-title"),
        "series_number": of("collection-number"),
        "part_of": of("container-title") if _is_part(fields) else plain_piece(""),
        "genre": genre,
        "authority": state(of("authority"))
        or (state(of("jurisdiction")) if source.kind == "law" else plain_piece("")),
        "archive": of("archive"),
        "role": plain_piece(said(source.role_in)) or of("role"),
        "url": of("URL") or plain_piece(_doi(fields.get("DOI", ""))),
        "issued": plain_piece(issued),
        "accessed": plain_piece(
            language.day(source.accessed) if source.accessed else fields.get("accessed-said", "")
        ),
    }


def _paper(series: Piece, genre: Piece, number: Piece, language: Language) -> Piece:
    """Return series, sort and number of a report: “Working Paper No. 5”, “Report, A/HRC/28/10”.

    Only a number of figures has the word for it; a symbol stands as it is.
    """
    typed = plain(number.content)
    if not re.match(r"\d", bare(typed, "number")):
        return listed(series, genre, number, by=language.list_words.cited)
    numbered = said_piece(number, language.terms["number"].replace("{n}", "{}"))
    if not genre:
        return listed(series, numbered, by=" ")
    return listed(series, listed(genre, numbered, by=" "), by=language.list_words.cited)


def _doi(text: str) -> str:
    """Return the address of a DOI, which may be given as an address already."""
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
    return f"https://doi.org/{bare}" if bare else ""


def _edition(typed: Piece, language: Language) -> Piece:
    """Return an edition with its word, "2nd edn", however its number is typed."""
    said = plain(typed.content).strip()
    if not said or _EDITION_SAID.search(said):
        return typed
    number = _edition_number(said)
    form = "edition" if "edition" in language.ordinals else ""
    nth = language.ordinal(number, form) if number else said
    return plain_piece(language.terms["edition"].format(n=nth))


def _edition_number(said: str) -> int:
    """Return the number of an edition in figures or in English words, 0 for none."""
    found = _NUMBERED.fullmatch(said)
    words = [language_of("en").ordinal_word(each) for each in range(1, 11)]
    if found:
        return int(found[1])
    return words.index(said.lower()) + 1 if said.lower() in words else 0


def _by(name: str, names: tuple[str, ...], language: Language) -> str:
    """Return who edited or translated a work, with the word for it."""
    said = _names(names, language)
    if not names or name not in language.counted:
        return language.terms[name].format(names=said) if names else ""
    return language.count(name, len(names), names=said)


def _is_part(fields: Mapping[str, str]) -> bool:
    """Whether a source stands in a book; a whole book may have a container too, its series."""
    return fields.get("type", "") not in ("", "book", "thesis") or "page" in fields


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

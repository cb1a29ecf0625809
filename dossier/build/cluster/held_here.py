"""Find documents that must not be sent to other machines, since they say what is guarded.

Such a document is written here, where the search of the finished file tells of it. What is sent
holds more than what is printed, such as names of files and ids.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from dossier.build.ready_document import ReadyDocument
from dossier.model.language import Language
from dossier.model.passages import passages
from dossier.project.stray_files import visible_files
from dossier.redaction.scan import Guard, Piece, Unsearchable, pieces

_WHERE = "what would be sent"


def must_stay(document: ReadyDocument, guard: Guard) -> bool:
    """Whether a document says anywhere what its audience may not read, or cannot be searched."""
    pictures = (*document.pictures.values(), *document.rasters.values(), document.theme.logo)
    return bool(guard) and _says(guard, (*_words(document), *_in_files(pictures)))


def folder_must_stay(folder: Path, guard: Guard) -> bool:
    """Whether the files of a template say what an audience may not read."""
    contents = (each.read_bytes() for each in visible_files(folder))
    return bool(guard) and _says(guard, _in_files(contents))


def _says(guard: Guard, found: Iterator[Piece] | tuple[Piece, ...]) -> bool:
    try:
        return any(each.severity == "error" for each in guard.find(found))
    except Unsearchable:
        return True


def _in_files(contents: Iterator[bytes] | tuple[bytes, ...]) -> Iterator[Piece]:
    for each in contents:
        if each:
            yield from pieces(each, _WHERE)


def _words(document: ReadyDocument) -> Iterator[Piece]:
    """Yield every text of a document; what has no space in it may be an id."""
    for passage in passages(document.edition):
        yield Piece(passage.text, _WHERE)
    for text in _texts(document):
        yield Piece(text, _WHERE)
        if not text.isspace() and len(text.split()) == 1:
            yield Piece(text, _WHERE, "id")


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value, however deep; the words of a language are the program's own."""
    match value:
        case str():
            yield value
        case Language() | bytes():
            return
        case Path():
            yield value.name
        case Mapping():
            for key, each in value.items():
                yield from (*_texts(key), *_texts(each))
        case tuple() | list() | set() | frozenset():
            for each in value:
                yield from _texts(each)
        case _ if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from _texts(getattr(value, field.name))

"""XML read as a stream: what is behind is forgotten, and no entity is ever resolved.

Expat, because it calls back before it builds anything: a declaration of a document type is
refused when its first word is seen, and there is no tree that a long file could fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault

DEPTH = 200
AHEAD = 8 * 1024 * 1024
"""How far one tag may reach, in bytes; expat must hold a whole one."""


class Handler(Protocol):
    """What is called for each tag, by its name without namespace, and for the text between."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""

    def end(self, name: str) -> None:
        """A tag closes."""

    def text(self, text: str) -> None:
        """Some text, not always all of it at once."""


def walk(pieces: Iterator[bytes], handler: Handler, file: str, part: str) -> Iterator[None]:
    """Feed XML to `handler`, and yield after each piece, so that what it made can be taken.

    Raises `Refused` when `part` is not well-formed, declares a document type, or nests deeper or
    has longer tags than a table can need.
    """
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    _connect(parser, handler, file, part)
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - max(0, parser.CurrentByteIndex) > AHEAD:
                raise _refused(file, f'a tag in the part "{part}" does not end')
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = f'the part "{part}" is not XML: {error}'
        raise _refused(file, message, Fault.BROKEN_FILE) from error
    yield


def _connect(parser: expat.XMLParserType, handler: Handler, file: str, part: str) -> None:
    local = _Names(file, part)
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise _refused(file, f'the tags of the part "{part}" are nested too deeply')
        handler.start(local[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local[name])

    def declaration(*_: object) -> int:
        raise _refused(file, f'the part "{part}" declares a document type or an entity')

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = declaration
    parser.EntityDeclHandler = declaration
    parser.ExternalEntityRefHandler = declaration


class _Names(dict[str, str]):
    """Names without their namespaces, worked out once each."""

    def __init__(self, file: str, part: str) -> None:
        super().__init__()
        self.file = file
        self.part = part

    def __missing__(self, name: str) -> str:
        if len(self) > 10_000:
            raise _refused(self.file, f'the part "{self.part}" has too many kinds of tags')
        self[name] = name.rpartition("|")[2]
        return self[name]


def _refused(file: str, message: str, rule: Fault = Fault.HOSTILE_XML) -> Refused:
    hint = (
        "do not use this file; ask for another"
        if rule == Fault.HOSTILE_XML
        else "download it again"
    )
    return Refused(Finding(file, 0, rule, message, hint))

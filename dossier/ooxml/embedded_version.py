"""What an exported Word file carries of itself: the version that it was exported from.

Only what stands in the file is carried, so it holds nothing that its readers may not read: no
heads of blocks, no paths, no remarks, and of words that a registry gave not which one. With it an
edit is known by comparing, whoever made it and in whatever program.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from dossier.model import document as model
from dossier.model.document import Block, Document, Figure, Inline, Note, Text
from dossier.model.registry import AUDIENCES
from dossier.model.walk import rebuilt
from dossier.ooxml.typecheck import shaped

FORM = 1
"""Raised when the form changes, so that older files are known."""

_LEFT = {
    "Block": ("rests_on", "file", "line", "follows_up", "allow", "lines", "summary", "themes",
              "tags", "conditions", "section"),
    "Document": ("logos",),
}  # fmt: skip
"""Fields that are not carried, by class; nor are lines."""


@dataclass(frozen=True, slots=True)
class EmbeddedVersion:
    """The export: which document of which dossier, for whom, and its text as it was.

    `summaries` are the blocks that stand in it by their summary.
    """

    dossier: str
    id: str
    kind: str
    audience: str
    status: str
    document: Document
    summaries: tuple[str, ...] = ()


class UnreadableVersion(ValueError):
    """What a file carries cannot be read; `newer` where a later program wrote it."""

    def __init__(self, message: str, newer: bool = False) -> None:
        super().__init__(message)
        self.newer = newer


def encode(embedded: EmbeddedVersion) -> str:
    """Return the export as JSON, the same text for the same export."""
    document = replace(embedded.document, sections=_bare(embedded.document))
    head = {
        name: getattr(embedded, name) for name in ("dossier", "id", "kind", "audience", "status")
    }
    said = {"form": FORM, **head, "document": _coded(document)}
    if embedded.summaries:
        said["summaries"] = list(embedded.summaries)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> EmbeddedVersion:
    """Return the export that `text` is. Raises `UnreadableVersion` for anything else."""
    try:
        said = json.loads(text)
        if said["form"] > FORM:
            raise UnreadableVersion("a later version of the program exported it", newer=True)
        document = _decoded(said.pop("document"))
        if not shaped(document, Document):
            raise UnreadableVersion("it holds no document")
        if said["audience"] not in AUDIENCES:
            raise UnreadableVersion("its audience is unknown")
        said.pop("form")
        short = tuple(str(each) for each in said.pop("summaries", ()))
        names = {key: str(value) for key, value in said.items()}
        return EmbeddedVersion(**names, document=document, summaries=short)
    except UnreadableVersion:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableVersion(f"it cannot be read ({error})") from error


def bare(document: Document) -> Document:
    """Return a document as it is carried, for one that was never exported."""
    return replace(document, sections=_bare(document))


def _bare(document: Document) -> tuple[model.Section, ...]:
    """Return the sections without what tells more than the page does."""

    def change(inline: Inline) -> Inline:
        match inline:
            case Text() if inline.origin:
                return Text(inline.text, plain_origin(inline.origin))
            case model.Reference() if inline.origin:
                return replace(inline, origin=plain_origin(inline.origin))
            case Note():
                return replace(inline, origin=tuple(map(plain_origin, inline.origin)))
        return inline

    def node(each: model.Node) -> model.Node:
        return replace(each, path="") if isinstance(each, Figure) else rebuilt(each, change)

    def block(each: Block) -> Block:
        return replace(each, content=tuple(map(node, each.content)))

    return tuple(
        replace(section, blocks=tuple(map(block, section.blocks))) for section in document.sections
    )


def plain_origin(origin: str) -> str:
    """Return an origin that does not say what was asked: a citation, or something made.

    >>> plain_origin("person:3"), plain_origin("cite:1")
    ('made:3', 'cite:1')
    """
    kind, _, number = origin.partition(":")
    return origin if kind in ("", "cite", "apart") else f"made:{number}"


@cache
def _fields(name: str) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class that are carried, and their defaults."""
    made = getattr(model, name)
    left = (*_LEFT.get(name, ()), "line")
    every = (each for each in dataclasses.fields(made) if each.name not in left)
    return tuple((each.name, each.default) for each in every)


def _coded(value: object) -> Any:
    """Return a value as JSON: a class by its name with its fields, of which the last may lack."""
    if isinstance(value, tuple):
        return [_coded(each) for each in value]
    if isinstance(value, Mapping):
        return {"Mapping": [[key, each] for key, each in sorted(value.items())]}
    if isinstance(value, date):
        return {"date": [value.isoformat()]}
    if not dataclasses.is_dataclass(value):
        return value
    name = type(value).__name__
    fields = _fields(name)
    said = [getattr(value, each) for each, _ in fields]
    while said and said[-1] == fields[len(said) - 1][1]:
        said.pop()
    return {name: [_coded(each) for each in said]}


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decoded(each) for each in value)
    if not isinstance(value, dict):
        return value
    ((name, said),) = value.items()
    if name == "Mapping":
        return dict(said)
    if name == "date":
        return date.fromisoformat(said[0])
    if name not in _CLASSES:
        raise UnreadableVersion(f'it holds an unknown thing "{name[:40]}"')
    names = [each for each, _ in _fields(name)]
    return getattr(model, name)(**dict(zip(names, map(_decoded, said), strict=False)))


_CLASSES = frozenset(
    name
    for name, each in vars(model).items()
    if dataclasses.is_dataclass(each) and each.__module__ == model.__name__
)

"""Form 1 of the version in a Word file, said in form 2.

It coded a class as an object with one key, its name, and its fields in order, of which the last
ones could lack. The order is that of the classes on the day when form 2 came; nothing here
follows the classes of today. Authors have files of this form, so it stays readable.
"""

from __future__ import annotations

from typing import Any

_FIELDS: dict[str, tuple[str, ...]] = {
    "Ask": ("kind", "id", "words", "capital"),
    "Block": ("id", "kind", "content", "title"),
    "Break": (),
    "BulletList": ("items",),
    "Cell": ("content", "id"),
    "Citation": ("cites", "origin"),
    "Cite": ("key", "places", "before", "after"),
    "Conditions": ("audience", "only", "never"),
    "CoverLine": ("label", "content"),
    "Document": (
        "title", "procedure", "language", "cover", "sections", "running_head", "settings",
        "properties", "above",
    ),
    "Emphasis": ("content",),
    "Figure": ("path", "alternative", "caption", "width"),
    "Heading": ("level", "content", "id"),
    "Item": ("content",),
    "Link": ("address", "content"),
    "Mark": ("content",),
    "Note": ("id", "content", "origin"),
    "NoteAgain": ("id",),
    "NumberedList": ("start", "items"),
    "Paragraph": ("content", "id"),
    "Phrase": ("content", "conditions", "otherwise"),
    "Properties": ("author", "subject", "keywords", "date"),
    "Quote": ("content",),
    "Reference": ("kind", "target", "lead", "origin"),
    "Row": ("cells",),
    "Section": ("id", "title", "blocks", "style"),
    "Settings": ("section_number", "paragraphs", "notes", "paper", "styles"),
    "Strong": ("content",),
    "Table": ("alignment", "head", "rows"),
    "Text": ("text", "origin"),
}  # fmt: skip

_UNTAGGED = frozenset(
    {"Block", "Cell", "Cite", "Conditions", "CoverLine", "Document", "Item", "Properties", "Row",
     "Section", "Settings"}
)  # fmt: skip
"""Classes that stand where no other can, so that form 2 does not name them."""


def in_form_2(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a version of form 1 says, in form 2. Raises `ValueError` where it is none."""
    return {key: _named(value) for key, value in said.items()}


def _named(value: Any) -> Any:
    if isinstance(value, list):
        return [_named(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        raise ValueError("it holds a thing without a name")
    ((name, fields),) = value.items()
    if not isinstance(fields, list) or len(fields) > len(_FIELDS.get(name, fields)):
        raise ValueError(f'it holds an odd thing "{name[:40]}"')
    if name == "Mapping":
        return dict(fields)
    if name == "date":
        return fields[0]
    if name not in _FIELDS:
        raise ValueError(f'it holds an unknown thing "{name[:40]}"')
    found = {} if name in _UNTAGGED else {"type": name}
    for field, each in zip(_FIELDS[name], fields, strict=False):
        found[field] = _origin(each) if field == "origin" else _named(each)
    return found


def _origin(said: Any) -> Any:
    """Return an origin such as "made:2", or several of a note; "" was that of an author."""
    if isinstance(said, list):
        return [_origin(each) for each in said]
    if not said:
        return None
    kind, _, number = str(said).partition(":")
    return {"kind": kind, "number": int(number)}

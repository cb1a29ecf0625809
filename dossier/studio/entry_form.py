"""The form of an entry, made from the shape of its registry: fields with what they hold.

Values of a form are texts, lists and mappings as in the file, in one way each: words are texts by
language, lists are lists. What the form does not show stays in the entry as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier.interchange.registry_edit.registry_files import CITED, named, recommendation_id
from dossier.interchange.registry_edit.source_values import in_yaml
from dossier.interchange.registry_edit.yaml_text import Plain, filled
from dossier.model.frozen import frozen
from dossier.readers.drafts.dates_in_words import iso
from dossier.readers.registries.called_instruments import instrument_called
from dossier.readers.registries.instruments import categories
from dossier.readers.registries.shapes import shapes
from dossier.readers.yaml_keys import Key, Shape
from dossier.studio.field_words import field_words, source_type, words_of

_SEVERAL_LINES = ("note", "abstract")
"""Texts whose lines count."""


@frozen
class FormField:
    """A field: its key and kind as the shape has them, its words, and the fields inside it.

    `choices` are values with labels, `picks` is the registry that is chosen from. `folded` fields
    are under "More fields" while they are empty.
    """

    key: str
    path: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    long: bool = False
    wide: bool = False
    folded: bool = False
    picks: str = ""
    item: str = "entry"
    fields: tuple[FormField, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the field for the page that draws it."""
        names = ("key", "path", "kind", "label", "help", "required", "choices", "long", "wide",
                 "folded", "picks", "item")  # fmt: skip
        return {name: getattr(self, name) for name in names} | {
            "fields": [each.as_json() for each in self.fields]
        }


def form_of(registry: str) -> tuple[FormField, ...]:
    """Return the fields of a registry's entries, in the order of the form."""
    shape = shapes()[registry]
    order = {name: at for at, name in enumerate(field_words()["fields"][registry])}
    known = sorted(shape, key=lambda each: order.get(each, len(order)))
    return tuple(_field(registry, shape[name], name) for name in known)


def shown_by_kind() -> Mapping[str, Sequence[str]]:
    """Return the fields of sources that are shown first, by CSL's type ("usual": all others)."""
    kinds: dict[str, list[str]] = dict(field_words()["kinds"])
    always = kinds.pop("always")
    return {kind: (*names, *always) for kind, names in kinds.items()}


def form_values(registry: str, values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return what an entry holds as its form has it."""
    held = named(values) if registry == "sources" else dict(values)
    shape = shapes()[registry]
    return {name: _shown(shape.get(name), each) for name, each in held.items()}


def id_of(registry: str, id_: str, new: str, values: Mapping[str, Plain]) -> str:
    """Return the id that an entry gets, which had `id_` and is to be called `new`; "" for none."""
    if registry == "recommendations":
        return recommendation_id(values)
    return instrument_called(new) if registry == "treaties" and new != id_ else new or id_


def entry_values(
    registry: str, before: Mapping[str, Plain], asked: Mapping[str, Any]
) -> dict[str, Plain]:
    """Return what an entry holds when its form says `asked`; `before` is what it held.

    What a form leaves as it was stays as it was typed, and so does what no form shows.
    """
    shape = shapes()[registry]
    shown = form_values(registry, before)
    spelled = {next(iter(named({name: ""}))): name for name in before}
    if registry != "sources":
        spelled = {name: name for name in before}
    whole: dict[str, Plain] = {name: each for name, each in before.items() if name not in CITED}
    for name, key in shape.items():
        if name not in asked:
            continue
        new = _typed(name, key, filled(asked[name]))
        there = spelled.get(name, name)
        if new == _typed(name, key, filled(shown.get(name, ""))):
            continue
        whole.pop(there, None)
        if new:
            whole[there] = new
    return whole


def _field(registry: str, key: Key, path: str) -> FormField:
    words = words_of(registry, path)
    name = path.rpartition(".")[2]
    kind = "long" if name in _SEVERAL_LINES else key.kind
    return FormField(
        key=name,
        path=path,
        kind="choice" if key.choices else kind,
        label=str(words["label"]),
        help=str(words.get("help", "")),
        required=key.needed == "needed" or bool(words.get("required")),
        choices=tuple(_choices(registry, path, key, words.get("choices", {}))),
        long=bool(words.get("long")),
        wide=bool(words.get("wide")),
        folded=bool(words.get("more")),
        picks=str(words.get("picks", "")),
        item=str(words.get("item", "entry")),
        fields=tuple(_inner(registry, key.shape or {}, path)),
    )


def _inner(registry: str, shape: Shape, path: str) -> Iterator[FormField]:
    for name, key in shape.items():
        yield _field(registry, key, f"{path}.{name}")


def _choices(
    registry: str, path: str, key: Key, labels: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each choice with its label; those of categories and types have labels elsewhere."""
    if registry == "sources" and path == "type":
        usual = [each for each in field_words()["usual_types"] if each in key.choices]
        others = sorted({*key.choices} - {*usual}, key=lambda each: source_type(each).casefold())
        yield from ((each, source_type(each)) for each in (*usual, *others))
        return
    for each in key.choices:
        if path == "category":
            yield each, str(categories().get(each, {}).get("en", each))
        else:
            yield each, str(labels.get(each, each))


def _shown(key: Key | None, value: Plain) -> Plain:
    """Return a value as its form has it."""
    match (key.kind if key else "any"), value:
        case "words", str():
            return {"": value}
        case "texts", str():
            return [value]
        case "cites", list():
            return "; ".join(each if "@" in each else f"@{each}" for each in map(str, value))
        case "day", list() | dict():
            return _date(value)
        case (("text" | "address" | "number" | "date"), list() | dict()):
            return json.dumps(value, ensure_ascii=False)
        case "list", list():
            shape = (key.shape if key else None) or {}
            return [_inside(shape, each) for each in value]
        case "list", str() | dict():
            shape = (key.shape if key else None) or {}
            return [_inside(shape, value)]
        case "keys", dict():
            return _inside((key.shape if key else None) or {}, value)
    return value


def _inside(shape: Shape, value: Plain) -> Plain:
    if isinstance(value, str):
        return {"literal": value} if "literal" in shape else {next(iter(shape)): value}
    if isinstance(value, dict):
        return {name: _shown(shape.get(name), each) for name, each in value.items()}
    return value


def _date(value: Plain) -> str:
    """Return a date of CSL as one line, or its parts where they are no date."""
    found = in_yaml("issued", value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def _typed(name: str, key: Key, value: Plain) -> Plain:
    """Return a value of a form as it is written: spaces are single, words for all a plain text."""
    if isinstance(value, str) and key.kind in ("day", "date"):
        said = " ".join(value.split())
        return iso(said) or said
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return lines.strip() if name in _SEVERAL_LINES else " ".join(lines.split())
    if isinstance(value, list):
        if key.shape:
            return [_typed_keys(key.shape, each) for each in value]
        return [_typed(name, Key(), each) for each in value]
    if key.kind == "words" and set(value) == {""}:
        return _typed(name, Key(), value[""])
    return _typed_keys(key.shape or {}, value)


def _typed_keys(shape: Shape, value: Plain) -> Plain:
    if not isinstance(value, dict):
        return _typed("", Key(), value)
    return {name: _typed(name, shape.get(name, Key()), each) for name, each in value.items()}

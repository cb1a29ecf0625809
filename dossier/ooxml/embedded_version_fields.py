"""Code a document as JSON by the names of its fields, and read such JSON strictly.

Nothing is guessed: an unknown field, a field that lacks, a value of another type are errors. Fields
that do not leave the dossier have no name here: they are neither written nor read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from dossier.model.document import Block, Document, Inline, Node

if TYPE_CHECKING:
    from cattrs import Converter

CodedT = TypeVar("CodedT")

TAG = "type"
"""Says of which class a thing is where it may be of several."""

_TAGGED = {each.__name__: each for union in (Inline, Node) for each in get_args(union)}
_WRITTEN = {
    Block: frozenset({"id", "kind", "content", "title"}),
    Document: frozenset(each.name for each in dataclasses.fields(Document)) - {"logos"},
}
"""The only fields of these classes that are written; a field that is new is not among them."""


def coded(value: object) -> dict[str, Any]:
    """Return a value as JSON; fields with their usual value are left out."""
    said: dict[str, Any] = _converter().unstructure(value)
    return said


def decoded(said: object, kind: type[CodedT]) -> CodedT:
    """Return the value of a kind that `said` is. Raises `ValueError` where it is none."""
    from cattrs.errors import CattrsError

    try:
        return _converter().structure(said, kind)
    except (CattrsError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

    made = Converter(detailed_validation=False)

    def reader(kind: type) -> Callable[..., Any]:
        return make_dict_structure_fn(
            kind, made, _cattrs_forbid_extra_keys=True, **_unwritten(kind)
        )

    def writer(kind: type) -> Callable[..., Any]:
        return make_dict_unstructure_fn(
            kind, made, _cattrs_omit_if_default=True, **_unwritten(kind)
        )

    made.register_structure_hook_factory(dataclasses.is_dataclass, reader)
    made.register_unstructure_hook_factory(dataclasses.is_dataclass, writer)
    _plain_values(made)
    _tuples(made)
    _unions(made)
    return made


def _unwritten(kind: type) -> dict[str, Any]:
    """Return what tells cattrs to leave out fields that do not leave the dossier, and lines."""
    from cattrs.gen import override

    names = {each.name for each in dataclasses.fields(kind)}
    left = (names - _WRITTEN.get(kind, names)) | (names & {"line", "repeated"})
    return {name: override(omit=True) for name in left}


def _plain_values(made: Converter) -> None:
    """Words, numbers and dates are what they are: cattrs alone would make words of numbers."""

    def exact(value: Any, kind: type) -> Any:
        if issubclass(kind, Enum):
            return kind(value)
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    for kind in (str, int, bool):
        made.register_structure_hook(kind, exact)
    made.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    made.register_unstructure_hook(date, date.isoformat)


def _tuples(made: Converter) -> None:
    """Only a list is a tuple: cattrs alone would take words for one, letter by letter."""

    def several(value: Any, kind: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is no list")
        inner = get_args(kind)
        kinds = inner[:1] * len(value) if inner[1:] == (Ellipsis,) else inner
        return tuple(made.structure(each, one) for each, one in zip(value, kinds, strict=True))

    made.register_structure_hook_func(_is_tuple, several)


def _is_tuple(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is tuple


def _unions(made: Converter) -> None:
    """What is one of several classes says which; which ones are known here is a closed list."""

    def read(value: Any, union: Any) -> Any:
        fields = dict(value)
        kind = _TAGGED.get(fields.pop(TAG))
        if kind is None or kind not in get_args(union):
            raise TypeError(f"{value[TAG]!r} cannot stand there")
        return made.structure(fields, kind)

    def write(value: Any) -> dict[str, Any]:
        return {TAG: type(value).__name__, **made.unstructure(value, type(value))}

    made.register_structure_hook_func(lambda kind: kind in (Inline, Node), read)
    made.register_unstructure_hook_func(lambda kind: kind in (Inline, Node), write)

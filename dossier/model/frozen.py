"""Frozen values that cost little to define.

The standard `dataclass` compiles six functions for each class as its module is imported, and a
command needs hundreds of classes but makes values of few. Here nothing is compiled before the first
value is made, and then `__init__` alone. In all else, `dataclasses.fields` and `replace` among it,
a class is what `dataclass(frozen=True, slots=True)` makes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, field
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform, overload

from dossier.model.kept_code import kept_code

_T = TypeVar("_T")


@overload
def frozen(kind: type[_T], /) -> type[_T]: ...


@overload
def frozen(*, eq: bool = ..., repr: bool = ...) -> Callable[[type[_T]], type[_T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: Any = None, /, *, eq: bool = True, repr: bool = True) -> Any:  # noqa: A002
    """Make a class one of frozen values with slots.

    With `eq=False` a value is equal to itself alone; with `repr=False` the class says how it is
    shown.

    >>> from dataclasses import replace
    >>> @frozen
    ... class Place:
    ...     name: str
    ...     line: int = field(default=0, compare=False)
    >>> replace(Place("a.md"), line=3)
    Place(name='a.md', line=3)
    >>> Place("a.md", 1) == Place("a.md", 2) != Place("b.md", 2)
    True
    """

    def made(kind: type[Any]) -> type[Any]:
        return _frozen(kind, eq=eq, repr=repr)

    return made if kind is None else made(kind)


def _frozen(kind: type[Any], *, eq: bool, repr: bool) -> type[Any]:  # noqa: A002
    kind.__doc__ = kind.__doc__ or kind.__name__  # `dataclass` would make one of the signature
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    fields = dataclasses.fields(made)
    methods = {**_unchangeable(), **_pickled(made, fields)}
    if eq:
        methods |= _compared(fields)
    if repr:
        methods |= _shown([each.name for each in fields if each.repr])
    for name, method in methods.items():
        if not _defined(kind, name):
            setattr(made, name, method)
    made.__init__ = _init_when_needed(made, fields)
    return made


def _defined(kind: type[Any], name: str) -> bool:
    """Whether a class itself says how `name` works; Python sets `__hash__` to None for `__eq__`."""
    return kind.__dict__.get(name) is not None


def _unchangeable() -> dict[str, Callable[..., Any]]:
    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: ARG001, N807
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: object, name: str) -> None:  # noqa: ARG001, N807
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


def _pickled(kind: type[Any], fields: Sequence[Field[Any]]) -> dict[str, Callable[..., Any]]:
    """Return how values are pickled: by the values of their fields, without making them anew."""
    values = _values([each.name for each in fields])
    setters = [getattr(kind, each.name).__set__ for each in fields]

    def __getstate__(self: object) -> tuple[object, ...]:  # noqa: N807
        return values(self)

    def __setstate__(self: object, state: Sequence[object]) -> None:  # noqa: N807
        for set_, value in zip(setters, state, strict=True):
            set_(self, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}


def _compared(fields: Sequence[Field[Any]]) -> dict[str, Callable[..., Any]]:
    compared = _values([each.name for each in fields if each.compare])
    hashed = _values(
        [each.name for each in fields if (each.compare if each.hash is None else each.hash)]
    )

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(hashed(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _shown(names: Sequence[str]) -> dict[str, Callable[..., Any]]:
    @recursive_repr()
    def __repr__(self: object) -> str:  # noqa: N807
        told = ", ".join(f"{each}={getattr(self, each)!r}" for each in names)
        return f"{self.__class__.__qualname__}({told})"

    return {"__repr__": __repr__}


def _values(names: Sequence[str]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gives the values of fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, each) for each in names)


def _init_when_needed(kind: type[Any], fields: Sequence[Field[Any]]) -> Callable[..., None]:
    """Return an `__init__` that puts the compiled one in its own place, and calls it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        kind.__init__ = _compiled_init(kind, fields)
        kind.__init__(self, *values, **named)

    return __init__


def _compiled_init(kind: type[Any], fields: Sequence[Field[Any]]) -> Callable[..., None]:
    """Return the `__init__` that sets each field by its slot."""
    known: dict[str, Any] = {"_absent": MISSING}
    parameters, lines = ["self"], []
    for each in fields:
        name = each.name
        known[f"_set_{name}"] = getattr(kind, name).__set__
        parameters.append(name)
        value = name
        if each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            parameters[-1] = f"{name}=_default_{name}"
        elif each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            parameters[-1] = f"{name}=_absent"
            value = f"_make_{name}() if {name} is _absent else {name}"
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])
    named = f"<{kind.__qualname__}>"
    code = kept_code(named, source, lambda: compile(source, named, "exec"), lambda _: True)
    exec(code, known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made

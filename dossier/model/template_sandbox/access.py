"""What templates may read: attributes of plain values, and the methods that are listed here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.utils import Cycler, Joiner, Namespace

OURS: Mapping[str, frozenset[str]] = {
    "Edition": frozenset(
        {"section_label", "section_title", "paragraph_label", "recommendation_label",
         "reference_label", "reference_space", "heading_level"}
    ),
    "Language": frozenset({"cardinal", "long_date", "ordinal", "ordinal_word"}),
    "Count": frozenset({"number"}),
    "Numbers": frozenset({"sign", "place_name"}),
}  # fmt: skip
"""The methods of the program's own values that templates may call, by the value's class."""

METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        {"capitalize", "count", "endswith", "find", "format", "format_map", "isdigit", "lower",
         "lstrip", "removeprefix", "removesuffix", "rstrip", "split", "startswith", "strip",
         "title", "upper"}
    ),
    Mapping: frozenset({"get", "items", "keys", "values"}),
    date: frozenset({"isoformat"}),
    LoopContext: frozenset({"changed", "cycle"}),
    Cycler: frozenset({"next", "reset"}),
}  # fmt: skip
"""The methods of other values that templates may call."""

_READABLE = (LoopContext, TemplateModule, TemplateReference, BlockReference, Namespace, Cycler)
_DATES = frozenset({"year", "month", "day", "hour", "minute"})
_MAKERS = (dict, Namespace, Cycler, Joiner)
_CALLED = (FunctionType, MethodType, BuiltinMethodType, Macro, BlockReference, LoopContext, Joiner)


def may_read(value: object, name: str, found: object) -> bool:
    """Whether templates may read `found`, the attribute `name` of `value`."""
    if name.startswith("_"):
        return False
    kind = type(value)
    if isinstance(value, TemplateModule | TemplateReference | Namespace):
        return True
    if callable(found):
        return _is_listed(value, name)
    if kind.__module__.startswith("dossier.") or isinstance(value, _READABLE):
        return True
    if isinstance(value, date):
        return name in _DATES
    return isinstance(value, tuple) and name in getattr(kind, "_fields", ())


def _is_listed(value: object, name: str) -> bool:
    kind = type(value)
    if kind.__module__.startswith("dossier.") and name in OURS.get(kind.__name__, ()):
        return True
    return any(isinstance(value, each) and name in names for each, names in METHODS.items())


def may_call(value: Any) -> bool:
    """Whether templates may call what they hold: functions, macros, and what makes plain values."""
    if isinstance(value, type):
        return value in _MAKERS
    return isinstance(value, (*_CALLED, Undefined))  # what is undefined says so itself

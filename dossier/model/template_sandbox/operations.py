"""Operators and formats of templates, with their results bounded before they are made."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from numbers import Number
from string import Formatter
from typing import Any, Protocol

from dossier.model.template_sandbox.meter import (
    BITS,
    Meter,
    OutOfBounds,
    check_items,
    check_printable,
    check_text,
)

WIDTH = 10_000
"""The largest width or precision of a format."""

_PERCENT = re.compile(r"%(?:\((?P<name>[^)]*)\))?[-#0 +]*(?P<width>\*|\d+)?(?:\.(?P<fine>\*|\d+))?")
_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "**": operator.pow,
    "%": operator.mod,
}


class Access(Protocol):
    """What a format needs of its environment: attributes and items as templates may read them."""

    meter: Meter

    def getattr(self, obj: Any, attribute: str) -> Any: ...

    def getitem(self, obj: Any, argument: Any) -> Any: ...


def operate(meter: Meter, sign: str, left: Any, right: Any) -> Any:
    """Return `left` `sign` `right`. Raises `OutOfBounds` before anything large is made."""
    meter.charge(1)
    match sign:
        case "+":
            _check_sum(meter, left, right)
        case "*":
            _check_product(meter, left, right)
        case "**":
            _check_power(left, right)
        case "%" if isinstance(left, str):
            _check_percent(meter, left, right)
    result = _OPERATORS[sign](left, right)
    _check_number(result)
    if isinstance(result, str):
        meter.write(len(result))
    return result


def _check_sum(meter: Meter, left: Any, right: Any) -> None:
    if isinstance(left, str) and isinstance(right, str):
        check_text(len(left) + len(right))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        check_items(len(left) + len(right))
        meter.charge((len(left) + len(right)) // 2)


def _check_product(meter: Meter, left: Any, right: Any) -> None:
    for what, times in ((left, right), (right, left)):
        if isinstance(what, str) and isinstance(times, int):
            check_text(len(what) * times)
        elif isinstance(what, list | tuple) and isinstance(times, int):
            check_items(len(what) * times)
            meter.charge(len(what) * max(times, 0) // 2)


def _check_power(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > BITS:
        raise OutOfBounds(f"a number would have more than {BITS} bits")


def _check_number(value: Any) -> None:
    if isinstance(value, int) and value.bit_length() > BITS:
        raise OutOfBounds(f"a number would have more than {BITS} bits")


def _check_percent(meter: Meter, pattern: str, given: Any) -> None:
    """Check the widths of a pattern with `%`, and the length of what it could make."""
    letters, places, widths = meter.weigh(given), 0, 0
    check_printable(given)
    for found in _PERCENT.finditer(pattern):
        places += 1
        for size in (found["width"], found["fine"]):
            widths += _width(size or "0")
    check_text(len(pattern) + widths + places * letters)


def _width(size: str) -> int:
    if size == "*" or len(size) > len(str(WIDTH)) or int(size) > WIDTH:
        raise OutOfBounds(f"a format is wider than {WIDTH:,} letters")
    return int(size)


class BoundedFormatter(Formatter):
    """Fills a pattern with `{}` from what templates may read, within the bounds."""

    def __init__(self, access: Access, escape: Callable[[Any], str] | None) -> None:
        self.access = access
        self.escape = escape

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        """Return the value that a field such as `0.title[1]` names."""
        first, *rest = re.split(r"(?=[.\[])", field_name)
        found = self.get_value(int(first) if first.isdigit() else first, args, kwargs)
        for step in rest:
            if step.startswith("."):
                found = self.access.getattr(found, step[1:])
            else:
                name = step[1:].removesuffix("]")
                found = self.access.getitem(found, int(name) if name.isdigit() else name)
        return found, first

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Return `value`, or its words where `!s` and the like ask for them."""
        self.access.meter.weigh(value)
        check_printable(value)
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Return `value` in its format. Raises `OutOfBounds` where that is too wide."""
        self.access.meter.weigh(value)
        check_printable(value)
        for size in re.findall(r"\d+", format_spec):
            _width(size)
        made = self._formatted(value, format_spec)
        self.access.meter.write(len(made))
        check_text(len(made))
        return made

    def _formatted(self, value: Any, format_spec: str) -> str:
        if self.escape is None:
            return str(super().format_field(value, format_spec))
        if hasattr(value, "__html_format__"):
            return self.escape(value.__html_format__(format_spec))
        if hasattr(value, "__html__") and not format_spec:
            return self.escape(value)
        return self.escape(super().format_field(value, format_spec))


def is_plain_number(value: Any) -> bool:
    """Whether `value` is a number, with which a sum may begin."""
    return isinstance(value, Number)

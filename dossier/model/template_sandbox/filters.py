"""Jinja2's filters and tests within bounds: what goes in is counted, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from functools import wraps
from typing import Any

from jinja2 import pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.tests import TESTS
from jinja2.utils import _PassArg
from markupsafe import Markup, soft_str

from dossier.model.template_sandbox.meter import (
    ITEMS,
    Meter,
    OutOfBounds,
    check_items,
    check_printable,
    check_text,
)
from dossier.model.template_sandbox.operations import Access, is_plain_number, operate

_LAZY = ("map", "reject", "rejectattr", "select", "selectattr")
_OF_VALUES = (
    "abs", "batch", "count", "d", "default", "dictsort", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "max", "min", "reverse", "round", "slice", "sort", "unique",
)  # fmt: skip
_OF_TEXTS = (
    "capitalize", "center", "e", "escape", "filesizeformat", "forceescape", "indent", "join",
    "lower", "replace", "safe", "string", "striptags", "title", "tojson", "trim", "truncate",
    "upper", "urlencode", "urlize", "wordcount", "wordwrap", "xmlattr",
)  # fmt: skip
_SLOW = ("striptags", "title", "truncate", "urlize", "wordcount", "wordwrap")
_SLOW_TEXT = 100_000
_PRECISION = 100
_ITEM = 10

_Call = Callable[..., Any]
_TESTS: Mapping[str, Any] = TESTS


def bounded_filters(access: Access) -> dict[str, _Call]:
    """Return the filters that templates may use, without those of an environment's own."""
    made = {name: _lazy(FILTERS[name], access) for name in _LAZY}
    made |= {name: _of_values(name, FILTERS[name], access) for name in _OF_VALUES}
    made |= {name: _of_texts(name, FILTERS[name], access) for name in _OF_TEXTS}
    made |= {"attr": _attribute, "format": _format(access), "sum": _sum(access)}
    return made | {"join": _join(made["join"]), "_counted": _counted(access)}


def bounded_tests(access: Access) -> dict[str, _Call]:
    """Return Jinja2's tests, with what they compare counted."""
    return {name: _test(test, access) for name, test in _TESTS.items()}


def bounded_range(*given: int) -> range:
    """Return a range of at most `ITEMS` numbers."""
    made = range(*given)
    if len(made[: ITEMS + 1]) > ITEMS:
        raise OutOfBounds(f"a range would have more than {ITEMS:,} numbers")
    return made


def own(function: _Call, access: Access) -> _Call:
    """Return a filter of the program's own that is counted."""
    first = 1 if _PassArg.from_obj(function) else 0

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        values = [*given[first:], *named.values()]
        meter = access.meter
        meter.charge(10)
        for each in values:
            meter.weigh(each)
        return function(*given, **named)

    return call


def _lazy(function: _Call, access: Access) -> _Call:
    """Return a filter that gives one item at a time; each is counted when it is taken."""
    first = 1 if _PassArg.from_obj(function) else 0

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        before, (value, *rest) = given[:first], given[first:]
        return function(*before, access.meter.counted(value or (), _ITEM), *rest, **named)

    return call


def _of_values(name: str, function: _Call, access: Access) -> _Call:
    first = 1 if _PassArg.from_obj(function) else 0

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        before, (value, *rest) = given[:first], given[first:]
        value = _whole(value, access.meter)
        for each in (value, *rest, *named.values()):
            access.meter.weigh(each)
        if name in ("batch", "slice"):
            check_items(max(_numbers(rest, named), default=0))
        if name == "round" and any(each > _PRECISION for each in _numbers(rest, named)):
            raise OutOfBounds(f"a precision is larger than {_PRECISION}")
        return function(*before, value, *rest, **named)

    return call


def _of_texts(name: str, function: _Call, access: Access) -> _Call:
    """Return a filter that makes a text, bounded by the largest that it could make."""
    first = 1 if _PassArg.from_obj(function) else 0

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        before, (value, *rest) = given[:first], given[first:]
        meter = access.meter
        value = _whole(value, meter)
        others = (*rest, *named.values())
        letters = meter.weigh(value) + (len(value) if isinstance(value, Sized) else 1)
        check_printable(value)
        if name in _SLOW:
            check_slow(letters)
        each = sum(_numbers(rest, named)) + sum(meter.weigh(other) for other in others)
        check_text(letters * (each + 1) if each else letters)
        result = function(*before, value, *rest, **named)
        meter.write(len(result) if isinstance(result, str) else 0)
        return result

    return call


def check_slow(letters: int) -> None:
    """Raise `OutOfBounds` where a text is too long for what takes more than one pass over it."""
    if letters > _SLOW_TEXT:
        raise OutOfBounds(f"a text has more than {_SLOW_TEXT:,} letters")


def _numbers(rest: list[Any], named: Mapping[str, Any]) -> list[int]:
    return [abs(each) for each in (*rest, *named.values()) if isinstance(each, int)]


def _whole(value: Any, meter: Meter) -> Any:
    """Return the items of something lazy as a list, anything else as it is."""
    return list(meter.counted(value)) if isinstance(value, Iterator) else value


@pass_environment
def _attribute(environment: Any, value: Any, name: str) -> Any:
    """Stand in for `attr`: what an attribute holds, where templates may read it."""
    if not isinstance(name, str):
        raise SecurityError("the name of an attribute is a text")
    return environment.getattr(value, name)


def _format(access: Access) -> _Call:
    def call(value: Any, *given: Any, **named: Any) -> Any:
        if given and named:
            raise TypeError("a format takes values in their order or by name, not both")
        text = value if isinstance(value, Markup) else soft_str(value)
        return operate(access.meter, "%", text, named or given)

    return call


def _sum(access: Access) -> _Call:
    function = FILTERS["sum"]

    @wraps(function)
    def call(environment: Any, value: Any, attribute: Any = None, start: Any = 0) -> Any:
        if not is_plain_number(start):
            raise TypeError("a sum is of numbers")
        value = _whole(value, access.meter)
        access.meter.weigh(value)
        return function(environment, value, attribute, start)

    return call


def _join(function: _Call) -> _Call:
    """Return `join` with the attributes of items taken before they are counted."""

    @wraps(function)
    def call(context: Any, value: Any, by: Any = "", attribute: Any = None) -> Any:
        if attribute is not None:
            value = map(make_attrgetter(context.environment, attribute), value)
        return function(context, value, by)

    return call


def _counted(access: Access) -> _Call:
    """Return what stands before the items of a loop that takes only some of them."""

    def call(value: Any, steps: int) -> Iterator[Any]:
        return access.meter.counted(value, steps)

    return call


def _test(function: _Call, access: Access) -> _Call:
    first = 1 if _PassArg.from_obj(function) else 0

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        for each in given[first:]:
            access.meter.weigh(each)
        return function(*given, **named)

    return call

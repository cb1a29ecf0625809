"""Ways of counting that a web page makes itself: `@counter-style` (CSS Counter Styles, level 3).

A list that counts so gets a marker that says how, such as `({alphabetic а б в})` or `({decimal})`,
which is what `formats` reads. Ranges and negative numbers do not matter to lists of a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.frozen import frozen

_VALUE = re.compile(r"(?:^|(?<=[;\s]))list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_NAMED = re.compile(r"\{([^{} ]+)\}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SPECIAL = re.compile(r"[;'\"{}]")
_STEPS = 8
"""How many ways of counting may extend one another."""


@frozen
class CounterStyle:
    """A way of counting: how symbols make numbers, what it extends, what stands around them."""

    system: str = "symbolic"
    symbols: tuple[str, ...] = ()
    extends: str = ""
    prefix: str | None = None
    suffix: str | None = None


def counter_style(rule: Any) -> tuple[str, CounterStyle] | None:
    """Return the way of counting that a rule of a style sheet makes, with its name, or None."""
    import tinycss2

    if rule.type != "at-rule" or rule.lower_at_keyword != "counter-style" or not rule.content:
        return None
    name = next((each.value for each in rule.prelude if each.type == "ident"), "")
    said = {
        each.lower_name: each.value
        for each in tinycss2.parse_blocks_contents(rule.content)
        if each.type == "declaration"
    }
    system = [each.lower_value for each in said.get("system", ()) if each.type == "ident"]
    extends = system[1] if system[:1] == ["extends"] and system[1:] else ""
    around = {part: "".join(_texts(said[part])) for part in ("prefix", "suffix") if part in said}
    return name, CounterStyle(
        system=system[0] if system else "symbolic",
        symbols=tuple(_texts(said.get("symbols", ()))),
        extends=extends,
        prefix=around.get("prefix"),
        suffix=around.get("suffix"),
    )


def with_counter_styles(root: Any, styles: Mapping[str, CounterStyle]) -> None:
    """Write into each list how it counts, where the page itself says what that means."""
    for element in root.iter("ol", "ul", "li"):
        style = element.get("style") or ""
        found = _VALUE.search(style)
        marker = _marker(found[1], styles) if found else ""
        if found and marker:
            changed = f"list-style-type: {marker}"
            element.set("style", style[: found.start()] + changed + style[found.end() :])


def _marker(value: str, styles: Mapping[str, CounterStyle]) -> str:
    """Return the marker for a value of `list-style`, or nothing where no style of ours counts."""
    if any(each in styles for each in _NAMED.findall(value)):
        return _NAMED.sub(lambda found: f"{{{_whole(found[1], styles)[1]}}}", value)
    words = _QUOTED.sub(" ", value).split()
    name = next((each for each in words if each in styles), "")
    if not name:
        return ""
    before, counted, after = _whole(name, styles)
    return f"{before}{{{counted}}}{after}"


def _whole(name: str, styles: Mapping[str, CounterStyle]) -> tuple[str, str, str]:
    """Return what stands before a number, how it is counted, and what stands behind it."""
    before = after = None
    for _ in range(_STEPS):
        style = styles.get(name)
        if style is None:
            return before or "", name.lower(), ". " if after is None else after
        before = style.prefix if before is None else before
        after = style.suffix if after is None else after
        if not style.extends:
            counted = " ".join((style.system, *style.symbols))
            return before or "", counted, ". " if after is None else after
        name = style.extends
    return before or "", "decimal", after or ". "


def _texts(tokens: Any) -> Iterator[str]:
    for each in tokens:
        if each.type in ("string", "ident"):
            yield _SPECIAL.sub("", each.value)

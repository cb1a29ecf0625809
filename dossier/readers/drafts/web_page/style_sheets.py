"""Style sheets inside a web page: what they say of an element is written into its own style.

So whatever reads the style of an element knows what classes say too. Only declarations are read
that bear on what the words say: whether they count, how they look, how a list numbers its items.
A list that prints its numbers by a counter gets a marker with the format of that counter, such as
`({lower-latin})`. Nothing is fetched; rules for paper alone (`@media print`) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.readers.drafts.web_page.counter_styles import (
    CounterStyle,
    counter_style,
    with_counter_styles,
)

_READ = frozenset(
    {"display", "visibility", "mso-hide", "text-decoration", "vertical-align", "mso-text-raise",
     "font-variant-position", "font-weight", "font-style", "list-style-type", "content", "color",
     "background", "background-color", "opacity", "font-size", "font-family", "left", "top",
     "text-indent", "font"}
)  # fmt: skip
_LONG = {"text-decoration-line": "text-decoration", "list-style": "list-style-type"}
"""Names under which two properties are one for us."""
_SHOWN = ("", "all", "screen")


def with_style_sheets(root: Any) -> None:
    """Write into the style of each element what the sheets of its page say of it."""
    import cssselect2

    matcher = cssselect2.Matcher()
    counted: dict[str, CounterStyle] = {}
    for text in _sheets(root):
        for selectors, declarations in _rules(text, counted):
            for selector in _selectors(selectors):
                matcher.add_selector(selector, declarations)
    every = cssselect2.ElementWrapper.from_html_root(root).iter_subtree() if matcher.order else ()
    for element in every:
        found = sorted(matcher.match(element), key=lambda each: each[:2])
        if found:
            _write(element.etree_element, found)
    if counted:
        with_counter_styles(root, counted)


def _sheets(root: Any) -> Iterator[str]:
    for each in root.iter("style"):
        if (each.get("media") or "").strip().lower() in _SHOWN:
            yield each.text or ""


def _rules(
    text: str, counted: dict[str, CounterStyle]
) -> Iterator[tuple[Any, list[tuple[str, str, bool]]]]:
    """Yield the selectors of rules that say something of words, with what they say.

    `counted` fills with the ways of counting that the sheet makes.
    """
    import tinycss2

    sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    rules = [*sheet]
    while rules:
        rule = rules.pop(0)
        if rule.type == "qualified-rule":
            said = [*_declarations(rule.content)]
            if said:
                yield rule.prelude, said
        elif own := counter_style(rule):
            counted[own[0]] = own[1]
        elif _is_on_screen(rule):
            rules[:0] = tinycss2.parse_rule_list(rule.content, True, True)


def _is_on_screen(rule: Any) -> bool:
    """Whether a rule holds others that a screen shows."""
    import tinycss2

    if rule.type != "at-rule" or rule.lower_at_keyword != "media" or not rule.content:
        return False
    return tinycss2.serialize(rule.prelude).strip().lower() in _SHOWN


def _declarations(content: Any) -> Iterator[tuple[str, str, bool]]:
    """Yield the declarations that are read: name, value, and whether it is important."""
    import tinycss2

    for each in tinycss2.parse_blocks_contents(content):
        if each.type == "declaration":
            name = _LONG.get(each.lower_name, each.lower_name)
            if name in _READ:
                value = _marker(each.value) if name == "content" else tinycss2.serialize(each.value)
                yield name, value.strip(), each.important


def _selectors(prelude: Any) -> Sequence[Any]:
    import cssselect2

    try:
        return tuple(cssselect2.compile_selector_list(prelude))
    except cssselect2.SelectorError:
        return ()


def _marker(tokens: Sequence[Any]) -> str:
    """Return what `content` prints, with the formats of its counters: "({lower-latin})"."""
    said = ""
    for each in tokens:
        if each.type == "string":
            said += each.value
        elif each.type == "function" and each.lower_name in ("counter", "counters"):
            names = [one.lower_value for one in each.arguments if one.type == "ident"]
            said += f"{{{names[-1] if names[1:] else 'decimal'}}}"
    return " ".join(said.split())


def _write(element: Any, found: Sequence[Any]) -> None:
    """Write what sheets say into the style of an element, below what that says itself."""
    import tinycss2

    own = tinycss2.parse_blocks_contents(element.get("style") or "")
    direct = [each for each in own if each.type == "declaration"]
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    for _, _, pseudo, declarations in found:
        for name, value, weighty in declarations:
            if pseudo is None and name != "content":
                (important if weighty else plain)[name] = value
            elif pseudo in ("before", "marker") and name == "content" and value:
                important["list-style-type"] = value
    for each in direct:
        plain[_LONG.get(each.lower_name, each.lower_name)] = tinycss2.serialize(each.value).strip()
    style = {**plain, **important}
    element.set("style", "; ".join(f"{name}: {value}" for name, value in style.items()))

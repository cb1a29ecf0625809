"""What the style rules of an SVG fetch or set in motion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

_FETCHING = ("src", "image", "image-set", "-webkit-image-set", "cross-fade", "element")
_MOVING = ("animation", "transition", "offset")
_QUIET = ("media", "charset", "namespace")
_MOST_SHOWN = 60


def forbidden_in_style(text: str) -> Iterator[str]:
    r"""Yield what a style sheet fetches, and what moves by it, in words.

    The text is read as CSS is read, so that no escape and no remark hides anything.

    >>> [*forbidden_in_style("a { fill: \\75rl(https://a.example/b) } c { fill: url(#d) }")]
    ['the external address "https://a.example/b"']
    """
    import tinycss2

    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            yield "style rules that cannot be read"
            continue
        if rule.type == "at-rule":
            yield from _at_rule(rule)
        yield from _tokens(rule.prelude)
        yield from _tokens(rule.content or ())


def _at_rule(rule: Any) -> Iterator[str]:
    name = rule.lower_at_keyword
    if name == "import":
        yield "a style sheet that lies elsewhere (@import)"
    elif name.endswith("keyframes"):
        yield "an animation"
    elif name not in _QUIET:
        yield f"the style rule @{name}"


def _tokens(tokens: Iterable[Any]) -> Iterator[str]:
    """Yield what lists of tokens fetch or move, however deep in brackets."""
    tokens = [each for each in tokens if each.type not in ("whitespace", "comment")]
    for name, sign in pairwise(tokens):
        if name.type == "ident" and sign == ":" and _property(name.lower_value) in _MOVING:
            yield "an animation"
    for token in tokens:
        if token.type == "url":
            yield from _address(token.value)
        elif token.type == "function":
            yield from _function(token)
        elif token.type == "at-keyword":
            yield f"the style rule @{token.value}"
        yield from _tokens(getattr(token, "content", None) or ())


def _property(name: str) -> str:
    """Return the first word of a property, whoever's it is: `-webkit-animation-name` moves too."""
    return re.sub(r"^-[a-z]+-", "", name).partition("-")[0]


def _function(token: Any) -> Iterator[str]:
    name = token.lower_name
    if name == "url":
        yield from _address(
            "".join(each.value for each in token.arguments if each.type == "string")
        )
    elif name in _FETCHING:
        yield f"the style function {name}()"
    yield from _tokens(token.arguments)


def _address(address: str) -> Iterator[str]:
    if not address.strip().startswith("#"):
        yield f'the external address "{address.strip()[:_MOST_SHOWN]}"'

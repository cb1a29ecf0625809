"""What YAML takes otherwise than a person means it: curly quotation marks, items that run on.

Both are good YAML, so they are warnings. A name prints in the marks it was typed in, and two names
become one.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault

_PAIRS = (("“", "”"), ("„", "“"), ("„", "”"), ("‘", "’"), ("‚", "‘"), ("«", "»"))
_OPENING = frozenset(opened for opened, _ in _PAIRS)
_SHORT_NAMES = frozenset(
    ("states", "languages", "themes", "tags", "spellings", "keywords", "takes", "formats")
)
"""Keys whose lists hold names, which nobody breaks over two lines."""

_SHOWN = 40


def typed_otherwise(node: yaml.Node, file: str, first: int, key: str = "") -> Iterator[Finding]:
    """Yield a warning for each value below `node` that may be meant otherwise.

    `key` is that of the list or mapping that holds it; `first` is the first line of the text.
    """
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from typed_otherwise(value, file, first, str(name.value))
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from typed_otherwise(each, file, first, key)
            if key.lower() in _SHORT_NAMES and not node.flow_style:
                yield from _running_on(each, file, first, key)
    elif isinstance(node, yaml.ScalarNode) and not node.style and node.value[:1] in _OPENING:
        yield from _curly(node, file, first)


def _curly(node: yaml.ScalarNode, file: str, first: int) -> Iterator[Finding]:
    """Find a value that stands in curly quotation marks as a whole."""
    text = str(node.value)
    for opened, closed in _PAIRS:
        inner = text[1:-1]
        if text[:1] == opened and text[-1:] == closed and len(text) > 2:
            if opened in inner or closed in inner:
                continue
            message = f"{text[:_SHOWN]} prints with its quotation marks, which are none of YAML"
            hint = f'write it without them, or with straight ones: "{inner[:_SHOWN]}"'
            line = first + node.start_mark.line
            yield Finding(file, line, Fault.CURLY_QUOTES, message, hint, severity="warning")
            return


def _running_on(node: yaml.Node, file: str, first: int, key: str) -> Iterator[Finding]:
    """Find an item of a list of names that goes on in the next line, where a dash may lack."""
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return
    if node.end_mark.line > node.start_mark.line and " " in str(node.value):
        message = f'an item of `{key}:` goes on in the next line, and is read as "{node.value}"'
        hint = "write `- ` before each item, or the item on one line"
        line = first + node.end_mark.line
        yield Finding(file, line, Fault.ITEM_RUNS_ON, message, hint, severity="warning")

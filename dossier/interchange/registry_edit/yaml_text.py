"""Write values as YAML: plain where nothing can be mistaken, in quotation marks else.

A value is a text, or a list or mapping of values; numbers, dates and switches are texts here, as
people type them. What fits on a line stands on one, as in the documentation of registries.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from dossier.interchange.registry_edit.recommendations import scalar
from dossier.readers.yaml import Loader, read_value

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""What an entry holds, in texts as they are typed."""

WIDTH = 100
"""How long a line may be, in signs."""

_SAFE = re.compile(r"[^\W_](?:[^\n\x85\u2028\u2029]*\S)?|[^\W_]", re.ASCII | re.DOTALL)
_KEY = re.compile(r"[\w][\w.:/+-]*", re.ASCII)
_NULL = "tag:yaml.org,2002:null"


def text_of(text: str, *, style: str | None = None, flow: bool = False, indent: int = 0) -> str:
    """Return a text as YAML.

    `style` is that of the text it replaces, `flow` says that it stands between brackets, `indent`
    how far its lines are indented where it has several.

    >>> text_of("at least 16 people"), text_of("@a; @b"), text_of("16"), text_of("")
    ('at least 16 people', '"@a; @b"', '16', '""')
    """
    if not flow and ("\n" in text or style in (">", "|") or len(text) > WIDTH - indent):
        lines = _in_lines(text, indent)
        if lines:
            return lines
    if style == "'" and "\n" not in text and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style not in ("'", '"') and _plain(text, flow):
        return text
    return scalar(text)


def key_of(name: str) -> str:
    """Return a key as YAML."""
    return name if _KEY.fullmatch(name) and not name.isdecimal() else scalar(name)


def value_of(value: Plain, indent: int, *, flow: bool = False) -> str:
    """Return what stands behind `key:`, with the space or the line break before it.

    `indent` is how far the key is indented.
    """
    if isinstance(value, str):
        return " " + text_of(value, flow=flow, indent=indent + 2)
    line = flow_of(value)
    if flow or (len(line) + indent < WIDTH - 10 and not _of_mappings(value)):
        return f" {line}"
    return "\n" + "\n".join(_lines(value, indent + 2))


def item_of(value: Plain, indent: int) -> str:
    """Return an item of a list in lines, its dash indented by `indent`, without its line break."""
    if isinstance(value, str):
        return f"{' ' * indent}- {text_of(value, indent=indent + 2)}"
    line = flow_of(value)
    if len(line) + indent < WIDTH or not value:
        return f"{' ' * indent}- {line}"
    return f"{' ' * indent}- " + "\n".join(_lines(value, indent + 2)).lstrip(" ")


def pairs_of(values: Mapping[str, Plain], indent: int) -> str:
    """Return keys with values, a line or more each."""
    return "\n".join(_lines(dict(values), indent))


def flow_of(value: Plain) -> str:
    """Return a value on one line, between brackets.

    >>> flow_of({"en": "at least, 16", "fr": "16"})
    '{en: "at least, 16", fr: 16}'
    """
    if isinstance(value, str):
        return text_of(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(flow_of, value))}]"
    return "{" + ", ".join(f"{key_of(name)}: {flow_of(each)}" for name, each in value.items()) + "}"


def plain_of(node: yaml.Node | None) -> Plain:
    """Return what a node holds, in texts as they are typed; "" for none."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_of(each) for each in node.value]
    return "" if node is None or node.tag == _NULL else str(node.value)


def filled(value: Any) -> Plain:
    """Return a value without what says nothing: empty texts, lists and mappings in it."""
    if isinstance(value, Mapping):
        found = {str(name): filled(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if each}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [each for each in map(filled, value) if each]
    return "" if value is None else str(value)


def plain(value: Any) -> Plain:
    """Return what a form holds as texts, lists and mappings of texts, without what is empty."""
    if isinstance(value, Mapping):
        made = {str(name): plain(each) for name, each in value.items()}
        return {name: each for name, each in made.items() if each}
    if isinstance(value, list):
        return [each for each in map(plain, value) if each]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value).strip()


def _of_mappings(value: Plain) -> bool:
    """Whether a list holds mappings that have a line each; names of persons have not."""
    keyed = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return any(not {"literal", "family"} & each.keys() for each in keyed)


def _lines(value: Plain, indent: int) -> list[str]:
    if isinstance(value, list):
        return [item_of(each, indent) for each in value]
    if isinstance(value, str):
        return [f"{' ' * indent}{text_of(value, indent=indent)}"]
    return [
        f"{' ' * indent}{key_of(name)}:{value_of(each, indent)}" for name, each in value.items()
    ]


def _plain(text: str, flow: bool) -> bool:
    """Whether a text is read as it is where it stands without quotation marks."""
    if not _SAFE.fullmatch(text) and not (text[:1].isalpha() and text.isprintable()):
        return False
    trial = f"{{k: {text}}}" if flow else f"k: {text}"
    try:
        node = yaml.compose(trial, Loader=Loader)
    except yaml.YAMLError:
        return False
    found = (
        node.value[0][1] if isinstance(node, yaml.MappingNode) and len(node.value) == 1 else None
    )
    same = isinstance(found, yaml.ScalarNode) and found.value == text and found.tag != _NULL
    return same and not read_value(trial, "")[1]


def _in_lines(text: str, indent: int) -> str:
    """Return a long text in lines, or "" where they would not give it back."""
    wrapped = textwrap.wrap(
        text, max(WIDTH - indent, 40), break_long_words=False, break_on_hyphens=False
    )
    margin = "\n" + " " * indent
    if "\n" not in text and " ".join(wrapped) == text:
        made = f">-{margin}" + margin.join(wrapped)
    elif "\n" in text:
        made = "|-" + "".join(f"{margin}{each}" if each else "\n" for each in text.split("\n"))
    else:
        return ""
    try:
        node = yaml.compose(f"{' ' * (indent - 2)}k: {made}\n", Loader=Loader)
    except yaml.YAMLError:
        return ""
    return made if node is not None and node.value[0][1].value == text else ""

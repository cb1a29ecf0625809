"""Read YAML with the line of every key and value, and take known keys from it.

PyYAML's parser in C gives nodes with marks; ruamel.yaml would give columns too, and takes about
seven times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)

MOST = 5_000_000
"""How many values a file may hold, counting what aliases repeat."""

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and the line it begins on; `typed` is a scalar as the author typed it.

    Lists hold `Value`, mappings are `Keys`.
    """

    content: Any
    line: int
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """A YAML mapping: the values by key, and the line of each key."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    line: int = 1


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[Keys, tuple[Finding, ...]]:
    """Return the mapping in `text`, whose first line is line `first_line` of `file`.

    Text that is no YAML, a value that cannot be, a key that stands twice, or anything but a
    mapping at the top give findings, and then an empty mapping or one without that key.
    """
    value, findings = read_value(text, file, first_line)
    if value is None:
        return (Keys() if findings else Keys(line=first_line)), findings
    if not isinstance(value.content, Keys):
        return Keys(), (_broken(file, first_line, "it holds no `key: value` lines"),)
    return value.content, findings


def read_value(
    text: str, file: str, first_line: int = 1
) -> tuple[Value | None, tuple[Finding, ...]]:
    """Return whatever YAML `text` holds, a list or a mapping, or None where it cannot be read."""
    findings: list[Finding] = []
    try:
        node = yaml.compose(text, Loader=Loader)
        if node is None:
            return None, ()
        if _repeats(text) and _many(node):
            return None, (_broken(file, first_line, "its aliases repeat too much"),)
        return _value(node, file, first_line, findings), tuple(findings)
    except RecursionError:
        return None, (_broken(file, first_line, "it is nested too deeply, or holds itself"),)
    except yaml.YAMLError as error:
        return None, (_broken_at(error, text, file, first_line),)


def _broken_at(error: yaml.YAMLError, text: str, file: str, first: int) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark else text.count("\n", 0, int(getattr(error, "position", 0)))
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return _broken(file, first + line, problem)


def _repeats(text: str) -> bool:
    """Whether a text may have aliases; few have, and counting takes time."""
    return "*" in text and "&" in text


def _many(node: yaml.Node) -> bool:
    """Whether a document holds more values than a person can mean: aliases that multiply."""
    sizes: dict[int, int] = {}

    def size(each: yaml.Node) -> int:
        if id(each) not in sizes:
            sizes[id(each)] = 1
            inner = each.value if isinstance(each, yaml.CollectionNode) else ()
            parts = [part for one in inner for part in (one if isinstance(one, tuple) else (one,))]
            sizes[id(each)] = 1 + sum(size(part) for part in parts)
        return sizes[id(each)]

    return size(node) > MOST


def _broken(file: str, line: int, problem: str) -> Finding:
    hint = "check indentation, colons and quotation marks in and above this line"
    return Finding(file, line, Fault.BROKEN_YAML, f"the YAML cannot be read: {problem}", hint)


def _mapping(node: yaml.MappingNode, file: str, first: int, findings: list[Finding]) -> Keys:
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = first + key_node.start_mark.line
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in values:
            message = f'the key "{key}" stands twice (first in line {lines[key]})'
            findings.append(Finding(file, line, Fault.DOUBLED_KEY, message, "keep one of the two"))
            continue
        lines[key] = line
        values[key] = _value(value_node, file, first, findings)
    return Keys(values, lines, first + node.start_mark.line)


def _value(node: yaml.Node, file: str, first: int, findings: list[Finding]) -> Value:
    line = first + node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        return Value(_mapping(node, file, first, findings), line)
    if isinstance(node, yaml.SequenceNode):
        return Value([_value(each, file, first, findings) for each in node.value], line)
    try:
        content = yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, LookupError, AttributeError, TypeError, yaml.YAMLError):
        message = f'"{node.value}" is no value that exists'
        hint = "correct it, or put it in quotation marks to make it a text"
        findings.append(Finding(file, line, Fault.BROKEN_YAML, message, hint))
        content = None
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        line += 1
    return Value(content, line, node.value if isinstance(node, yaml.ScalarNode) else "")

"""Read YAML with the line of every key and value, and take known keys from it.

PyYAML's parser in C gives nodes with marks; ruamel.yaml would give columns too, and takes about
seven times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

import yaml

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.yaml_causes import HINT, Stop, cause_of
from dossier.readers.yaml_doubts import typed_otherwise

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)


def control_character(what: str, file: str, line: int) -> Finding:
    """Return the finding that a value, called `what`, holds a character that no text may hold."""
    message, hint = f"{what} holds a control character", "delete it, and type the words again"
    return Finding(file, line, Fault.CONTROL_CHARACTER, message, hint)


MOST = 5_000_000
"""How many values a file may hold, counting what aliases repeat."""

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TEXT = "tag:yaml.org,2002:str"

_DATE = re.compile(r"\d{4}-\d")
_REMARK = re.compile(r"[ \t]+(#[^\s#!].*)")
"""What looks like a remark and may be the end of a text: remarks begin with a space."""


@frozen
class Value:
    """A YAML value and the line it begins on; `typed` is a scalar as the author typed it.

    Lists hold `Value`, mappings are `Keys`.
    """

    content: Any
    line: int
    typed: str = ""


@frozen
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
        return Keys(), (broken_yaml(file, first_line, "it holds no `key: value` lines"),)
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
            return None, (broken_yaml(file, first_line, "its aliases repeat too much"),)
        value = _value(node, file, first_line, findings)
        findings += typed_otherwise(node, file, first_line)
        if _REMARK.search(text):
            findings += _cut(node, text.split("\n"), file, first_line)
        return value, tuple(findings)
    except RecursionError:
        return None, (broken_yaml(file, first_line, "it is nested too deeply, or holds itself"),)
    except yaml.YAMLError as error:
        return None, (_broken_at(error, text, file, first_line),)


def _broken_at(error: yaml.YAMLError, text: str, file: str, first: int) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark else text.count("\n", 0, int(getattr(error, "position", 0)))
    begun = getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    lines = text.split("\n")
    cause = cause_of(lines, Stop(line, problem, begun.line if begun else -1))
    return broken_yaml(file, first + cause.line, cause.what, cause.hint)


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


def broken_yaml(file: str, line: int, problem: str, hint: str = HINT) -> Finding:
    """Return the finding that YAML cannot be read, and why."""
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
        if _cut_by_comma(node, key_node, value_node):
            if not any(each.rule == Fault.BROKEN_YAML and each.line == line for each in findings):
                findings.append(_comma(key, file, line))
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
    if node.tag == _TEXT:
        return _scalar(node, node.value, line)
    try:
        content = yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, LookupError, AttributeError, TypeError, yaml.YAMLError):
        content = node.value  # a date that no calendar has is a text, until a date is asked for
        if not _DATE.match(str(node.value)):
            message = f'"{node.value}" is no value that exists'
            hint = "correct it, or put it in quotation marks to make it a text"
            findings.append(Finding(file, line, Fault.BROKEN_YAML, message, hint))
            content = None
    return _scalar(node, content, line)


def _scalar(node: yaml.Node, content: object, line: int) -> Value:
    """Return a value; a text that begins with "|" or ">" begins in the next line."""
    if not isinstance(node, yaml.ScalarNode):
        return Value(content, line)
    return Value(content, line + (node.style in ("|", ">")), node.value)


def _cut_by_comma(node: yaml.MappingNode, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a key between braces has neither colon nor value: a comma cut a text."""
    return bool(
        node.flow_style
        and len(node.value) > 1
        and isinstance(value, yaml.ScalarNode)
        and not value.value
        and not value.style
        and (value.start_mark.line, value.start_mark.column)
        == (key.end_mark.line, key.end_mark.column)
    )


def _comma(key: str, file: str, line: int) -> Finding:
    problem = f'between braces a comma ends a text, so "{key[:40]}" stands alone'
    hint = "put the text before the comma and what follows in one pair of quotation marks"
    return broken_yaml(file, line, problem, hint)


def _cut(node: yaml.Node, lines: list[str], file: str, first: int) -> Iterator[Finding]:
    """Find texts that a sign `#` cuts: what follows it is a remark, though nobody meant one."""
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            for part in each if isinstance(each, tuple) else (each,):
                yield from _cut(part, lines, file, first)
    elif isinstance(node, yaml.ScalarNode) and not node.style:
        mark = node.end_mark
        found = _REMARK.match(lines[mark.line], mark.column) if mark.line < len(lines) else None
        if found:
            said = f"{node.value} {found[1]}".strip()
            message = f'"#" begins a remark, so "{found[1].strip()[:40]}" is not read'
            hint = (
                f"put the text in quotation marks: `'{said}'`"
                if len(said) <= 50
                else ("put the text in quotation marks")
            )
            hint += "; or write a space behind `#`"
            yield Finding(
                file, first + mark.line, Fault.REMARK_IN_TEXT, message, hint, severity="warning"
            )

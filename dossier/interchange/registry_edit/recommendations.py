"""Write into `recommendations.yaml`: new entries behind the old ones, and single keys anew.

All else in the file stays as a person typed it, remarks and quotation marks included. For that
the file is not written from values: the places of its values are found, and only what is asked
for is put there. New values are written in double quotation marks, in which YAML can hold any
text. PyYAML's own writer would take minutes for 40,000 entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from dossier.model.registry import Assessment, Earlier

LIST = "recommendations"
HEAD = """# Recommendations of earlier reviews. `python build.py recommendations` adds what exports
# hold; what is written here by hand, the assessments above all, it never touches.
"""
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CannotChange(Exception):
    """The file is laid out in a way in which a change could do harm."""


def amend(text: str, added: Iterable[Earlier], changes: Mapping[int, Mapping[str, Any]]) -> str:
    """Return `text` with entries added, and with keys of the n-th entry changed.

    `changes` gives, by the number of an entry counted from 0, new values by key. Raises
    `CannotChange` where the file, read again, would not hold what it should. About 0.15 ms an
    entry.
    """
    new = tuple(added)
    held = _list(text)
    before = [_plain(node) for node in _items(held)]
    pieces = [*sorted(_changes(text, held, changes)), *_additions(text, held, new)]
    result = _patched(text, pieces)
    for at, values in changes.items():
        before[at] |= {key: _said(value) for key, value in values.items()}
    expected = before + [_said(dict(_values(each))) for each in new]
    if [_plain(node) for node in _items(_list(result))] != expected:
        raise CannotChange
    return result


def entry(earlier: Earlier, indent: str = "  ") -> str:
    """Return an entry as lines of YAML, an item of a list.

    >>> print(entry(Earlier("1.2", "A/HRC/1/2", "End it", ("Chad",), "noted")), end="")
      - paragraph: "1.2"
        symbol: A/HRC/1/2
        text: "End it"
        states: ["Chad"]
        position: noted
    """
    lines = [f"{name}: {_written(name, value)}\n" for name, value in _values(earlier)]
    return f"{indent}- " + f"{indent}  ".join(lines)


def _values(earlier: Earlier) -> Iterator[tuple[str, Any]]:
    """Yield the keys of an entry that say something, in the order of the documentation."""
    for name, value in (
        ("paragraph", earlier.paragraph),
        ("symbol", earlier.symbol),
        ("cycle", earlier.cycle),
        ("text", earlier.text),
        ("states", earlier.states),
        ("position", earlier.position),
        ("words", earlier.words),
        ("themes", earlier.themes),
        ("sdgs", earlier.sdgs),
        ("from", earlier.origin),
        ("recurs", earlier.recurs),
        ("assessment", _assessment(earlier.assessment)),
    ):
        if value:
            yield name, value


def _assessment(assessment: Assessment | None) -> Mapping[str, Any]:
    if assessment is None:
        return {}
    words = assessment.words
    values = {
        "level": assessment.level,
        "words": words[""] if set(words) == {""} else dict(words),
        "blocks": list(assessment.blocks),
    }
    return {key: value for key, value in values.items() if value}


def _written(name: str, value: Any) -> str:
    """Return a value as YAML; what cannot be mistaken goes without quotation marks."""
    bare = name == "position" or (
        name == "symbol" and re.fullmatch(r"A/[\w./]*\w", value, re.ASCII)
    )
    return str(value) if bare else scalar(value)


_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def scalar(value: Any) -> str:
    """Return a value as YAML on one line; JSON is YAML, but for signs that YAML does not print."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


TextEdit = tuple[int, int, str]
"""From where to where in the file, and what stands there instead."""


def _patched(text: str, pieces: Iterable[TextEdit]) -> str:
    """Return `text` with pieces replaced, and with the ends of its lines in them."""
    end = "\r\n" if "\r\n" in text else "\n"
    out: list[str] = []
    at = 0
    for start, stop, new in pieces:
        out += (text[at:start], new.replace("\n", end))
        at = stop
    return "".join((*out, text[at:]))


def _list(text: str) -> yaml.Node | None:
    """Return the list of entries with the places of all its values, or None where there is none."""
    try:
        top = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CannotChange from error
    if not isinstance(top, yaml.MappingNode):
        return None
    return next((value for key, value in top.value if key.value == LIST), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _plain(node: yaml.Node) -> Any:
    """Return what a node holds, in texts as they are typed."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    return str(node.value).rstrip()


def _said(value: Any) -> Any:
    """Return a value as `_plain` gives it back."""
    if isinstance(value, Mapping):
        return {key: _said(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    return str(value).rstrip()


def _changes(
    text: str, held: yaml.Node | None, changes: Mapping[int, Mapping[str, Any]]
) -> Iterator[TextEdit]:
    for at, values in changes.items():
        if held is None or not isinstance(held.value[at], yaml.MappingNode):
            raise CannotChange
        node = held.value[at]
        places = {key.value: (key, value) for key, value in node.value}
        for name, value in values.items():
            new = f"{name}: {_written(name, value)}"
            if name in places:
                key, old = places[name]
                yield key.start_mark.index, _end(text, old), new
            else:
                yield _inserted(text, node, _end(text, places["paragraph"][1]), new)


def _inserted(text: str, node: yaml.MappingNode, end: int, new: str) -> TextEdit:
    """Put a key behind the one that ends at `end`."""
    if node.flow_style:
        return end, end, f", {new}"
    line = _line_end(text, end)
    return line, line, f"\n{' ' * node.start_mark.column}{new}"


def _additions(text: str, held: yaml.Node | None, added: tuple[Earlier, ...]) -> Iterator[TextEdit]:
    if not added:
        return
    if held is None:
        gap = "" if not text or text.endswith("\n") else "\n"
        head = HEAD if not text.strip() else ""
        lines = "".join(map(entry, added))
        yield len(text), len(text), f"{gap}{head}{LIST}:\n{lines}"
    elif not held.value or not isinstance(held, yaml.SequenceNode):
        start, line = held.start_mark.index, _line_end(text, held.end_mark.index)
        lines = "".join(map(entry, added))
        yield start, held.end_mark.index, ""
        yield line, line, f"\n{lines.removesuffix(chr(10))}"
    elif held.flow_style:
        end = held.value[-1].end_mark.index
        items = "".join(f", {scalar(_said(dict(_values(each))))}" for each in added)
        yield end, end, items
    else:
        end = _after(text, _end(text, held), held.start_mark.column)
        indent = " " * held.start_mark.column
        lines = "".join(entry(each, indent) for each in added)
        gap = "" if text[:end].endswith("\n") else "\n"
        yield end, end, gap + lines


def _end(text: str, node: yaml.Node) -> int:
    """Return where a node's last sign stands; YAML ends a block where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_end(text: str, at: int) -> int:
    """Return where the line ends, before the signs that end it."""
    found = re.compile(r"\r?\n|$").search(text, at)
    return found.start() if found else len(text)


def _after(text: str, end: int, column: int) -> int:
    """Return where the line behind the list begins; remarks that belong to its last entry do."""
    at = min(len(text), text.find("\n", end) + 1 or len(text))
    if not re.search(r"^[^#\s]", text[at:], re.MULTILINE):
        return len(text)
    for line in text[at:].splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip().startswith("#") or indent <= column:
            break
        at += len(line)
    return at

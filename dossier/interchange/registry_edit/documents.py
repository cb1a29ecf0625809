"""Write into `dossier.yaml`: a new document behind the others, and nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 96


def with_document(text: str, name: str, values: Mapping[str, Any]) -> str:
    r"""Return the manifest `text` with the document `name`; all else stays as it was typed.

    Raises `CannotChange` where the documents are laid out in a way in which that could do harm.

    >>> print(with_document("documents:\n  a:\n    title: A\n", "b", {"title": "B"}), end="")
    documents:
      a:
        title: A
      b:
        title: B
    """
    lines = text.splitlines(keepends=True)
    try:
        at, indent = _end(text, lines)
        before = yaml.load(text, Loader=_LOADER)  # noqa: S506 (it is a safe loader)
        end = "\r\n" if "\r\n" in text else "\n"
        new = _entry(name, values, indent).replace("\n", end)
        if at and not lines[at - 1].endswith("\n"):
            new = end + new
        result = "".join((*lines[:at], new, *lines[at:]))
        after = yaml.load(result, Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        raise CannotChange from error
    if name in before["documents"]:
        raise CannotChange
    before["documents"][name] = dict(values)
    if after != before:
        raise CannotChange
    return result


def _end(text: str, lines: list[str]) -> tuple[int, int]:
    """Return before which line a new document stands, and how far it is indented."""
    top = yaml.compose(text, Loader=_LOADER)
    entries = top.value if isinstance(top, yaml.MappingNode) else []
    held = next((value for key, value in entries if key.value == "documents"), None)
    if not isinstance(held, yaml.MappingNode) or held.flow_style or not held.value:
        raise CannotChange
    indent = held.value[0][0].start_mark.column
    at = held.end_mark.line if held.end_mark.column == 0 else held.end_mark.line + 1
    at = min(at, len(lines))
    while at and _belongs_below(lines[at - 1], indent):
        at -= 1
    return at, indent


def _belongs_below(line: str, indent: int) -> bool:
    """Whether a line before the end is empty, or a remark that is not about the last document."""
    words = line.strip()
    remark = words.startswith("#") and len(line) - len(line.lstrip()) <= indent
    return not words or remark


def _entry(name: str, values: Mapping[str, Any], indent: int) -> str:
    written = yaml.safe_dump(
        {name: dict(values)}, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2
    )
    margin = " " * indent
    return "".join(f"{margin}{line}\n" if line else "\n" for line in written.splitlines())

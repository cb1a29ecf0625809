"""The head of a block as a form has it, and the text of a block with its head changed.

What the form does not change stays as it was typed: remarks, the order of keys, quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.yaml_patch import changes, patched
from dossier.interchange.registry_edit.yaml_text import Plain, plain_of

ORDER = (
    "id", "kind", "section", "title", "summary", "themes", "tags", "rests_on", "follows_up",
    "audience", "only", "not", "allow",
)  # fmt: skip
"""The keys of a head in the order in which new ones are written."""

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def head_of(text: str) -> dict[str, Plain]:
    """Return what the head of a block says; raises `CannotChange` where it cannot be read."""
    found = _HEAD.match(text)
    if found is None:
        raise CannotChange
    plain = plain_of(_node(found[1]))
    if not isinstance(plain, dict):
        raise CannotChange
    return plain


def body_line(text: str) -> int:
    """Return the line on which the text below the head begins, 1 where there is no head."""
    found = _HEAD.match(text)
    return text[: found.end()].count("\n") + 1 if found else 1


def with_head(text: str, values: Mapping[str, Plain]) -> str:
    r"""Return the text of a block whose head has other values; an empty one is taken out.

    Raises `CannotChange` where the head, read again, would not say what it should.

    >>> with_head("---\nid: a  # ours\nkind: concern\n---\nText.\n", {"title": "Law"})
    '---\nid: a  # ours\nkind: concern\ntitle: Law\n---\nText.\n'
    """
    found = _HEAD.match(text)
    before = head_of(text)
    wanted = {**before, **values}
    wanted = {name: each for name, each in wanted.items() if each not in ("", [], {})}
    if found is None or wanted == before:
        return text
    head = found[1]
    new = patched(head, changes(head, _node(head), wanted, ORDER))
    result = text[: found.start(1)] + new + text[found.end(1) :]
    if head_of(result) != wanted:
        raise CannotChange
    return result


def _node(head: str) -> yaml.Node:
    try:
        node = yaml.compose(head, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CannotChange from error
    if node is None:
        raise CannotChange
    return node

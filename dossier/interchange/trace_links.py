"""Fill in the matrix of traceability: what a block rests on, what it follows up, and reasons.

Links go into the heads of blocks (`rests_on`, `follows_up`), reasons into `trace.yaml`. All else in
the files stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from dossier.build.entry_references import earlier_id
from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.interchange.allowances import edited
from dossier.interchange.blocks.head import with_head
from dossier.interchange.registry_edit.change import encoded
from dossier.interchange.registry_edit.entries import (
    CannotChange,
    Layout,
    entries_of,
    with_entry,
    without_entry,
)
from dossier.interchange.registry_edit.registry_files import unchangeable
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding
from dossier.model.document import Block
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.traceability import Side
from dossier.project.history import write_content
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places, read_files
from dossier.readers.blocks.block import read_block
from dossier.readers.registries.trace_explanations import read_explained

Key: TypeAlias = Literal["rests_on", "follows_up"]
"""What a link is: a block rests on another one, or follows up an earlier recommendation."""


KEYS: tuple[Key, ...] = ("rests_on", "follows_up")

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "concern": ("evidence", "obligation"),
    "recommendation": ("concern", "obligation", "evidence"),
}
"""The kinds of blocks that a block of each kind can rest on: links that the matrix shows."""


@frozen
class Filling:
    """How a gap is filled: something of `kind` is chosen, and one of the two links to the other.

    `by` says which one: what stands "alone", or what is "chosen".
    """

    kind: Side
    key: Key
    by: Literal["alone", "chosen"]


_FILLINGS: Mapping[tuple[Side, str], Filling] = {
    ("concern", "evidence"): Filling("evidence", "rests_on", "alone"),
    ("concern", "recommendation"): Filling("recommendation", "rests_on", "chosen"),
    ("evidence", ""): Filling("concern", "rests_on", "chosen"),
    ("obligation", ""): Filling("recommendation", "rests_on", "chosen"),
    ("recommendation", "concern"): Filling("concern", "rests_on", "alone"),
    ("recommendation", "obligation"): Filling("obligation", "rests_on", "alone"),
    ("earlier recommendation", ""): Filling("recommendation", "follows_up", "chosen"),
}


def filling_of(side: Side, lacks: str) -> Filling | None:
    """Return how a gap is filled by choosing; a provision must be named in the text itself."""
    fitting = ((wanted, each) for (kind, wanted), each in _FILLINGS.items() if kind == side)
    return next((each for wanted, each in fitting if wanted in lacks), None)


TRACE = ("trace.yaml", "trace.yml")


def trace_path(files: Files) -> str:
    """Return the file in which reasons stand, or will stand."""
    return next((each for each in TRACE if each in files.content), TRACE[0])


def trace_digest(files: Files) -> str:
    """Return the digest of the file of reasons, "" where there is none yet."""
    content = files.content.get(trace_path(files))
    return "" if content is None else content_digest(content)


def digests_of(files: Files) -> dict[str, str]:
    """Return the digest of the file of each of the dossier's own blocks, by the block's id."""
    held = {files.shown(path): files.content[path] for path in files.blocks()}
    return {each.id: content_digest(held[each.file]) for each in library_of(files)[0].own}


def link(
    places: Places, dossier: str, block: str, links: tuple[Key, Sequence[str]], digest: str
) -> tuple[Finding, ...]:
    """Let a block rest on, or follow up, exactly what `links` says; return why it does not.

    Raises `OSError` where the file cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    key, wanted = links[0], tuple(dict.fromkeys(links[1]))
    own = {each.id: each for each in library_of(files)[0].own}
    held = own.get(block)
    if held is None:
        message, hint = f'there is no block "{block}" any more', "look at the matrix as it is now"
        return (Finding(files.shown(""), 0, Fault.UNKNOWN_ID, message, hint),)
    strange = [each for each in wanted if each not in _targets(files, own, key, held)]
    if strange:
        message, hint = f'there is nothing called "{strange[0]}" here', "choose from what is listed"
        return (Finding(held.file, held.line, Fault.UNKNOWN_ID, message, hint),)
    path = next(each for each in files.blocks() if files.shown(each) == held.file)

    def changed(text: str) -> str:
        new = with_head(text, {key: list(wanted)})
        now = read_block(new, held.file)[0]
        if now is None or _without(now, key) != _without(held, key):
            raise CannotChange
        return new

    said = "follows up" if key == "follows_up" else "rests on"
    words = f"studio: {block} {said} {', '.join(wanted) or 'nothing'}"
    return _written(places, files, path, changed, (digest, words))


def explain(places: Places, dossier: str, id_: str, why: str, digest: str) -> tuple[Finding, ...]:
    """Say in `trace.yaml` why something stands alone, or ("") no more; return why not.

    Raises `OSError` where the file cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    path, reason = trace_path(files), " ".join(why.split())
    if not id_.strip():
        message, hint = "it is not said what stands alone", "choose from what is listed"
        return (Finding(files.shown(path), 0, Fault.UNKNOWN_ID, message, hint),)

    def changed(text: str) -> str:
        before, _ = read_explained(text, path) if text.strip() else ({}, ())
        rest = {name: each for name, each in before.items() if name != id_}
        new = _explained(text, id_, reason)
        if (read_explained(new, path)[0] if new.strip() else {}) != (
            rest | ({id_: reason} if reason else {})
        ):
            raise CannotChange
        return new

    done = "explained" if reason else "no more explained"
    return _written(places, files, path, changed, (digest, f"studio: {id_} {done}"))


def _without(block: Block, key: Key) -> Block:
    return replace(block, rests_on=()) if key == "rests_on" else replace(block, follows_up=())


def _targets(files: Files, own: dict[str, Block], key: Key, held: Block) -> frozenset[str]:
    """Return what a block may be linked to, and what it is linked to as it is."""
    if key == "rests_on":
        return frozenset((*own, *held.rests_on)) - {held.id}
    earlier = collect(files)[0].earlier.values()
    ids = (name for each in earlier for name in (each.paragraph, earlier_id(each)))
    return frozenset((*ids, *held.follows_up))


def _written(
    places: Places,
    files: Files,
    path: str,
    changed: Callable[[str], str],
    told: tuple[str, str],
) -> tuple[Finding, ...]:
    """Write a file as `changed` makes it; `told` are the digest it must have, and the words."""
    digest, words = told
    before = files.content.get(path)
    if ("" if before is None else content_digest(before)) != digest:
        return (edited(files.shown(path)),)
    text = files.text(path)[0] if before is not None else ""
    try:
        new = changed(text)
    except (CannotChange, KeyError):
        return (unchangeable(files.shown(path)),)
    if new != text:
        home = files.folder / path
        content = encoded(files, path, new) if new.strip() else None
        write_content(places.content, {home: content}, words, read={home: before})
    return ()


_REASONS = Layout(("explained",), lambda held: _name(held.get("ids", [])), key="")


def _name(ids: Plain) -> str:
    return "\n".join(map(str, ids)) if isinstance(ids, list) else str(ids)


def _explained(text: str, id_: str, reason: str) -> str:
    """Return the file of reasons where `id_` has this one, or none."""
    held = entries_of(text, _REASONS) if text.strip() else {}
    for name, values in held.items():
        ids = name.split("\n")
        if id_ not in ids:
            continue
        if values.get("why", "") == reason:
            return text
        left: list[Plain] = [each for each in ids if each != id_]
        if left:
            text = with_entry(text, name, {**values, "ids": left}, layout=_REASONS)
        elif len(held) == 1:
            text = "" if "#" not in text else _raise()
        else:
            text = without_entry(text, name, _REASONS)
    if not reason:
        return text
    new: dict[str, Plain] = {"ids": [id_], "why": reason}
    return with_entry(text, id_, new, layout=_REASONS)


def _raise() -> str:
    raise CannotChange

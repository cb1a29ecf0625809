"""Files that partners returned, kept beside the content until what they bring was decided.

They lie in `.dossier/received/`, for their owner alone, where Git and outputs do not reach them:
for each batch a zip with its files, and a JSON with what was chosen, which changes more often. When
the files go, what was chosen stays for a while, under the digest of the files: whoever chooses the
same files again has it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from dossier.model.frozen import frozen
from dossier.project.history import history_folder, kept_from_git
from dossier.project.journal import STORE
from dossier.project.replace_files import replace_all

MOST = 8
"""Batches that are kept; the oldest goes first."""

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of all files that are kept; the oldest batch goes first, the newest never."""

_RECORD = "batch.json"
_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_BROKEN = (
    OSError, ValueError, KeyError, TypeError, RecursionError, NotImplementedError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@frozen
class KeptBatch:
    """Files that came together, by their names, and what was chosen, as JSON has it."""

    id: str
    dossier: str
    files: Mapping[str, bytes]
    chosen: Mapping[str, Any] = field(default_factory=dict)


def keep_batch(content: Path, batch: KeptBatch) -> None:
    """Keep a batch. Raises `ForeignHistory` and `OSError` where it cannot be written."""
    history_folder(content)  # says whose the folder is, and lets nobody else in
    home = content.resolve().parent
    record = {"dossier": batch.dossier, "names": [*batch.files]}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(_RECORD, json.dumps(record, ensure_ascii=False))
        for at, each in enumerate(batch.files.values()):
            zipped.writestr(str(at), each)
    replace_all({**kept_from_git(home), _files(content, batch.id): made.getvalue()}, home)
    keep_choices(content, batch)


def keep_choices(content: Path, batch: KeptBatch) -> None:
    """Keep what was chosen among the changes of a batch whose files are kept."""
    said = json.dumps(batch.chosen, ensure_ascii=False).encode()
    if _files(content, batch.id).is_file():
        replace_all({_chosen(content, batch.id): said}, content.resolve().parent)


def keep_decisions(content: Path, batch: KeptBatch) -> None:
    """Keep what was chosen for when the same files come again; the oldest decisions go."""
    path = _decisions(content, batch)
    said = json.dumps(batch.chosen, ensure_ascii=False).encode()
    others = sorted(path.parent.glob("*.decided"), key=lambda each: each.stat().st_mtime)
    gone: dict[Path, bytes | None] = {each: None for each in others[: -(MOST - 1)] if each != path}
    replace_all({**gone, path: said}, content.resolve().parent)


def decisions(content: Path, batch: KeptBatch) -> Mapping[str, Any]:
    """Return what was chosen when the same files were here before, or nothing."""
    return _choices(_decisions(content, batch))


def _decisions(content: Path, batch: KeptBatch) -> Path:
    digests = sorted(hashlib.sha256(each).hexdigest() for each in batch.files.values())
    name = hashlib.sha256("\n".join([batch.dossier, *digests]).encode()).hexdigest()[:24]
    return _files(content, name).with_suffix(".decided")


def forget_batch(content: Path, id_: str) -> None:
    """Delete a batch, if it is kept."""
    paths = (_files(content, id_), _chosen(content, id_))
    gone: dict[Path, bytes | None] = {each: None for each in paths if each.is_file()}
    if gone:
        replace_all(gone, content.resolve().parent)


def forget_all_but(content: Path, kept: Collection[str]) -> None:
    """Delete all batches but those `kept`: what is too much, or cannot be read any more."""
    for _, path in [*_paths(content)]:
        if path.stem not in kept:
            forget_batch(content, path.stem)


def kept_batches(content: Path) -> tuple[KeptBatch, ...]:
    """Return the batches that are kept, the oldest first; one that cannot be read is left out."""
    found: list[tuple[float, KeptBatch]] = []
    left = MOST_BYTES
    for seconds, path in sorted(_paths(content), reverse=True)[:MOST]:
        try:
            batch = _read(path, left)
        except _BROKEN:
            continue
        left -= sum(map(len, batch.files.values()))
        found.append((seconds, batch))
    return tuple(each for _, each in reversed(found))


def _paths(content: Path) -> Iterator[tuple[float, Path]]:
    folder = _files(content, "x").parent
    for path in folder.glob("*.zip") if os.access(folder, os.R_OK | os.X_OK) else ():
        if _ID.fullmatch(path.stem) and path.is_file() and not path.is_symlink():
            yield path.stat().st_mtime, path


def _read(path: Path, most: int) -> KeptBatch:
    """Return a batch whose files have `most` bytes; no name in it leads to another folder."""
    with zipfile.ZipFile(path) as zipped:
        record = json.loads(zipped.read(_RECORD))
        names = [str(each) for each in record["names"]]
        if sum(each.file_size for each in zipped.infolist()) > most:
            raise ValueError
        files = {name: zipped.read(str(at)) for at, name in enumerate(names)}
    if not names or not all(name and Path(name).name == name for name in names):
        raise ValueError
    return KeptBatch(path.stem, str(record["dossier"]), files, _choices(path.with_suffix(".json")))


def _choices(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(content: Path, id_: str) -> Path:
    return content.resolve().parent / STORE / "received" / f"{id_}.zip"


def _chosen(content: Path, id_: str) -> Path:
    return _files(content, id_).with_suffix(".json")

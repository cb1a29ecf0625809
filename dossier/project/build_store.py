"""Keep what was built: files replaced whole or not at all, and a manifest of what they are.

The manifest names a new file's hash before the file takes the old one's place, so that a build
that is killed in between is not mistaken for a person's edit.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier import __version__
from dossier.project.replace_files import TEMPORARY, replace

NAME = "manifest.json"


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """The output folder of one dossier and what its manifest says.

    `inputs` is the fingerprint of the content that has `documents`; each record in `files` says
    by its own `inputs` what its file was made from. `pending` are the hashes of files that a
    build was about to put in place when it was killed. `formats` are those of each document,
    `merges` the entries of those that a mail merge makes.
    """

    folder: Path
    inputs: str = ""
    documents: tuple[str, ...] = ()
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pending: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merges: Mapping[str, str] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """Return where the file `name` lies."""
        return self.folder / name

    def intact(self, name: str, inputs: str) -> bool:
        """Whether `name` was made from `inputs` and is there just as it was built."""
        return self.files.get(name, {}).get("inputs") == inputs and self.untouched(name)

    def untouched(self, name: str) -> bool:
        """Whether `name` is there as some build of ours made it."""
        recorded = self.files.get(name, {}).get("sha256")
        return recorded is not None and _digest_of(self.path(name)) == recorded

    def edited(self, name: str, content: bytes) -> bool:
        """Whether a file lies where `content` shall go that no build of ours has made."""
        found = _digest_of(self.path(name))
        ours = {self.files.get(name, {}).get("sha256"), self.pending.get(name), digest(content)}
        return found is not None and found not in ours


def open_store(folder: Path) -> Store:
    """Return the store in `folder`; a manifest that cannot be read counts as none."""
    try:
        raw = json.loads((folder / NAME).read_text("utf-8"))
        documents = tuple(raw["documents"])
        formats = {name: tuple(each) for name, each in raw["formats"].items()}
        pending, merges = raw.get("pending", {}), raw.get("merges", {})
        return Store(
            folder=folder,
            inputs=raw["inputs"],
            documents=documents,
            files=raw["files"],
            pending=pending,
            formats=formats,
            merges=merges,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Store(folder)


def save(store: Store, contents: Mapping[str, bytes], changed: Store) -> None:
    """Put `contents` in place, then write the manifest that `changed` stands for.

    Each file is written beside its place and moved there, so a reader finds the old or the new.
    Where nothing is kept at all, there is no manifest either, and no empty folder.
    """
    for left in store.folder.glob(f".*{TEMPORARY}"):
        left.unlink(missing_ok=True)
    if not (contents or changed.files or changed.pending):
        _clear(store.folder)
        return
    store.folder.mkdir(parents=True, exist_ok=True)
    if contents:
        pending = {name: digest(content) for name, content in contents.items()}
        _write_manifest(dataclasses.replace(store, pending=pending))
    for name, content in contents.items():
        replace(store.path(name), content)
    _write_manifest(changed)


def _clear(folder: Path) -> None:
    (folder / NAME).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def drop(store: Store, names: Iterable[str]) -> Store:
    """Delete files that are as they were built, and return the store without them."""
    gone = [name for name in names if store.untouched(name)]
    for name in gone:
        store.path(name).unlink(missing_ok=True)
    kept = {name: record for name, record in store.files.items() if name not in gone}
    changed = dataclasses.replace(store, files=kept)
    if gone:
        _write_manifest(changed)
    return changed


def _write_manifest(store: Store) -> None:
    manifest: dict[str, Any] = {
        "program": f"upr-dossier {__version__}",
        "inputs": store.inputs,
        "documents": list(store.documents),
        "formats": {name: list(each) for name, each in store.formats.items()},
        "merges": dict(store.merges),
        "files": dict(sorted(store.files.items())),
    }
    if store.pending:
        manifest["pending"] = dict(store.pending)
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    replace(store.folder / NAME, (text + "\n").encode())


def _digest_of(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except OSError:
        return None

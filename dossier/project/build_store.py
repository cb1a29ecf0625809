"""Keep what was built: files replaced whole or not at all, and a manifest of what they are.

Files and manifest are replaced together, so that a build that is killed in between is not mistaken
for a person's edit.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from dossier import __version__
from dossier.model.frozen import frozen
from dossier.project.journal import content_digest
from dossier.project.replace_files import recover, replace_all

NAME = "manifest.json"


@frozen
class Store:
    """The output folder of one dossier and what its manifest says.

    `inputs` is the fingerprint of the content that has `documents`; each record in `files` says
    by its own `inputs` what its file was made from. `formats` are those of each document, `merges`
    the entries of those that a mail merge makes.
    """

    folder: Path
    inputs: str = ""
    documents: tuple[str, ...] = ()
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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
        ours = {self.files.get(name, {}).get("sha256"), content_digest(content)}
        return found is not None and found not in ours


def open_store(folder: Path) -> Store:
    """Return the store in `folder`; a manifest that cannot be read counts as none.

    A write that was stopped is finished first, or taken back.
    """
    recover(folder)
    try:
        raw = json.loads((folder / NAME).read_text("utf-8"))
        documents = tuple(raw["documents"])
        formats = {name: tuple(each) for name, each in raw["formats"].items()}
        return Store(
            folder=folder,
            inputs=raw["inputs"],
            documents=documents,
            files=raw["files"],
            formats=formats,
            merges=raw.get("merges", {}),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Store(folder)


def save(store: Store, contents: Mapping[str, bytes], changed: Store) -> None:
    """Put `contents` in place, with the manifest that `changed` stands for: all files or none.

    Where nothing is kept at all, there is no manifest either, and no empty folder.
    """
    if not (contents or changed.files):
        _clear(store.folder)
        return
    store.folder.mkdir(parents=True, exist_ok=True)
    files = {store.path(name): content for name, content in contents.items()}
    replace_all({**files, store.path(NAME): _manifest(changed)}, store.folder)


def _clear(folder: Path) -> None:
    (folder / NAME).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def drop(store: Store, names: Iterable[str]) -> Store:
    """Delete files that are as they were built, and return the store without them."""
    gone = [name for name in names if store.untouched(name)]
    kept = {name: record for name, record in store.files.items() if name not in gone}
    changed = dataclasses.replace(store, files=kept)
    if gone:
        deleted = dict.fromkeys(map(store.path, gone))
        replace_all({**deleted, store.path(NAME): _manifest(changed)}, store.folder)
    return changed


def _manifest(store: Store) -> bytes:
    manifest: dict[str, Any] = {
        "program": f"upr-dossier {__version__}",
        "inputs": store.inputs,
        "documents": list(store.documents),
        "formats": {name: list(each) for name, each in store.formats.items()},
        "merges": dict(store.merges),
        "files": dict(sorted(store.files.items())),
    }
    return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()


def _digest_of(path: Path) -> str | None:
    try:
        return content_digest(path.read_bytes())
    except OSError:
        return None

"""A place that all machines of a cluster see: a folder, or an address of fsspec.

What lies there is called by the digest of its content, and counts only where it still has it. It
is never more than bytes: nothing from there is run or unpickled.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.model.frozen import frozen
from dossier.project.journal import content_digest
from dossier.project.temporary_folder import temporary_folder

if TYPE_CHECKING:
    from fsspec.spec import AbstractFileSystem


class Unshared(Exception):
    """Something is not in a share, was changed there, or cannot be put there; it says which."""


@frozen
class Share:
    """The folder of one build in a share, by its address."""

    address: str

    def put(self, content: bytes) -> str:
        """Lay `content` down, unless it lies there already, and return its digest.

        Raises `Unshared`.
        """
        digest = content_digest(content)
        files, folder = _opened(self.address)
        try:
            if not files.exists(f"{folder}/{digest}"):
                beside = f"{folder}/{digest}.{uuid.uuid4().hex}"
                files.pipe_file(beside, content)
                files.mv(beside, f"{folder}/{digest}")  # whoever sees it sees all of it
        except OSError as error:
            raise Unshared(f"nothing can be put there: {error}") from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return what has this digest. Raises `Unshared`."""
        files, folder = _opened(self.address)
        try:
            content: bytes = files.cat_file(f"{folder}/{digest}")
        except OSError as error:
            raise Unshared(f"{digest} cannot be read from the share: {error}") from error
        if content_digest(content) != digest:
            raise Unshared(f"{digest} was changed in the share")
        return content


@contextmanager
def share_at(address: str) -> Iterator[Share]:
    """Yield a new share at `address`, which ends with the block; "" is a folder of this machine.

    Raises `ValueError`, `ImportError` or `OSError` where there can be none.
    """
    if not address:
        with temporary_folder() as folder:
            yield Share(folder.resolve().as_uri())
        return
    files, above = _opened(address)
    folder_ = f"{above.rstrip('/')}/dossier-{uuid.uuid4().hex}"
    _make(files, folder_)
    try:
        yield Share(files.unstrip_protocol(folder_))
    finally:
        with suppress(OSError):
            files.rm(folder_, recursive=True)


def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the files at an address, and the path there."""
    from fsspec.core import url_to_fs

    files, path = url_to_fs(address)
    return files, str(path)


def _make(files: AbstractFileSystem, folder: str) -> None:
    """Make a folder; on a disk it is for its owner alone."""
    if "file" in files.protocol:
        Path(folder).mkdir(mode=0o700, parents=True)
    else:
        files.makedirs(folder, exist_ok=True)

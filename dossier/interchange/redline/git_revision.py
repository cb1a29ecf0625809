"""Read the content folder as Git kept it at one revision. Nothing in the repository is changed.

A name that begins with a hyphen, which Git would take for an option, is refused. Links and
submodules are left out, and what is larger than any content is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.archive import MEGABYTE
from dossier.project.git import git
from dossier.project.layout import shown
from dossier.project.replace_files import named

ALL, FILES = 512 * MEGABYTE, 20_000
_FILE = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)


@frozen
class Revision:
    """A commit, by the name it was asked for."""

    name: str
    commit: str


def find_revision(name: str, content: Path) -> Revision | None:
    """Return the commit that a name means where `content` lies, or None where it means none.

    Raises `Refused` where git cannot be asked at all.
    """
    if name.startswith("-") or not name.strip():
        return None
    if git(content, "rev-parse", "--show-prefix") is None:
        message = f'"{name}" is no file, and the content is not kept by git'
        hint = "name two Word files (.docx), or keep the project in git"
        raise Refused(Finding(name, 0, Fault.NOT_IN_GIT, message, hint))
    found = git(
        content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    return Revision(name, found.decode().strip()) if found else None


def unpack(revision: Revision, content: Path, into: Path) -> None:
    """Write the content folder, as it was at a revision, below `into`.

    Raises `Refused` where it was not there, or is larger than any content.
    """
    prefix = (git(content, "rev-parse", "--show-prefix") or b"").decode().strip("/\n")
    tree = f"{revision.commit}:{prefix}"
    listed = git(content, "ls-tree", "--full-tree", "-r", "-l", "-z", tree)
    if not listed:
        message = f"the content folder {shown(content)} was not there yet, or empty"
        hint = "name a later revision, or the folder of that time with --content"
        raise Refused(Finding(revision.name, 0, Fault.NO_CONTENT, message, hint))
    found = [*_files(listed)]
    if len(found) > FILES or sum(size for _, size, _ in found) > ALL:
        message = f"the content holds more than {FILES:,} files or {ALL // MEGABYTE} MB"
        hint = "keep recordings and the like outside the content folder"
        raise Refused(Finding(revision.name, 0, Fault.TOO_BIG, message, hint))
    asked = b"".join(name + b"\n" for name, _, _ in found)
    answer = git(content, "cat-file", "--batch", say=asked) or b""
    at = 0
    for _, size, path in found:
        at = answer.index(b"\n", at) + 1
        file = into / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with named(file):
            file.write_bytes(answer[at : at + size])
        at += size + 1


def _files(listed: bytes) -> Iterator[tuple[bytes, int, PurePosixPath]]:
    """Yield the id, the size and the path of each file; a path that leads out is left out."""
    for line in listed.split(b"\0"):
        found = _FILE.fullmatch(line)
        if found:
            path = PurePosixPath(found[3].decode("utf-8", "surrogateescape"))
            if not path.is_absolute() and ".." not in path.parts:
                yield found[1], int(found[2]), path

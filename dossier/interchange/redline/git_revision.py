"""Read the content folder as git kept it at one revision. Nothing in the repository is changed.

Git is asked without a shell; a name that begins with a hyphen, which it would take for an option,
is refused. Links and submodules are left out, and what is larger than any content is.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import MEGABYTE
from dossier.project.layout import shown

ALL, FILES, SECONDS = 512 * MEGABYTE, 20_000, 60
_FILE = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
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
    if _git(content, "rev-parse", "--show-prefix") is None:
        message = f'"{name}" is no file, and the content is not kept by git'
        hint = "name two Word files (.docx), or keep the project in git"
        raise Refused(Finding(name, 0, Fault.NOT_IN_GIT, message, hint))
    found = _git(
        content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    return Revision(name, found.decode().strip()) if found else None


def unpack(revision: Revision, content: Path, into: Path) -> None:
    """Write the content folder, as it was at a revision, below `into`.

    Raises `Refused` where it was not there, or is larger than any content.
    """
    prefix = (_git(content, "rev-parse", "--show-prefix") or b"").decode().strip("/\n")
    tree = f"{revision.commit}:{prefix}"
    listed = _git(content, "ls-tree", "--full-tree", "-r", "-l", "-z", tree)
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
    answer = _git(content, "cat-file", "--batch", say=asked) or b""
    at = 0
    for _, size, path in found:
        at = answer.index(b"\n", at) + 1
        file = into / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer[at : at + size])
        at += size + 1


def author(content: Path) -> str:
    """Return the name by which git knows who works here, or ""."""
    return (_git(content, "config", "user.name") or b"").decode("utf-8", "replace").strip()


def _files(listed: bytes) -> Iterator[tuple[bytes, int, PurePosixPath]]:
    """Yield the id, the size and the path of each file; a path that leads out is left out."""
    for line in listed.split(b"\0"):
        found = _FILE.fullmatch(line)
        if found:
            path = PurePosixPath(found[3].decode("utf-8", "surrogateescape"))
            if not path.is_absolute() and ".." not in path.parts:
                yield found[1], int(found[2]), path


def _git(folder: Path, *words: str, say: bytes = b"") -> bytes | None:
    """Return what git answers, or None where it fails; `Refused` where there is no git."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and names are checked)
            command, input=say, capture_output=True, timeout=SECONDS, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        message = "git is not installed" if isinstance(error, FileNotFoundError) else "git hangs"
        hint = "name two Word files (.docx) instead of revisions"
        raise Refused(Finding("git", 0, Fault.NO_GIT, message, hint)) from error
    return done.stdout if done.returncode == 0 else None

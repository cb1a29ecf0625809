"""Ask Git, where the project is kept in it. Nothing in the repository is changed.

Git is asked without a shell, and runs no program that a repository's settings name for watching
files. Who passes a name that a person typed must see to it that Git takes it for no option.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault

SECONDS = 60


def git(folder: Path, *words: str, say: bytes = b"") -> bytes | None:
    """Return what Git answers in `folder`, or None where it fails.

    Raises `Refused` where there is no Git, or where it does not answer in 60 seconds.
    """
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


def author_name(folder: Path) -> str:
    """Return the name under which somebody commits in `folder`, or "" where none is known."""
    if not folder.is_dir():
        return ""
    try:
        return (git(folder, "config", "user.name") or b"").decode("utf-8", "replace").strip()
    except (Refused, OSError):  # without Git the work goes on all the same
        return ""

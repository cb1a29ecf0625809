"""The name under which the person at this computer answers and settles, kept for them alone.

It lies in `.dossier/`, where Git and outputs do not reach it. Nobody guesses it.
"""

from __future__ import annotations

from pathlib import Path

from dossier.project.history import history_folder, kept_from_git
from dossier.project.journal import STORE
from dossier.project.replace_files import replace_all

_MOST = 200


def own_name(content: Path) -> str:
    """Return the name that was given, or "" where nobody was asked yet."""
    try:
        return _tidy(_path(content).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def keep_own_name(content: Path, name: str) -> None:
    """Keep a name. Raises `ForeignHistory` and `OSError` where it cannot be written."""
    if _tidy(name) and _tidy(name) != own_name(content):
        history_folder(content)  # says whose the folder is, and lets nobody else in
        home = content.resolve().parent
        replace_all({**kept_from_git(home), _path(content): _tidy(name).encode()}, home)


def _tidy(name: str) -> str:
    return " ".join(name.split())[:_MOST]


def _path(content: Path) -> Path:
    return content.resolve().parent / STORE / "name.txt"

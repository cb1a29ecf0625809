"""Files that start the studio by a double click: for desktops of Linux, and for macOS.

`install.sh` makes them in the project's folder. They open a window that shows the address; who
closes the window ends the studio.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

DESKTOP = "Dossier.desktop"
COMMAND = "Dossier.command"

_RESERVED = str.maketrans({each: f"\\{each}" for each in '"`$\\'})
"""Signs that mean something between quotation marks (Desktop Entry Specification 1.5, Exec)."""


def desktop_entry(project: Path) -> str:
    """Return what starts the studio of the project in this folder on a desktop of Linux."""
    command = " ".join(map(_quoted, (project / ".venv/bin/python", project / "build.py")))
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Dossier",
        "Comment=Write and check submissions to the UN",
        f"Exec={command} studio",
        f"Path={_escaped(str(project))}",
        f"Icon={_escaped(str(project / 'dossier/studio/assets/icon.svg'))}",
        "Terminal=true",
        "Categories=Office;",
    )
    return "\n".join((*lines, ""))


def command_file() -> str:
    """Return what starts the studio of the project that it lies in on macOS."""
    return '#!/bin/sh\ncd "$(dirname "$0")" && exec .venv/bin/python build.py studio\n'


def make(project: Path, platform: str, menu: Path | None) -> Path | None:
    """Make the file for this platform, where there is one, and return it.

    `menu` is the folder of what a desktop's menu shows; None where nobody sits before one.
    """
    if platform == "darwin":
        return _executable(project / COMMAND, command_file())
    if platform != "linux":
        return None
    if menu:
        menu.mkdir(parents=True, exist_ok=True)
        _executable(menu / "dossier-studio.desktop", desktop_entry(project))
    return _executable(project / DESKTOP, desktop_entry(project))


def _executable(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def _quoted(path: Path) -> str:
    """Return an argument of Exec: its reserved signs are escaped, and then as in any value."""
    return _escaped(f'"{str(path).translate(_RESERVED)}"').replace("%", "%%")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n")


def _menu() -> Path | None:
    if not os.environ.get("XDG_CURRENT_DESKTOP"):
        return None
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "applications"


if __name__ == "__main__":
    make(Path(__file__).parents[2], sys.platform, _menu())

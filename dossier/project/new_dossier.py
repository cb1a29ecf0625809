"""Begin a dossier: copy a commented skeleton that builds at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import SKELETON
from dossier.model.progress_callback import Progress, silent
from dossier.project.history import write_content
from dossier.project.layout import LIBRARY, Places, shown
from dossier.readers.blocks.nodes import ID


@dataclass(frozen=True, slots=True)
class NewDossier:
    """The files that were made; there are none where `findings` say why not."""

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def new_dossier(places: Places, name: str, today: date, progress: Progress = silent) -> NewDossier:
    """Make the dossier `name`, dated `today`, unless its name cannot be used or is taken.

    Raises `OSError` where a file cannot be written.
    """
    folder = places.content / name
    finding = _obstacle(name, folder)
    if finding:
        return NewDossier(findings=(finding,))
    progress(name)
    contents: dict[Path, bytes | None] = {
        folder / inside: content for inside, content in _skeleton(name, today).items()
    }
    write_content(places.content, contents, f"new {name}")
    return NewDossier(tuple(sorted(contents)))


def _obstacle(name: str, folder: Path) -> Finding | None:
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as `uzbekistan-2028`"
        message = f'"{name}" cannot be the name of a dossier'
        return Finding(shown(folder.parent), 0, Fault.WRONG_ID, message, hint)
    if name == LIBRARY:
        message, hint = '"library" is where dossiers share blocks', "choose another name"
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    if folder.exists():
        hint = "choose another name; nothing was changed"
        message = f'there is a dossier "{name}" already'
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    return None


def _skeleton(name: str, today: date) -> dict[str, bytes]:
    """Return the files of the skeleton, with the date and the State's name in them."""
    state = re.sub(r"[\W\d_]+", " ", name).strip().title() or "STATE"
    found: dict[str, bytes] = {}
    for path in SKELETON.rglob("*.*"):
        text = path.read_text("utf-8")
        filled = text.replace("STATE", state).replace("TODAY", today.isoformat())
        found[path.relative_to(SKELETON).as_posix()] = filled.encode("utf-8")
    return found

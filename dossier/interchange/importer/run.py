"""Import a file: read a draft, make a dossier of it, and write that into the content folder.

`import_file` reads and checks, and writes nothing; `write_dossier` writes what it made, all files
or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dossier.interchange.importer import Imported, ImportRequest, import_draft
from dossier.interchange.importer.settled import NOTHING_SETTLED, Settled
from dossier.model.diagnostics import Finding, Refused, did_you_mean
from dossier.model.faults import Fault
from dossier.model.progress_callback import Progress, silent
from dossier.project.history import write_content
from dossier.project.layout import LIBRARY, Places, shown
from dossier.project.libreoffice import OnOther, as_word
from dossier.readers.blocks.nodes import ID
from dossier.readers.registries.sources import read_sources


def import_file(
    places: Places,
    path: Path,
    name: str,
    *,
    template: str = "",
    settled: Settled = NOTHING_SETTLED,
    on_other: OnOther = "refuse",
    progress: Progress = silent,
) -> Imported:
    """Return the dossier `name` that the draft in the file `path` makes; nothing is written.

    `template` is found in the draft where it is "", and what is not `settled` is guessed.
    `on_other` says what becomes of a file in a format that LibreOffice could convert. There are no
    files where a finding is an error: the name cannot be used, the file is missing, a word would
    differ. `progress` is called with the file's name before it is read.
    """
    wrong = tuple(_obstacles(places, name, template, path))
    if wrong:
        return Imported({}, wrong)
    progress(shown(path))
    request = ImportRequest(name, template, settled, _taken(places))
    try:
        content, doubts = as_word(path.read_bytes(), shown(path), on_other)
    except Refused as refused:
        return Imported({}, (refused.finding,))
    made = import_draft(content, shown(path), request, places)
    return replace(made, findings=(*doubts, *made.findings))


def write_dossier(
    places: Places, name: str, files: Mapping[str, bytes], draft: str = ""
) -> tuple[Path, ...]:
    """Write a new dossier, all its files or none, and return their paths.

    `draft` is the name of the file that was imported, for the history. Raises `OSError` where a
    file cannot be written.
    """
    folder = places.content / name
    contents: dict[Path, bytes | None] = {folder / inside: new for inside, new in files.items()}
    write_content(places.content, contents, f"import {draft} --into {name}".replace("  ", " "))
    return tuple(contents)


def _obstacles(places: Places, name: str, template: str, path: Path) -> Iterator[Finding]:
    """Find what stands in the way of a new dossier of that name."""
    folder = places.content / name
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as `uzbekistan-2028`"
        message = f'"{name}" cannot be the name of a dossier'
        yield Finding(shown(places.content), 0, Fault.WRONG_ID, message, hint)
    elif name == LIBRARY:
        message, hint = '"library" is where dossiers share blocks', "choose another name"
        yield Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    elif folder.is_symlink() or (
        folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    ):
        message = f'there is a dossier "{name}" already'
        hint = "choose another name; nothing was changed"
        yield Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    kinds = places.kinds()
    if template and template not in kinds:
        hint = did_you_mean(template, kinds, f"templates here: {', '.join(kinds)}")
        message = f'there is no template "{template}"'
        yield Finding("--kind", 0, Fault.UNKNOWN_TEMPLATE, message, hint)
    if not path.is_file():
        message = "this is a folder" if path.is_dir() else "there is no such file"
        hint = "name the Word, Markdown, HTML or text file"
        yield Finding(shown(path), 0, Fault.NO_SUCH_FILE, message, hint)


def _taken(places: Places) -> tuple[str, ...]:
    """Return the keys of the sources that all dossiers share, which a new one cannot use anew."""
    found: list[str] = []
    folder = places.content / LIBRARY
    for path in (*folder.glob("sources.*"), *folder.glob("sources/*")):
        if path.is_file() and path.suffix in (".yaml", ".yml", ".json", ".bib"):
            found += read_sources(path.read_text("utf-8", "replace"), path.as_posix())[0]
    return tuple(found)

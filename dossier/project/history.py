"""The history of content: what each command wrote there, with the files as they were before.

It lies beside the content folder, for its owner alone, in `.dossier/history/`: one zip for each
step. A step is written together with the files that it is about, all or none.
"""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.project.folder_lock import locked
from dossier.project.journal import OWNER_FOLDER, STORE, content_digest, digest_of
from dossier.project.replace_files import named, replace_all

STEPS = 200
"""How many steps are kept; older ones are dropped."""

_RECORD = "step.json"
_BROKEN = (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)

Kind: TypeAlias = Literal["changed", "created", "deleted"]
"""What a step did with a file."""


@frozen
class ChangedFile:
    """A file of a step by its path in the content folder, with its digests before and after.

    A digest is "" where there was no file; `mode` is that of the file before, 0 where none was.
    """

    path: str
    before: str
    after: str
    mode: int

    @property
    def kind(self) -> Kind:
        """What the step did with the file."""
        if not self.before:
            return "created"
        return "changed" if self.after else "deleted"


@frozen
class Step:
    """What one command wrote: its number, when, the command in words, and the files.

    `folders` are those it made. `undoes` are the steps that it took back.
    """

    number: int
    when: str
    words: str
    files: tuple[ChangedFile, ...]
    folders: tuple[str, ...] = ()
    undoes: tuple[int, ...] = ()


class EditedMeanwhile(OSError):
    """A file is not as it was read: somebody edited it while a command made its changes."""


class ForeignHistory(PermissionError):
    """The history belongs to another person, and is for them alone."""


def write_content(
    content: Path,
    contents: Mapping[Path, bytes | None],
    words: str,
    *,
    read: Mapping[Path, bytes | None] | None = None,
    modes: Mapping[Path, int] | None = None,
    emptied: Sequence[Path] = (),
    undoes: tuple[int, ...] = (),
) -> Step:
    """Write files below the content folder, or none, and keep what they were as a step.

    A file whose content is None is deleted. `words` say which command does this. `read` is what
    files held when the command read them, None where there was none. The rest is as in
    `replace_all`. Raises `EditedMeanwhile` where a file holds something else now, `ForeignHistory`
    where the history is another person's, and `OSError` where a file cannot be written.
    """
    home = content.resolve().parent
    with locked(history_folder(content)):
        known = _numbers(content)
        step, kept = _step(content, contents, (known[-1] + 1 if known else 1, words, undoes))
        now = (old if each.before else None for each, old in zip(step.files, kept, strict=True))
        for path, old in zip(contents, now, strict=True):
            if read and path in read and read[path] != old:
                raise EditedMeanwhile(errno.EBUSY, "edited", str(path))
        own = kept_from_git(home)
        own[step_path(content, step.number)] = zipped_step(step, kept)
        own |= {step_path(content, each): None for each in known[: len(known) + 1 - STEPS]}
        replace_all({**contents, **own}, home, modes=modes, emptied=emptied)
    return step


def read_steps(content: Path) -> tuple[Step, ...]:
    """Return the steps that are kept, the oldest first; one that cannot be read is left out.

    Raises `ForeignHistory` where nobody but another person may read them.
    """
    _check_owner(content)
    found = (_read(step_path(content, number)) for number in _numbers(content))
    return tuple(each for each in found if each)


def content_before(content: Path, step: Step, file: ChangedFile) -> bytes | None:
    """Return what was in a file before a step, or None where it cannot be read any more."""
    try:
        with zipfile.ZipFile(step_path(content, step.number)) as zipped:
            found = zipped.read(str(step.files.index(file)))
    except _BROKEN:
        return None
    return found if content_digest(found) == file.before else None


def content_after(
    content: Path, step: Step, file: ChangedFile, known: Sequence[Step]
) -> bytes | None:
    """Return what a step left in a file, or None where nobody knows it any more.

    `known` are all steps: a later one that changed the file holds it, else the file itself may.
    """
    if not file.after:
        return None
    for later in (each for each in known if each.number > step.number):
        for one in later.files:
            if one.path == file.path and one.before == file.after:
                return content_before(content, later, one)
    path = content / file.path
    if digest_of(path) != file.after:
        return None
    with suppress(OSError):
        return path.read_bytes()
    return None


def history_folder(content: Path) -> Path:
    """Return the folder of the history, which is made where it is not there yet."""
    _check_owner(content)
    home = content.resolve().parent
    folder = home / STORE / "history"
    with named(content):
        home.mkdir(parents=True, exist_ok=True)
        for each in (folder.parent, folder):
            each.mkdir(mode=OWNER_FOLDER, exist_ok=True)
            each.chmod(OWNER_FOLDER)  # a copy of the project may have let others in
    return folder


def kept_from_git(home: Path) -> dict[Path, bytes | None]:
    """Return the file that lets Git leave the history alone, where it is not there yet."""
    ignored = home / STORE / ".gitignore"
    return {} if ignored.is_file() else {ignored: b"*\n"}


def undone(steps: Sequence[Step]) -> dict[int, int]:
    """Return the steps that are taken back, each with the step that did so.

    A step that took others back, and was taken back itself, counts no more.
    """
    found: dict[int, int] = {}
    for step in reversed(steps):
        if step.number not in found:
            found |= dict.fromkeys(step.undoes, step.number)
    return found


def _check_owner(content: Path) -> None:
    """Raise `ForeignHistory` where a person may not use the history, for it is another's."""
    store = content.resolve().parent / STORE
    for each in (store, store / "history"):
        if os.access(each, os.F_OK) and not os.access(each, os.R_OK | os.W_OK | os.X_OK):
            raise ForeignHistory(errno.EACCES, os.strerror(errno.EACCES), str(each))


def step_path(content: Path, number: int) -> Path:
    """Return where a step lies."""
    return content.resolve().parent / STORE / "history" / f"{number:06}.zip"


def _numbers(content: Path) -> list[int]:
    """Return the numbers of the steps that are kept, in order."""
    found = step_path(content, 0).parent.glob("*.zip")
    return sorted(int(each.stem) for each in found if each.stem.isdecimal())


def _step(
    content: Path, contents: Mapping[Path, bytes | None], said: tuple[int, str, tuple[int, ...]]
) -> tuple[Step, list[bytes]]:
    """Return the step of that number, words and undone steps, and what its files hold now."""
    number, words, undoes = said
    files: list[ChangedFile] = []
    kept: list[bytes] = []
    folders: set[str] = set()
    for path, new in contents.items():
        with named(path):
            before = digest_of(path)
            kept.append(path.read_bytes() if before else b"")
            mode = path.stat().st_mode & 0o777 if before else 0
        after = "" if new is None else content_digest(new)
        files.append(ChangedFile(path_inside(path, content), before, after, mode))
        folders |= {path_inside(each, content) for each in path.parents if not each.exists()}
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    made = tuple(sorted(folders))
    return Step(number, when, words, tuple(files), made, undoes), kept


def path_inside(path: Path, content: Path) -> str:
    """Return a path as steps have it; a link stays one, for it may lead elsewhere tomorrow."""
    return PurePosixPath(os.path.relpath(path.absolute(), content.absolute())).as_posix()


def zipped_step(step: Step, kept: Sequence[bytes]) -> bytes:
    """Return a step with what its files were before, as it lies on the disk."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(_RECORD, json.dumps(asdict(step), ensure_ascii=False))
        for at, content in enumerate(kept):
            if step.files[at].before:
                zipped.writestr(str(at), content)
    return made.getvalue()


def _read(file: Path) -> Step | None:
    """Return a step; none of whose files may lead out of the content folder, whoever made it."""
    try:
        with zipfile.ZipFile(file) as zipped:
            said = json.loads(zipped.read(_RECORD))
        files = tuple(ChangedFile(**each) for each in said["files"])
        step = Step(
            number=int(file.stem),
            when=str(said["when"]),
            words=str(said["words"]),
            files=files,
            folders=tuple(map(str, said["folders"])),
            undoes=tuple(map(int, said["undoes"])),
        )
        inside = [*(each.path for each in files), *step.folders]
    except _BROKEN:
        return None
    return step if all(_leads_inside(each) for each in inside) else None


def _leads_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts

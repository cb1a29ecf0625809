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
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias

from dossier.project.folder_lock import locked
from dossier.project.journal import OWNER_FOLDER, STORE, content_digest, digest_of
from dossier.project.replace_files import named, replace_all

STEPS = 200
"""How many steps are kept; older ones are dropped."""

ELSEWHERE = "changed elsewhere"
"""The words of a step that another program made: an editor, a folder that is kept in step."""

_TOGETHER = timedelta(minutes=1)
"""How long after a change that another program made a further one counts as the same step."""

_RECORD = "step.json"
_BROKEN = (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)

Kind: TypeAlias = Literal["changed", "created", "deleted"]
"""What a step did with a file."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    with locked(_folder(content)):
        known = _numbers(content)
        step, kept = _step(content, contents, (known[-1] + 1 if known else 1, words, undoes))
        now = (old if each.before else None for each, old in zip(step.files, kept, strict=True))
        for path, old in zip(contents, now, strict=True):
            if read and path in read and read[path] != old:
                raise EditedMeanwhile(errno.EBUSY, "edited", str(path))
        own = _ignored(home)
        own[_file(content, step.number)] = _zipped(step, kept)
        own |= {_file(content, each): None for each in known[: len(known) + 1 - STEPS]}
        replace_all({**contents, **own}, home, modes=modes, emptied=emptied)
    return step


def read_steps(content: Path) -> tuple[Step, ...]:
    """Return the steps that are kept, the oldest first; one that cannot be read is left out.

    Raises `ForeignHistory` where nobody but another person may read them.
    """
    _check_owner(content)
    found = (_read(_file(content, number)) for number in _numbers(content))
    return tuple(each for each in found if each)


def content_before(content: Path, step: Step, file: ChangedFile) -> bytes | None:
    """Return what was in a file before a step, or None where it cannot be read any more."""
    try:
        with zipfile.ZipFile(_file(content, step.number)) as zipped:
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


def record_seen(content: Path, before: Mapping[Path, bytes | None]) -> Step | None:
    """Keep as a step that files were changed by another program, and return it.

    `before` is what they held, None where there was none. What steps wrote themselves is left out.
    A step of the same kind shortly before goes on: editors save often.
    """
    with locked(_folder(content)):
        steps = read_steps(content)
        own = {each.path: each.after for step in steps for each in step.files}
        now = {_inside(path, content): digest_of(path) for path in before}
        kept = {
            _inside(path, content): old or b""
            for path, old in before.items()
            if own.get(_inside(path, content)) != now[_inside(path, content)]
            and content_digest_of(old) != now[_inside(path, content)]
        }
        if not kept:
            return None
        return _seen(content, steps, kept, now)


def _seen(
    content: Path, steps: Sequence[Step], kept: Mapping[str, bytes], now: Mapping[str, str]
) -> Step:
    """Write the step of files that were changed elsewhere, as part of the last one of this kind."""
    last = steps[-1] if steps and _goes_on(steps[-1]) else None
    held = {each.path: each for each in last.files} if last else {}
    olds = {}
    if last:
        olds = {each.path: content_before(content, last, each) or b"" for each in last.files}
    files = dict(held)
    for path, old in kept.items():
        before = held[path].before if path in held else content_digest_of(old or None)
        files[path] = ChangedFile(path, before, now[path], 0o644)
        olds.setdefault(path, old)
    number = last.number if last else (steps[-1].number + 1 if steps else 1)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    step = Step(number, when, ELSEWHERE, tuple(files.values()))
    home = content.resolve().parent
    own = _ignored(home)
    own[_file(content, number)] = _zipped(step, [olds[path] for path in files])
    replace_all(own, home)
    return step


def _folder(content: Path) -> Path:
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


def _ignored(home: Path) -> dict[Path, bytes | None]:
    """Return the file that lets Git leave the history alone, where it is not there yet."""
    ignored = home / STORE / ".gitignore"
    return {} if ignored.is_file() else {ignored: b"*\n"}


def _goes_on(step: Step) -> bool:
    """Whether a step is one of files changed elsewhere, and not long ago."""
    if step.words != ELSEWHERE:
        return False
    with suppress(ValueError):
        return datetime.now().astimezone() - datetime.fromisoformat(step.when) < _TOGETHER
    return False


def content_digest_of(content: bytes | None) -> str:
    """Return the digest of what a file held, "" where there was none."""
    return content_digest(content) if content else ""


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


def _file(content: Path, number: int) -> Path:
    return content.resolve().parent / STORE / "history" / f"{number:06}.zip"


def _numbers(content: Path) -> list[int]:
    """Return the numbers of the steps that are kept, in order."""
    found = _file(content, 0).parent.glob("*.zip")
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
        files.append(ChangedFile(_inside(path, content), before, after, mode))
        folders |= {_inside(each, content) for each in path.parents if not each.exists()}
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    made = tuple(sorted(folders))
    return Step(number, when, words, tuple(files), made, undoes), kept


def _inside(path: Path, content: Path) -> str:
    """Return a path as steps have it; a link stays one, for it may lead elsewhere tomorrow."""
    return PurePosixPath(os.path.relpath(path.absolute(), content.absolute())).as_posix()


def _zipped(step: Step, kept: Sequence[bytes]) -> bytes:
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

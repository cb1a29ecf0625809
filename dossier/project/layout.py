"""The project on disk: where content, templates and output lie, and reading a dossier whole.

All reading of an author's files goes through here, so that a path cannot lead out of the content
folder and every file that cannot be read is a finding.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from dossier import __version__
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.language import own_templates

LIBRARY = "library"
"""The folder in `content/` whose registries all dossiers share."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a project; `templates` are searched in order."""

    content: Path
    templates: tuple[Path, ...]
    output: Path

    def kinds(self) -> tuple[str, ...]:
        """Return the names of the templates there are."""
        found = {
            path.parent.name for folder in self.templates for path in folder.glob("*/outline.yaml")
        }
        return tuple(sorted(found))

    def template(self, kind: str) -> Path | None:
        """Return the folder of a template, or None where there is none of that name."""
        if kind not in self.kinds():
            return None
        found = (folder / kind for folder in self.templates)
        return next(each for each in found if (each / "outline.yaml").is_file())

    def shared(self) -> tuple[Path, ...]:
        """Return the folders that hold what the templates share, the project's own first."""
        return tuple(each / "_shared" for each in self.templates if (each / "_shared").is_dir())

    def folders(self, kind: Path) -> tuple[Path, ...]:
        """Return where a template's files are looked for: its own folder, then what is shared."""
        return (kind, *self.shared())


def places(root: Path, content: Path | None, templates: Path | None, output: Path | None) -> Places:
    """Return the folders of the project at `root`, with what the command line sets instead.

    Templates that come with the program stand in for what the project's own folder lacks.
    """
    own = templates or root / "templates"
    found = [own] if own.is_dir() else []
    if own.resolve() != own_templates().resolve():
        found.append(own_templates())
    return Places(content or root / "content", tuple(found), output or root / "output")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one dossier by their path inside its folder, in the order of their names.

    `library` are those that all dossiers share, `used` those of other dossiers that this one
    takes from, by name.
    """

    name: str
    folder: Path
    content: Mapping[str, bytes]
    library: Files | None = None
    used: Mapping[str, Files] = field(default_factory=dict)

    def others(self) -> Mapping[str, Files]:
        """Return the files this dossier may take from: the library's, then other dossiers'."""
        return {**({LIBRARY: self.library} if self.library else {}), **self.used}

    def shown(self, path: str) -> str:
        """Return a file's path as messages show it."""
        return shown(self.folder / path)

    def blocks(self) -> tuple[str, ...]:
        """Return the paths of the dossier's blocks, in order ("2-…" before "10-…")."""
        found = [path for path in self.content if re.fullmatch(r"blocks/.*\.md", path)]
        return tuple(sorted(found, key=_natural))

    def unread(self) -> tuple[str, ...]:
        """Return the paths of files that look like blocks and lie where none are read."""
        kinds = (".md", ".markdown", ".mdown", ".txt")
        found = [path for path in self.content if path.lower().endswith(kinds)]
        read = self.blocks()
        return tuple(each for each in found if each not in read and each != "README.md")

    def text(self, path: str) -> tuple[str, tuple[Finding, ...]]:
        """Return a file's text, or "" and a finding where it is not UTF-8."""
        try:
            return self.content[path].decode("utf-8-sig"), ()
        except UnicodeDecodeError as error:
            line = self.content[path][: error.start].count(b"\n") + 1
            byte = self.content[path][error.start]
            message = f"the file is not UTF-8: it holds the byte {byte:#04x}"
            hint = "save it again with the encoding UTF-8"
            return "", (Finding(self.shown(path), line, Fault.NOT_UTF_8, message, hint),)


def shown(path: Path) -> str:
    """Return `path` as messages show it: relative to the current folder where it is below."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _natural(path: str) -> list[tuple[int, int, str]]:
    pieces = re.findall(r"\d+|\D+", path.lower())
    return [(0, int(each), "") if each.isdecimal() else (1, 0, each) for each in pieces]


def dossiers(places: Places) -> tuple[str, ...]:
    """Return the names of the dossiers in the content folder."""
    if not places.content.is_dir():
        return ()
    found = (each for each in places.content.iterdir() if each.is_dir())
    return tuple(sorted(each.name for each in found if each.name != LIBRARY and _visible(each)))


def may_make(entry: str, document: str) -> bool:
    """Whether an entry of the manifest may make a document: its own, or a letter of a merge."""
    return document == entry or document.startswith(f"{entry}-")


def meant(wanted: str, known: Sequence[str], merges: Mapping[str, str]) -> tuple[str, ...]:
    """Return the documents that a name means: the one called so, or all that its merge makes.

    `merges` are the entries of those documents that a merge makes. A merge that could not be made
    is `known` by the name of its entry, and each name that it might have made means it.

    >>> meant("letters", ("brief", "letters-a"), {"letters-a": "letters"})
    ('letters-a',)
    """
    if wanted in known:
        return (wanted,)
    made = tuple(each for each in known if merges.get(each) == wanted)
    return made or tuple(
        each for each in known if merges.get(each) == each and may_make(each, wanted)
    )


def _visible(path: Path) -> bool:
    return not path.name.startswith((".", "_"))


def read_files(places: Places, name: str) -> tuple[Files | None, tuple[Finding, ...]]:
    """Return the files of the dossier `name`; a link that leads out of the folder is a finding."""
    folder = places.content / name
    if name not in dossiers(places):
        known = dossiers(places)
        hint = did_you_mean(name, known, f"dossiers here: {', '.join(known) or 'none'}")
        message = f'there is no dossier "{name}"'
        return None, (Finding(shown(places.content), 0, Fault.UNKNOWN_DOSSIER, message, hint),)
    found, wrong = _read(folder, name)
    library, faults = _read(places.content / LIBRARY, LIBRARY)
    used: dict[str, Files] = {}
    loose = [*_use(places, found, used, (name,))]
    return replace(found, library=library, used=used), (*wrong, *faults, *loose)


def _use(
    places: Places, files: Files, used: dict[str, Files], way: tuple[str, ...]
) -> Iterator[Finding]:
    """Read the dossiers that `files` use, and those that they use; find what cannot be."""
    manifest = files.content.get("dossier.yaml", b"")
    if b"uses:" not in manifest:
        return
    from dossier.readers.yaml import Value, read_yaml

    keys, _ = read_yaml(manifest.decode("utf-8", "replace"), files.shown("dossier.yaml"))
    value = keys.values.get("uses", Value([], 0))
    for each in value.content if isinstance(value.content, list) else [value]:
        name = each.typed
        fault = _unusable(places, name, way)
        if fault:
            yield Finding(files.shown("dossier.yaml"), each.line, *fault)
        elif name not in used:
            found, wrong = _read(places.content / name, name)
            yield from wrong
            used[name] = found
            yield from _use(places, found, used, (*way, name))


def _unusable(places: Places, name: str, way: tuple[str, ...]) -> tuple[Fault, str, str] | None:
    """Return rule, message and hint where a dossier cannot be used."""
    if name in way:
        round_ = " → ".join((*way[way.index(name) :], name))
        return Fault.CYCLE, f"dossiers use each other: {round_}", "take one of them out of `uses:`"
    if name not in dossiers(places):
        known = [each for each in dossiers(places) if each not in way]
        hint = did_you_mean(name, known, f"dossiers here: {', '.join(known) or 'no other'}")
        return Fault.UNKNOWN_DOSSIER, f'there is no dossier "{name}"', hint
    return None


def _read(folder: Path, name: str) -> tuple[Files, tuple[Finding, ...]]:
    """Return the files in a folder; there are none where there is no such folder."""
    found: dict[str, bytes] = {}
    findings: list[Finding] = []
    root = folder.resolve()
    for path in _walk(folder):
        inside = path.relative_to(folder).as_posix()
        if not path.resolve().is_relative_to(root):
            message = "the path leads out of the content folder"
            hint = "put the file itself into the dossier's folder"
            findings.append(Finding(shown(path), 0, Fault.PATH_OUTSIDE, message, hint))
            continue
        try:
            found[inside] = path.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            hint = "check that it exists and that you may read it"
            findings.append(Finding(shown(path), 0, Fault.UNREADABLE, message, hint))
    return Files(name, folder, found), tuple(findings)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for each in sorted(names):
            if not each.startswith((".", "~$")):
                yield Path(where) / each


def fingerprint(places: Places, files: Files) -> str:
    """Return a digest of all that decides what is made: content, templates, program."""
    digest = hashlib.sha256(__version__.encode())
    for path, content in _contents(files):
        digest.update(f"\0{path}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    for folder in (*places.templates, Path(__file__).parents[1]):
        digest.update(_of_folder(folder).encode())
    return digest.hexdigest()


def surroundings(folders: tuple[Path, ...]) -> str:
    """Return a digest of what makes a document of its content: its template's files, the program.

    `folders` are where the template's files are looked for.
    """
    found = (_of_folder(each) for each in (*folders, Path(__file__).parents[1]))
    return hashlib.sha256("".join((__version__, *found)).encode()).hexdigest()


@cache
def _of_folder(folder: Path) -> str:
    """Return a digest of a folder's files; a run reads each folder once."""
    digest = hashlib.sha256()
    for file in _walk(folder):
        if file.suffix != ".pyc":
            digest.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def begin_run() -> None:
    """Forget what an earlier run in this process read."""
    _of_folder.cache_clear()


def _contents(files: Files) -> Iterator[tuple[str, bytes]]:
    yield from files.content.items()
    for name, other in files.others().items():
        yield from ((f"{name}/{path}", each) for path, each in other.content.items())


def picture(files: Files, path: str, file: str, line: int) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a picture that the block `file` shows, or b"" and a finding."""
    inside = os.path.normpath(path).replace(os.sep, "/")
    if inside.startswith(("../", "/")) or inside == ".." or re.match(r"[A-Za-z]+:", path):
        message = f'the picture "{path}" lies outside the content folder'
        hint = "put the picture into the dossier's folder and name its path from there"
        return b"", (Finding(file, line, Fault.PATH_OUTSIDE, message, hint),)
    if inside not in files.content:
        known = [each for each in files.content if each.lower().endswith(PICTURES)]
        hint = did_you_mean(path, known, f"put it into {shown(files.folder)}")
        message = f'the picture "{path}" is missing'
        return b"", (Finding(file, line, Fault.MISSING_PICTURE, message, hint),)
    if kind_of(files.content[inside]) is None:
        message = f'the picture "{path}" is neither PNG, JPEG nor GIF'
        hint = "save it as PNG, which every format here can show"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    if not _is_whole(files.content[inside]):
        message = f'the picture "{path}" is broken'
        hint = "save it again as PNG"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    return files.content[inside], ()


def _is_whole(content: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return False
    return True


def kind_of(content: bytes) -> str | None:
    """Return the media type of a picture by its first bytes, or None for another kind of file."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.lstrip()[:5] in (b"<?xml", b"<svg "):
        return "image/svg+xml"
    return None

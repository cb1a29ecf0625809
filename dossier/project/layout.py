"""The project on disk: where content, templates and output lie, and reading a dossier whole.

All reading of an author's files goes through here, so that a path cannot lead out of the content
folder and every file that cannot be read is a finding.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import own_templates
from dossier.model.translation import language_of_file
from dossier.project.block_paths import block_paths
from dossier.project.own_languages import FOLDER as OWN_LANGUAGES
from dossier.project.own_languages import of_dossier, read_own_languages
from dossier.project.stray_files import copies, visible_files
from dossier.project.text_files import decoded

PEOPLE = ("people.yaml", "people.yml")
"""The files in which people stand; their names are guarded in all dossiers."""

LIBRARY = "library"
"""The folder in `content/` whose registries all dossiers share."""


@frozen
class Places:
    """The folders of a project; `templates` are searched in order."""

    content: Path
    templates: tuple[Path, ...]
    output: Path

    def kinds(self) -> tuple[str, ...]:
        """Return the names of the templates there are."""
        outlines = (path for folder in self.templates for path in folder.glob("*/outline.yaml"))
        return tuple(sorted({each.parent.name for each in outlines}))

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


@dataclass(frozen=True)
class Files:
    """The files of one dossier by their path inside its folder, in the order of their names.

    `library` are those that all dossiers share, `used` those of other dossiers that this one
    takes from, by name. `elsewhere` are the registries of people of all other dossiers, `languages`
    the files of languages that the project adds.
    """

    name: str
    folder: Path
    content: Mapping[str, bytes]
    library: Files | None = None
    used: Mapping[str, Files] = field(default_factory=dict)
    elsewhere: Mapping[str, Files] = field(default_factory=dict)
    languages: Mapping[str, bytes] = field(default_factory=dict)

    def others(self) -> Mapping[str, Files]:
        """Return the files this dossier may take from: the library's, then other dossiers'."""
        return {**({LIBRARY: self.library} if self.library else {}), **self.used}

    def shown(self, path: str) -> str:
        """Return a file's path as messages show it."""
        return _shown_below(str(self.folder), path, os.getcwd())  # noqa: PTH109

    def blocks(self) -> tuple[str, ...]:
        """Return the paths of the dossier's blocks, in order ("2-…" before "10-…")."""
        return self._parted[0]

    def translations(self) -> tuple[str, ...]:
        """Return the paths of blocks in other languages than the first, in order."""
        return self._parted[1]

    def texts(self) -> tuple[str, ...]:
        """Return the paths of all blocks, in whatever language."""
        return (*self._parted[0], *self._parted[1])

    def copies(self) -> Mapping[str, str]:
        """Return the files that are copies of another one, by their names, with that other."""
        return self._copies

    @cached_property
    def _parted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The paths of blocks, and of their translations."""
        every = block_paths(self.content, self._copies)
        put = tuple(each for each in every if language_of_file(each))
        return tuple(each for each in every if not language_of_file(each)), put

    @cached_property
    def _copies(self) -> Mapping[str, str]:
        return copies(self.content)

    def as_read(self, paths: Iterable[Path]) -> dict[Path, bytes | None]:
        """Return what files below these folders held when they were read, None where none was."""
        homes = {each.folder: each for each in (*self.others().values(), self)}
        return {
            path: home.content.get(path.relative_to(folder).as_posix())
            for path in paths
            for folder, home in homes.items()
            if path.is_relative_to(folder)
        }

    def unread(self) -> tuple[str, ...]:
        """Return the paths of files that look like blocks and lie where none are read."""
        kinds = (".md", ".markdown", ".mdown", ".txt")
        found = [path for path in self.content if path.lower().endswith(kinds)]
        read = {*self.texts(), *self.copies(), "README.md"}
        return tuple(each for each in found if each not in read)

    def text(self, path: str) -> tuple[str, tuple[Finding, ...]]:
        """Return a file's text, or "" and a finding where it is none, or not UTF-8."""
        return decoded(self.content[path], self.shown(path))


def shown(path: Path) -> str:
    """Return `path` as messages show it: relative to the current folder where it is below."""
    return _shown(path, Path.cwd())


@lru_cache(maxsize=4096)
def _shown_below(folder: str, path: str, here: str) -> str:
    """Return a file as messages show it; texts are looked up sooner than paths."""
    return _shown(Path(folder, path), Path(here))


@lru_cache(maxsize=4096)
def _shown(path: Path, here: Path) -> str:
    link = path.name in ("", "..") or path.is_symlink()
    try:
        found = path.resolve() if link else _resolved(here / path.parent) / path.name
        return found.relative_to(_resolved(here)).as_posix()
    except ValueError:
        return path.as_posix()


_resolved = lru_cache(maxsize=1024)(Path.resolve)


def dossiers(places: Places) -> tuple[str, ...]:
    """Return the names of the dossiers in the content folder."""
    if not places.content.is_dir():
        return ()
    found = (each for each in places.content.iterdir() if each.is_dir())
    others = (LIBRARY, OWN_LANGUAGES)
    return tuple(sorted(each.name for each in found if each.name not in others and _visible(each)))


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
    known = dossiers(places)
    if name not in known:
        hint = did_you_mean(name, known, f"dossiers here: {', '.join(known) or 'none'}")
        message = f'there is no dossier "{name}"'
        return None, (Finding(shown(places.content), 0, Fault.UNKNOWN_DOSSIER, message, hint),)
    found, wrong = _read(places.content / name, name)
    library, faults = _read(places.content / LIBRARY, LIBRARY)
    used: dict[str, Files] = {}
    loose = [*_use(places, found, used, (name,))]
    elsewhere = {each: _people_of(places, each) for each in known if each not in (name, *used)}
    own, odd = read_own_languages(places.content, shown)
    odd = of_dossier(odd, found.content.get("dossier.yaml", b""))
    files = replace(found, library=library, used=used, elsewhere=elsewhere, languages=own)
    return files, (*wrong, *faults, *loose, *odd)


def read_home(places: Places, name: str) -> tuple[Files | None, tuple[Finding, ...]]:
    """Return what `read_files` does, and of the library its files alone."""
    library = places.content / LIBRARY
    return _read(library, LIBRARY) if name == LIBRARY else read_files(places, name)


def _people_of(places: Places, name: str) -> Files:
    """Return the registry of people of a dossier, without its other files.

    One that cannot be read, or leads out of the folder, is told of where its own dossier is read.
    """
    folder = places.content / name
    found: dict[str, bytes] = {}
    for path in (folder / each for each in PEOPLE):
        with suppress(OSError):
            if path.resolve().is_relative_to(folder.resolve()):
                found[path.name] = path.read_bytes()
    return Files(name, folder, found)


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
    for path in visible_files(folder):
        inside = path.relative_to(folder).as_posix()
        # Folders that are links are not walked, so a file that is none lies inside.
        if path.is_symlink() and not path.resolve().is_relative_to(root):
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

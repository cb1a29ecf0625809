"""Build again whenever somebody saves, and say which findings came and which went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from pathlib import Path
from threading import Event

from dossier.build.build_request import BuildRequest
from dossier.build.output_records import FileReport
from dossier.build.workspace import Workspace
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places
from dossier.project.stray_files import visible_files

_PAUSE = 60
"""Milliseconds without a further save after which it is built: programs save in several steps."""

_LOOK = 1000
"""Milliseconds after which it is looked whether a folder was made."""

_OPEN = ("~$", ".", "#")
"""How the names of files begin that an editor keeps beside an open one."""


@frozen
class Round:
    """What came of one build: the files that were made, and the findings.

    `came` are those that the build before did not have, `went` those that it had; `left` are all
    that there are now.
    """

    files: tuple[FileReport, ...]
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]
    left: tuple[Finding, ...]


def rounds(
    workspace: Workspace,
    request: BuildRequest,
    saves: Iterable[object],
    progress: Progress = silent,
) -> Iterator[Round]:
    """Build at once, then once for each of `saves`, and yield what came of it.

    A finding that moved to another line is the same finding.
    """
    before: dict[tuple[str, str, str], Finding] = {}
    made, now = _built(workspace, request, progress)
    yield Round(made, tuple(now.values()), (), tuple(now.values()))
    for _ in saves:
        before, (made, now) = now, _built(workspace, request, progress)
        yield Round(
            tuple(each for each in made if each.state == "built"),
            tuple(each for key, each in now.items() if key not in before),
            tuple(each for key, each in before.items() if key not in now),
            tuple(now.values()),
        )


def _built(
    workspace: Workspace, request: BuildRequest, progress: Progress
) -> tuple[tuple[FileReport, ...], dict[tuple[str, str, str], Finding]]:
    results = list(workspace.build(request, progress))
    files = tuple(each for result in results for each in result.files)
    findings = (each for result in results for each in result.findings)
    return files, {(each.file, each.rule, each.message): each for each in findings}


def saves_in(places: Places, ending: Event | None = None) -> Iterator[Set[Path]]:
    """Yield the files that were saved, those of content and templates, until `ending` is set.

    Without it they are yielded for ever. A folder that is made later, or takes the place of
    another, is watched from then on, and its files count as saved.

    What an editor keeps beside an open file, and what lies in the output folder, does not count.
    """
    wanted, output = (places.content, *places.templates), places.output.resolve()
    seen = _folders(wanted)
    while not (ending and ending.is_set()):
        for found in _changes(tuple(seen), ending):
            saved = {each for each in found if _counts(each, output)}
            if saved:
                yield saved
            now = _folders(wanted)
            if now != seen:
                break
        else:
            return
        new = [each for each, mark in now.items() if seen.get(each) != mark]
        seen = now
        made = {path for each in new for path in visible_files(each) if _counts(path, output)}
        if made:
            yield made


def _folders(wanted: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return the folders that there are, each with what tells it from another in its place."""
    found: dict[Path, tuple[int, int]] = {}
    for each in wanted:
        with suppress(OSError):
            if each.is_dir():
                about = each.stat()
                found[each] = about.st_dev, about.st_ino
    return found


def _changes(folders: Sequence[Path], ending: Event | None) -> Iterator[Set[Path]]:
    """Yield the files that changed below folders, and nothing after each pause without a change."""
    from watchfiles import watch

    known = ending or Event()
    while not folders and not known.wait(_LOOK / 1000):
        yield frozenset()
    if not folders:
        return
    try:
        for changes in watch(
            *folders,
            debounce=_PAUSE * 10,
            step=_PAUSE,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=ending,
            raise_interrupt=ending is None,
        ):
            yield {Path(path) for _, path in changes}
    except FileNotFoundError:  # a folder went away just now
        yield frozenset()


def _counts(path: Path, output: Path) -> bool:
    beside = path.name.startswith(_OPEN) or path.name.endswith("~")
    return not beside and not path.resolve().is_relative_to(output)

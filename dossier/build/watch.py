"""Build again whenever somebody saves, and say which findings came and which went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from dossier.build.build_request import BuildRequest
from dossier.build.output_records import FileReport
from dossier.build.workspace import Workspace
from dossier.model.diagnostics import Finding
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places

_PAUSE = 60
"""Milliseconds without a further save after which it is built: programs save in several steps."""

_OPEN = ("~$", ".", "#")
"""How the names of files begin that an editor keeps beside an open one."""


@dataclass(frozen=True, slots=True)
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

    Without it they are yielded for ever.

    What an editor keeps beside an open file, and what lies in the output folder, does not count.
    """
    from watchfiles import watch

    folders = [each for each in (places.content, *places.templates) if each.is_dir()]
    output = places.output.resolve()
    for changes in watch(
        *folders,
        debounce=_PAUSE * 10,
        step=_PAUSE,
        stop_event=ending,
        raise_interrupt=ending is None,
    ):
        found = {Path(path) for _, path in changes}
        saved = {each for each in found if _counts(each, output)}
        if saved:
            yield saved


def _counts(path: Path, output: Path) -> bool:
    beside = path.name.startswith(_OPEN) or path.name.endswith("~")
    return not beside and not path.resolve().is_relative_to(output)

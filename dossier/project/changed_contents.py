"""The files of a dossier as they would be if some of them held something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dossier.project.layout import Files


def with_contents(files: Files, contents: Mapping[Path, bytes | None]) -> Files:
    """Return a dossier's files as they were if these held something else; None is no file."""

    def changed(home: Files) -> Files:
        own = {
            path.relative_to(home.folder).as_posix(): content
            for path, content in contents.items()
            if path.is_relative_to(home.folder)
        }
        held = {**home.content, **{name: each for name, each in own.items() if each is not None}}
        gone = {name for name, each in own.items() if each is None}
        return replace(home, content={n: held[n] for n in sorted(held) if n not in gone})

    return replace(
        changed(files),
        library=changed(files.library) if files.library else None,
        used={name: changed(each) for name, each in files.used.items()},
        elsewhere={name: changed(each) for name, each in files.elsewhere.items()},
    )

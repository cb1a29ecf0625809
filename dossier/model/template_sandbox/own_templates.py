"""Which templates are the program's own, so that their compiled code may be kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2.compiler

from dossier.model.language import own_templates
from dossier.model.template_sandbox import code


def is_own(source: str) -> bool:
    """Whether the program's own templates hold this text, as a file or as a value in one."""
    return source in _own()


@cache
def _own() -> frozenset[str]:
    return frozenset(_texts(own_templates()))


def _texts(folder: Path) -> Iterator[str]:
    import yaml

    for path in folder.rglob("*.j2"):
        yield path.read_text("utf-8")
    for path in folder.rglob("*.yaml"):
        yield from _values(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


def _values(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for each in value.values() for text in _values(each))
        case list():
            yield from (text for each in value for text in _values(each))


@cache
def generators() -> str:
    """Return the state of the files that say what code a template becomes."""
    files = (Path(each.__file__ or "") for each in (jinja2.compiler, code))
    return " ".join(
        f"{each.st_size} {each.st_mtime_ns}" for each in (file.stat() for file in files)
    )

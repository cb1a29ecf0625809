"""Give an entry of a registry another id wherever it is used: in blocks and registries.

Only words that call the entry are changed. What refers to it is counted before and afterwards:
where the new id is not called as often as the old one was, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from dossier.build.entry_references import ASKED, entry_references
from dossier.build.library import library_of
from dossier.build.registries import collect, registry_paths
from dossier.interchange.registry_edit.entries import CannotChange, renamed
from dossier.interchange.registry_edit.json_entries import renamed_json
from dossier.interchange.registry_edit.recommendations import TextEdit
from dossier.interchange.registry_edit.registry_files import layout_of
from dossier.interchange.registry_edit.yaml_patch import end_of, patched
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import own_templates
from dossier.project.changed_contents import with_contents
from dossier.project.layout import Files, Places, dossiers, read_files, shown
from dossier.readers.yaml import Loader

_LISTS = {"people": ("people",), "organisations": ("organisations",)}
"""Keys of entries whose lists hold ids of a registry."""

_REGISTRIES = ("facts", "incidents", "people", "organisations", "treaties", "recommendations")

Named = tuple[str, str, str]
"""A registry, the id that an entry has, and the one that it gets."""


def renamed_everywhere(
    places: Places, home: Files, named: Named, path: str
) -> dict[Path, bytes | None]:
    """Return what all files hold when an entry of the file `path` of `home` is renamed.

    Raises `CannotChange` where a use could not be changed.
    """
    registry, old, new = named
    text = home.text(path)[0]
    in_json = registry == "sources" and path.endswith(".json")
    here = renamed_json(text, old, new) if in_json else renamed(text, old, new, layout_of(registry))
    contents: dict[Path, bytes | None] = {home.folder / path: _coded(home, path, here)}
    readers = [
        files
        for files in (read_files(places, name)[0] for name in dossiers(places))
        if files and (files.name == home.name or home.name in files.others())
    ]
    for files in (home, *readers):
        changed = with_contents(files, contents)
        contents |= {files.folder / at: each for at, each in _in_files(changed, named)}
    for files in readers:
        if _counts(files, registry, old, new) != _counts(
            with_contents(files, contents), registry, new, old
        ):
            raise CannotChange
    return contents


def called_in_templates(places: Places, named: Named) -> Iterator[Finding]:
    """Yield a warning for each of the project's own templates that calls the entry by its old id.

    A template may serve several dossiers, so nothing is changed in it.
    """
    _, old, new = named
    own = [each for each in places.templates if each.resolve() != own_templates().resolve()]
    for path in (each for folder in own for each in sorted(folder.rglob("*"))):
        if not path.is_file() or path.suffix not in (".yaml", ".j2"):
            continue
        text = path.read_text("utf-8", "replace")
        edit = next(_in_text(text, named), None)
        if edit:
            line = text[: edit[0]].count("\n") + 1
            message = f'the template still calls "{old}"'
            hint = f"write {new} there; the studio changes no templates"
            yield Finding(shown(path), line, Fault.STILL_USED, message, hint, severity="warning")


def _counts(files: Files, registry: str, id_: str, other: str) -> tuple[int, int]:
    """Return how many references an id has, and how many the other."""
    found = entry_references(library_of(files)[0].own, collect(files)[0])
    return len(found.get((registry, id_), ())), len(found.get((registry, other), ()))


def _in_files(files: Files, named: Named) -> Iterator[tuple[str, bytes]]:
    """Yield the files that call the entry, by their path, with what they hold then."""
    for path in files.texts():
        yield from _written(
            files, path, patched(files.text(path)[0], _in_text(files.text(path)[0], named))
        )
    found = [path for name in _REGISTRIES for path in registry_paths(files, name)]
    found += [path for path in ("dossier.yaml",) if path in files.content]
    for path in found:
        text, wrong = files.text(path)
        if not wrong:
            yield from _written(files, path, patched(text, _in_yaml(text, named)))
    notes = (each for each in files.content if f".{each}".endswith(".review.yaml"))
    for path in notes:
        text, wrong = files.text(path)
        if not wrong:
            yield from _written(files, path, patched(text, _in_text(text, named)))
    for name in ("verification", "trace"):
        for path in registry_paths(files, name) if named[0] == "sources" else ():
            text = files.text(path)[0]
            yield from _written(files, path, patched(text, _keys(text, named)))


def _written(files: Files, path: str, new: str) -> Iterator[tuple[str, bytes]]:
    if new != files.text(path)[0]:
        yield path, _coded(files, path, new)


def _coded(files: Files, path: str, text: str) -> bytes:
    bom = b"\xef\xbb\xbf" if files.content[path].startswith(b"\xef\xbb\xbf") else b""
    return bom + text.encode("utf-8")


def _in_text(text: str, named: Named, first: int = 0) -> Iterator[TextEdit]:
    """Yield the edits of requests and citations in Markdown that begins at `first`."""
    registry, old, new = named
    kinds = "|".join(kind for kind, name in ASKED.items() if name == registry)
    if kinds:
        ask = rf"(?<=\{{)(?i:{kinds}):[ ]*({re.escape(old)})(?=[\s}}])"
        yield from (
            (first + each.start(1), first + each.end(1), new) for each in re.finditer(ask, text)
        )
    if registry == "sources":
        ends = r"(?![\w/]|[:.#$%&+?<>~-]+\w)"
        key = re.escape(old)
        cite = rf"(?<![\w@.\\/])-?@(?:\{{{key}\}}|{key}{ends})"
        for each in re.finditer(cite, text):
            start = each.end() - len(old) - (1 if each[0].endswith("}") else 0)
            yield first + start, first + start + len(old), new


def _in_yaml(text: str, named: Named) -> Iterator[TextEdit]:
    """Yield the edits of the values of a registry or manifest that call the entry."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise CannotChange from error
    yield from _in_node(text, node, named, "")


def _in_node(text: str, node: yaml.Node | None, named: Named, key: str) -> Iterator[TextEdit]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _in_node(text, value, named, str(name.value))
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _in_node(text, each, named, key)
    elif isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, end_of(text, node)
        if key in _LISTS.get(named[0], ()) and node.value == named[1]:
            at = text.index(named[1], start, end)
            yield at, at + len(named[1]), named[2]
            return
        found = list(_in_text(text[start:end], named, start))
        bare = named[0] == "sources" and key == "sources" and "@" not in node.value
        yield from found or (_bare(text, start, end, named) if bare else ())


def _bare(text: str, start: int, end: int, named: Named) -> Iterator[TextEdit]:
    """Yield the edits of citations that leave out the sign before the id."""
    pattern = re.compile(rf"(?:^|(?<=[;\"'\s])){re.escape(named[1])}(?=\s*(?:[,;\"'\]]|$))")
    for each in pattern.finditer(text[start:end]):
        yield start + each.start(), start + each.end(), named[2]


def _keys(text: str, named: Named) -> Iterator[TextEdit]:
    """Yield the edits of a file that calls sources by their ids alone, or with an article."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise CannotChange from error
    for each in _scalars(node):
        if each.value == named[1] or each.value.startswith(f"{named[1]} "):
            at = text.index(named[1], each.start_mark.index)
            yield at, at + len(named[1]), named[2]


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the keys of a mapping, or the ids of reasons: not the words of either."""
    pairs: Mapping[str, yaml.Node] = {}
    if isinstance(node, yaml.MappingNode):
        pairs = {str(key.value): value for key, value in node.value}
        if "explained" not in pairs:
            yield from (key for key, _ in node.value)
    listed = pairs.get("explained")
    for each in listed.value if isinstance(listed, yaml.SequenceNode) else ():
        for key, value in each.value if isinstance(each, yaml.MappingNode) else ():
            if key.value == "ids":
                ids = value.value if isinstance(value, yaml.SequenceNode) else [value]
                yield from ids

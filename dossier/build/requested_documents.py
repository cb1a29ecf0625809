"""An order: one document that an entry of `dossier.yaml` asks for, and what its kind gives it.

Most entries order one document, a mail merge orders one for each addressee.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault, missing
from dossier.model.frozen import frozen
from dossier.model.language import code_of, language
from dossier.model.language_file import of_languages
from dossier.model.remembered import remembered
from dossier.model.theme import Theme
from dossier.project.layout import Files, Places, shown
from dossier.project.stray_files import visible_files
from dossier.readers.dossier_yaml import Manifest, Plan, read_plan, template_of, wrong_ids
from dossier.readers.registries.csv_table import read_rows
from dossier.readers.templates.citation_style import CitationStyle, read_citation_style
from dossier.readers.templates.outline import Outline, read_outline
from dossier.readers.templates.outline_translation import translated
from dossier.readers.templates.template_text import Template
from dossier.readers.templates.theme import read_theme
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Key, Shape, take


@frozen
class Kind:
    """A template, read: its folder, its outline, and the house's forms and look."""

    folder: Path
    outline: Outline
    citation_style: CitationStyle
    theme: Theme


@frozen
class RequestedDocument:
    """One document that is asked for; without plan and kind it cannot be made, for `findings`.

    `merge` is the entry of the manifest where it makes one for each addressee; a merge that makes
    none is ordered by its own name, and so is an entry whose kind is not known.
    """

    name: str
    findings: tuple[Finding, ...]
    merge: str = ""
    plan: Plan | None = None
    kind: Kind | None = None


def requested_documents(
    places: Places, files: Files, manifest: Manifest, name: str
) -> Iterator[RequestedDocument]:
    """Yield the documents that the entry `name` of the manifest asks for, at least one."""
    keys = manifest.documents[name]
    wanted = template_of(keys)
    folder = places.template(wanted)
    if folder is None:
        yield RequestedDocument(name, (_unknown_template(places, manifest, name, wanted),), name)
        return
    outline, wrong = outline_of(folder)
    if outline is None:
        yield RequestedDocument(name, wrong, name)
        return
    merge = name if outline.form.merge else ""
    keys, faults = _with_tables(keys, outline.fields, files)
    manifest = replace(manifest, documents={**manifest.documents, name: keys})
    plan, found = (None, ()) if errors(faults) else read_plan(manifest, name, outline.fields)
    findings = (*wrong, *faults, *found)
    entries = [*_entries(plan, outline)] if plan and not errors(findings) else []
    if plan is None or not entries:
        nobody = [_no_entries(plan, outline)] if plan and not errors(findings) else []
        yield RequestedDocument(name, (*findings, *nobody), merge)
        return
    kind, lost = _kind(places, folder, outline, plan)
    for id_, values in entries:
        yield RequestedDocument(
            id_, (*findings, *lost), merge, replace(plan, id=id_, values=values), kind
        )


def _kind(
    places: Places, folder: Path, outline: Outline, plan: Plan
) -> tuple[Kind | None, tuple[Finding, ...]]:
    """Return what a template gives its documents, or None where its house or look is wrong."""
    folders = places.folders(folder)
    house, findings = _house(folders, plan.language, _stamps(folders))
    said = translated(outline, code_of(plan.language))
    if house is None:
        return None, findings
    style, theme = house
    said, theme = _with_head(said, theme)
    return Kind(folder, said, style, theme), findings


def _with_head(outline: Outline, theme: Theme) -> tuple[Outline, Theme]:
    """Move the running head of the look, if it has one, into the outline."""
    if not theme.head:
        return outline, theme
    path, line = theme.head_place
    head = Template("\n".join(theme.head), line, shown(Path(path)))
    return replace(outline, head=head), replace(theme, head=(), head_place=("", 0))


@of_languages
@remembered
def _house(
    folders: tuple[Path, ...], tag: str, stamps: tuple[tuple[Path, int, int], ...]
) -> tuple[tuple[CitationStyle, Theme] | None, tuple[Finding, ...]]:
    """Return how a house cites in a language, and looks; `stamps` change with its files."""
    del stamps
    citation_style, faults = read_citation_style(folders, language(tag), shown)
    theme, wrong = read_theme(folders)
    findings = (*faults, *(replace(each, file=shown(path)) for path, each in wrong))
    if citation_style is None or wrong:
        return None, findings
    return (citation_style, theme.in_language(code_of(tag))), findings


def _stamps(folders: tuple[Path, ...]) -> tuple[tuple[Path, int, int], ...]:
    """Return the files in these folders with when each was changed, and its size."""
    found = ((path, path.stat()) for folder in folders for path in visible_files(folder))
    return tuple((path, about.st_mtime_ns, about.st_size) for path, about in found)


def _entries(plan: Plan, outline: Outline) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield id and values of each document: one, or as many as there are entries to merge."""
    if not outline.form.merge:
        yield plan.id, plan.values
        return
    for entry in plan.values.get(outline.form.merge) or ():
        yield f"{plan.id}-{entry.get('id', '')}".strip("-"), {**plan.values, "each": entry}


def _no_entries(plan: Plan, outline: Outline) -> Finding:
    name = outline.form.merge
    message = f'the document "{plan.id}" has no "{name}", and makes one document for each'
    line = plan.lines.get(name, plan.line)
    hint = f"add `{name}:` with at least one entry"
    return Finding(plan.file, line, missing(name), message, hint)


def _with_tables(keys: Keys, fields: Shape, files: Files) -> tuple[Keys, list[Finding]]:
    """Return the keys of a document with lists that are kept in CSV files read from these."""
    values = dict(keys.values)
    findings: list[Finding] = []
    for name, key in fields.items():
        value = values.get(name)
        if key.kind != "list" or value is None or not isinstance(value.content, str):
            continue
        if value.content not in files.content:
            known = [each for each in files.content if each.endswith(".csv")]
            message = f'the table "{value.content}" is missing'
            hint = did_you_mean(value.content, known, f"put it into {shown(files.folder)}")
            line = value.line
            file = files.shown("dossier.yaml")
            findings.append(Finding(file, line, Fault.MISSING_TABLE, message, hint))
            continue
        text, wrong = files.text(value.content)
        table = files.shown(value.content)
        rows, faults = read_rows(text, table, _many(key))
        values[name] = rows
        findings += [*wrong, *faults, *_faulty_rows(rows, key, table)]
    return Keys(values, keys.lines, keys.line), findings


def _many(key: Key) -> frozenset[str]:
    """Return the columns of a table whose cells hold several texts, one a line."""
    return frozenset(name for name, each in (key.shape or {}).items() if each.kind == "texts")


def _faulty_rows(rows: Value, key: Key, file: str) -> list[Finding]:
    """Return what is wrong in the rows of a table, at the line of each."""
    shape = key.shape or {}
    found = [
        replace(each, line=row.line)
        for row in rows.content
        for each in take(row.content, shape, file, "the row")[1]
    ]
    return [*found, *wrong_ids(rows, file)]


def outline_of(kind: Path) -> tuple[Outline | None, tuple[Finding, ...]]:
    """Return the outline in the folder of a template, or None where it cannot be used."""
    file = kind / "outline.yaml"
    try:
        return _read_outline(file.read_text("utf-8"), shown(file))
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return None, (Finding(shown(file), 0, Fault.NOT_UTF_8, "the file is not UTF-8", hint),)


_read_outline = remembered(read_outline)


def _unknown_template(places: Places, manifest: Manifest, name: str, wanted: str) -> Finding:
    keys = manifest.documents[name]
    line = keys.lines.get("template", keys.line)
    kinds = places.kinds()
    message = f'there is no template "{wanted}"'
    if not wanted:
        message = f'the document "{name}" has no "template"'
    hint = did_you_mean(wanted, kinds, f"templates here: {', '.join(kinds) or 'none'}")
    return Finding(manifest.file, line, Fault.UNKNOWN_TEMPLATE, message, hint)

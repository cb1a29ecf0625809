"""Import recommendations of earlier reviews: read exports, and add what is new to the registry.

`import_recommendations` reads and counts, and writes nothing; `write_recommendations` writes what
it found. What a person wrote in the registry stays, but for differences that are to be replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from dossier.interchange.recommendations.doubts import doubts
from dossier.interchange.recommendations.other_files import readable
from dossier.interchange.registry_edit.recommendations import CannotChange, amend
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.registry import Earlier
from dossier.model.uncollected import uncollected
from dossier.project.history import write_content
from dossier.project.layout import Files, Places, read_files, shown
from dossier.project.libreoffice import OnOther
from dossier.readers.registries.recommendations import read_recommendations
from dossier.readers.un_exports.export import SEVERAL
from dossier.readers.un_exports.merge import Difference, Merged, merge
from dossier.readers.un_exports.reader import Export, Row, read_export
from dossier.readers.un_exports.state_names import key as state_key
from dossier.readers.un_exports.state_names import slug
from dossier.readers.yaml import read_yaml

FILE = "recommendations.yaml"
_PREFIXES = {"UHRI's export": "uhri", "OHCHR's list of recommendations": "export"}

OnDifference: TypeAlias = Literal["keep", "replace"]
"""What becomes of an entry that an export gives otherwise."""


@frozen
class RecommendationsRequest:
    """What is asked for: the exports, and which of their recommendations are wanted.

    `state` is the State under review, "all", or "" for the one that the dossier is about.
    `symbol` is the report, where an export names none. `on_other` says what becomes of texts in
    other formats than Word's.
    """

    files: tuple[Path, ...]
    state: str = ""
    symbol: str = ""
    cycle: int | None = None
    on_difference: OnDifference = "keep"
    on_other: OnOther = "refuse"


@frozen
class RecommendationsResult:
    """What an import of recommendations found.

    `entries` are those of the registry, of which the first `old` were there before. `counts` say
    what became of the rows, `aside` what was set aside. `changes` are new values of old entries,
    by their number. `named` are the paragraphs that were made up, `names` the files' names.
    `command` is what `history` calls the import.
    """

    files: Files | None = None
    text: str = ""
    entries: tuple[Earlier, ...] = ()
    old: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    differences: tuple[Difference, ...] = ()
    changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: bool = False
    names: tuple[str, ...] = ()
    command: str = "recommendations"


def changed(difference: Difference) -> dict[str, Any]:
    """Return what an export gives otherwise, by the names of the fields."""
    return {name: getattr(difference.there, name) for name in difference.fields}


def import_recommendations(
    places: Places, dossier: str, request: RecommendationsRequest, progress: Progress = silent
) -> RecommendationsResult:
    """Return what exports bring into the registry of a dossier; nothing is written.

    `progress` is called with the name of each export before it is read.
    """
    files, found = read_files(places, dossier)
    if files is None or errors(found):
        return RecommendationsResult(files, findings=found)
    return _finding(import_into(files, request, progress), *found)


def import_into(
    files: Files, request: RecommendationsRequest, progress: Progress = silent
) -> RecommendationsResult:
    """Return what exports bring into the registry among `files`, which may be in memory alone."""
    names = tuple(each.name for each in request.files)
    result = RecommendationsResult(files, names=names)
    with uncollected():
        state, faults = _state(request, files)
        result = _finding(_registry(result, files), *faults)
        for path in () if errors(result.findings) else request.files:
            progress(shown(path))
            result = _with_export(result, path, state, request)
    return result


def write_recommendations(result: RecommendationsResult) -> RecommendationsResult:
    """Write the registry whole, or leave it as it was; return what became of it."""
    files, added = result.files, result.entries[result.old :]
    if files is None or errors(result.findings) or not (added or result.changes):
        return result
    try:
        with uncollected():
            new = amend(result.text, added, result.changes)
    except CannotChange:
        message = "the file is laid out in a way in which entries cannot be changed safely"
        hint = "write each entry as lines `key: value`, without anchors (&, *); nothing was changed"
        return _finding(result, Finding(files.shown(FILE), 0, Fault.UNCHANGEABLE, message, hint))
    bom = b"\xef\xbb\xbf" if files.content.get(FILE, b"").startswith(b"\xef\xbb\xbf") else b""
    words = " ".join([result.command, *result.names, "--into", files.name])
    contents = {files.folder / FILE: bom + new.encode("utf-8")}
    write_content(files.folder.parent, contents, words, read=files.as_read(contents))
    return replace(result, written=True)


def _finding(result: RecommendationsResult, *findings: Finding) -> RecommendationsResult:
    return replace(result, findings=(*result.findings, *findings))


def _registry(result: RecommendationsResult, files: Files) -> RecommendationsResult:
    """Return a result with the entries that the registry has already."""
    text, wrong = files.text(FILE) if FILE in files.content else ("", ())
    entries, faults = read_recommendations(text, files.shown(FILE))
    read = replace(result, text=text, entries=entries, old=len(entries))
    return _finding(read, *wrong, *faults)


def _state(request: RecommendationsRequest, files: Files) -> tuple[str, tuple[Finding, ...]]:
    """Return the State under review that is asked for; "" stands for all."""
    if request.state:
        return ("" if request.state.casefold() == "all" else request.state), ()
    text = files.text("dossier.yaml")[0] if "dossier.yaml" in files.content else ""
    value = read_yaml(text, files.shown("dossier.yaml"))[0].values.get("state")
    if value and value.typed.strip():
        return value.typed, ()
    message = "the dossier does not say which State it is about"
    hint = "add `state:` to dossier.yaml, or give `--state NAME` (or `--state all`)"
    return "", (Finding(files.shown("dossier.yaml"), 0, Fault.MISSING_STATE, message, hint),)


def _with_export(
    so_far: RecommendationsResult, path: Path, state: str, request: RecommendationsRequest
) -> RecommendationsResult:
    """Read one export and hold it against the entries."""
    wanted = state_key(state)
    try:
        with readable(path, request.on_other) as (there, converted):
            export = read_export(
                there, shown(path), lambda name: not state or state_key(name) == wanted
            )
    except Refused as refused:
        return _finding(so_far, refused.finding)
    return _with_read(_finding(so_far, *converted), export, shown(path), state, request)


def import_read(
    files: Files, export: Export, name: str, request: RecommendationsRequest
) -> RecommendationsResult:
    """Return what an export that was read already brings; `name` stands in messages."""
    state, faults = _state(request, files)
    result = _finding(_registry(RecommendationsResult(files), files), *faults)
    if errors(result.findings):
        return result
    return _with_read(result, _to_state(export, state), name, state, request)


def _to_state(export: Export, state: str) -> Export:
    """Return an export without recommendations to other States, which are counted."""
    wanted = state_key(state)
    kept: list[Row] = []
    elsewhere = Counter(export.elsewhere)
    for row in export.entries:
        names = (row.state, *row.also)
        if state and row.state and wanted not in map(state_key, names):
            elsewhere[SEVERAL.join(names)] += 1
        else:
            kept.append(row)
    return replace(export, entries=tuple(kept), elsewhere=dict(elsewhere))


def _with_read(
    so_far: RecommendationsResult,
    export: Export,
    name: str,
    state: str,
    request: RecommendationsRequest,
) -> RecommendationsResult:
    """Hold an export against the entries."""
    so_far = _finding(so_far, *export.findings, *export.unreadable)
    if errors(export.findings):
        return so_far
    chosen = tuple(_chosen(export, request))
    entries = [each for _, each in chosen]
    faults = doubts(export, entries, name, state=state, symbol=request.symbol)
    found = [("" if state else slug(of), each) for of, each in chosen]
    merged = merge(so_far.entries, found, _PREFIXES.get(export.kind, "upr-info"))
    counts = _counts(export, merged) + Counter(
        {"of other reviews": len(export.entries) - len(chosen)}
    )
    counted = replace(
        so_far, counts=so_far.counts + counts, aside=so_far.aside + Counter(export.aside)
    )
    return _finding(_merged(counted, merged, request.on_difference), *faults)


def _chosen(export: Export, request: RecommendationsRequest) -> Iterator[tuple[str, Earlier]]:
    """Yield the entries of the cycle and report that are asked for, each with its State."""
    for row in export.entries:
        earlier = row.earlier
        of_cycle = not request.cycle or earlier.cycle in (None, request.cycle)
        of_report = not request.symbol or earlier.symbol in ("", request.symbol)
        if of_cycle and of_report:
            cycle = earlier.cycle or request.cycle
            symbol = earlier.symbol or request.symbol
            yield row.state, replace(earlier, cycle=cycle, symbol=symbol)


def _counts(export: Export, merged: Merged) -> Counter[str]:
    return Counter(
        {
            "read": export.rows,
            "added": merged.added,
            "same": merged.same,
            "different": len(merged.differences),
            "repeats": export.repeats,
            "set aside": sum(export.aside.values()),
            "to other States": sum(export.elsewhere.values()),
            "unreadable": len(export.unreadable),
        }
    )


def _merged(
    so_far: RecommendationsResult, merged: Merged, on_difference: OnDifference
) -> RecommendationsResult:
    """Return a result with the entries of one more export."""
    entries = list(merged.entries)
    changes = {at: dict(values) for at, values in so_far.changes.items()}
    for each in merged.differences if on_difference == "replace" else ():
        entries[each.at] = replace(entries[each.at], **changed(each))
        if each.at < so_far.old:
            changes.setdefault(each.at, {}).update(changed(each))
    return replace(
        so_far,
        entries=tuple(entries),
        differences=(*so_far.differences, *merged.differences),
        changes=changes,
        named=(*so_far.named, *merged.named),
    )

"""`recommendations`: bring what the UN and UPR Info publish into a dossier's registry."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.cli.recommendations_report import Tally, changed, tell
from dossier.interchange.registry_edit.recommendations import CannotChange, amend
from dossier.model.diagnostics import Finding, errors, nearest
from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.project.layout import Files, places, read_files, shown
from dossier.readers.registries.recommendations import read_recommendations, uncollected
from dossier.readers.un_exports.merge import Merged, merge
from dossier.readers.un_exports.reader import Export, read_export
from dossier.readers.un_exports.state_names import key as state_key
from dossier.readers.un_exports.state_names import slug
from dossier.readers.yaml import read_yaml

FILE = "recommendations.yaml"
_PREFIXES = {"UHRI's export": "uhri", "OHCHR's list of recommendations": "export"}


EXAMPLES = """examples:
  python build.py recommendations matrix.docx --into kazakhstan
  python build.py recommendations export.csv --into kazakhstan --cycle 2 --symbol A/HRC/28/10
  python build.py recommendations uhri.xlsx --into kazakhstan --dry-run

reads OHCHR's lists (DOCX), UPR Info's export (CSV) and UHRI's (XLSX), and writes
content/DOSSIER/recommendations.yaml. Assessments are never touched."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("files", nargs="+", metavar="FILE", help="what was exported")
    command.add_argument("--into", required=True, metavar="DOSSIER", help="where they go")
    command.add_argument(
        "--state", metavar="NAME", help='State under review, or "all" (default: the dossier\'s)'
    )
    command.add_argument(
        "--symbol", metavar="SYMBOL", help="the report, such as A/HRC/28/10, if the file names none"
    )
    command.add_argument("--cycle", type=int, metavar="N", help="recommendations of this cycle")
    command.add_argument("--dry-run", action="store_true", help="say what would be done")
    command.add_argument(
        "--replace", action="store_true", help="take text, States and position from the file"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Import recommendations into `content/DOSSIER`. Returns 0, or 1 where nothing was written."""
    where = places(root, options.content, options.templates, None)
    files, found = read_files(where, options.into)
    done = Tally(findings=list(found))
    if files is not None and not errors(found):
        with uncollected():
            _run(done, files, options)
    tell(done, options)
    return 1 if errors(done.findings) else 0


def _run(done: Tally, files: Files, options: argparse.Namespace) -> None:
    text, wrong = files.text(FILE) if FILE in files.content else ("", ())
    entries, faults = read_recommendations(text, files.shown(FILE))
    state, doubts = _state(options, files)
    done.findings += (*wrong, *faults, *doubts)
    done.entries, done.old = entries, len(entries)
    for name in () if errors(done.findings) else options.files:
        _import(done, Path(name), state, options)
    if not errors(done.findings):
        _write(done, files, text, options)


def _state(options: argparse.Namespace, files: Files) -> tuple[str, tuple[Finding, ...]]:
    """Return the State under review that is asked for; "" stands for all."""
    if options.state:
        return ("" if options.state.casefold() == "all" else options.state), ()
    text = files.text("dossier.yaml")[0] if "dossier.yaml" in files.content else ""
    value = read_yaml(text, files.shown("dossier.yaml"))[0].values.get("state")
    if value and value.typed.strip():
        return value.typed, ()
    message = "the dossier does not say which State it is about"
    hint = "add `state:` to dossier.yaml, or give `--state NAME` (or `--state all`)"
    return "", (Finding(files.shown("dossier.yaml"), 0, Fault.MISSING_STATE, message, hint),)


def _import(done: Tally, path: Path, state: str, options: argparse.Namespace) -> None:
    """Read one file and hold it against the entries."""
    wanted = state_key(state)
    export = read_export(path, shown(path), lambda name: not state or state_key(name) == wanted)
    done.findings += (*export.findings, *export.unreadable)
    if errors(export.findings):
        return
    chosen = tuple(_chosen(done, export, options))
    entries = [each for _, each in chosen]
    done.findings += _doubts(export, entries, shown(path), state, options)
    found = [("" if state else slug(of), each) for of, each in chosen]
    merged = merge(done.entries, found, _PREFIXES.get(export.kind, "upr-info"))
    _count(done, export, merged)
    kept = list(merged.entries)
    if options.replace:
        for each in merged.differences:
            kept[each.at] = replace(kept[each.at], **changed(each))
    done.entries = tuple(kept)
    done.differences += merged.differences
    done.named += merged.named


def _chosen(
    done: Tally, export: Export, options: argparse.Namespace
) -> Iterator[tuple[str, Earlier]]:
    """Yield the entries of the cycle and report that are asked for, each with its State."""
    for row in export.entries:
        earlier = row.earlier
        of_cycle = not options.cycle or earlier.cycle in (None, options.cycle)
        of_report = not options.symbol or earlier.symbol in ("", options.symbol)
        if of_cycle and of_report:
            cycle = earlier.cycle or options.cycle
            symbol = earlier.symbol or options.symbol or ""
            yield row.state, replace(earlier, cycle=cycle, symbol=symbol)
        else:
            done.counts["of other reviews"] += 1


def _doubts(
    export: Export,
    entries: Sequence[Earlier],
    file: str,
    state: str,
    options: argparse.Namespace,
) -> Iterator[Finding]:
    """Say what about a whole file looks like a mistake of who imports it."""
    if export.elsewhere and not export.entries:
        names = sorted(export.elsewhere)
        near = nearest(state, names) or names[0]
        message = f'the file has no recommendations to "{state}"'
        hint = f"`--state {near!r}` asks for another State; the file has {_some(names)}"
        yield Finding(file, 0, Fault.NO_SUCH_STATE, message, hint)
    if any(not row.state for row in export.entries) and state:
        message = "the file does not say which State was reviewed"
        hint = f"make sure that it was {state}"
        yield Finding(file, 0, Fault.UNNAMED_STATE, message, hint, "warning")
    cycles = sorted({each.cycle for each in entries if each.cycle})
    numberless = [each for each in entries if not each.paragraph]
    if options.symbol and numberless and len(cycles) > 1:
        message = f"the file has recommendations of cycles {cycles[0]} to {cycles[-1]}"
        hint = f"add `--cycle N`: {options.symbol} is the report of one review"
        yield Finding(file, 0, Fault.SEVERAL_CYCLES, message, hint)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _count(done: Tally, export: Export, merged: Merged) -> None:
    done.aside.update(export.aside)
    done.counts.update(
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


def _write(done: Tally, files: Files, text: str, options: argparse.Namespace) -> None:
    """Write the registry whole, or leave it as it was."""
    changes: dict[int, dict[str, Any]] = {}
    for each in done.differences if options.replace else ():
        if each.at < done.old:
            changes.setdefault(each.at, {}).update(changed(each))
    added = done.entries[done.old :]
    if options.dry_run or not (added or changes):
        return
    try:
        new = amend(text, added, changes)
    except CannotChange:
        message = "the file is laid out in a way in which entries cannot be changed safely"
        hint = "write each entry as lines `key: value`, without anchors (&, *); nothing was changed"
        done.findings.append(Finding(files.shown(FILE), 0, Fault.UNCHANGEABLE, message, hint))
        return
    bom = b"\xef\xbb\xbf" if files.content.get(FILE, b"").startswith(b"\xef\xbb\xbf") else b""
    _replace(files.folder / FILE, bom + new.encode("utf-8"))
    done.written = True


def _replace(path: Path, content: bytes) -> None:
    path = path.resolve()  # a link stays one
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)

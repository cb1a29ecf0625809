"""`translate`: make, hold together and exchange the translations of a dossier."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import counted
from dossier.interchange.translation.run import (
    TranslationResult,
    confirm,
    receive,
    state_of,
    status,
    translate,
)
from dossier.interchange.translation.send import send
from dossier.interchange.translation.unit_changes import unit_changes
from dossier.interchange.translation.wanted_translations import TranslatedBlock
from dossier.model.diagnostics import Refused, errors
from dossier.model.language import language
from dossier.model.translation import shown_change
from dossier.project.layout import Places, places

STATES = ("missing", "unrecorded", "stale", "in part", "proposed", "done")
"""How far the translation of a block can be, the most pressing first."""

EXAMPLES = """examples:
  python build.py translate kazakhstan --to fr              make the files that are to be filled in
  python build.py translate kazakhstan/submission --to fr   those of one document
  python build.py translate kazakhstan --to fr --status     what is missing, stale, done
  python build.py translate kazakhstan --to fr --done dissolution trial/text.3
                          these follow their originals as they are now (`all`: every one does)
  python build.py translate kazakhstan --to fr --export kazakhstan-fr.xlf       XLIFF 2.1
  python build.py translate kazakhstan --to fr --import kazakhstan-fr.xlf       what came back
  python build.py translate kazakhstan --to fr --import kazakhstan-fr.xlf --apply
  python build.py translate kazakhstan --to fr --export kazakhstan-fr.docx      two columns in Word
  python build.py translate kazakhstan/submission --to fr --export both.html    a page to be read
  python build.py translate kazakhstan --to fr --export kazakhstan-fr.tmx       the memory
  python build.py translate kazakhstan --to fr --memory theirs.tmx              propose from it

translations lie beside their blocks, in blocks/fr/; docs/languages.md says more."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", metavar="DOSSIER[/DOCUMENT]")
    command.add_argument("--to", required=True, metavar="LANGUAGE", help="such as fr")
    command.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="write a file for a translator’s tool (.xlf), for Word (.docx), the memory (.tmx), "
        "or a page of both languages, to be read (.html)",
    )
    command.add_argument(
        "--whole", action="store_true", help="with --export: also what not everybody may read"
    )
    command.add_argument(
        "--import", type=Path, metavar="FILE", dest="came", help="show what came back"
    )
    command.add_argument("--apply", action="store_true", help="write what came back")
    command.add_argument(
        "--memory", type=Path, action="append", default=[], metavar="FILE.tmx",
        help="also propose what others translated (may be repeated)",
    )  # fmt: skip
    command.add_argument("--status", action="store_true", help="write nothing, say how it stands")
    command.add_argument(
        "--done", nargs="+", default=[], metavar="BLOCK[/UNIT]",
        help="what follows its original as it is now, or `all`",
    )  # fmt: skip


def run(options: argparse.Namespace, root: Path) -> int:
    """Translate one dossier. Returns 0, or 1 where something is wrong."""
    where = places(root, options.content, options.templates, None)
    if options.done:
        result = confirm(where, options.wanted, options.to, options.done)
    elif options.export:
        result = _sent(options, where)
    elif options.came:
        way: Literal["show", "apply"] = "apply" if options.apply else "show"
        result = receive(where, options.wanted, options.to, options.came, way)
    elif options.status:
        result = status(where, options.wanted, options.to)
    else:
        result = translate(where, options.wanted, options.to, options.memory)
    if options.json:
        tell_json(_record(result, options), result.findings)
    else:
        for line in _lines(result, options.to):
            print(line)
        tell_findings(result.findings)
    return 1 if errors(result.findings) else 0


def _sent(options: argparse.Namespace, where: Places) -> TranslationResult:
    try:
        return send(where, options.wanted, options.to, options.export, whole=options.whole)
    except Refused as refused:
        return TranslationResult(None, (), (refused.finding,))


def _lines(result: TranslationResult, code: str) -> Iterator[str]:
    for name, said in unit_changes(result.changes):
        yield f"{name}: {said}"
    yield from (f"written  {each}" for each in result.written)
    if result.left_out:
        many = counted(len(result.left_out), "block")
        named = ", ".join(result.left_out)
        yield f"left out {many} that not everybody may read ({named}); `--whole` sends them too"
    if result.sides:
        yield f"         {' beside '.join(result.sides)}"
    if result.dossier is None:
        return
    blocks = result.dossier.blocks
    for state in STATES[:-1]:
        for block in (each for each in blocks if state_of(each) == state):
            yield f"{state:10} {block.original.id}  {result.dossier.files.shown(block.path)}"
            yield from _units(block)
    states_of = Counter(map(state_of, blocks))
    many = f"{len(blocks)} block{'s' * (len(blocks) != 1)}"
    states = ", ".join(f"{states_of[each]} {each}" for each in reversed(STATES) if states_of[each])
    yield f"{code}  {language(code).name}: {many}" + (f": {states}" if states else "")


def _units(block: TranslatedBlock) -> Iterator[str]:
    for each in block.units:
        match each.standing:
            case "stale":
                yield f"    {each.key}: {shown_change(each.before, each.now)}"
            case "new":
                yield f"    {each.source}: {{+{each.now}+}}"
            case "gone":
                yield f"    {each.key}: [-{each.before}-]"
            case "initial" | "proposed" | "unrecorded":
                yield f"    {each.key}: {each.standing}, line {each.line}"


def _record(result: TranslationResult, options: argparse.Namespace) -> dict[str, Any]:
    held = result.dossier
    blocks = [
        {
            "block": each.original.id,
            "file": held.files.shown(each.path),
            "state": state_of(each),
            "units": [
                {"unit": unit.key, "of": unit.source, "standing": unit.standing,
                 "before": unit.before, "now": unit.now, "line": unit.line}
                for unit in each.units
            ],
        }
        for each in (held.blocks if held else ())
    ] if held else []  # fmt: skip
    changes = [asdict(each) for each in result.changes]
    written = [*result.written]
    return {
        "language": options.to, "blocks": blocks, "changes": changes, "written": written,
        "sides": [*result.sides], "left_out": [*result.left_out],
    }  # fmt: skip

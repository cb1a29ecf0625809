"""`pull`: bring the edits of Word files home into the blocks that they were exported from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dossier.carry import NotCarried, unpacked
from dossier.command.pulled import tell
from dossier.command.put import Change, put
from dossier.finding import Finding, Severity, did_you_mean, errors
from dossier.model import Block, Nodes
from dossier.project import Files, Places, places, read_files, shown
from dossier.pull.base import Base
from dossier.pull.home import Added, Pulled, pulled
from dossier.pull.remark import margin_notes
from dossier.pull.tracked import Decision, decided
from dossier.read.block import read_block
from dossier.read.draft.reading import Refused
from dossier.read.word import read_returned
from dossier.read.word.line import Returned
from dossier.review import ReviewNote


@dataclass(frozen=True, slots=True)
class Home:
    """Where a block lies: the dossier that has it, its path there, and its text."""

    files: Files
    path: str
    text: str
    block: Block

    @property
    def file(self) -> Path:
        """The block's file on disk."""
        return self.files.folder / self.path


@dataclass
class Pull:
    """What one call of the command did, file by file."""

    findings: list[Finding] = field(default_factory=list)
    files: list[tuple[Path, Returned, Base, Pulled]] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)
    notes: list[tuple[str, ReviewNote]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    written: bool = False


def run(options: argparse.Namespace, root: Path) -> int:
    """Show the edits of Word files, or apply them. Returns 0, or 1 where something stands open."""
    where = places(root, options.content, options.templates, None)
    done = Pull()
    wanted: dict[str, Nodes] = {}
    added: list[tuple[Added, str]] = []
    for path in options.files:
        _pull(done, path, where, options, wanted, added)
    if not errors(done.findings):
        from dossier.command.put import rewritten

        found, faults = rewritten(done.homes, wanted, added, done.notes)
        done.changes, done.findings = found, [*done.findings, *faults]
    if options.apply and done.changes and not errors(done.findings):
        faults = put(done.changes, options.force)
        done.findings += faults
        done.written = not errors(faults)
    tell(done, options)
    return 1 if errors(done.findings) or any(_conflicts(each[3]) for each in done.files) else 0


def _conflicts(pulled_: Pulled) -> bool:
    from dossier.pull.report import Conflict

    return any(isinstance(each, Conflict) for each in pulled_.found)


def _pull(
    done: Pull,
    path: Path,
    where: Places,
    options: argparse.Namespace,
    wanted: dict[str, Nodes],
    added: list[tuple[Added, str]],
) -> None:
    """Pull one file; `wanted` are the new nodes of blocks that earlier files changed."""
    try:
        returned = read_returned(path.read_bytes(), shown(path))
    except Refused as refused:
        done.findings.append(refused.finding)
        return
    done.findings += returned.findings
    base = _base(done, returned, path, where, options)
    if base is None:
        return
    files, faults = read_files(where, base.carried.dossier)
    done.findings += faults
    if files is None:
        return
    homes = _homes(done, files)
    done.homes |= {id_: each for id_, each in homes.items() if id_ not in done.homes}
    blocks = {id_: replace(each.block, content=wanted.get(id_, each.block.content))
              for id_, each in homes.items()}  # fmt: skip
    decision = decided(returned, options.changes, tuple(options.author))
    found = pulled(decision.returned, base, blocks)
    done.files.append((path, returned, base, found))
    wanted |= found.wanted
    added += [(each, base.carried.dossier) for each in found.added]
    done.notes += margin_notes(returned, decision.left, base, found)
    done.findings += _asked(path, found, decision)


def _asked(path: Path, found: Pulled, decision: Decision) -> Iterator[Finding]:
    """Yield what the author should look at, and what names were given for nothing."""
    for question in found.questions:
        yield Finding(
            shown(path), question.line, "unsure", question.message, question.hint, "warning"
        )
    for name in decision.unknown:
        message = f'the file has no tracked changes by "{name}"'
        hint = did_you_mean(
            name, decision.authors, f"authors: {', '.join(decision.authors) or '–'}"
        )
        yield Finding(shown(path), 0, "unknown-author", message, hint)


def _homes(done: Pull, files: Files) -> dict[str, Home]:
    """Return where each block lies that a document of the dossier can take."""
    found: dict[str, Home] = {}
    for each in (files, *files.others().values()):
        for path in each.blocks():
            text, wrong = each.text(path)
            block, faults = read_block(text, each.shown(path)) if not wrong else (None, ())
            done.findings += [e for e in (*wrong, *faults) if e.severity == "error"]
            if block is not None:
                found.setdefault(block.id, Home(each, path, text, block))
    return found


def _base(
    done: Pull, returned: Returned, path: Path, where: Places, options: argparse.Namespace
) -> Base | None:
    """Return the version that a file was exported from, or the present one where it has none."""
    try:
        if returned.carried:
            base = Base(unpacked(returned.carried))
            if options.document and options.document != _name(base):
                message = f"the file is an export of {_name(base)}, not of {options.document}"
                hint = "leave `--document` away"
                done.findings.append(Finding(shown(path), 0, "other-document", message, hint))
                return None
            return base
    except NotCarried as error:
        message = f"what the file carries of its export cannot be used: {error}"
        hint = "bring the program up to date" if error.newer else "export it again, and compare"
        severity: Severity = "error" if error.newer else "warning"
        done.findings.append(Finding(shown(path), 0, "not-carried", message, hint, severity))
        if error.newer:
            return None
    from dossier.command.recover import recovered

    found, faults = recovered(returned, path, where, options.document)
    done.findings += faults
    return found


def _name(base: Base) -> str:
    return f"{base.carried.dossier}/{base.carried.id}"

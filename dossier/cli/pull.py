"""`pull`: bring the edits of Word files home into the blocks that they were exported from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dossier.cli.pull_report import tell
from dossier.interchange.pull.already_pulled import touched, without_earlier
from dossier.interchange.pull.block_edits import Added, Pulled, pulled
from dossier.interchange.pull.block_files import BlockFile, block_files, concerned, recommendations
from dossier.interchange.pull.comments import margin_notes
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.other_programs import familiar
from dossier.interchange.pull.title_block import cover_edits
from dossier.interchange.pull.tracked_changes import Decision, Left, decided
from dossier.interchange.pull.write_blocks import Change, put
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, Refused, Severity, did_you_mean, errors
from dossier.model.document import Block, Nodes
from dossier.model.faults import Fault
from dossier.ooxml.embedded_version import UnreadableVersion, decode
from dossier.project.layout import Files, Places, dossiers, places, read_files, shown
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Returned


@dataclass
class Pull:
    """What one call of the command did, file by file."""

    findings: list[Finding] = field(default_factory=list)
    files: list[tuple[Path, Returned, Base, Pulled]] = field(default_factory=list)
    block_files: dict[str, BlockFile] = field(default_factory=dict)
    notes: list[tuple[str, ReviewNote]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    written: bool = False
    left: dict[Path, tuple[Left, ...]] = field(default_factory=dict)
    """Tracked changes that are left for review."""
    earlier: set[Path] = field(default_factory=set)
    """Files whose edits the blocks have already."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Show the edits of Word files, or apply them. Returns 0, or 1 where something stands open."""
    where = places(root, options.content, options.templates, None)
    done = Pull()
    wanted: dict[str, Nodes] = {}
    added: list[tuple[Added, str]] = []
    for path in options.files:
        _pull(done, path, where, options, wanted, added)
    if not errors(done.findings):
        from dossier.interchange.pull.write_blocks import rewritten

        found, faults = rewritten(done.block_files, wanted, added, done.notes)
        done.changes, done.findings = found, [*done.findings, *faults]
    if options.apply and done.changes and not errors(done.findings):
        faults = put(done.changes, options.force)
        done.findings += faults
        done.written = not errors(faults)
    done.findings = [*dict.fromkeys(done.findings)]
    tell(done, options)
    return 1 if errors(done.findings) or any(_conflicts(each[3]) for each in done.files) else 0


def _conflicts(pulled_: Pulled) -> bool:
    from dossier.interchange.pull.results import Conflict

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
    base, lost = _base(done, returned, path, where, options)
    if base is None or not _here(done, base, path, where):
        return
    files, faults = read_files(where, base.embedded.dossier)
    done.findings += faults
    if files is None:
        return
    known = block_files(files)
    done.block_files |= {id_: each for id_, each in known.items() if id_ not in done.block_files}
    blocks = {id_: replace(each, content=wanted.get(id_, each.content))
              for id_, each in _read(done, known, base).items()}  # fmt: skip
    decision = decided(returned, options.changes, tuple(options.author))
    if options.author and not decision.authors:  # nothing was tracked: the edits are this person's
        returned = replace(returned, author=", ".join(options.author))
    settled = familiar(decision.returned, base) if lost else decision.returned
    found = pulled(settled, base, blocks)
    if found.added:
        blocks |= recommendations(known, blocks)
    if not lost and touched(found, base, blocks):
        now = _present(where, files, known, wanted, base)
        found = _newer(done, path, found, settled, base, now, blocks)
    if not lost:  # else nobody knows what stood there
        found = replace(found, found=(*cover_edits(settled, base), *found.found))
    done.files.append((path, returned, base, found))
    done.left[path] = tuple(decision.left)
    wanted |= found.wanted
    added += [(each, base.embedded.dossier) for each in found.added]
    done.notes += margin_notes(returned, decision.left, base, found)
    done.findings += _asked(path, found, decision)


def _newer(
    done: Pull,
    path: Path,
    found: Pulled,
    settled: Returned,
    base: Base,
    now: Base | None,
    blocks: Mapping[str, Block],
) -> Pulled:
    """Return what was found without what the blocks have already."""
    left = without_earlier(found, settled, base, now, blocks) if now else found
    if found.found and not (left.found or left.added):
        done.earlier.add(path)
    return left


def _present(
    where: Places,
    files: Files,
    known: Mapping[str, BlockFile],
    wanted: Mapping[str, Nodes],
    base: Base,
) -> Base | None:
    """Return the document as it is now, with what earlier files changed."""
    from dossier.interchange.pull.recovered_version import present
    from dossier.interchange.pull.write_blocks import as_wanted

    return present(where, as_wanted(files, known, wanted), base.embedded.id)


def _asked(path: Path, found: Pulled, decision: Decision) -> Iterator[Finding]:
    """Yield what the author should look at, and what names were given for nothing."""
    for question in found.questions:
        yield Finding(
            shown(path), question.line, Fault.UNSURE, question.message, question.hint, "warning"
        )
    for name in decision.unknown:
        message = f'the file has no tracked changes by "{name}"'
        hint = did_you_mean(
            name, decision.authors, f"authors: {', '.join(decision.authors) or '–'}"
        )
        yield Finding(shown(path), 0, Fault.UNKNOWN_AUTHOR, message, hint)


def _read(done: Pull, known: Mapping[str, BlockFile], base: Base) -> dict[str, Block]:
    """Return the blocks that a document was made of, as they are now."""
    found: dict[str, Block] = {}
    for home in concerned(known, base):
        block, faults = home.read
        done.findings += [each for each in faults if each.severity == "error"]
        if block is not None:
            found[block.id] = block
    return found


def _base(
    done: Pull, returned: Returned, path: Path, where: Places, options: argparse.Namespace
) -> tuple[Base | None, bool]:
    """Return the version that a file was exported from; the present one where that is lost."""
    try:
        if returned.embedded:
            base = Base(decode(returned.embedded))
            if options.document and options.document != _name(base):
                message = f"the file is an export of {_name(base)}, not of {options.document}"
                hint = "leave `--document` away"
                done.findings.append(Finding(shown(path), 0, Fault.OTHER_DOCUMENT, message, hint))
                return None, False
            return base, False
    except UnreadableVersion as error:
        message = f"what the file carries of its export cannot be used: {error}"
        hint = "bring the program up to date" if error.newer else "export it again, and compare"
        severity: Severity = "error" if error.newer else "warning"
        done.findings.append(
            Finding(shown(path), 0, Fault.NO_EMBEDDED_VERSION, message, hint, severity)
        )
        if error.newer:
            return None, False
    from dossier.interchange.pull.recovered_version import recovered

    found, faults = recovered(returned, path, where, options.document)
    done.findings += faults
    return found, True


def _here(done: Pull, base: Base, path: Path, where: Places) -> bool:
    """Whether the dossier that a file was exported from is here."""
    name, names = base.embedded.dossier, dossiers(where)
    if name in names:
        return True
    message = f'the file is an export of the dossier "{name[:60]}", which is not here'
    hint = did_you_mean(name, names, "say with `--content` where it lies")
    done.findings.append(Finding(shown(path), 0, Fault.UNKNOWN_DOSSIER, message, hint))
    return False


def _name(base: Base) -> str:
    return f"{base.embedded.dossier}/{base.embedded.id}"

"""Allow what a rule finds, for a reason, in one block or in a whole document.

The reason goes into the head of the block, or to the document in `dossier.yaml`; all else in the
file stays as it was typed. It is written only where the finding is then allowed, and nothing else
is found that was not found before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dossier.build.dossier import read_dossier
from dossier.build.lint_documents import examine
from dossier.interchange.blocks.head import head_of, with_head
from dossier.interchange.registry_edit.change import encoded
from dossier.interchange.registry_edit.entries import CannotChange, Layout, entries_of, with_entry
from dossier.interchange.registry_edit.registry_files import unchangeable
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.lint import NEVER, RULES, Caught
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.changed_contents import with_contents
from dossier.project.history import write_content
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places, meant, read_files
from dossier.readers.blocks.block import read_block

MANIFEST = "dossier.yaml"
_LAYOUT = Layout(lists=("documents",))
_FAULTS = frozenset(map(str, Fault)) - frozenset(RULES)


@frozen
class Allowing:
    """What is to be allowed: a rule, for a reason, in a document of the manifest.

    `file` is the block in which alone it is allowed, as findings show it; "" is the whole document.
    `digest` is that of the file that changes, as it was when the author decided.
    """

    document: str
    rule: str
    reason: str
    file: str
    digest: str


_NEVER = "a name that is typed later would go through with the first"


def why_not(finding: Finding) -> str:
    """Return why nobody may allow what was found, or "" where an author may."""
    if finding.rule in NEVER:
        return _NEVER
    if finding.rule in (Fault.IDLE_ALLOWANCE, Fault.ALLOWANCE_WITHOUT_REASON):
        return "it is about what was allowed already"
    if finding.rule in _FAULTS and finding.severity == "error":
        return "the document cannot be made as long as it is so"
    return ""


def path_of(files: Files, file: str) -> str:
    """Return the path of the file that an allowance goes to, "" where it is no block of these."""
    if not file:
        return MANIFEST
    return next((each for each in files.texts() if files.shown(each) == file), "")


def allow(places: Places, dossier: str, asked: Allowing, today: date) -> tuple[Finding, ...]:
    """Allow what is asked for, as one step of the history, or return why it was not written.

    Raises `OSError` where a file cannot be written.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return found
    path = path_of(files, asked.file)
    reason = " ".join(asked.reason.split())
    obstacle = _obstacle(files, path, replace(asked, reason=reason))
    if obstacle:
        return (obstacle,)
    home = files.folder / path
    try:
        text = _allowed(files.text(path)[0], path, replace(asked, reason=reason))
    except (CannotChange, KeyError):
        return (unchangeable(files.shown(path)),)
    contents = {home: encoded(files, path, text)}
    wrong = _still_wrong(places, (files, with_contents(files, contents)), asked, today)
    if not wrong:
        words = f"studio: {asked.rule} allowed in {_called(files, path, asked)}"
        write_content(places.content, contents, words, read={home: files.content[path]})
    return wrong


def _called(files: Files, path: str, asked: Allowing) -> str:
    """Return what authors call the place of an allowance: the title of a part, or a document."""
    if not asked.file:
        return f"{files.name}/{asked.document}"
    block, _ = read_block(files.text(path)[0], files.shown(path))
    return f"“{block.title}”" if block and block.title else asked.file


def edited(file: str) -> Finding:
    """Return the finding that a file is another one than that on which somebody decided."""
    message = "the file was changed while you looked at it"
    hint = "look at it as it is now, then decide again"
    return Finding(file, 0, Fault.EDITED_MEANWHILE, message, hint)


def _obstacle(files: Files, path: str, asked: Allowing) -> Finding | None:
    file = files.shown(path or MANIFEST)
    if not asked.reason:
        message, hint = f'"{asked.rule}" is allowed without a reason', "say why it is right here"
        return Finding(file, 0, Fault.ALLOWANCE_WITHOUT_REASON, message, hint)
    if asked.rule in NEVER:
        return _refused(file, asked.rule, _NEVER, "do what the hint of that finding says")
    if not path or path not in files.content:
        why = "it stands in a text that other dossiers use too"
        return _refused(file, asked.rule, why, "allow it for the whole document")
    if content_digest(files.content[path]) != asked.digest:
        return edited(file)
    return None


def _refused(file: str, rule: str, why: str, hint: str) -> Finding:
    return Finding(file, 0, Fault.IDLE_ALLOWANCE, f'"{rule}" cannot be allowed: {why}', hint)


def _allowed(text: str, path: str, asked: Allowing) -> str:
    """Return the text of a block or of the manifest with the allowance in it."""
    if path != MANIFEST:
        return with_head(text, {"allow": _with(head_of(text).get("allow", {}), asked)})
    held = entries_of(text, _LAYOUT)[asked.document]
    values = {**held, "allow": _with(held.get("allow", {}), asked)}
    return with_entry(text, asked.document, values, layout=_LAYOUT)


def _with(held: Plain, asked: Allowing) -> Plain:
    if not held:
        return {asked.rule: asked.reason}
    if not isinstance(held, dict):
        raise CannotChange
    return {**held, asked.rule: asked.reason}


def _still_wrong(
    places: Places, files: tuple[Files, Files], asked: Allowing, today: date
) -> tuple[Finding, ...]:
    """Return why the allowance does not do what it should, before it is written."""
    before, after = (tuple(_caught(places, each, asked.document, today)) for each in files)
    file = asked.file or files[0].shown(MANIFEST)
    there = [each.finding for each in before if not each.reason and _concerned(each, asked)]
    left = [each.finding for each in after if not each.reason and _concerned(each, asked)]
    if not before or not after:
        why = "the document cannot be made as it is"
        return (_refused(file, asked.rule, why, "mend its errors first"),)
    if not there:
        return (_refused(file, asked.rule, "nothing of the kind is found there", "check again"),)
    if left:
        why = why_not(left[0]) or "it stays although it is allowed"
        return (_refused(file, asked.rule, why, left[0].hint),)
    known = {_told(each.finding) for each in before}
    new = (each.finding for each in after if not each.reason and _told(each.finding) not in known)
    return tuple(replace(each, severity="error") for each in new)


def _concerned(caught: Caught, asked: Allowing) -> bool:
    finding = caught.finding
    return finding.rule == asked.rule and asked.file in ("", finding.file)


def _told(finding: Finding) -> tuple[str, str, str]:
    """Return what tells a finding from others, wherever it stands: lines move with the head."""
    return finding.file, str(finding.rule), finding.message


def _caught(places: Places, files: Files, document: str, today: date) -> Iterator[Caught]:
    """Yield all that is said of the documents that an entry makes."""
    read = read_dossier(places, files, (document,))
    names = meant(document, read.names, read.merges)
    for each in read.documents:
        if each.id in names:
            yield from examine(read, each, files, today).caught

"""`redline`: what changed between two versions of a document, as a Word file that tracks it."""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import __version__
from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.redline.git_revision import Revision, author, find_revision, unpack
from dossier.model.diagnostics import Finding, Refused, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.project.layout import Places, begin_run, dossiers, places, read_files, shown

if TYPE_CHECKING:
    from dossier.build.dossier import Dossier, ReadyDocument
    from dossier.interchange.redline import Redline

NOW = (".", "WORKTREE")
"""What stands for the content as it lies."""

_DIGEST = re.compile(r'<meta name="redline-sha256" content="([0-9a-f]{64})"/>')


@dataclass(frozen=True, slots=True)
class Version:
    """One side: a file's bytes, or what is built from content; as it was named."""

    name: str
    docx: bytes = b""
    document: ReadyDocument | None = None
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where the redline goes: the Word file, and the page beside it."""

    docx: Path

    @property
    def html(self) -> Path:
        """The page's path."""
        return self.docx.with_suffix(".html")


EXAMPLES = """examples:
  python build.py redline sent.docx edited.docx
  python build.py redline v1 HEAD --document kazakhstan/submission     two revisions in Git
  python build.py redline sent.docx WORKTREE                           against the content as it is

makes a Word file with tracked changes, and a page to read. docs/redline.md says more."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("old", metavar="OLD", help="a Word file, or a revision in Git")
    command.add_argument("new", metavar="NEW", help="the same, or WORKTREE")
    command.add_argument(
        "--document", metavar="DOSSIER/DOCUMENT", help="which one, where no file says it"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="default: in output/")
    command.add_argument("--author", metavar="NAME", help="whose changes (default: yours in Git)")
    command.add_argument("--date", metavar="DATE", help="when (default: now)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write a redline. Returns 0, 1 with errors, 2 for a wish that makes no sense."""
    begin_run()
    where = places(root, options.content, options.templates, None)
    try:
        moment = _moment(options.date)
        sides = [_side(each, where) for each in (options.old, options.new)]
        wanted = _wanted(options, sides, where)
    except Refused as refused:
        tell_findings([refused.finding])
        return 2
    try:
        versions, findings = _versions(sides, wanted, where)
        if errors(findings):
            return _stop(options, findings)
        made = _redline(options, versions, moment, where)
        target = _target(options, root, wanted, versions)
    except Refused as refused:
        return _stop(options, [refused.finding])
    findings = [*findings, *made.findings, *_leaks(versions, made, target)]
    if not errors(findings):
        findings += _kept(target, made)
    if errors(findings):
        return _stop(options, findings)
    _tell(options, versions, made, target, findings)
    return 0


def _stop(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    if options.json:
        tell_json({"program": f"upr-dossier {__version__}", "files": []}, findings)
    else:
        tell_findings(findings)
    return 1


def _moment(text: str | None) -> datetime:
    """Return the moment that changes bear; a time without a zone is taken as UTC."""
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = f'"{text}" is no date'
        hint = "write it as 2026-11-22 or 2026-11-22T10:30"
        raise Refused(Finding("--date", 0, Fault.WRONG_DATE, message, hint)) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# The two sides


def _side(name: str, where: Places) -> Path | Revision | None:
    """Return a file, a revision, or None for the content as it lies. A file wins."""
    if Path(name).is_file():
        return Path(name)
    if name in NOW:
        return None
    found = find_revision(name, where.content) if where.content.is_dir() else None
    if found is None:
        message = f'"{name}" is neither a file nor a revision of the content'
        hint = "name a .docx, a commit, a tag or a branch, or `.` for the content as it lies"
        raise Refused(Finding(name, 0, Fault.UNKNOWN_VERSION, message, hint))
    return found


def _wanted(
    options: argparse.Namespace, sides: Sequence[Path | Revision | None], where: Places
) -> tuple[str, str] | None:
    """Return the dossier and document to be built, or those that a file says it is."""
    if options.document:
        dossier, _, document = options.document.strip("/").partition("/")
        return dossier, document
    from dossier.interchange.redline.document_name import named
    from dossier.ooxml.package import read_package

    files = [each for each in sides if isinstance(each, Path)]
    said = [named(read_package(each.read_bytes(), shown(each))) for each in reversed(files)]
    found = next((each for each in said if each), None)
    if found or len(files) == len(sides):
        return found
    known = dossiers(where)
    if len(known) == 1:
        return known[0], ""
    message = "nothing says which document is meant"
    hint = f"add --document DOSSIER/DOCUMENT; dossiers here: {', '.join(known) or 'none'}"
    raise Refused(Finding("--document", 0, Fault.NO_DOCUMENT, message, hint))


def _versions(
    sides: Sequence[Path | Revision | None], wanted: tuple[str, str] | None, where: Places
) -> tuple[list[Version], list[Finding]]:
    """Return both sides read or built, with what is wrong with the content they come from."""
    from dossier.ooxml.package import read_package

    versions: list[Version] = []
    findings: list[Finding] = []
    for file in (each for each in sides if isinstance(each, Path)):
        read_package(file.read_bytes(), shown(file))  # refused before anything is built
    for side in sides:
        if isinstance(side, Path):
            versions.append(Version(shown(side), side.read_bytes()))
            continue
        with _content(side, where) as there:
            made, found = _built(there, *(wanted or ("", "")), side)
        findings += found
        versions.append(made)
    return versions, list(dict.fromkeys(findings))


@contextmanager
def _content(side: Revision | None, where: Places) -> Iterator[Places]:
    """Give the folders of the content as it lies, or as it was."""
    if side is None:
        yield where
        return
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "content"
        unpack(side, where.content, there)
        yield replace(where, content=there)


def _built(
    there: Places, name: str, wanted: str, side: Revision | None
) -> tuple[Version, list[Finding]]:
    """Return a document as a Word file, and what stops it; warnings are left to `build`."""
    from dossier.build.dossier import read_dossier
    from dossier.build.outputs import illustrated, make
    from dossier.redaction.policy import guard

    version = side.name if side else "the content as it lies"
    files, wrong = read_files(there, name)
    if files is None or errors(wrong):
        return Version(version), _stopped(wrong, side, there)
    dossier = read_dossier(there, files, (wanted,) if wanted else ())
    document, missing = _chosen(dossier, wanted)
    if document is None:
        stops = [*errors(dossier.findings)] or missing
        return Version(version), _stopped(stops, side, there)
    held = guard(dossier.registry, dossier.library, document.audience)
    made, faults = make(illustrated(document).in_format("docx"), there, "docx", held)
    content = made.content if made else b""
    found = _stopped(errors(faults), side, there) if errors(faults) else []
    return Version(version, content, document, dossier), found


def _chosen(dossier: Dossier, wanted: str) -> tuple[ReadyDocument | None, list[Finding]]:
    known = {each.id: each for each in dossier.documents}
    if wanted in known:
        return known[wanted], []
    if not wanted and len(known) == 1:
        return next(iter(known.values())), []
    names = ", ".join(known) or "none"
    message = f'the dossier "{dossier.name}" has no document "{wanted}"'
    hint = did_you_mean(wanted, known, f"documents here: {names}")
    if not wanted:
        message = f'nothing says which document of "{dossier.name}" is meant'
        hint = f"add --document {dossier.name}/DOCUMENT; documents here: {names}"
    return None, [Finding(f"{dossier.name}/dossier.yaml", 0, Fault.UNKNOWN_DOCUMENT, message, hint)]


def _at(finding: Finding, side: Revision | None, there: Places) -> Finding:
    """Return a finding in old content with the revision in its place."""
    if side is None:
        return finding
    inside = finding.file.replace(f"{shown(there.content)}/", "")
    return replace(finding, file=f"{side.name}:{inside}")


def _stopped(stops: Sequence[Finding], side: Revision | None, there: Places) -> list[Finding]:
    """Return what stops a build; of old content, which cannot be mended, with a way out.

    A document that is not there is no fault of the content.
    """
    if side is None:
        return [*stops]
    if all(each.rule == Fault.UNKNOWN_DOCUMENT for each in stops):
        return [_at(each, side, there) for each in stops]
    message = "the content was not fit to be built then"
    hint = "name another revision, or a Word file that was built at that time"
    old = Finding(side.name, 0, Fault.OLD_CONTENT, message, hint)
    return [*(_at(each, side, there) for each in stops), old]


# The redline


def _redline(
    options: argparse.Namespace, versions: Sequence[Version], moment: datetime, where: Places
) -> Redline:
    from dossier.interchange.redline import redline

    old, new = versions
    name = options.author or _author(where) or "Dossier"
    names = (Path(old.name).name, Path(new.name).name)  # where they lie is nobody else's matter
    return redline(old.docx, new.docx, name, moment, names)


def _author(where: Places) -> str:
    try:
        return author(where.content) if where.content.is_dir() else ""
    except Refused:  # without git there is a name all the same
        return ""


def _leaks(versions: Sequence[Version], made: Redline, target: Target) -> Iterator[Finding]:
    """Find what the newer audience may not read: words that went stand in the file still."""
    for each in reversed(versions):
        if each.document is None or each.dossier is None:
            continue
        from dossier.build.verify import escaped
        from dossier.model.passages import passages
        from dossier.redaction.policy import guard

        held = guard(each.dossier.registry, each.dossier.library, each.document.audience)
        said = " ".join(one.text for one in passages(each.document.edition))
        for path, content in ((target.docx, made.docx), (target.html, made.html.encode())):
            yield from escaped(each.document, path.name, content, held, said)
        return


def _target(
    options: argparse.Namespace,
    root: Path,
    wanted: tuple[str, str] | None,
    versions: Sequence[Version],
) -> Target:
    """Return where the redline goes. Raises `Refused` where that is one of the two files."""
    if options.output:
        path = options.output
        target = Target(path if path.suffix == ".docx" else path.with_name(f"{path.name}.docx"))
    else:
        built = next((each.document.id for each in versions if each.document), "")
        name = built or (wanted[1] if wanted else "") or Path(versions[1].name).stem
        folder = root / "output" / (wanted[0] if wanted else "")
        target = Target(folder / f"{name}-redline.docx")
    taken = [Path(each) for each in (options.old, options.new)]
    if any(each.is_file() and each.resolve() == target.docx.resolve() for each in taken):
        message = "the redline would be written over one of the files that are compared"
        hint = "give it another name with --output"
        raise Refused(Finding(shown(target.docx), 0, Fault.TAKEN_NAME, message, hint))
    return target


def _kept(target: Target, made: Redline) -> list[Finding]:
    """Write both files, but not over a redline that somebody edited since it was made."""
    if target.docx.is_file():
        digest = hashlib.sha256(target.docx.read_bytes()).hexdigest()
        page = target.html.read_text("utf-8", "replace") if target.html.is_file() else ""
        known = _DIGEST.search(page)
        if known is None or known[1] != digest:
            message = "somebody changed this file since it was made; it was left as it is"
            hint = "rename it to keep the changes, or give the redline another name with --output"
            return [Finding(shown(target.docx), 0, Fault.EDITED_OUTPUT, message, hint)]
    target.docx.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((target.docx, made.docx), (target.html, made.html.encode())):
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(content)
        draft.replace(path)
    return []


def _tell(
    options: argparse.Namespace,
    versions: Sequence[Version],
    made: Redline,
    target: Target,
    findings: Sequence[Finding],
) -> None:
    files = [shown(target.docx), shown(target.html)]
    if options.json:
        blocks = [asdict(each) for each in made.changes]
        sides = {"old": versions[0].name, "new": versions[1].name}
        told = {"program": f"upr-dossier {__version__}", **sides, "files": files}
        tell_json({**told, "blocks": blocks, "total": asdict(made.total)}, findings)
        return
    print(*files, sep="\n")
    print(f"{versions[0].name} → {versions[1].name}: {made.total}")
    for each in made.changes:
        if each.changed:
            print(f"  {each.id or 'between blocks':<30} {each}")
    tell_findings(findings)

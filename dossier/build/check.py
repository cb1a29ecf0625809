"""Check documents of dossiers, and drafts that no dossier made, with all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dossier.lint import Caught, every_rule, lint
from dossier.lint.draft import Draft
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project import kept_results
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Files, Places, dossiers, meant, read_files, shown


@frozen
class CheckedDocument:
    """One document that was read: its name, its draft where it could be made, what was caught.

    `limit` is how many words it may have, or None where nothing says so.
    """

    name: str
    draft: Draft | None
    caught: tuple[Caught, ...]
    limit: int | None = None

    @property
    def edition(self) -> Edition | None:
        """The edition, where there is a draft."""
        return self.draft.edition if self.draft else None


def check(
    places: Places,
    wanted: Sequence[str],
    rule_set: str,
    today: date,
    progress: Progress = silent,
) -> tuple[CheckedDocument, ...]:
    """Return what is to be said of each document that is `wanted`, or of all where none is.

    `wanted` are paths of files, which `rule_set` is for ("" for none), and names such as
    "kazakhstan" or "kazakhstan/submission". What cannot be read is a document without a draft.
    """
    checked: list[CheckedDocument] = []
    for each in wanted or dossiers(places):
        if Path(each).is_file():
            progress(each)
            checked.append(check_file(Path(each), rule_set, today))
        else:
            name, _, document = each.strip("/").partition("/")
            checked += check_documents(places, name, document, today, progress)
    return tuple(checked)


def standing(checked: Sequence[CheckedDocument]) -> tuple[Finding, ...]:
    """Return the findings that nobody allowed, each once."""
    found = (each for one in checked for each in one.caught)
    return tuple(dict.fromkeys(each.finding for each in found if not each.reason))


def check_documents(
    places: Places, dossier: str, document: str, today: date, progress: Progress = silent
) -> tuple[CheckedDocument, ...]:
    """Return what is to be said of one document of a dossier, or ("") of all.

    Where nothing changed since an earlier check on the same day, it says the same again.
    """
    files, found = read_files(places, dossier)
    if files is None:
        return (CheckedDocument(dossier, None, tuple(map(Caught, found))),)
    begin_run()
    if found or not kept_results.asked_again():
        return tuple(_checked(places, (files, found), document, today, progress))
    where = "\0".join(map(str, (places.content.resolve(), *places.templates, files.shown(""))))
    inputs = f"check {fingerprint(places, files)} {where} {document} {today}"
    known: tuple[CheckedDocument, ...] | None = kept_results.found(inputs)
    if known is None:
        known = tuple(_checked(places, (files, found), document, today, progress))
        kept_results.keep(inputs, known)
    return known


def _checked(
    places: Places,
    held: tuple[Files, tuple[Finding, ...]],
    document: str,
    today: date,
    progress: Progress,
) -> Iterator[CheckedDocument]:
    """Yield what is to be said of documents of a dossier whose files were read, with findings."""
    from dossier.build.dossier import read_dossier
    from dossier.build.lint_documents import examine, examine_unfinished

    files, found = held
    read = read_dossier(places, files, (document,) if document else ())
    whole = (*found, *read.findings)
    made = {each.id: each for each in read.documents}
    wrong = {each.id: each for each in read.unfinished}
    chosen = meant(document, read.names, read.merges) if document else read.names
    if not (made or wrong) or not chosen:
        unknown = _unknown(shown(files.folder), document, read.names) if made or wrong else ()
        yield CheckedDocument(files.name, None, tuple(map(Caught, (*whole, *unknown))))
        return
    for each in chosen:
        name = f"{files.name}/{each}"
        progress(name)
        if each in made:
            reading = examine(read, made[each], files, today)
            yield CheckedDocument(name, reading.draft, reading.caught, reading.limit)
        elif each in wrong:
            caught = examine_unfinished(read, wrong[each], files, today)
            yield CheckedDocument(name, None, (*map(Caught, found), *caught))
        else:
            yield CheckedDocument(name, None, tuple(map(Caught, read.own[each])))


def _unknown(file: str, wanted: str, known: Sequence[str]) -> Iterator[Finding]:
    hint = did_you_mean(wanted, known, f"documents here: {', '.join(known)}")
    message = f'there is no document "{wanted}"'
    yield Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)


def check_file(path: Path, rule_set: str, today: date) -> CheckedDocument:
    """Return what is to be said of a draft that no dossier made.

    `rule_set` is the id of the rules that it must keep, "" for none.
    """
    from dossier.lint.plain_draft import plain_draft
    from dossier.readers.drafts.draft import read_draft

    content = path.read_bytes()
    document, found = read_draft(content, shown(path))
    own = tuple(map(Caught, found))
    if document is None:
        return CheckedDocument(shown(path), None, own)
    draft = replace(plain_draft(document, shown(path), rule_set), today=today)
    text = content.decode("utf-8", "replace") if path.suffix != ".docx" else ""
    return CheckedDocument(
        shown(path), draft, (*own, *lint(draft, {shown(path): text}, every_rule()))
    )

"""Follow up a dossier: put the table together for one audience, search its files, write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from dossier.build.dossier import Dossier, manifest_of, read_dossier
from dossier.build.follow_up.charts import charts
from dossier.build.follow_up.evidence import Known
from dossier.build.follow_up.last_time import kept_path, last_kept, read_last
from dossier.build.follow_up.recurring import recurring
from dossier.build.follow_up.rows import lacking, row_of
from dossier.build.follow_up.searched import leaking
from dossier.build.output_records import FOLLOW_UP, follow_up_names
from dossier.build.ready_document import ReadyDocument
from dossier.build.resolve import Setting
from dossier.build.write_tables import write_tables
from dossier.model.conditional_text import View
from dossier.model.diagnostics import Finding, Refused, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.follow_up import FollowUp, LastTime
from dossier.model.frozen import frozen
from dossier.model.registry import Audience
from dossier.project.build_store import drop, open_store
from dossier.project.history import write_content
from dossier.project.input_digests import fingerprint
from dossier.project.layout import Files, Places, read_files, shown
from dossier.redaction.audience_policy import guard
from dossier.writers.follow_up.open_data import csv_dictionary, csv_table, json_file
from dossier.writers.follow_up.workbook import write_workbook


@frozen
class FollowUpRequest:
    """What is wanted: for whom, of which day, compared with which file, under which licence.

    Where no licence is named here, that of dossier.yaml holds. `document` is the one whose
    language, template and publisher are used, or "" for the first.
    """

    dossier: str
    today: date
    document: str = ""
    audience: Audience = "public"
    since: Path | None = None
    licence: str = ""


@frozen
class FollowedUp:
    """A follow-up with its files by name: none where something stands in the way."""

    follow_up: FollowUp
    document: str
    files: Mapping[str, bytes]
    inputs: str


def follow_up(
    places: Places, request: FollowUpRequest
) -> tuple[FollowedUp | None, tuple[Finding, ...]]:
    """Return the follow-up of a dossier, None where it cannot be read, and all findings.

    What `build` warns of is left to `build`. Raises `Refused` for an earlier follow-up that cannot
    be read. Nothing is written: `write_follow_up` and `keep` do that.
    """
    files, unread = read_files(places, request.dossier)
    if files is None or unread:
        return None, unread
    dossier = read_dossier(places, files)
    document, wrong = _chosen(dossier, files, request.document)
    if document is None:
        return None, (*errors(dossier.findings), *wrong)
    if not dossier.registry.earlier:
        return None, (*errors(dossier.findings), _nothing(files))
    setting = _setting(dossier.settings[document.id], document, request)
    found = _found(files, dossier, document, setting, request)
    made, undrawn = _files(found, document, setting)
    held = guard(dossier.registry, dossier.library, request.audience)
    findings = (
        *setting.findings,
        *undrawn,
        *leaking(found, made, held),
        *lacking(found.rows),
        *_unlicensed(found, files),
    )
    kept = {} if errors(findings) else made
    return FollowedUp(found, document.id, kept, fingerprint(places, files)), findings


def write_follow_up(
    places: Places, made: FollowedUp
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Put the files in place, but never over one that somebody edited; return their paths.

    Earlier ones for this audience that are not made any more are deleted: a follow-up that is
    refused for a name would leave a file behind that may hold it.
    """
    folder = places.output / made.follow_up.dossier
    store = open_store(folder)
    names = follow_up_names(made.follow_up.audience)
    old = (each for each in store.files if each.rpartition(".")[0] in names)
    drop(store, [each for each in old if each not in made.files])
    return write_tables(folder, made.files, made.document, made.inputs)


def keep(places: Places, made: FollowedUp) -> str:
    """Keep a follow-up in its dossier, for the next one to be compared with; return its path."""
    kept = made.follow_up
    file = places.content / kept.dossier / kept_path(kept.day)
    command = f"follow-up {kept.dossier} --keep"
    write_content(places.content, {file: json_file(kept)}, command)
    return shown(file)


def _chosen(
    dossier: Dossier, files: Files, wanted: str
) -> tuple[ReadyDocument | None, tuple[Finding, ...]]:
    """Return the document whose words are used: the one asked for, or the first."""
    known = {each.id: each for each in dossier.documents}
    file = files.shown("dossier.yaml")
    taken = next((each for each in FOLLOW_UP if each in known), "")
    if taken:
        message = f'the document "{taken}" would have the names of the follow-up\'s files'
        hint = "call the document something else"
        return None, (Finding(file, 0, Fault.TAKEN_NAME, message, hint),)
    if wanted and wanted not in known:
        message = f'the dossier "{files.name}" has no document "{wanted}"'
        hint = did_you_mean(wanted, known, f"documents here: {', '.join(known) or 'none'}")
        return None, (Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint),)
    return known.get(wanted) or next(iter(dossier.documents), None), ()


def _nothing(files: Files) -> Finding:
    message = "there is no earlier recommendation to follow up"
    hint = f"add some: `build.py un search … --into {files.name}`, or `build.py recommendations`"
    file = files.shown("recommendations.yaml")
    return Finding(file, 0, Fault.NOTHING_TO_FOLLOW_UP, message, hint)


def _last(files: Files, request: FollowUpRequest) -> LastTime | None:
    if request.since is None:
        return last_kept(files, request.today)
    try:
        content = request.since.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        hint = "check its name, and that you may read it"
        raise Refused(Finding(shown(request.since), 0, Fault.UNREADABLE, message, hint)) from error
    return read_last(content, shown(request.since), files.name)


def _found(
    files: Files,
    dossier: Dossier,
    document: ReadyDocument,
    setting: Setting,
    request: FollowUpRequest,
) -> FollowUp:
    last = _last(files, request)
    known = Known(dossier, setting, document.edition)
    rows = tuple(row_of(each, known, last) for each in dossier.registry.earlier.values())
    here = {each.id for each in rows}
    manifest = manifest_of(files)[0]
    return FollowUp(
        dossier=dossier.name,
        state=manifest.state if manifest else "",
        day=request.today,
        audience=request.audience,
        publisher=", ".join(each.name for each in manifest.submitters) if manifest else "",
        licence=request.licence or (manifest.licence if manifest else ""),
        rows=rows,
        since=last.day if last else None,
        recurrences=recurring(dossier.registry),
        gone=tuple(id_ for id_ in last.status if id_ not in here) if last else (),
    )


def _setting(setting: Setting, document: ReadyDocument, request: FollowUpRequest) -> Setting:
    """Return a document's view of the registries, for another audience and day."""
    return replace(
        setting,
        audience=request.audience,
        view=View(document.template.name, request.audience, ""),
        day=request.today,
        drawings={},
        used={},
        findings=[],
    )


def _files(
    found: FollowUp, document: ReadyDocument, setting: Setting
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    table, words, themes, actions = follow_up_names(found.audience)
    drawn, undrawn = charts(found, document, setting)
    return {
        f"{table}.csv": csv_table(found),
        f"{words}.csv": csv_dictionary(found),
        f"{table}.json": json_file(found),
        f"{table}.xlsx": write_workbook(found, document.edition.document),
        **{
            f"{name}.svg": each for name, each in zip((themes, actions), drawn, strict=True) if each
        },
    }, undrawn


def _unlicensed(found: FollowUp, files: Files) -> Iterator[Finding]:
    """Find that nobody said what others may do with data that are for the public."""
    if found.audience == "public" and not found.licence:
        message = "nobody says under which licence others may use the open data"
        hint = "write it into dossier.yaml, such as `licence: CC-BY-4.0`"
        file = files.shown("dossier.yaml")
        yield Finding(file, 0, Fault.LICENCE_NOT_STATED, message, hint, severity="warning")

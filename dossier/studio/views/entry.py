"""The form of one entry: to read it, change it, add another, delete it; each save is a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.build.evidence import Evidence, read_evidence
from dossier.build.insertable_names import name_in
from dossier.build.library import library_of
from dossier.interchange.registry_edit.change import (
    RegistryChange,
    changed_entry,
    deleted_entry,
    write_change,
)
from dossier.interchange.registry_edit.registry_files import (
    CITED,
    HeldEntry,
    Unchangeable,
    held_entry,
)
from dossier.interchange.registry_edit.verification_entry import KEYS, signed
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import language
from dossier.model.number_words import TYPED
from dossier.model.registry import Person
from dossier.project.layout import Files, Places
from dossier.readers.registries.instruments import instruments, names
from dossier.readers.registries.sources import NUMBERED
from dossier.redaction.consents import flaw
from dossier.redaction.names.coverage import coverage
from dossier.studio.asked import Unanswerable, dossier_of, json_of, session_of, value_of
from dossier.studio.entry_findings import at_fields, lacking, no_treaty
from dossier.studio.entry_form import entry_values, form_of, form_values, id_of, shown_by_kind
from dossier.studio.field_words import field_words
from dossier.studio.guarding import FORMS, Guarded, unseen_effects
from dossier.studio.page import page
from dossier.studio.session import Session
from dossier.studio.views.evidence import files_of, references_of, registry_of


async def form(request: Request) -> Response:
    """Show the form of the entry in the address, or of a new one."""
    dossier_of(request)
    registry = registry_of(request, FORMS)
    return await page(
        request,
        "entry.html",
        "evidence",
        registry=registry,
        words=field_words()["registries"][registry],
        id=request.query_params.get("id", ""),
        called=request.query_params.get("name", ""),
        list="guarded" if registry in FORMS else registry,
    )


def _asked_of(request: Request) -> tuple[Session, str, str]:
    """Return the session, the dossier and the registry that a request is about."""
    return session_of(request), dossier_of(request), registry_of(request, FORMS)


async def entry(request: Request) -> Response:
    """Answer with an entry, the fields of its form, and what may be chosen in them."""
    session, dossier, registry = _asked_of(request)
    id_ = request.query_params.get("id", "")
    return JSONResponse(await session.run(_entry, session.places, dossier, registry, id_))


def _entry(places: Places, dossier: str, registry: str, id_: str) -> dict[str, Any]:
    files = files_of(places, dossier)
    held = _held(files, registry, id_) if id_ else None
    evidence = read_evidence(files, date.today())
    row = next((each for each in evidence.of(registry) if each.id == id_), None)
    findings = _findings_of(evidence, held, row.at.line if row else 0)
    return {
        "id": id_,
        "title": row.cells[next(iter(field_words()["columns"][registry]))] if row else "",
        "digest": held.digest if held else "",
        "values": form_values(registry, held.values) if held else {},
        "from": held.home.name if held and held.home.name != files.name else "",
        "exported": bool(held and held.refreshed),
        "file": held.path if held else "",
        "fields": [each.as_json() for each in form_of(registry)],
        "kinds": dict(shown_by_kind()) if registry == "sources" else {},
        "typed": _typed() if registry == "sources" else [],
        "named": field_words()["ids"].get(registry),
        "precisions": field_words()["precisions"],
        "day": field_words()["day"],
        "language": language(evidence.language).code,
        "offers": _offers(files, evidence, registry),
        "findings": at_fields(registry, held.values if held else {}, findings),
        "uses": references_of(evidence, (registry, id_)) if id_ else [],
        "guarded": _guarded(evidence, id_) if registry == "people" and id_ else None,
    }


def _typed() -> list[dict[str, Any]]:
    """Return the fields before which a word prints, and what it is when somebody types it, too."""
    return [{"key": key, "pattern": TYPED[what], "types": types} for key, what, types in NUMBERED]


def _held(files: Files, registry: str, id_: str) -> HeldEntry:
    try:
        held = held_entry(files, registry, id_)
    except Unchangeable as broken:
        raise Unanswerable((broken.finding,)) from None
    if held is None:
        raise Unanswerable((_gone(registry, id_),), HTTPStatus.NOT_FOUND)
    return signed(files, held) if registry == "sources" else held


def _gone(registry: str, id_: str) -> Finding:
    one = field_words()["registries"][registry]["one"]
    hint = "it may have been deleted or renamed; look for it in the list"
    return Finding(f"{registry}.yaml", 0, Fault.UNKNOWN_ID, f'there is no {one} "{id_}"', hint)


def _findings_of(evidence: Evidence, held: HeldEntry | None, line: int) -> list[Finding]:
    """Return what readers say of an entry: at its line, or by its id."""
    if held is None:
        return []
    file = held.home.shown(held.path)
    here = [each for each in evidence.findings if each.file == file]
    return [each for each in here if (line and each.line == line) or f'"{held.id}"' in each.message]


def _offers(files: Files, evidence: Evidence, registry: str) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen in fields, by registry: ids with words for them."""
    first = {"sources": "title", "people": "role", "organisations": "name"}
    found = {
        name: [(each.id, each.cells[cell]) for each in evidence.of(name)]
        for name, cell in first.items()
    }
    if registry in ("incidents", "treaties"):
        found["treaties"] = [
            (id_, name_in(names(id_), evidence.language).full) for id_ in instruments()
        ]
    if registry == "recommendations":
        found["blocks"] = [(each.id, each.title) for each in library_of(files)[0].own]
    return found


def _guarded(evidence: Evidence, id_: str) -> dict[str, Any] | None:
    """Return what of a name is guarded, and for whom; and whether the consent holds today."""
    person: Person | None = evidence.registry.people.get(id_)
    if person is None:
        return None
    lacks = "" if person.named == "nobody" else flaw(person.consent, person.named, date.today())
    return {**asdict(coverage(person)), "named": person.named, "flaw": lacks,
            "consent": str(person.consent or "")}  # fmt: skip


async def save(request: Request) -> Response:
    """Save an entry: the whole form, with the digest of what it was based on."""
    session, dossier, registry = _asked_of(request)
    asked = await json_of(request)
    wanted = (value_of(asked, "id", str), value_of(asked, "new", str).strip())
    values, based_on = value_of(asked, "values", dict), value_of(asked, "digest", str)
    said = (values, based_on, str(asked.get("seen", "")))
    answer, status = await session.write(_save, session.places, dossier, (registry, *wanted), said)
    return JSONResponse(answer, status)


def _save(
    places: Places,
    dossier: str,
    named: tuple[str, str, str],
    said: tuple[Mapping[str, Any], str, str],
) -> tuple[dict[str, Any], int]:
    """Save what a form says, based on a digest; `said` ends with the effects that were seen."""
    (registry, id_, new), (values, based_on, seen) = named, said
    files = files_of(places, dossier)
    held = _held(files, registry, id_) if id_ else None
    if held and held.digest != based_on:
        return _edited(registry, held, values), HTTPStatus.CONFLICT
    before = held.values if held else {}
    whole = entry_values(registry, before, values)
    called = id_of(registry, id_, new, whole)
    if not called:
        treaty = registry == "treaties" and new
        return _refused(no_treaty(new) if treaty else lacking(registry, called, whole))
    if held and held.refreshed and (called != id_ or _beyond(before, whole)):
        raise Unanswerable((_exported(held),))
    if held and called == id_ and whole == {n: v for n, v in before.items() if n not in CITED}:
        return {"id": id_, "step": 0, "findings": []}, HTTPStatus.OK
    try:
        change = changed_entry(places, files, held, (registry, called, whole))
    except Unchangeable as broken:
        raise Unanswerable((broken.finding,)) from None
    told = Guarded(registry, called, held.home.name if held else files.name, before, whole)
    if errors(change.findings):
        return _written(places, files, registry, called, whole, change)
    if unseen := unseen_effects(places, told, change.contents, seen):
        return {"id": called, **unseen}, HTTPStatus.OK
    return _written(places, files, registry, called, whole, change)


def _beyond(before: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    """Whether more of an exported source changes than who saw it."""
    unsaid = {*KEYS, *CITED}
    rest = [{n: v for n, v in each.items() if n not in unsaid} for each in (before, whole)]
    return rest[0] != rest[1]


def _written(
    places: Places,
    files: Files,
    registry: str,
    called: str,
    whole: Mapping[str, Any],
    change: RegistryChange,
) -> tuple[dict[str, Any], int]:
    found = at_fields(registry, whole, change.findings)
    if errors(change.findings):
        known = {each["field"] for each in found}
        more = [each for each in lacking(registry, called, whole) if each["field"] not in known]
        return _refused([*found, *more])
    step = write_change(places, files, change)
    return {"id": called, "step": step.number, "findings": found}, HTTPStatus.OK


def _refused(found: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], int]:
    told = {"error": "This cannot be saved yet.", "hint": "See the fields marked below."}
    return {**told, "findings": list(found)}, HTTPStatus.UNPROCESSABLE_ENTITY


def _edited(registry: str, held: HeldEntry, mine: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "error": "Somebody changed this entry meanwhile.",
        "hint": "Look at both versions below, choose, and save again.",
        "findings": [],
        "digest": held.digest,
        "theirs": form_values(registry, held.values),
        "mine": dict(mine),
    }


def _exported(held: HeldEntry) -> Finding:
    message = f'"{held.id}" comes from an export, and the next one would undo what you change here'
    hint = "change it in the reference manager, export it again, and bring in the file here"
    return Finding(held.home.shown(held.path), 0, Fault.UNCHANGEABLE, message, hint)


async def delete(request: Request) -> Response:
    """Delete an entry that nothing uses; else answer with what does."""
    session, dossier, registry = _asked_of(request)
    asked = await json_of(request)
    id_, based_on = value_of(asked, "id", str), value_of(asked, "digest", str)
    said = (based_on, str(asked.get("seen", "")))
    answer, status = await session.write(_delete, session.places, dossier, registry, id_, said)
    return JSONResponse(answer, status)


def _delete(
    places: Places, dossier: str, registry: str, id_: str, said: tuple[str, str]
) -> tuple[dict[str, Any], int]:
    files = files_of(places, dossier)
    held, (based_on, seen) = _held(files, registry, id_), said
    if held.digest != based_on:
        return _edited(registry, held, {}), HTTPStatus.CONFLICT
    if held.refreshed:
        raise Unanswerable((_exported(held),))
    try:
        change = deleted_entry(places, files, held)
    except Unchangeable as broken:
        raise Unanswerable((broken.finding,)) from None
    wrong = errors(change.findings)
    if wrong:
        refused = {"error": wrong[0].message, "hint": wrong[0].hint}
        uses = [asdict(each) for each in change.uses]
        found = [each.as_json() for each in wrong]
        return {**refused, "findings": found, "uses": uses}, HTTPStatus.CONFLICT
    told = Guarded(registry, id_, held.home.name, held.values, {})
    unseen = unseen_effects(places, told, change.contents, seen)
    if unseen:
        return {"id": id_, **unseen}, HTTPStatus.OK
    step = write_change(places, files, change)
    return {"id": id_, "step": step.number}, HTTPStatus.OK


ROUTES = (
    Route("/{dossier}/evidence/{registry}/entry", form),
    Route("/api/{dossier}/evidence/{registry}/entry", entry),
    Route("/api/{dossier}/evidence/{registry}/save", save, methods=["POST"]),
    Route("/api/{dossier}/evidence/{registry}/delete", delete, methods=["POST"]),
)

"""Read `dossier.yaml`: the case, the organisations that submit, the documents to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

from dossier.model.block_library import BlockChoice
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import languages, of_languages
from dossier.model.registry import AUDIENCES, Audience
from dossier.model.remembered import remembered
from dossier.readers.allowed_findings import read_allowances
from dossier.readers.block_choices import read_choices
from dossier.readers.blocks.nodes import ID
from dossier.readers.conditions import unclear
from dossier.readers.extract import EXTRACT, Extract, read_extract
from dossier.readers.yaml import Keys, Value, read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

LONGEST_ID = 60
"""Characters of an id that files are named after."""

_OWN = "write one text; the document in the other language has `submitters:` of its own"
SUBMITTER: Shape = {
    "name": Key("text", "needed", by_language=_OWN),
    "acronym": Key("text"),
    "status": Key("text", by_language=_OWN),
    "city": Key("text", by_language=_OWN),
    "country": Key("text", by_language=_OWN),
    "address": Key("text"),
    "email": Key("text"),
    "telephone": Key("text"),
    "website": Key("address"),
    "logo": Key("text"),
}

PDF: Shape = {"archive": Key("switch")}
DOSSIER: Shape = {
    "title": Key("text", "needed"),
    "state": Key("text", "needed"),
    "language": Key("text"),
    "submitters": Key("list", "needed", shape=SUBMITTER),
    "documents": Key("keys", "needed"),
    "allow": Key("keys"),
    "uses": Key("texts"),
    "licence": Key("text"),
    "pdf": Key("keys", shape=PDF),
}

DOCUMENT: Shape = {
    "template": Key("text", "needed"),
    "title": Key("text", "needed"),
    "date": Key("date", "needed"),
    "status": Key("text", choices=("draft", "final")),
    "language": Key("text"),
    "keywords": Key("texts"),
    "assumed": Key("texts"),
    "paragraph_numbers": Key("switch"),
    "notes": Key("text", choices=("footnotes", "endnotes", "none")),
    "audience": Key("text", choices=AUDIENCES),
    "bibliography": Key("switch"),
    "rules": Key("text"),
    "allow": Key("keys"),
    "blocks": Key("keys"),
    "submitters": Key("list", shape=SUBMITTER),
    "pdf": Key("keys", shape=PDF),
    "extract": Key("keys", shape=EXTRACT),
}


@frozen
class Submitter:
    """An organisation that makes the submission, with its status and where to reach it."""

    name: str
    acronym: str = ""
    status: str = ""
    city: str = ""
    country: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    website: str = ""
    logo: str = ""

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or self.name


@frozen
class Manifest:
    """What `dossier.yaml` says of the whole case; `documents` are still as they were read.

    `uses` are other dossiers that it may take from, `licence` what others may do with its data.
    """

    file: str
    title: str
    state: str
    language: str
    submitters: tuple[Submitter, ...]
    documents: Mapping[str, Keys]
    allow: Mapping[str, str]
    uses: tuple[str, ...] = ()
    licence: str = ""
    pdf: Mapping[str, bool] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@frozen
class Plan:
    """One document to be made. `values` are the keys its template asks for.

    `choices` are what its author wants in sections, by their ids; `written` are the keys that the
    author wrote, where the kind of document may have a default of its own; `submitters` are the
    dossier's, unless the document names others; `assumed` are keys that nobody confirmed yet. `pdf`
    says whether the PDF is made for an archive, too; `extract` of what the document is a part.
    """

    id: str
    file: str
    line: int
    lines: Mapping[str, int]
    template: str
    title: str
    date: date
    status: str
    language: str
    keywords: tuple[str, ...]
    paragraphs: str
    notes: str
    audience: Audience
    bibliography: Literal["bibliography", ""]
    rules: str
    allow: Mapping[str, str]
    values: Mapping[str, Any]
    choices: Mapping[str, tuple[BlockChoice, ...]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    submitters: tuple[Submitter, ...] = ()
    assumed: tuple[str, ...] = ()
    pdf: Literal["accessible", "archive"] = "accessible"
    extract: Extract | None = None


@of_languages
@remembered
def read_manifest(text: str, file: str) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return what `dossier.yaml` holds, or None where documents cannot be made from it."""
    keys, broken = read_yaml(text, file)
    if broken and not keys.values:
        return None, broken
    taken, wrong = take(keys, DOSSIER, file, "the dossier")
    findings = [*broken, *wrong]
    submitters = _submitters(taken)
    if "submitters" in taken and not taken["submitters"]:
        line = keys.lines["submitters"]
        message = "nobody submits this dossier"
        hint = "add the organisation: `- name: …`"
        findings.append(Finding(file, line, Fault.MISSING_SUBMITTERS, message, hint))
    tag = taken.get("language", "en")
    findings += _language(tag, keys.lines.get("language", 1), file)
    documents, faults = _documents(taken.get("documents"), file)
    findings += faults
    if not {"title", "state", "documents"} <= set(taken) or not submitters:
        return None, tuple(findings)
    allow, faults = read_allowances(taken.get("allow"), file)
    findings += faults
    manifest = Manifest(
        file=file,
        title=taken["title"],
        state=taken["state"],
        language=tag,
        submitters=submitters,
        documents=documents,
        allow=allow,
        uses=taken.get("uses", ()),
        licence=taken.get("licence", ""),
        pdf=taken.get("pdf", {}),
        lines=keys.lines,
    )
    return manifest, tuple(findings)


def _submitters(taken: Mapping[str, Any]) -> tuple[Submitter, ...]:
    return tuple(Submitter(**each) for each in taken.get("submitters", ()) if "name" in each)


def _language(tag: str, line: int, file: str) -> list[Finding]:
    if code_of(tag) in languages():
        return []
    message = f'the language "{tag}" is not known'
    hint = did_you_mean(tag, languages(), f"known languages are {', '.join(languages())}")
    return [Finding(file, line, Fault.UNKNOWN_LANGUAGE, message, hint)]


def _documents(found: object, file: str) -> tuple[dict[str, Keys], list[Finding]]:
    documents: dict[str, Keys] = {}
    findings: list[Finding] = []
    if not isinstance(found, Keys):
        return documents, findings
    for name, value in found.values.items():
        line = found.lines[name]
        if not ID.fullmatch(name):
            message = f'"{name}" cannot be the name of a document'
            hint = "use small letters, digits and hyphens; files are named after it"
            findings.append(Finding(file, line, Fault.WRONG_ID, message, hint))
        elif not isinstance(value.content, Keys):
            message = f'the document "{name}" has no keys'
            hint = "add `template:`, `title:` and `date:` below it, indented by two spaces"
            findings.append(Finding(file, line, Fault.WRONG_VALUE, message, hint))
        else:
            documents[name] = Keys(value.content.values, value.content.lines, line)
    if not documents and not findings:
        message = "the dossier has no documents"
        hint = "add one under `documents:`, with `template:`, `title:` and `date:`"
        findings.append(Finding(file, found.line, Fault.NO_DOCUMENTS, message, hint))
    return documents, findings


def template_of(keys: Keys) -> str:
    """Return the name of the template a document asks for, or an empty string."""
    content = keys.values.get("template", Value("", 0)).content
    return content if isinstance(content, str) else ""


def _section_ids(keys: Keys, fields: Shape, file: str) -> Iterator[Finding]:
    """Find ids in the document's lists that cannot be ids, or stand twice."""
    for name in (each for each, key in fields.items() if key.kind == "list"):
        yield from wrong_ids(keys.values.get(name, Value([], 0)), file)


def wrong_ids(listed: Value, file: str) -> Iterator[Finding]:
    """Find ids of a list's entries that can be none, or stand twice."""
    seen: set[str] = set()
    for value in listed.content if isinstance(listed.content, list) else ():
        id_ = value.content.values.get("id") if isinstance(value.content, Keys) else None
        if id_ is None:
            continue
        if not ID.fullmatch(id_.typed) or len(id_.typed) > LONGEST_ID:
            message = f'"{id_.typed[:60]}" cannot be an id'
            hint = f"use small letters, digits and hyphens, {LONGEST_ID} at most"
            yield Finding(file, id_.line, Fault.WRONG_ID, message, hint)
        elif id_.typed in seen:
            message, hint = f'the id "{id_.typed}" stands twice', "give one another id"
            yield Finding(file, id_.line, Fault.DOUBLED_ID, message, hint)
        seen.add(id_.typed)


def read_plan(
    manifest: Manifest, name: str, fields: Shape
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return the document `name` of the dossier; `fields` are the keys its template asks for."""
    keys = manifest.documents[name]
    taken, findings = take(keys, {**DOCUMENT, **fields}, manifest.file, f'the document "{name}"')
    tag = taken.get("language", manifest.language)
    if "language" in taken:
        findings += _language(tag, keys.lines["language"], manifest.file)
    if not {"template", "title", "date"} <= set(taken) or _language(tag, 0, ""):
        return None, tuple(findings)
    findings += unclear(keys, f'the document "{name}"', manifest.file)
    allow, faults = read_allowances(taken.get("allow"), manifest.file)
    findings += [*faults, *_section_ids(keys, fields, manifest.file)]
    choices, wrong = read_choices(taken.get("blocks", Keys()), manifest.file)
    extract, faults = read_extract(keys, taken, manifest.documents, manifest.file)
    findings += [*wrong, *faults]
    plan = Plan(
        id=name,
        file=manifest.file,
        line=keys.line,
        lines=keys.lines,
        template=taken["template"],
        title=taken["title"],
        date=taken["date"],
        status=taken.get("status", "draft"),
        language=tag,
        keywords=taken.get("keywords", ()),
        paragraphs="numbered" if taken.get("paragraph_numbers", True) else "plain",
        notes=taken.get("notes", "footnotes"),
        audience=taken.get("audience", "public"),
        bibliography="bibliography" if taken.get("bibliography") else "",
        rules=taken.get("rules", ""),
        allow={**manifest.allow, **allow},
        values={key: taken.get(key) for key in fields},
        choices=choices,
        written=frozenset(taken),
        submitters=_submitters(taken) or manifest.submitters,
        assumed=taken.get("assumed", ()),
        pdf="archive" if {**manifest.pdf, **taken.get("pdf", {})}.get("archive") else "accessible",
        extract=extract,
    )
    return plan, tuple(findings)

"""Read sources in the formats that Zotero and pandoc exchange: CSL-YAML, CSL-JSON, BibTeX.

Names of fields and types are those of the Citation Style Language 1.0.2 (its specification,
appendices III and IV). An export drops in as it is; `verified` may stand in the entry, in its
`custom` object, or as a line of its `note` (Zotero's field Extra).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.language import DATA
from dossier.model.registry import AUDIENCES, Audience, Day, Place, Source, Verified
from dossier.readers.registries.dates import read_day
from dossier.readers.yaml import (
    CONTROL,
    Key,
    Keys,
    Loader,
    Shape,
    Value,
    read_value,
    read_yaml,
    take,
)

SYMBOL = re.compile(
    r"(?:A|CCPR|CEDAW|CERD|CAT|CRC|CRPD|CED|CMW|E|S|HRI|ST|DP|T)/[A-Z0-9][\w./\-()]*"
)
"""A UN document symbol, such as A/HRC/28/10 or CCPR/C/KAZ/CO/2 (research.un.org, symbols)."""

_KINDS: Mapping[str, tuple[str, ...]] = {
    "treaty": ("treaty",),
    "law": ("legislation", "bill", "regulation", "standard"),
    "case": ("legal_case", "hearing"),
    "report": ("report", "document", "pamphlet", "manuscript", "dataset", "collection"),
    "book": ("book", "chapter", "thesis", "entry-dictionary", "entry-encyclopedia"),
    "journal": ("article-journal", "paper-conference", "periodical", "review"),
    "news": ("article-newspaper", "article-magazine", "article", "broadcast", "motion_picture"),
    "interview": ("interview", "personal_communication"),
}
_FREEDOM_OF_ASSOCIATION = re.compile(r"freedom of association|\bCFA\b", re.IGNORECASE)
_NAMES = ("author", "editor", "container-author", "collection-editor", "interviewer", "recipient")
USED = ("excerpt", "themes", "audience")
"""Keys that say what documents may take from a source, and who may read of it."""

_DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
_OWN = ("verified", "verified-on", "verified-by", "role", "article", *USED)
"""Keys of our own that a source may have beside CSL's."""

_EXTRA = re.compile(r"^\s*(verified(?:[- ](?:on|by))?|role)\s*:\s*(.+?)\s*$", re.M | re.I)

_VERIFICATION: Shape = {
    "verified": Key("text", "needed", choices=("yes", "no", "in part")),
    "on": Key("date"),
    "by": Key("text"),
}

Sources = tuple[dict[str, Source], tuple[Finding, ...]]


def read_sources(text: str, file: str) -> Sources:
    """Return the sources in CSL-YAML or, where `file` ends so, in CSL-JSON or BibTeX, by id."""
    if file.endswith(".bib"):
        return read_bibtex(text, file)
    value, broken = (_json if file.endswith(".json") else read_value)(text, file)
    if value is None:
        return {}, broken
    found: dict[str, Source] = {}
    findings = list(broken)
    for entry in _entries(value):
        source, faults = _source(entry, file)
        findings += faults
        if source and source.id in found:
            message = (
                f'the source "{source.id}" stands twice (first in line {found[source.id].at.line})'
            )
            findings.append(
                Finding(file, entry.line, Fault.DOUBLED_ID, message, "keep one of the two")
            )
        elif source:
            found[source.id] = source
    if not found and not findings:
        message, hint = "the file lists no sources", "put them under `references:` as a list"
        findings.append(Finding(file, 1, Fault.NO_SOURCES, message, hint))
    return found, tuple(findings)


def _entries(value: Value) -> Iterator[Value]:
    content = value.content
    if isinstance(content, Keys):
        content = content.values.get("references", Value([], 0)).content
    if isinstance(content, list):
        yield from content


def _json(text: str, file: str) -> tuple[Value | None, tuple[Finding, ...]]:
    """Return CSL-JSON as values; each entry stands at the line of its `id`."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        if not isinstance(error, json.JSONDecodeError):
            message, hint = f"the JSON cannot be read: {error}", "export it again, as CSL-JSON"
            return None, (Finding(file, 1, Fault.BROKEN_JSON, message, hint),)
        message = f"the JSON cannot be read: {error.msg}"
        hint = "export it again, as CSL-JSON"
        return None, (Finding(file, error.lineno, Fault.BROKEN_JSON, message, hint),)
    except RecursionError:
        message, hint = "the JSON is nested too deeply", "export it again, as CSL-JSON"
        return None, (Finding(file, 1, Fault.BROKEN_JSON, message, hint),)
    ids = re.finditer(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|\d+)', text)
    lines = {str(json.loads(each[1])): text.count("\n", 0, each.start()) + 1 for each in ids}
    return _value(raw, lines, 1), ()


def _value(raw: Any, lines: Mapping[str, int], line: int) -> Value:
    if isinstance(raw, dict):
        line = lines.get(str(raw.get("id", "")), line)
        values = {str(key): _value(each, lines, line) for key, each in raw.items()}
        return Value(Keys(values, dict.fromkeys(values, line), line), line)
    if isinstance(raw, list):
        return Value([_value(each, lines, line) for each in raw], line)
    said = "" if raw is None else str(raw)
    return Value(raw, line, said.encode("utf-8", "replace").decode())


def _source(entry: Value, file: str) -> tuple[Source | None, list[Finding]]:
    keys = entry.content
    if not isinstance(keys, Keys) or not _typed(keys, "id"):
        message, hint = "a source has no id", "add `id:`, a short name to cite it by"
        return None, [Finding(file, entry.line, Fault.MISSING_ID, message, hint)]
    id_ = _typed(keys, "id")
    findings = list(_strange(keys, id_, file))
    days = {
        name: _day(keys.values[name], f'"{name}" of the source "{id_}"', file, findings)
        for name in _DATES
        if name in keys.values
    }
    fields = {name: _flat(value) for name, value in keys.values.items() if _flat(value)}
    for name in (each for each in days if days[each] is None):
        fields[f"{name}-said"] = _date_said(keys.values[name])
    said = _said(keys, fields)
    named = any(fields.get(name) for name in ("title", "number"))
    if not named and kind_of(fields) != "interview":
        message, hint = f'the source "{id_}" has no title', "add `title:`"
        findings.append(Finding(file, entry.line, Fault.MISSING_TITLE, message, hint))
    verified = _verified(said, id_, keys.lines.get("verified", entry.line), file, findings)
    editors = " and ".join(_people(keys.values.get("editor")))
    source = Source(
        id_, kind_of(fields), fields.get("title", ""), _people(keys.values.get("author")),
        {**fields, "role": said.get("role", ""), "editor": editors},
        days.get("issued"), days.get("accessed"), verified,
        _iso(said.get("verified-on", "")), said.get("verified-by", ""), Place(file, keys.line),
        {"": fields["excerpt"]} if "excerpt" in fields else {},
        tuple(each.strip() for each in fields.get("themes", "").split(",") if each.strip()),
        _audience(keys, id_, file, findings),
    )  # fmt: skip
    return source, findings


def _audience(keys: Keys, id_: str, file: str, findings: list[Finding]) -> Audience:
    """Return the widest audience that may read of a source; an unclear one is none of them."""
    if "audience" not in keys.values:
        return "public"
    typed = _typed(keys, "audience")
    found = next((each for each in AUDIENCES if each == typed), None)
    if found is None:
        message = f'the source "{id_}" is for the audience "{typed}", which does not exist'
        hint = did_you_mean(typed, AUDIENCES, f"audiences are {', '.join(AUDIENCES)}")
        line = keys.lines.get("audience", keys.line)
        findings.append(Finding(file, line, Fault.UNCLEAR_AUDIENCE, message, hint))
    return found or "internal"


@cache
def _csl(what: str) -> frozenset[str]:
    """Return CSL's own "types" or "variables"."""
    raw = yaml.load((DATA / "csl.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506 (a safe loader)
    return frozenset(raw[what].split())


def _strange(keys: Keys, id_: str, file: str) -> Iterator[Finding]:
    """Find keys and a type that CSL does not know, and signs that no text may hold."""
    fields = _csl("variables") | set(_OWN)
    for name, line in keys.lines.items():
        if name not in fields:
            message = f'the source "{id_}" has a key "{name}", which CSL does not know'
            hint = did_you_mean(name, fields, "Zotero's own export has the right names")
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, "warning")
        typed = keys.values[name].typed
        if CONTROL.search(typed.replace("\n", " ")):
            message = f'"{name}" of the source "{id_}" holds a control character'
            yield Finding(
                file, line, Fault.CONTROL_CHARACTER, message, "delete it, and type the words again"
            )
    type_ = _typed(keys, "type")
    if type_ and type_ not in _csl("types"):
        message = f'the source "{id_}" is of type "{type_}", which CSL does not know'
        hint = did_you_mean(type_, _csl("types"), "it will be cited as a web page")
        yield Finding(
            file, keys.lines.get("type", 0), Fault.UNKNOWN_VALUE, message, hint, "warning"
        )


def kind_of(fields: Mapping[str, str]) -> str:
    """Return the kind of a source, which decides its form, from CSL's type and what it holds.

    >>> kind_of({"type": "report", "number": "A/HRC/28/10"})
    'un'
    """
    type_ = fields.get("type", "")
    if SYMBOL.fullmatch(fields.get("number", "")) and type_ not in ("legislation", "legal_case"):
        return "un"
    kind = next((name for name, types in _KINDS.items() if type_ in types), "web")
    authority = f"{fields.get('authority', '')} {fields.get('container-title', '')}"
    return "cfa" if kind == "case" and _FREEDOM_OF_ASSOCIATION.search(authority) else kind


def _typed(keys: Keys, name: str) -> str:
    value = keys.values.get(name)
    return value.typed.strip() if value else ""


def _flat(value: Value) -> str:
    """Return a text field on one line, a list of texts joined, or "" for names and dates."""
    if isinstance(value.content, list):
        texts = [each.typed for each in value.content if not isinstance(each.content, Keys | list)]
        return ", ".join(" ".join(each.split()) for each in texts if each.strip())
    if isinstance(value.content, Keys):
        return ""
    return " ".join(CONTROL.sub(" ", value.typed.replace("\n", " ")).split())


def _said(keys: Keys, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of verification and role: in the entry, `custom`, or its note."""
    custom = keys.values.get("custom", Value(None, 0)).content
    inner = (
        {name: _flat(value) for name, value in custom.values.items()}
        if isinstance(custom, Keys)
        else {}
    )
    note = keys.values.get("note", Value(None, 0)).typed
    if isinstance(keys.values.get("verified", Value("", 0)).content, list | Keys):
        return {"verified": "a list"}
    extra = {found[1].lower().replace(" ", "-"): found[2] for found in _EXTRA.finditer(note)}
    names = ("verified", "verified-on", "verified-by", "role")
    own = {name: fields[name] for name in names if name in fields}
    return {**extra, **{key: text for key, text in inner.items() if key in names}, **own}


def _verified(
    said: Mapping[str, str], id_: str, line: int, file: str, findings: list[Finding]
) -> Verified:
    match said.get("verified", "no").lower():
        case "yes" | "true":
            return "yes"
        case "no" | "false" | "":
            return "no"
        case "in part" | "partly":
            return "in part"
        case other:
            message = f'"verified" of the source "{id_}" cannot be "{other}"'
            hint = did_you_mean(other, ("yes", "no", "in part"), "it is yes, no or in part")
            findings.append(Finding(file, line, Fault.UNKNOWN_VALUE, message, hint))
            return "no"


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _people(value: Value | None) -> tuple[str, ...]:
    """Return names as they print: given names first, or the literal name."""
    content = value.content if value else None
    listed = content if isinstance(content, list) else [value] if value and content else []
    found = (_person(each) for each in listed)
    return tuple(name for name in found if name)


def _person(value: Value) -> str:
    if not isinstance(value.content, Keys):
        return value.typed.strip()
    keys = value.content
    if _typed(keys, "literal") or _typed(keys, "name"):
        return _typed(keys, "literal") or _typed(keys, "name")
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_typed(keys, part) for part in parts)))


def _day(value: Value, what: str, file: str, findings: list[Finding]) -> Day | None:
    """Return a CSL date: a text, `date-parts`, or year, month and day; spans have two."""
    text = _date_text(value)
    if text is None:
        return None
    day = read_day(text)
    if day is None:
        message = f"{what} is {text}, which is no date that exists"
        hint = "write year-month-day, such as 2012-09-10, or only the year"
        findings.append(Finding(file, value.line, Fault.WRONG_DATE, message, hint))
    return day


def _date_text(value: Value) -> str | None:
    content = value.content
    if isinstance(content, list):
        return "/".join(filter(None, (_date_text(each) for each in content))) or None
    if not isinstance(content, Keys):
        return value.typed.split("T")[0].strip() or None
    if _typed(content, "season"):
        return None
    for name in ("raw", "literal"):
        if _typed(content, name):
            typed = _typed(content, name)
            return typed if read_day(typed) else None
    about = "~" if _typed(content, "circa") not in ("", "false", "0") else ""
    spans = _spans(content.values.get("date-parts", Value([], 0)).content)
    if not spans:
        parts = (_typed(content, part) for part in ("year", "month", "day"))
        spans = [[each for each in parts if each]]
    texts = ["-".join(part.zfill(2) for part in span) + about for span in spans if span]
    return "/".join(texts) or None


def _spans(listed: object) -> list[list[str]]:
    """Return the dates in `date-parts`: a list of lists, or, as some write it, one list."""
    found = listed if isinstance(listed, list) else []
    if found and not any(isinstance(each.content, list) for each in found):
        return [[each.typed for each in found if each.typed]]
    inner = (each.content for each in found if isinstance(each.content, list))
    return [[part.typed for part in span if part.typed] for span in inner]


def _date_said(value: Value) -> str:
    """Return a date that no calendar has, such as "Spring 2018", as it was typed."""
    content = value.content
    if not isinstance(content, Keys):
        return ""
    said = _typed(content, "literal") or _typed(content, "raw")
    season = _typed(content, "season")
    if not said and season:
        named = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}.get(season, season)
        said = f"{named} {_typed(content, 'year')}".strip()
    return said


def read_verification(text: str, file: str, sources: Mapping[str, Source]) -> Sources:
    """Return the sources of which `verification.yaml` says whether they are verified."""
    from dataclasses import replace

    keys, broken = read_yaml(text, file)
    findings = list(broken)
    found: dict[str, Source] = {}
    for id_, value in keys.values.items():
        if id_ not in sources:
            hint = did_you_mean(id_, sources, "delete the line")
            message = f'there is no source "{id_}"'
            findings.append(Finding(file, keys.lines[id_], Fault.UNKNOWN_SOURCE, message, hint))
            continue
        inner = (
            value.content
            if isinstance(value.content, Keys)
            else Keys({"verified": value}, {}, value.line)
        )
        taken, wrong = take(inner, _VERIFICATION, file, f'the verification of "{id_}"')
        findings += wrong
        if "verified" in taken:
            found[id_] = replace(
                sources[id_], verified=taken["verified"],
                verified_on=taken.get("on"), verified_by=taken.get("by", ""),
            )  # fmt: skip
    return found, tuple(findings)


def read_bibtex(text: str, file: str) -> Sources:
    """Return the sources of a BibTeX file, their LaTeX turned into letters by pybtex."""
    from dossier.readers.registries.bibtex import entries

    found: dict[str, Source] = {}
    made, findings = entries(text, file)
    all_ = list(findings)
    for raw, line in made:
        source, faults = _source(_value(raw, {}, line), file)
        all_ += faults
        if source:
            found[source.id] = source
    return found, tuple(all_)

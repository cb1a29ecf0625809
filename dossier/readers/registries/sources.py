"""Read sources in the formats that Zotero and pandoc exchange: CSL-YAML, CSL-JSON, BibTeX.

Names of fields and types are those of the Citation Style Language 1.0.2 (its specification,
appendices III and IV). An export drops in as it is; `verified` may stand in the entry, in its
`custom` object, or as a line of its `note` (Zotero's field Extra).

The file's format is left behind in `raw_sources`; here an entry becomes a `Source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import Text
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Audience, Place, Source, Verified
from dossier.model.remembered import remembered
from dossier.readers.date_doubts import date_doubt
from dossier.readers.registries.csl_dates import Dated, read_csl_date
from dossier.readers.registries.csl_names import types, variables
from dossier.readers.registries.freedom_of_association import is_freedom_of_association
from dossier.readers.registries.raw_sources import read_raw_sources
from dossier.readers.registries.rich_text import inlines, plain
from dossier.readers.registries.source_languages import by_language, flat, lost_languages
from dossier.readers.registries.zotero_extra import completed, read_extra
from dossier.readers.yaml import CONTROL, Keys, Value, control_character
from dossier.readers.yaml_keys import stray_request

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
NUMBERED = (
    ("number", "number", (*_KINDS["law"], *_KINDS["case"])),
    *((field, what, _KINDS["journal"])
      for field, what in (("issue", "number"), ("volume", "volume"), ("page", "page"))),
)  # fmt: skip
"""Fields before which forms of citation print a word: which word, and of which types of CSL."""

NAMES = ("author", "editor", "translator", "container-author", "collection-editor", "interviewer",
         "recipient")  # fmt: skip
_CITED = ("editor", "translator", "container-author")
"""Those beside the authors whom citations name."""

USED = ("excerpt", "themes", "audience")
"""Keys that say what documents may take from a source, and who may read of it."""

DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
IN = ("title-in", "genre-in")
"""Keys that say for texts in other languages what another key says."""

OWN = ("verified", "verified-on", "verified-by", "role", "article", *IN, "remark", *USED)
"""Keys of our own that a source may have beside CSL's."""

_EXTRA = re.compile(r"^\s*(verified(?:[- ](?:on|by))?|role)\s*:\s*(.+?)\s*$", re.M | re.I)

Sources = tuple[dict[str, Source], tuple[Finding, ...]]


@remembered
def read_sources(text: str, file: str) -> Sources:
    """Return the sources in CSL-YAML or, where `file` ends so, in CSL-JSON or BibTeX, by id."""
    entries, broken = read_raw_sources(text, file)
    found: dict[str, Source] = {}
    findings: list[Finding] = []
    for entry in entries:
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
    findings = [*_not_told(broken, findings), *findings]
    if not found and not findings:
        message, hint = "the file lists no sources", "put them under `references:` as a list"
        findings.append(Finding(file, 1, Fault.NO_SOURCES, message, hint))
    return found, tuple(findings)


def _not_told(broken: tuple[Finding, ...], told: list[Finding]) -> Iterator[Finding]:
    """Yield what is wrong with a file; a date that does not exist is told as a date only."""
    dates = {each.line for each in told if each.rule == Fault.WRONG_DATE}
    yield from (each for each in broken if each.line not in dates)


def _source(entry: Value, file: str) -> tuple[Source | None, list[Finding]]:
    keys = entry.content if isinstance(entry.content, Keys) else Keys(line=entry.line)
    keys = completed(keys, _extra(keys))
    id_ = _typed(keys, "citation-key") or _typed(keys, "id")
    if not id_:
        message, hint = "a source has no id", "add `id:`, a short name to cite it by"
        return None, [Finding(file, entry.line, Fault.MISSING_ID, message, hint)]
    findings = list(_strange(keys, id_, file))
    dates = {name: read_csl_date(keys.values[name]) for name in DATES if name in keys.values}
    findings += _no_dates(dates, keys, id_, file)
    printed = {name: inlines(flat(value)) for name, value in keys.values.items()}
    fields = {name: plain(each) for name, each in printed.items() if each}
    fields |= {f"{name}-said": each.said for name, each in dates.items() if each.said}
    findings += lost_languages(keys, variables(), id_, file)
    roles = by_language(keys, "role")
    said = _said(keys, fields)
    named = any(fields.get(name) for name in ("title", "number"))
    if not named and kind_of(fields) != "interview":
        message, hint = f'the source "{id_}" has no title', "add `title:`"
        findings.append(Finding(file, entry.line, Fault.MISSING_TITLE, message, hint))
    verified = _verified(said, id_, keys.lines.get("verified", entry.line), file, findings)
    people = {role: _people(keys.values.get(role)) for role in _CITED}
    days = {name: each.day for name, each in dates.items()}
    source = Source(
        id=id_,
        kind=kind_of(fields),
        title=fields.get("title", ""),
        authors=_people(keys.values.get("author")),
        people={role: names for role, names in people.items() if names},
        fields={
            **fields,
            "role": said.get("role") or next(iter(roles.values()), ""),
            **{role: " and ".join(names) for role, names in people.items() if names},
        },
        issued=days.get("issued"),
        accessed=days.get("accessed"),
        verified=verified,
        verified_on=_iso(said.get("verified-on", "")),
        verified_by=said.get("verified-by", ""),
        at=Place(file, keys.line),
        excerpt=by_language(keys, "excerpt"),
        themes=tuple(each.strip() for each in fields.get("themes", "").split(",") if each.strip()),
        audience=_audience(keys, id_, file, findings),
        title_in=by_language(keys, "title-in"),
        genre_in=by_language(keys, "genre-in"),
        role_in={code: each for code, each in roles.items() if code},
        marked={
            name: each for name, each in printed.items() if each and each != (Text(plain(each)),)
        },
    )
    return source, findings


def _extra(keys: Keys) -> dict[str, Value]:
    note = keys.values.get("note", Value(None, 0))
    return read_extra(note, variables(), types())


def _no_dates(dates: Mapping[str, Dated], keys: Keys, id_: str, file: str) -> Iterator[Finding]:
    for name, dated in dates.items():
        if dated.wrong:
            wrong, hint = date_doubt(dated.wrong, "day")
            message = f'"{name}" of the source "{id_}" is "{dated.wrong}", {wrong}'
            yield Finding(file, keys.values[name].line, Fault.WRONG_DATE, message, hint)


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


def _strange(keys: Keys, id_: str, file: str) -> Iterator[Finding]:
    """Find keys and a type that CSL does not know, and signs that no text may hold."""
    fields = variables() | set(OWN)
    for name, line in keys.lines.items():
        if name not in fields:
            message = f'the source "{id_}" has a key "{name}", which CSL does not know'
            hint = did_you_mean(name, fields, "Zotero's own export has the right names")
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, severity="warning")
        typed = keys.values[name].typed
        if CONTROL.search(typed.replace("\n", " ")):
            yield control_character(f'"{name}" of the source "{id_}"', file, line)
        if name not in ("note", "custom", "excerpt"):
            yield from stray_request(keys.values[name], name, file)
    type_ = _typed(keys, "type")
    if type_ and type_ not in types():
        message = f'the source "{id_}" is of type "{type_}", which CSL does not know'
        hint = did_you_mean(type_, types(), "it will be cited as a web page")
        yield Finding(
            file, keys.lines.get("type", 0), Fault.UNKNOWN_VALUE, message, hint, severity="warning"
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
    return "cfa" if kind == "case" and is_freedom_of_association(authority) else kind


def _typed(keys: Keys, name: str) -> str:
    value = keys.values.get(name)
    return value.typed.strip() if value else ""


def _said(keys: Keys, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of verification and role: in the entry, `custom`, or its note."""
    custom = keys.values.get("custom", Value(None, 0)).content
    inner = (
        {name: flat(value) for name, value in custom.values.items()}
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
        return plain(inlines(value.typed.strip()))
    keys = value.content
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    literal = _typed(keys, "literal") or _typed(keys, "name")
    name = literal or " ".join(filter(None, (_typed(keys, part) for part in parts)))
    return plain(inlines(name))

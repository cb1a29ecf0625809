"""Give the fields of a BibTeX or BibLaTeX entry their names in CSL.

The table follows pandoc's and Zotero's translators and the BibLaTeX manual (sections 2.1 and 2.2),
as remembered. A field of the manual that no citation needs is passed over; one that it does not
know is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.language import DATA
from dossier.readers.registries.biblatex_names import people
from dossier.readers.registries.csl_dates import month_of
from dossier.readers.registries.csl_names import types
from dossier.readers.registries.latex import html_of_latex
from dossier.readers.yaml import Loader

_TYPES: Mapping[str, str] = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book",
    "proceedings": "book", "mvproceedings": "book", "reference": "book", "mvreference": "book",
    "booklet": "pamphlet", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "incollection": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "dataset": "dataset", "software": "software", "patent": "patent", "standard": "standard",
    "manual": "report", "mastersthesis": "thesis", "phdthesis": "thesis", "thesis": "thesis",
    "misc": "document", "techreport": "report", "report": "report", "unpublished": "manuscript",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "review": "review",
    "legislation": "legislation", "jurisdiction": "legal_case", "legal": "treaty",
    "commentary": "book", "letter": "personal_communication", "performance": "performance",
    "audio": "song", "music": "song", "movie": "motion_picture", "video": "motion_picture",
    "image": "graphic", "artwork": "graphic",
}  # fmt: skip
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title-short": ("shorttitle",), "collection-title": ("series",), "genre": ("type",),
    "publisher": ("publisher", "institution", "organization", "school"),
    "publisher-place": ("location", "address"), "event-title": ("eventtitle",),
    "event-place": ("venue",), "volume": ("volume",), "issue": ("issue",), "edition": ("edition",),
    "page": ("pages", "eid"), "number-of-pages": ("pagetotal",), "number-of-volumes": ("volumes",),
    "part-number": ("part",), "chapter-number": ("chapter",), "version": ("version",),
    "container-title-short": ("shortjournal",), "annote": ("addendum", "annotation", "annote"),
    "abstract": ("abstract",), "keyword": ("keywords",), "language": ("language", "langid"),
    "original-title": ("origtitle",), "original-publisher": ("origpublisher",),
    "original-publisher-place": ("origlocation",), "status": ("pubstate",), "archive": ("library",),
    "medium": ("howpublished",), "ISBN": ("isbn",), "ISSN": ("issn",), "note": ("note",),
    "jurisdiction": ("jurisdiction",),
}  # fmt: skip
_PEOPLE: Mapping[str, str] = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookauthor": "container-author", "director": "director", "holder": "curator",
    "commentator": "contributor", "introduction": "contributor", "foreword": "contributor",
}  # fmt: skip
_TITLES = {
    "title": ("title", "subtitle", "titleaddon"),
    "journal": ("journaltitle", "journalsubtitle", "journaltitleaddon"),
    "book": ("booktitle", "booksubtitle", "booktitleaddon"),
    "main": ("maintitle", "mainsubtitle", "maintitleaddon"),
}
_ADDRESSES = {"url": "URL", "doi": "DOI"}
_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}
_KEYS_OF_TYPES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "resreport": "research report",
    "techreport": "technical report",
}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
"""What old BibTeX says of a thesis by the type of its entry alone."""

_LAWS = ("legislation", "legal_case", "treaty", "bill", "regulation", "hearing", "standard")


def csl_entry(
    key: str, type_: str, fields: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """Return an entry as CSL-JSON has it, and what is wrong with its names: message and hint."""
    kind = _kind(type_, fields)
    made: dict[str, Any] = {"id": key, "type": kind, **_texts(fields), **_title(fields)}
    made |= _container(kind, fields) | _number(kind, fields) | _dates(fields) | _address(fields)
    made["genre"] = made.get("genre") or _GENRES.get(type_, "")
    if kind in _LAWS:
        made |= _authority(fields)
    faults: list[tuple[str, str]] = []
    for name, role in _PEOPLE.items():
        if fields.get(name, "").strip():
            listed, wrong = people(fields[name])
            made.setdefault(role, listed)
            faults += wrong
    return {name: each for name, each in made.items() if each}, tuple(faults)


def strange_fields(key: str, fields: Mapping[str, str], file: str, line: int) -> Iterator[Finding]:
    """Find fields that neither BibLaTeX nor the usual programs know."""
    used = {name for names in (*_TEXTS.values(), *_TITLES.values()) for name in names}
    used |= set(_PEOPLE)
    known = used | passed_over()
    for name in fields:
        if name not in known and not name.startswith(("bdsk-", "user", "list", "name", "verb")):
            message = f'the source "{key}" has a field "{name}", which BibLaTeX does not know'
            hint = did_you_mean(name, used, "it is not read; delete it, or put it into the note")
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, severity="warning")


@cache
def passed_over() -> frozenset[str]:
    """Return the fields that are known and that no citation needs."""
    raw = yaml.load((DATA / "biblatex.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506 (a safe loader)
    return frozenset(raw["passed_over"].split())


def _kind(type_: str, fields: Mapping[str, str]) -> str:
    """Return CSL's type; `entrysubtype` may be that of a periodical, or a type of CSL's."""
    subtype = fields.get("entrysubtype", "").strip().lower().replace(" ", "_")
    kind = _TYPES.get(type_, "document")
    if kind == "article-journal" and subtype in ("newspaper", "magazine"):
        return f"article-{subtype}"
    if type_ == "legal" and subtype in ("statute", "constitution", "case"):
        return "legal_case" if subtype == "case" else "legislation"
    if type_ == "legal" and subtype not in types() and fields.get("number", "").strip():
        return "legislation"  # with the number and the State, which no treaty is cited with
    return subtype if subtype in types() else kind


def _said(fields: Mapping[str, str], *names: str) -> str:
    """Return the first of the fields that says anything, as CSL-JSON has it."""
    raw = next((fields[name] for name in names if fields.get(name, "").strip()), "")
    return html_of_latex(raw).strip()


def _texts(fields: Mapping[str, str]) -> dict[str, str]:
    made = {name: _said(fields, *names) for name, names in _TEXTS.items()}
    made["genre"] = _KEYS_OF_TYPES.get(made["genre"], made["genre"])
    return made


def _titled(fields: Mapping[str, str], names: tuple[str, str, str]) -> str:
    """Return "Title: Subtitle. Addition"."""
    title, subtitle, addition = (_said(fields, name) for name in names)
    mark = " " if re.search(r"[?!:.…—–]$", title) else ": "
    whole = mark.join(filter(None, (title, subtitle)))
    stop = " " if re.search(r"[?!.]$", whole) else ". "
    return stop.join(filter(None, (whole, addition)))


def _title(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the title; with a subtitle, the title alone is the short one."""
    made = {"title": _titled(fields, _TITLES["title"])}
    if fields.get("subtitle") and not fields.get("shorttitle"):
        made["title-short"] = _said(fields, "title")
    return {name: text for name, text in made.items() if text}


def _container(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    journal = _titled(fields, _TITLES["journal"]) or _said(fields, "journal")
    book, main = (_titled(fields, _TITLES[name]) for name in ("book", "main"))
    container = journal or ", ".join(filter(None, (main, book)))
    # A volume may repeat its own title as `booktitle`, as old BibTeX asks of it.
    return (
        {} if kind == "book" and book == _said(fields, "title") else {"container-title": container}
    )


def _number(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return a number: of an article it is that of the issue, of a book that in its series."""
    number = _said(fields, "number")
    if not number:
        return {}
    if kind.startswith("article-") or kind in ("periodical", "review"):
        return {} if fields.get("issue") else {"issue": number}
    in_series = kind in ("book", "chapter", "paper-conference") and fields.get("series")
    return {"collection-number" if in_series else "number": number}


def _authority(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the court of a case, or the State or body of a law."""
    names = ("court", "institution", "organization", "publisher", "jurisdiction", "location")
    return {"authority": _said(fields, *names)}


def _dates(fields: Mapping[str, str]) -> dict[str, Any]:
    found = {"issued": fields.get("date", "").strip() or _old_date(fields)}
    names = {"urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}
    found |= {new: fields.get(old, "").strip() for old, new in names.items()}
    return {name: text for name, text in found.items() if text}


def _old_date(fields: Mapping[str, str]) -> str | dict[str, str]:
    """Return year, month and day of BibTeX; words such as "jan # 5" have the day in the month."""
    year, month, day = (_said(fields, name) for name in ("year", "month", "day"))
    year = year.replace("–", "-")
    if re.fullmatch(r"\d{4}", year) and month:
        inside = re.search(r"\b\d{1,2}\b", month) if not month.isdecimal() else None
        word = re.sub(r"[^A-Za-z]+", " ", month).split() if not month.isdecimal() else [month]
        number = month_of(word[0]) if word else 0
        day = day or (inside[0] if inside else "")
        tail = f"-{day.zfill(2)}" if day.isdecimal() and 0 < number < 13 else ""
        return f"{year}-{number:02}{tail}" if number else {"literal": f"{month} {year}"}
    years = re.fullmatch(r"(\d{4})-{1,2}(\d{4})", year)
    if years:
        return f"{years[1]}/{years[2]}"
    return year if re.fullmatch(r"[\d.~?%/XuT:-]*", year) else {"literal": year}


def _address(fields: Mapping[str, str]) -> dict[str, str]:
    """Return address and DOI; in LaTeX only `%`, `_`, `#` and `&` are escaped there."""
    made = {new: _verbatim(fields.get(old, "")) for old, new in _ADDRESSES.items()}
    given = re.fullmatch(r"\s*\\url\s*\{(.*)\}\s*", fields.get("howpublished", ""))
    archive = fields.get("eprinttype", fields.get("archiveprefix", "")).strip().lower()
    if not made["URL"] and given:
        made["URL"] = _verbatim(given[1])
        made["medium"] = ""
    elif not made["URL"] and not made["DOI"] and archive in _ARCHIVES and fields.get("eprint"):
        made["URL"] = _ARCHIVES[archive] + _verbatim(fields["eprint"])
    return {name: text for name, text in made.items() if text or name == "medium"}


def _verbatim(text: str) -> str:
    bare = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip())
    return re.sub(r"\\([%_#&~])", r"\1", bare.strip("{}").strip())

"""Turn BibTeX into the fields of CSL, with pybtex reading the file and its LaTeX.

The types follow the table of pandoc's and Zotero's translators (BibTeX type to CSL type).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault

_TYPES: Mapping[str, str] = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "manual": "report", "mastersthesis": "thesis", "phdthesis": "thesis", "thesis": "thesis",
    "misc": "document", "proceedings": "book", "techreport": "report", "report": "report",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "legislation": "legislation", "jurisdiction": "legal_case", "legal": "treaty",
}  # fmt: skip
_FIELDS: Mapping[str, str] = {
    "title": "title", "shorttitle": "title-short", "url": "URL", "doi": "DOI", "isbn": "ISBN",
    "publisher": "publisher", "institution": "publisher", "organization": "publisher",
    "school": "publisher", "address": "publisher-place", "location": "publisher-place",
    "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "number": "number", "volume": "volume", "pages": "page",
    "edition": "edition", "type": "genre", "note": "note", "howpublished": "medium",
    "series": "collection-title", "keywords": "keyword",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entries(text: str, file: str) -> tuple[list[tuple[dict[str, Any], int]], tuple[Finding, ...]]:
    """Return the entries as CSL's fields, each with its line, or a finding where one is broken."""
    from pybtex.database import BibliographyData, parse_string
    from pybtex.exceptions import PybtexError

    try:
        data: BibliographyData = parse_string(text, "bibtex")
    except PybtexError as error:
        line = getattr(error, "lineno", None) or _second(str(error), text)
        message = f"the BibTeX cannot be read: {error}"
        hint = "check braces and commas in and above this line, or export it again"
        return [], (Finding(file, line, Fault.BROKEN_BIBTEX, message, hint),)
    found = []
    for key, entry in data.entries.items():
        place = re.search(rf"@\w+\s*[{{(]\s*{re.escape(key)}\s*,", text)
        line = text.count("\n", 0, place.start()) + 1 if place else 1
        found.append((_csl(key, entry), line))
    return found, ()


def _second(problem: str, text: str) -> int:
    """Return the line of the entry that stands twice, where that is the problem, else 1."""
    repeated = re.search(r"repeated bibliography entry: (\S+)", problem)
    if not repeated:
        return 1
    found = list(re.finditer(rf"@\w+\s*[{{(]\s*{re.escape(repeated[1])}\s*,", text))
    return text.count("\n", 0, found[-1].start()) + 1 if found else 1


def _csl(key: str, entry: Any) -> dict[str, Any]:
    fields = {
        name.lower(): _verbatim(value) if name.lower() in _AS_IT_IS else _unlatex(value)
        for name, value in entry.fields.items()
    }
    made: dict[str, Any] = {"id": key, "type": _TYPES.get(entry.type.lower(), "document")}
    made |= {name: fields[old] for old, name in _FIELDS.items() if old in fields}
    day = fields.get("date") or "-".join(filter(None, _year_month(fields)))
    if day:
        made["issued"] = day
    if fields.get("urldate"):
        made["accessed"] = fields["urldate"]
    for role in ("author", "editor"):
        if role in entry.persons:
            made[role] = [{"literal": _name(person)} for person in entry.persons[role]]
    return made


def _year_month(fields: Mapping[str, str]) -> tuple[str, str]:
    month = fields.get("month", "").lower()
    number = month if month.isdecimal() else str(_month(month) or "")
    return fields.get("year", ""), number.zfill(2) if number else ""


def _month(name: str) -> int:
    return next((at for at, each in enumerate(_MONTHS, start=1) if name.startswith(each)), 0)


def _name(person: Any) -> str:
    parts = (*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names)
    return _unlatex(" ".join((*parts, *person.lineage_names)))


_AS_IT_IS = ("url", "doi", "date", "urldate")


def _verbatim(text: str) -> str:
    """Return an address as it is meant: in LaTeX only `%`, `_`, `#` and `&` are escaped there."""
    return re.sub(r"\\([%_#&~])", r"\1", text.strip("{}"))


def _unlatex(text: str) -> str:
    from pybtex.richtext import Text

    text = re.sub(r"(?<!\\)%", r"\\%", text)
    return str(Text.from_latex(text)).replace("\\&", "&")

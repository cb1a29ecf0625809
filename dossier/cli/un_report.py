"""Tell what the library of the UN has, found and took in: lines for a person, values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dossier.model.diagnostics import errors
from dossier.model.un_record import UnRecord
from dossier.project.layout import shown

if TYPE_CHECKING:
    from dossier.interchange.recommendations.run import RecommendationsResult
    from dossier.project.un_library.add import Added
    from dossier.project.un_library.lookup import Shown, Status
    from dossier.project.un_library.search import Found

ROWS = ("added", "same", "different", "repeats", "unreadable")
"""What becomes of the rows of an export."""

_TAKEN = ("read", "added", "same", "different", "set aside", "to other States")
_SHORT = 300


def described(added: Added) -> dict[str, Any]:
    """Return what became of one export."""
    return {
        "file": added.name,
        "kind": added.kind,
        "dated": added.dated or None,
        "known": added.known,
        "rows": added.counts.total(),
        **{name: added.counts[name] for name in ROWS},
        "differences": [asdict(each) for each in added.differences],
    }


def added_lines(added: Sequence[Added]) -> Iterator[str]:
    """Yield what became of each export."""
    for each in added:
        if errors(each.findings):
            yield f"{each.name}: nothing was added"
            continue
        if each.known:
            yield f"{each.name}: was added already"
            continue
        yield f"{each.name}: {each.kind}, of {each.dated}"
        for name in ROWS:
            yield f"{each.counts[name]:>9,} {name}"
        for one in each.differences:
            yield f"  {one.cited}: {one.field} differs (`un show {one.record}`)"
            yield f"    stands: {_short(one.stands)}"
            yield f"    other:  {_short(one.other)}"


def found_json(found: Found) -> dict[str, Any]:
    """Return what was found."""
    return {
        "total": found.total,
        "undated": found.undated,
        "words": [asdict(each) for each in found.words],
        "records": [_record(number, each) for number, each in found.records],
    }


def _record(number: int, record: UnRecord) -> dict[str, Any]:
    return {"number": number, **record.as_json()}


def found_lines(found: Found, *, whole: bool) -> Iterator[str]:
    """Yield what was found, the newest first; of what is `whole` in a file only the count."""
    for number, each in () if whole else found.records:
        yield from _summary(number, each)
    for word in found.words:
        if word.near:
            yield f'"{word.word}" stands in no record; {_quoted(word.near)} was looked for instead'
        elif not word.forms:
            yield f'"{word.word}" stands in no record, and no word is spelt nearly like it'
    left = f" ({len(found.records):,} shown; `--most N` shows more)" if not whole else ""
    many = "1 record" if found.total == 1 else f"{found.total:,} records"
    yield f"{many}{left if found.total > len(found.records) else ''}"
    if found.undated:
        yield f"{found.undated:,} more say no date, and were left out"


def _summary(number: int, record: UnRecord) -> Iterator[str]:
    of = ", ".join(record.states) or "no State"
    when = record.day or "no date"
    answer = f", {record.position}" if record.position else ""
    yield f"{number}  {of} · {record.mechanism} · {when} · {record.cited()}{answer}"
    from_ = f" ({', '.join(record.recommending)})" if record.recommending else ""
    yield f"    {_short(record.text)}{from_}"


def shown_json(each: Shown) -> dict[str, Any]:
    """Return a record in full."""
    return {
        **_record(each.number, each.record),
        "source": each.source,
        "dated": each.dated,
        "others": [asdict(one) for one in each.others],
    }


def shown_lines(records: Sequence[Shown]) -> Iterator[str]:
    """Yield records in full."""
    for each in records:
        record = each.record
        yield f"{each.number}  {record.cited()}"
        fields = {
            "on": ", ".join(record.states),
            "by": record.mechanism,
            "kind": record.kind,
            "published": record.day,
            "session": str(record.session or ""),
            "from": ", ".join(record.recommending),
            "position": " – ".join(filter(None, (record.position, record.words))),
            "themes": "; ".join(record.themes),
            "goals": ", ".join(record.sdgs),
            "export": f"{each.source}, of {each.dated}, row {record.line} ({record.origin})",
        }
        for name, said in fields.items():
            if said:
                yield f"  {name:<10} {said}"
        yield f"  {record.text}"
        for one in each.others:
            yield f"  {one.field} differs in {one.source}, of {one.dated}, or in what stood before:"
            yield f"    stands: {one.stands}"
            yield f"    other:  {one.other}"


def status_json(status: Status) -> dict[str, Any]:
    """Return what the library has."""
    return {
        "library": shown(status.path),
        "bytes": status.size,
        "total": status.records,
        "states": status.states,
        "mechanisms": dict(status.mechanisms),
        "first_year": status.years[0] or None,
        "last_year": status.years[1] or None,
        "differing": status.differences,
        "sources": [asdict(each) for each in status.sources],
        "unreadable": [asdict(each) for each in status.unreadable],
    }


def status_lines(status: Status, *, unreadable: bool) -> Iterator[str]:
    """Yield what the library has, with the rows that could not be read where asked for."""
    yield f"{shown(status.path)}: {status.records:,} records, {status.size / 1e6:,.1f} MB"
    first, last = status.years
    years = f", {first} to {last}" if first else ""
    yield f"  on {status.states} States{years}"
    for name, count in status.mechanisms.items():
        yield f"{count:>9,} {name}"
    for each in status.sources:
        yield f"{each.name}: {each.kind}, of {each.dated}, added on {each.added}"
        said = ", ".join(f"{each.counts[name]:,} {name}" for name in ROWS if each.counts.get(name))
        yield f"    {each.counts.get('rows', 0):,} rows: {said}"
    if status.differences:
        yield f"{status.differences:,} times two exports say otherwise of a record; `un show` tells"
    for row in status.unreadable if unreadable else ():
        yield f"{row.source}, row {row.line}: {row.why}"


def into_json(result: RecommendationsResult) -> dict[str, Any]:
    """Return what was taken into a dossier."""
    return {
        **{name.replace(" ", "_"): result.counts[name] for name in _TAKEN},
        "named": result.named,
        "written": result.written,
    }


def into_lines(result: RecommendationsResult) -> Iterator[str]:
    """Yield what was taken into a dossier."""
    for name in _TAKEN:
        aside = ", ".join(sorted(result.aside))
        what = f"  ({aside})" if name == "set aside" and aside else ""
        yield f"{result.counts[name]:>7} {name}{what}"
    if result.named:
        yield f"{len(result.named)} came without the number of a paragraph; look it up"
    if not result.written:
        yield "nothing was written"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{each}"' for each in words)

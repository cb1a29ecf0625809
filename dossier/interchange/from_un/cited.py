"""The documents of the UN that a new dossier cites, and what the State did with treaties.

Every source is one that nobody has verified: what an export says of a document was not compared
with it. That a treaty body wrote on a State shows that the State was a party on that day; of all
other instruments the status is not known, and none is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dossier.interchange.from_un.gathered import Gathered
from dossier.interchange.from_un.themes import body
from dossier.interchange.registry_edit.yaml_text import item_of, pairs_of, plain
from dossier.model.frozen import frozen
from dossier.model.un_record import UnRecord
from dossier.readers.registries.instruments import instrument

_OFFICES = {"SR": "Special Rapporteur", "IE": "Independent Expert", "WG": "Working Group"}
"""The short names that exports give to special procedures."""

REPORT = "Report of the Working Group on the Universal Periodic Review"

_SOURCES_HEAD = """# Documents as the library of the UN has them. Nobody has compared them yet: when
# you have seen the cited words in a document, write `verified: yes`, with the day and your name.
references:
"""
_TREATIES_HEAD = """# What the State did with these treaties. `party` was concluded from
# what a treaty body wrote; look all up: https://treaties.un.org, https://normlex.ilo.org.
"""


@frozen
class CitedDocument:
    """A document: its id among the sources, its symbol, who wrote it, its title and its day."""

    id: str
    symbol: str
    author: str
    title: str
    issued: str

    def entry(self) -> dict[str, object]:
        """Return it as an entry of `sources.yaml`."""
        address = f"https://undocs.org/{self.symbol}" if self.symbol else ""
        return {
            "id": self.id,
            "type": "report",
            "author": [{"literal": self.author}],
            "title": self.title,
            "number": self.symbol,
            "issued": self.issued,
            "URL": address,
            "verified": "no",
        }


def documents(gathered: Gathered) -> Mapping[str, CitedDocument]:
    """Return the documents by their symbol, or by where a record without one was read."""
    found: dict[str, CitedDocument] = {}
    taken: set[str] = set()
    for symbol, day in gathered.reports.items():
        title = f"{REPORT}: {gathered.state}"
        id_ = _new_id(symbol, taken)
        found[symbol] = CitedDocument(id_, symbol, "Human Rights Council", title, day)
    for each in (*gathered.said, *gathered.spoken, *gathered.applied.values()):
        if each.document not in found:
            id_ = _new_id(each.document, taken)
            found[each.document] = _document(each, id_, gathered.state)
    return found


def author_of(record: UnRecord) -> str:
    """Return who wrote, by the full name where it is known."""
    found = body(record.mechanism)
    if found:
        return found.name
    office, _, mandate = record.mechanism.partition(" ")
    if mandate and office in _OFFICES:
        return f"{_OFFICES[office]} on {mandate[:1].lower()}{mandate[1:]}"
    return record.mechanism


def sources_yaml(cited: Iterable[CitedDocument]) -> str:
    """Return `sources.yaml`."""
    items = (item_of(plain(each.entry()), 2) for each in cited)
    return _SOURCES_HEAD + "\n".join(items) + "\n"


def treaties_yaml(gathered: Gathered, cited: Mapping[str, CitedDocument]) -> str:
    """Return `treaties.yaml`: every treaty that bears on a theme, or whose body spoke."""
    known = dict(_parties(gathered, cited))
    wanted = [each.split()[0] for one in gathered.themes for each in one.theme.instruments]
    open_ = {id_: _NOT_KNOWN for id_ in wanted if instrument(id_).binding}
    return (
        _TREATIES_HEAD
        + pairs_of({id_: plain(each) for id_, each in (open_ | known).items()}, 0)
        + "\n"
    )


_NOT_KNOWN = {"status": "not known", "verified": "no", "remark": "to be looked up"}


def _parties(
    gathered: Gathered, cited: Mapping[str, CitedDocument]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the treaties whose bodies wrote on the State, each with the newest document."""
    for each in gathered.spoken:
        found = body(each.mechanism)
        if found:
            yield found.treaty, _party(each, cited, "its body")
    for id_, each in gathered.applied.items():
        yield id_, _party(each, cited, "the Committee of Experts")


def _party(record: UnRecord, cited: Mapping[str, CitedDocument], who: str) -> Mapping[str, str]:
    return {
        "status": "party",
        "as_of": record.published,
        "sources": f"@{cited[record.document].id}",
        "verified": "no",
        "remark": f"concluded from what {who} wrote; look up the date",
    }


def _document(record: UnRecord, id_: str, state: str) -> CitedDocument:
    known = body(record.mechanism)
    title = f"Concluding observations on {state}" if known else f"On {state}"
    return CitedDocument(id_, record.symbol, author_of(record), title, record.day)


def _new_id(symbol: str, taken: set[str]) -> str:
    """Return an id that no other document has, and remember it."""
    bare = re.sub(r"[^a-z0-9]+", "-", symbol.lower()).strip("-") or "un"
    names = (bare if not n else f"{bare}-{n + 1}" for n in range(len(taken) + 1))
    id_ = next(each for each in names if each not in taken)
    taken.add(id_)
    return id_

"""What dossiers hold and how far each document is, for somebody who chooses what to do next.

`overview` says what manifests and the output folder say, and is quick. `document_standing` makes
a document, counts and checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dossier.build.comments import beside, margin
from dossier.build.dossier import read_dossier
from dossier.build.lint_documents import examine
from dossier.build.ready_document import ReadyDocument
from dossier.model.comments import pending
from dossier.model.diagnostics import Finding, errors
from dossier.model.frozen import frozen
from dossier.model.grade import remark
from dossier.model.passages import size
from dossier.model.sessions import session
from dossier.project.build_store import Store, open_store
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Files, Places, dossiers, meant, read_files
from dossier.readers.dossier_yaml import Manifest, read_manifest, template_of
from dossier.readers.yaml import Keys

_MOST = 500
"""Standings that are remembered."""

_REMEMBERED: dict[tuple[str, str, date], DocumentStanding] = {}


@frozen
class DocumentOverview:
    """A document as its entry of the manifest says, with the files that were built of it.

    `deadline` is its own, or that of its session; None where neither says one. `doubt` says how
    well that is known, "" where it is sure. `built` is when the newest of `files` was written.
    """

    id: str
    title: str
    template: str
    status: str
    audience: str
    deadline: date | None = None
    doubt: str = ""
    built: datetime | None = None
    files: tuple[str, ...] = ()

    def days_left(self, today: date) -> int | None:
        """Return the days left until the deadline, below zero after it."""
        return (self.deadline - today).days if self.deadline else None


@frozen
class DossierOverview:
    """A dossier; one whose manifest cannot be read has no documents, and `findings` say why."""

    name: str
    title: str
    state: str
    documents: tuple[DocumentOverview, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class DocumentStanding:
    """How far a document is: its words and how many it may have, what was found, what is open.

    `words` is None where the document cannot be made, `limit` where nothing limits it.
    """

    id: str
    words: int | None
    limit: int | None
    errors: int
    warnings: int
    comments: int


def overview(places: Places) -> tuple[DossierOverview, ...]:
    """Return all dossiers of the project in the order of their names."""
    return tuple(_overview(places, name) for name in dossiers(places))


def documents_of(places: Places, dossier: str) -> tuple[DocumentOverview, ...]:
    """Return the documents of a dossier as its manifest lists them; none where there is none."""
    return _overview(places, dossier).documents if dossier in dossiers(places) else ()


def document_standing(places: Places, dossier: str, document: str, today: date) -> DocumentStanding:
    """Return how far a document of a dossier is; `today` lets deadlines be counted.

    What was found for the same content is remembered.
    """
    files, found = read_files(places, dossier)
    if files is None:
        grave = len(errors(found))
        return DocumentStanding(document, None, None, grave, len(found) - grave, 0)
    begin_run()
    mark = (fingerprint(places, files), document, today)
    if mark not in _REMEMBERED:
        while len(_REMEMBERED) >= _MOST:
            del _REMEMBERED[next(iter(_REMEMBERED))]
        _REMEMBERED[mark] = _standing(places, files, document, today)
    return _REMEMBERED[mark]


def _overview(places: Places, name: str) -> DossierOverview:
    files, found = read_files(places, name)
    manifest, wrong = _manifest(files) if files else (None, ())
    if manifest is None:
        return DossierOverview(name, name, "", findings=(*found, *wrong))
    store = open_store(places.output / name)
    documents = tuple(_document(id_, keys, store) for id_, keys in manifest.documents.items())
    return DossierOverview(name, manifest.title, manifest.state, documents, (*found, *wrong))


def _manifest(files: Files) -> tuple[Manifest | None, tuple[Finding, ...]]:
    if "dossier.yaml" not in files.content:
        return None, ()
    text, wrong = files.text("dossier.yaml")
    return (None, wrong) if wrong else read_manifest(text, files.shown("dossier.yaml"))


def _document(id_: str, keys: Keys, store: Store) -> DocumentOverview:
    said: Mapping[str, Any] = {name: each.content for name, each in keys.values.items()}
    names = (id_, *(each for each, entry in store.merges.items() if entry == id_))
    built = tuple(
        name
        for name, record in store.files.items()
        if record.get("document") in names and store.path(name).is_file()
    )
    times = [
        datetime.fromtimestamp(store.path(each).stat().st_mtime).astimezone() for each in built
    ]
    deadline, doubt = _deadline(said)
    return DocumentOverview(
        id=id_,
        title=str(said.get("title", id_)),
        template=template_of(keys),
        status=str(said.get("status", "draft")),
        audience=str(said.get("audience", "public")),
        deadline=deadline,
        doubt=doubt,
        built=max(times, default=None),
        files=built,
    )


def _deadline(said: Mapping[str, Any]) -> tuple[date | None, str]:
    """Return the deadline of a document that is not final, and what is not sure about it.

    Its own goes before that of its session. Where a session has none, `doubt` says why.
    """
    own, number = said.get("deadline"), said.get("session")
    if said.get("status") == "final":
        return None, ""
    if isinstance(own, date):
        return own, ""
    found = session(number) if isinstance(number, int) else None
    if found is None:
        return None, "the program does not know this session" if number else ""
    if found.deadline is None:
        return None, "not published yet; usually six to eight months before the session"
    return found.deadline, remark(found.grades["deadline"]).strip(" ()")


def _standing(places: Places, files: Files, entry: str, today: date) -> DocumentStanding:
    """Return how far the document of an entry is; of a mail merge, the longest letter counts."""
    dossier = read_dossier(places, files, (entry,))
    names = meant(entry, dossier.names, dossier.merges)
    made = [each for each in dossier.documents if each.id in names]
    readings = [examine(dossier, each, files, today) for each in made]
    lost = [each for each in names if each not in {one.id for one in made}]
    found = dict.fromkeys(each for reading in readings for each in reading.standing)
    found |= dict.fromkeys(each for name in lost for each in dossier.own.get(name, ()))
    found |= dict.fromkeys(dossier.common() if lost or not names else ())
    grave = len(errors(found))
    return DocumentStanding(
        id=entry,
        words=max((size(each.edition).words for each in made), default=None),
        limit=next((each.limit for each in readings), None),
        errors=grave,
        warnings=len(found) - grave,
        comments=_open_threads(files, made, entry),
    )


def _open_threads(files: Files, made: Sequence[ReadyDocument], document: str) -> int:
    besides, _ = beside(files)
    editions = [each for one in made for each in (one.edition, *one.variants.values())]
    notes = margin(besides, editions, document)
    return sum(len(pending(each.notes)) for each in notes.values())

"""The file of the library: its tables, where it lies, and how it is opened and written.

One law: a transaction holds all that one export brings. An export that cannot be read to its end
leaves nothing behind, and neither does a machine that stops.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.project.layout import shown

NAME = "un-library.sqlite"
_OURS = 0x554E4C42
"""Stands in the file as SQLite's application id: "UNLB"."""

_VERSION = 2
_WAIT = 5.0
"""How many seconds a command waits for another that writes."""

_TABLES = """
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, name TEXT, digest TEXT UNIQUE, kind TEXT, dated TEXT, added TEXT,
  counts TEXT);
CREATE TABLE records (
  id INTEGER PRIMARY KEY, source INTEGER, mechanism TEXT, kind TEXT, position TEXT, year INTEGER,
  published TEXT);
CREATE INDEX newest ON records (year DESC, published DESC, id);
CREATE TABLE contents (
  record INTEGER PRIMARY KEY, line INTEGER, cycle INTEGER, session INTEGER, symbol TEXT,
  paragraph TEXT, annotation TEXT, states TEXT, recommending TEXT, themes TEXT, sdgs TEXT,
  words TEXT, origin TEXT, text TEXT);
CREATE TABLE identities (
  identity INTEGER, record INTEGER, PRIMARY KEY (identity, record)) WITHOUT ROWID;
CREATE TABLE about (state TEXT, record INTEGER, PRIMARY KEY (state, record)) WITHOUT ROWID;
CREATE TABLE differences (
  record INTEGER, source INTEGER, field TEXT, here TEXT, there TEXT,
  PRIMARY KEY (record, source, field)) WITHOUT ROWID;
CREATE TABLE unreadable (source INTEGER, line INTEGER, why TEXT);
CREATE TABLE headings (heading TEXT PRIMARY KEY, meaning TEXT) WITHOUT ROWID;
CREATE TABLE terms (
  letters INTEGER, term TEXT, records INTEGER, PRIMARY KEY (letters, term)) WITHOUT ROWID;
CREATE TABLE stems (stem TEXT, term TEXT, PRIMARY KEY (stem, term)) WITHOUT ROWID;
CREATE TABLE facets (name TEXT PRIMARY KEY, known TEXT, held BLOB) WITHOUT ROWID;
CREATE TABLE frequent (phrase TEXT PRIMARY KEY, held BLOB);
CREATE VIRTUAL TABLE said USING fts5 (
  text, themes, about, content='',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
INSERT INTO said (said, rank) VALUES ('hashsize', 33554432), ('pgsz', 16384);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (said, 'row');
"""


def library_path(chosen: Path | None) -> Path:
    """Return where the library lies: what was chosen, a file or a folder, or the user's own."""
    if chosen is not None:
        return chosen / NAME if chosen.is_dir() else chosen
    from platformdirs import user_data_path

    return user_data_path("upr-dossier") / NAME


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the library to be read, as it is at one moment. Raises `Refused` where there is none."""
    if not path.is_file():
        message = "there is no library of what the UN said yet"
        hint = "`python build.py un add FILE` makes it from an export"
        raise Refused(Finding(shown(path), 0, Fault.NO_LIBRARY, message, hint))
    with _opened(path, "ro") as connection:
        connection.execute("BEGIN")  # whatever is added meanwhile
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the library in a transaction, which is taken back on every exception; make it first.

    Raises `Refused` where another program's file lies there, or another command writes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opened(path, "rwc") as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=_WAIT, isolation_level=None, cached_statements=64
        )
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    try:
        connection.execute("PRAGMA cache_size = -48000")
        connection.execute("PRAGMA temp_store = FILE")
        _begin(path, connection)
        yield connection
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


def _begin(path: Path, connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file; refuse a file that is another program's or newer."""
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if ours == _OURS and version == _VERSION:
        return
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if ours == _OURS:
        message = "the library was made by another version of the program"
        hint = "move the file away, and add the exports again; it was left as it is"
        raise Refused(Finding(shown(path), 0, Fault.NOT_A_LIBRARY, message, hint))
    if ours or tables:
        message = "the file is not a library of this program"
        hint = "give another path with `--library`; the file was left as it is"
        raise Refused(Finding(shown(path), 0, Fault.NOT_A_LIBRARY, message, hint))
    connection.executescript(
        f"BEGIN IMMEDIATE; PRAGMA application_id = {_OURS}; PRAGMA user_version = {_VERSION};"
        f"{_TABLES} COMMIT;"
    )


def _unusable(path: Path, error: sqlite3.Error) -> Refused:
    """Return what to say where SQLite cannot go on."""
    said = str(error)
    if "locked" in said or "busy" in said:
        message = "another command is writing into the library"
        finding = Finding(shown(path), 0, Fault.LIBRARY_BUSY, message, "wait until it has ended")
    elif "not a database" in said:
        message = "the file is not a library of this program"
        hint = "give another path with `--library`; the file was left as it is"
        finding = Finding(shown(path), 0, Fault.NOT_A_LIBRARY, message, hint)
    else:
        message = f"the library cannot be used: {said}"
        hint = "check that the disk has room and that you may write there; else begin a new library"
        finding = Finding(shown(path), 0, Fault.UNUSABLE_LIBRARY, message, hint)
    return Refused(finding)

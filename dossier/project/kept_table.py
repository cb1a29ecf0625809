"""The file that keeps results from one run to the next, in the user's cache folder.

To delete it costs time and nothing else. A result is encrypted with a key that follows from what it
was made from. So the file tells nothing to anybody who does not have that, nor does it say what is
guarded from some audience.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dossier.project.journal import OWNER_FILE, OWNER_FOLDER

if TYPE_CHECKING:
    import sqlite3

Made = TypeVar("Made")

FOLDER = "UPR_DOSSIER_CACHE"
"""The variable of the environment that names the folder of the file, or says "none"."""

NAME = "results.sqlite"

MOST = 64 * 1024 * 1024
"""Bytes that are kept at most; what was not asked for longest goes first."""

_NONCE = 12
"""Bytes of a nonce of ChaCha20-Poly1305 (RFC 8439, 2.8)."""

_TABLE = """create table if not exists results (
    name blob primary key, program text not null, used integer not null, content blob not null
) without rowid"""

_INSERT = "insert or replace into results values (?, ?, cast(strftime('%s', 'now') as integer), ?)"

_OTHERS = "delete from results where program not in ('', ?1) and ?1 <> ''"

_USED = "update results set used = cast(strftime('%s', 'now') as integer) where name = ?"

_OLDEST = """delete from results where name in (
    select name from (
        select name, sum(length(content)) over (order by used desc, name) as so_far from results
    ) where so_far > ?
)"""

_PATIENCE = 0.5
"""Seconds that another process may hold the file."""


def kept_somewhere() -> bool:
    """Whether there is a folder to keep results in, or one that can be made."""
    return _folder() is not None


def read(key: str) -> bytes | None:
    """Return a result of an earlier run, or None."""
    return read_many((key,)).get(key)


def read_many(keys: Sequence[str]) -> Mapping[str, bytes]:
    """Return what there is of results of earlier runs, by their keys."""
    names = {_names(key)[0]: key for key in keys}

    def act(table: sqlite3.Connection) -> dict[str, bytes]:
        holes = ",".join("?" * len(names))
        asked = f"select name, content from results where name in ({holes})"  # noqa: S608
        rows = table.execute(asked, tuple(names)).fetchall()
        table.executemany(_USED, [(name,) for name, _ in rows])
        opened = {names[name]: _opened(each, _names(names[name])[1]) for name, each in rows}
        return {key: packed for key, packed in opened.items() if packed is not None}

    return _in_table(act) or {} if names else {}


def write(results: Iterable[tuple[str, bytes]], program: str) -> None:
    """Keep results by their keys; delete those of other programs, and the oldest of too many.

    What is kept with no `program` stays with all.
    """

    def act(table: sqlite3.Connection) -> None:
        for key, packed in results:
            if len(packed) < MOST // 4:
                name, secret = _names(key)
                table.execute(_INSERT, (name, program, _closed(packed, secret)))
        table.execute(_OTHERS, (program,))
        table.execute(_OLDEST, (MOST,))

    _in_table(act)


def _in_table(act: Callable[[sqlite3.Connection], Made]) -> Made | None:
    """Return what `act` does with the file's table; what goes wrong there costs only time."""
    file = _file()
    if file is None:
        return None
    import sqlite3

    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE)) as table, table:
            table.execute("pragma synchronous = off")
            table.execute(_TABLE)
            return act(table)
    except sqlite3.OperationalError:  # another process holds it, or the disk is full
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError):
            file.unlink()
        return None


def _file() -> Path | None:
    """Return where results are kept, in a folder that is there, or None."""
    folder = _folder()
    if folder is None:
        return None
    try:
        folder.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(folder / NAME, os.O_CREAT | os.O_RDWR, OWNER_FILE))
    except OSError:
        return None
    return folder / NAME


def _folder() -> Path | None:
    said = os.environ.get(FOLDER, "")
    if said:
        return None if said == "none" else Path(said)
    from platformdirs import user_cache_path

    return user_cache_path("upr-dossier")


def _names(key: str) -> tuple[bytes, bytes]:
    """Return the name of a result, and the key that opens it; neither gives away the other."""
    return tuple(hashlib.sha256(f"{use}\0{key}".encode()).digest() for use in ("name", "key"))  # type: ignore[return-value]


def _closed(packed: bytes, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(_NONCE)
    return nonce + ChaCha20Poly1305(secret).encrypt(nonce, packed, None)


def _opened(content: bytes, secret: bytes) -> bytes | None:
    """Return what was kept, or None where somebody else changed it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    with suppress(InvalidTag, ValueError):
        return ChaCha20Poly1305(secret).decrypt(content[:_NONCE], content[_NONCE:], None)
    return None

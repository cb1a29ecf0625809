"""Results that are kept from one run to the next, each by what it was made from.

One file in the user's cache folder holds them; to delete it costs time and nothing else. A result
is encrypted with a key that follows from the contents it was made from. So the file tells nothing
to anybody who does not have these, nor does it say what is guarded from some audience.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dossier.project.input_digests import surroundings
from dossier.project.journal import OWNER_FILE, OWNER_FOLDER

Made = TypeVar("Made")

FOLDER = "UPR_DOSSIER_CACHE"
"""The variable of the environment that names the folder of the file, or says "none"."""

NAME = "results.sqlite"

MOST = 64 * 1024 * 1024
"""Bytes that are kept at most; what was not asked for longest goes first."""

_MOST_IN_MEMORY = 256
"""Results that a process that lives holds besides."""

_NONCE = 12
"""Bytes of a nonce of ChaCha20-Poly1305 (RFC 8439, 2.8)."""

_TABLE = """create table if not exists results (
    name blob primary key, program text not null, used integer not null, content blob not null
) without rowid"""

_INSERT = "insert or replace into results values (?, ?, cast(strftime('%s', 'now') as integer), ?)"

_USED = "update results set used = cast(strftime('%s', 'now') as integer) where name = ?"

_OLDEST = """delete from results where name in (
    select name from (
        select name, sum(length(content)) over (order by used desc, name) as so_far from results
    ) where so_far > ?
)"""

_PATIENCE = 0.5
"""Seconds that another process may hold the file."""

_MOST_VALUES = 4096
"""Values that a process that lives shares."""

_in_memory: dict[str, bytes] = {}
_values: dict[str, tuple[str, Any]] = {}


def found(inputs: str, shared: Sequence[object] = ()) -> Any:
    """Return a copy of what was kept as made from `inputs`, or None.

    `inputs` is a digest of all that it is made from; the program is counted in. `shared` are
    values that it holds and that were not kept with it, in the order in which they were left out.
    """
    key = _key(inputs)
    packed = _in_memory.get(key) or _read(key)
    if packed is None:
        return None
    _remember(key, packed)
    return _Reader(io.BytesIO(packed), shared).load()


def keep(inputs: str, made: object, shared: Sequence[object] = ()) -> None:
    """Keep what was made from `inputs`, leaving out the values in `shared`."""
    packed = io.BytesIO()
    _Writer(packed, shared).dump(made)
    key = _key(inputs)
    _remember(key, packed.getvalue())
    _write(key, packed.getvalue())


def shared(name: str, inputs: str, make: Callable[[], Made]) -> Made:
    """Return what `make` makes from `inputs`, the same value for all who ask in this process.

    Nobody may change it. See `found` for what `inputs` is. Of one `name` only the last value is
    held, and only the first is kept on the disk: what changes with each letter typed is not.
    """
    key = _key(inputs)
    held = _values.get(name)
    if held is None or held[0] != key:
        packed = _in_memory.pop(key, None) or _read(key)
        made = make() if packed is None else _Reader(io.BytesIO(packed), ()).load()
        if packed is None and held is None:
            _write(key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        _values[name] = held = (key, made)
        while len(_values) > _MOST_VALUES:
            del _values[next(iter(_values))]
    value: Made = held[1]
    return value


def fetch(many: Mapping[str, str]) -> None:
    """Read at once what was kept of `many` inputs, by name, for `shared` to find in memory."""
    keys = [_key(inputs) for name, inputs in many.items() if name not in _values]
    names = {_names(key)[0]: key for key in keys}

    def read(table: sqlite3.Connection) -> None:
        holes = ",".join("?" * len(names))
        asked = f"select name, content from results where name in ({holes})"  # noqa: S608
        for name, content in table.execute(asked, tuple(names)):
            key = names[name]
            packed = _opened(content, _names(key)[1])
            if packed is not None:
                _remember(key, packed)

    if names:
        _in_table(read)


def forget() -> None:
    """Forget what this process holds in memory, as a new process would begin."""
    _in_memory.clear()
    _values.clear()


class _Writer(pickle.Pickler):
    """Writes values, with a number in place of each that is shared."""

    def __init__(self, file: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.numbers = {id(each): number for number, each in enumerate(shared)}

    def persistent_id(self, value: object) -> int | None:
        return self.numbers.get(id(value))


class _Reader(pickle.Unpickler):
    """Reads values; nobody could have written them who has not what they are made from."""

    def __init__(self, file: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file)
        self.shared = shared

    def persistent_load(self, number: Any) -> object:
        return self.shared[number]


def _key(inputs: str) -> str:
    return hashlib.sha256(f"{_program()}\0{inputs}".encode()).hexdigest()


@cache
def _program() -> str:
    """Return a digest of what makes results: the program, Python and the packages installed."""
    folders = (Path(each) for each in sys.path if each.endswith("-packages"))
    packages = sorted(each.name for folder in folders for each in folder.glob("*.dist-info"))
    return hashlib.sha256(
        "\0".join((surroundings(()), sys.version, *packages)).encode()
    ).hexdigest()


def _remember(key: str, packed: bytes) -> None:
    """Hold a result in memory, and let go of what was not asked for longest."""
    _in_memory.pop(key, None)
    _in_memory[key] = packed
    while len(_in_memory) > _MOST_IN_MEMORY:
        del _in_memory[next(iter(_in_memory))]


def _read(key: str) -> bytes | None:
    """Return a result of an earlier run, or None."""
    name, secret = _names(key)

    def read(table: sqlite3.Connection) -> bytes | None:
        row = table.execute("select content from results where name = ?", (name,)).fetchone()
        table.execute(_USED, (name,))
        return _opened(row[0], secret) if row else None

    return _in_table(read)


def _write(key: str, packed: bytes) -> None:
    """Keep a result, and delete those of other versions, and the oldest where they are too many."""
    name, secret = _names(key)

    def write(table: sqlite3.Connection) -> None:
        row = (name, _program(), _closed(packed, secret))
        table.execute(_INSERT, row)
        table.execute("delete from results where program <> ?", (_program(),))
        table.execute(_OLDEST, (MOST,))

    if len(packed) < MOST // 4:
        _in_table(write)


def _in_table(act: Callable[[sqlite3.Connection], Made]) -> Made | None:
    """Return what `act` does with the file's table; what goes wrong there costs only time."""
    file = _file()
    if file is None:
        return None
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

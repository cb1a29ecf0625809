"""Results that are kept from one run to the next, each by what it was made from.

`kept_table` holds them, encrypted. A process that lives also holds them in memory. A command that
ends pickles and writes all at its end, at once.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copyreg import dispatch_table
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from dossier.project import kept_table
from dossier.project.input_digests import surroundings

Made = TypeVar("Made")

_MOST_IN_MEMORY = 256
"""Results that a process that lives holds besides."""

_MOST_VALUES = 4096
"""Values that a process that lives shares."""

_MOST_WAITING = 256
"""Results that a command has not written at most."""

_in_memory: dict[str, bytes] = {}
_values: dict[str, tuple[str, Any]] = {}
_waiting: list[dict[str, tuple[object, Sequence[object]]]] = []
"""What a command made and has not written, in a list that is empty where a process lives."""


@contextmanager
def written_at_end() -> Iterator[None]:
    """Keep what is made within, by a command that ends, in one step at its end."""
    made: dict[str, tuple[object, Sequence[object]]] = {}
    _waiting.append(made)
    try:
        yield
    finally:
        _waiting.remove(made)
    if made:
        _write(made)


def asked_again() -> bool:
    """Whether what is kept may be asked for again: by this process, or by a later one."""
    return not _waiting or kept_table.kept_somewhere()


def found(inputs: str, shared: Sequence[object] = ()) -> Any:
    """Return what was kept as made from `inputs`, or None.

    `inputs` is a digest of all that it is made from; the program is counted in. `shared` are
    values, of classes of ours, that it holds and that were not kept with it, in the order in which
    they were left out.
    """
    if not asked_again():
        return None
    for made in _waiting:
        if inputs in made and _same(made[inputs][1], shared):
            return made[inputs][0]
    key = _key(inputs)
    packed = _in_memory.get(key) or kept_table.read(key)
    if packed is None:
        return None
    _remember(key, packed)
    return _Reader(io.BytesIO(packed), shared).load()


def keep(inputs: str, made: object, shared: Sequence[object] = ()) -> None:
    """Keep what was made from `inputs`, leaving out the values in `shared`."""
    if _waiting:
        _put(inputs, made, shared)
    else:
        _remember(_key(inputs), _packed(made, shared))
        _put(inputs, made, shared)


def shared(name: str, inputs: str, make: Callable[[], Made]) -> Made:
    """Return what `make` makes from `inputs`, the same value for all who ask in this process.

    Nobody may change it. See `found` for what `inputs` is. Of one `name` only the last value is
    held, and only the first is kept on the disk: what changes with each letter typed is not.
    """
    return shared_begun(name, inputs, lambda: make)()


def shared_begun(
    name: str, inputs: str, begin: Callable[[], Callable[[], Made]]
) -> Callable[[], Made]:
    """Return what waits for a shared value, which `begin` begins to make where it is not known."""
    held = _values.get(name)
    if held is None or held[0] != inputs:
        known = _known(inputs)
        if known is None:
            wait = begin()
            return lambda: _held(name, inputs, wait(), new=held is None)
        return partial(_held, name, inputs, known[0], new=False)
    value: Made = held[1]
    return lambda: value


def _held(name: str, inputs: str, made: Made, *, new: bool) -> Made:
    """Hold a shared value, and keep it on the disk where it is `new`."""
    if new:
        _put(inputs, made)
    _values[name] = (inputs, made)
    while len(_values) > _MOST_VALUES:
        del _values[next(iter(_values))]
    return made


def fetch(many: Mapping[str, str]) -> None:
    """Read at once what was kept of `many` inputs, by name, for `shared` to find in memory."""
    if kept_table.kept_somewhere():
        keys = [_key(inputs) for name, inputs in many.items() if name not in _values]
        for key, packed in kept_table.read_many(keys).items():
            _remember(key, packed)


def forget() -> None:
    """Forget what this process holds in memory, as a new process would begin."""
    _in_memory.clear()
    _values.clear()


def _known(inputs: str) -> tuple[Any] | None:
    """Return the shared value that was kept as made from `inputs`, or None."""
    if not kept_table.kept_somewhere():
        return None
    key = _key(inputs)
    packed = _in_memory.pop(key, None) or kept_table.read(key)
    return None if packed is None else (_Reader(io.BytesIO(packed), ()).load(),)


def _put(inputs: str, made: object, shared: Sequence[object] = ()) -> None:
    """Write a value to the disk, now or at the end of the command."""
    if not kept_table.kept_somewhere():
        return
    if not _waiting:
        _write({inputs: (made, shared)})
        return
    _waiting[-1][inputs] = (made, shared)
    if len(_waiting[-1]) > _MOST_WAITING:
        _write(_waiting[-1])
        _waiting[-1].clear()


def _write(made: Mapping[str, tuple[object, Sequence[object]]]) -> None:
    packed = [(_key(inputs), _packed(*each)) for inputs, each in made.items()]
    kept_table.write(packed, _program())


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(_is, some, others))


def _is(one: object, other: object) -> bool:
    return one is other


def _packed(made: object, shared: Sequence[object] = ()) -> bytes:
    packed = io.BytesIO()
    _Writer(packed, shared).dump(made)
    return packed.getvalue()


class _Writer(pickle.Pickler):
    """Writes values, with a number in place of each that is shared."""

    def __init__(self, file: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.numbers = {id(each): number for number, each in enumerate(shared)}
        self.dispatch_table = {**dispatch_table, **{type(each): self._reduced for each in shared}}

    def _reduced(self, value: Any) -> Any:
        number = self.numbers.get(id(value))
        return value.__reduce_ex__(4) if number is None else (_left_out, (number,))


def _left_out(number: int) -> object:
    """Stand in what is pickled for the function that gives a shared value by its number."""
    raise LookupError(number)


class _Reader(pickle.Unpickler):
    """Reads values; nobody could have written them who has not what they are made from."""

    def __init__(self, file: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file)
        self.shared = shared

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return self.shared.__getitem__ if found is _left_out else found


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

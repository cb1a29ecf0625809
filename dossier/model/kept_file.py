"""Files of what the program made for itself, beside its bytecode, and trusted as this is.

Nothing that an author wrote may stand in them: they lie outside the dossier.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def kept_path(name: str) -> Path:
    """Return where what this Python made is kept: in the folder of this module's bytecode."""
    bytecode = Path(cache_from_source(__file__))
    version = f"{sys.implementation.cache_tag}-{sys.hexversion:x}"
    return bytecode.with_name(f"{name}.{version}.data")


def read_kept(file: Path) -> dict[Any, Any]:
    """Return what is kept in a file by its keys; nothing where it is missing or broken."""
    with suppress(Exception):
        return dict(marshal.loads(file.read_bytes()))  # noqa: S302 (as trusted as bytecode)
    return {}


def may_keep(file: Path) -> bool:
    """Whether this file may be written: for nothing, nothing should be made once more."""
    if sys.dont_write_bytecode:
        return False
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    return os.access(file.parent, os.W_OK)


def add_kept(file: Path, made: Mapping[Any, Any], most: int) -> None:
    """Add to what is kept; beyond `most` entries those of earlier versions are let go of."""
    held = {**read_kept(file), **made}
    content = marshal.dumps(held if len(held) <= most else dict(made))
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            draft.write_bytes(content)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)

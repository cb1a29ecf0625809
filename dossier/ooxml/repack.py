"""Pack an Office file again with fixed times, so that equal content is equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def packed(content: bytes, instead: Mapping[str, bytes]) -> bytes:
    """Return the archive `content` with the parts `instead` in place of those of their names.

    Parts of `instead` that it does not have stand at its end.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in dict.fromkeys((*source.namelist(), *instead)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, instead.get(name) or source.read(name))
    return made.getvalue()

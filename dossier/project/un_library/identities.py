"""The numbers by which a record is found again, whichever export it comes from."""

from __future__ import annotations

from hashlib import blake2b

from dossier.model.un_record import UnRecord
from dossier.project.un_library.rows import keys
from dossier.readers.un_exports.wording import plain

_ANNOTATION, _PARAGRAPH, _TEXT = "annotation", "paragraph", "text"


def identities_of(record: UnRecord) -> tuple[int, ...]:
    """Return numbers by which a record is found again."""
    found = []
    if record.annotation:
        found.append(_number(_ANNOTATION, record.annotation))
    if record.symbol and record.paragraph:
        found.append(_number(_PARAGRAPH, record.symbol, record.paragraph))
    if record.mechanism == "UPR" or not found:
        state = min(keys(record.states), default="")
        found.append(_number(_TEXT, state, str(record.cycle or ""), plain(record.text)))
    return tuple(found)


def _number(*parts: str) -> int:
    digest = blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)

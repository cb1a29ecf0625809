"""Mark things in a Word file: names of bookmarks and tags that Word accepts, by the things' ids."""

from __future__ import annotations

import hashlib
import re

LONGEST_BOOKMARK = 40
LONGEST_TAG = 64
DEEPEST_LIST = 9
"""Levels of lists that Word can count (ECMA-376, part 1, 17.9.3: `w:ilvl` is 0 to 8)."""


def bookmark_name(kind: str, id_: str) -> str:
    """Return the bookmark of the thing `id_`: at most 40 letters, digits and underscores.

    Ids differ in characters that bookmarks cannot hold, so a digest keeps the names apart.

    >>> bookmark_name("p", "zhanaozen-2011.3")
    'p_zhanaozen_2011_3_44cad48d'
    """
    digest = hashlib.sha256(id_.encode()).hexdigest()[:8]
    room = LONGEST_BOOKMARK - len(kind) - len(digest) - 2
    return f"{kind}_{re.sub('[^A-Za-z0-9]', '_', id_)[:room]}_{digest}"


def tag_name(kind: str, id_: str) -> str:
    """Return the tag of a content control: `kind:id`, shortened where Word would refuse it."""
    tag = f"{kind}:{id_}"
    if len(tag) <= LONGEST_TAG:
        return tag
    return f"{tag[: LONGEST_TAG - 9]}~{hashlib.sha256(id_.encode()).hexdigest()[:8]}"

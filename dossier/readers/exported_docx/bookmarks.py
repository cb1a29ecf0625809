"""The names of bookmarks, as they were before LibreOffice gave them others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from dossier.ooxml.elements import attribute

_COPY = re.compile(r"(.+)_Copy_\d+|([a-z]_.+_[0-9a-f]{8})_(?:C|Co|Cop|Copy|Copy_)?")


def own_names(roots: Iterable[etree._Element]) -> Mapping[str, str]:
    """Return the own names of bookmarks that LibreOffice renamed in saving.

    It does so with those in notes, though nothing was copied, and cuts the new name to 40
    characters (`p_name_0a1b2c3d_Cop`). Where the name itself stands in the file too, a bookmark is
    a copy indeed and keeps its new name. docs/word/references.md has our names.
    """
    every = [attribute(each, "name") for root in roots for each in root.iter("{*}bookmarkStart")]
    taken = set(every)
    found: dict[str, str] = {}
    for name in every:
        copy = _COPY.fullmatch(name)
        bare = (copy[1] or copy[2]) if copy else name
        if bare not in taken:
            taken.add(bare)
            found[name] = bare
    return found

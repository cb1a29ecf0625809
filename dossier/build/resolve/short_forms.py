"""Find sources whose short forms would be alike, since their authors have others here."""

from __future__ import annotations

from collections import Counter

from dossier.build.resolve.setting import Setting
from dossier.model.document import Cite, Document
from dossier.model.walk import blocks, everything


def same_short_form(setting: Setting, document: Document) -> set[str]:
    """Return the cited sources whose authors have another cited source in this document."""
    cited = {
        part.key
        for block in blocks(document)
        for part in everything(block)
        if isinstance(part, Cite)
    }
    known = setting.registry.sources
    names = {
        key: known[key].authors or (known[key].fields.get("publisher", ""),)
        for key in cited & set(known)
    }
    times = Counter(names.values())
    return {key for key, authors in names.items() if times[authors] > 1}

"""Names of organisations and instruments in print: first in full, then by their acronym."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.build.resolve.ask_context import AskContext
from dossier.model.registry import Name


def named(names: Mapping[str, Name], here: AskContext, case: str = "") -> Name:
    """Return the name in the document's language, or else the one that holds for any."""
    code = here.setting.language.code
    bent = names.get(f"{code} {case}") if case else None
    return bent or names.get(code) or names.get("") or next(iter(names.values()))


def introduce(name: Name, forms: set[str], key: str, here: AskContext) -> str:
    """Return a name: in full with its acronym the first time, the acronym after that.

    `key` is what was introduced, in whichever case.
    """
    full = with_article(name.article, name.full)
    short = with_article(name.short_article, name.short)
    if "bare" in forms:
        full, short = name.full, name.short
    if not (name.full and name.short):
        return full or short
    if "full" in forms:
        return full
    if "short" in forms:
        return short
    if not here.first("name", key):
        return short
    return (
        full if name.full.endswith((")", "）")) else full + here.setting.language.beside(name.short)
    )


def with_article(article: str, name: str) -> str:
    """Return a name after its article; one that ends with an apostrophe joins it."""
    if not article or not name:
        return name
    return f"{article}{name}" if article.endswith(("’", "'")) else f"{article} {name}"

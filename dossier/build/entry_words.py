"""Say the words of entries as they read, with what they ask other entries for filled in.

For tables and forms; how a document prints them, `resolve` decides.
"""

from __future__ import annotations

import re

from dossier.model.registry import Fact, Registry, Words

_ASK = re.compile(r"\{([A-Za-z]+):([^\s{}]+)([^{}]*)\}")
_CITE = re.compile(r"\s*\[[^\[\]]*@[^\[\]]*\]|\[\^[^\]]*\]")


def read_words(registry: Registry, code: str, words: Words, depth: int = 2) -> str:
    """Return words in the language `code`, or another; `depth` is how far requests are followed."""
    text = words.get(code) or words.get("") or next(iter(words.values()), "")

    def filled(found: re.Match[str]) -> str:
        return _asked(registry, code, (found[1].lower(), found[2]), depth) or found[0]

    return _CITE.sub("", _ASK.sub(filled, text))


def figure_words(registry: Registry, code: str, fact: Fact, depth: int = 2) -> str:
    """Return a figure as it prints: its own words, or those made of its parts."""
    if fact.wording:
        return read_words(registry, code, fact.wording, depth)
    exact = "" if fact.exactness == "exactly" else fact.exactness
    return " ".join(each for each in (exact, fact.value, fact.unit) if each)


def _asked(registry: Registry, code: str, asked: tuple[str, str], depth: int) -> str:
    kind, id_ = asked
    if kind == "org" and id_ in registry.organisations:
        name = next(iter(registry.organisations[id_].names.values()))
        article = name.short_article if name.short else name.article
        return f"{article} {name.short or name.full}".strip()
    if kind == "person" and id_ in registry.people and depth:
        return read_words(registry, code, registry.people[id_].role, depth - 1)
    if kind == "fact" and id_ in registry.facts and depth:
        return figure_words(registry, code, registry.facts[id_], depth - 1)
    if kind == "incident" and id_ in registry.incidents and depth:
        return read_words(registry, code, registry.incidents[id_].what, depth - 1)
    return ""

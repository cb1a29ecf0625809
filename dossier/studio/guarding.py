"""What a change of who may read a name, words or a picture would do to documents, in words.

It is told before the change is written: who saves says with a token which telling was seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dossier.build.guarding_effects import DocumentEffect, guarding_effects
from dossier.build.held_back import NAMES
from dossier.interchange.registry_edit.change import sharing
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.frozen import frozen
from dossier.model.registry import Audience
from dossier.project.layout import Places

GUARDING: Mapping[str, tuple[str, ...]] = {
    "people": ("named", "audience", "consent"),
    "protected": ("words", "audience"),
    "pictures": ("consent", "audience"),
}
"""The keys that say who may read what an entry is about, by registry."""

FORMS = ("protected", "pictures")
"""Registries of what is guarded besides names; they have forms, and a page of their own."""

AUDIENCE_WORDS: Mapping[Audience, str] = {"internal": "us", **NAMES}
"""For whom a document is, in words that follow "for"."""


@frozen
class Guarded:
    """An entry before and after a change, of the registry of the dossier `home`."""

    registry: str
    id: str
    home: str
    before: Mapping[str, Plain]
    after: Mapping[str, Plain]

    @property
    def asks_first(self) -> bool:
        """Whether the change may let something out, or keep something back."""
        keys = GUARDING.get(self.registry, ())
        if not self.before and self.registry != "protected":
            return False
        return any(self.before.get(each) != self.after.get(each) for each in keys)

    @property
    def words(self) -> list[str]:
        """The words that are guarded before or after."""
        if self.registry == "pictures":
            return [self.id]
        found: list[str] = []
        for each in (self.before, self.after):
            for key in ("name", "spellings", "words"):
                held = each.get(key, "")
                found += map(str, held if isinstance(held, list) else [held])
        return [each for each in dict.fromkeys(found) if each]


def unseen_effects(
    places: Places, change: Guarded, contents: Mapping[Path, bytes | None], seen: str
) -> dict[str, Any] | None:
    """Return what is told before a change; None where nothing is, or the token was seen."""
    effects = _effects_of(places, change, contents) if change.asks_first else None
    return effects if effects and effects["token"] != seen else None


def _effects_of(
    places: Places, change: Guarded, contents: Mapping[Path, bytes | None]
) -> dict[str, Any]:
    """Return what a change makes of documents, a line for each thing, and the token of it."""
    dossiers = sharing(places, change.home)
    found = guarding_effects(places, dossiers, contents, change.words, _widest(change))
    lines = [line for each in found for line in _lines(each, change.home, change.registry)]
    said = "".join(f"{path}{content!r}" for path, content in sorted(contents.items()))
    token = hashlib.sha256(f"{lines}{said}".encode()).hexdigest()
    return {"effects": lines, "token": token}


def _widest(change: Guarded) -> tuple[str, str]:
    """Return the widest audience before and after; what is not guarded may be read by all."""
    missing = {"people": "nobody", "protected": "internal", "pictures": "public"}[change.registry]

    def said(values: Mapping[str, Plain]) -> str:
        if not values:
            return "public"
        return str(values.get("named") or values.get("audience") or missing)

    return said(change.before), said(change.after)


def _lines(effect: DocumentEffect, home: str, registry: str) -> Iterator[str]:
    """Yield in words what becomes of a document."""
    of = f"“{effect.title}”" + (f" of {effect.dossier}" if effect.dossier != home else "")
    of += f" (for {AUDIENCE_WORDS[effect.audience]})"
    what = {"people": "the name", "protected": "the words", "pictures": "the picture"}[registry]
    if effect.prints:
        yield f"{of} will print {what}"
    elif effect.hides:
        yield f"{of} will hide {what}"
    elif effect.differs:
        yield f"{of} will print other words in some places"
    if effect.lost:
        yield f"{of} cannot be made any more"
    if effect.regained:
        yield f"{of} can be made again"
    if effect.forbidden:
        yield f"{of} holds {what}, and its readers may not read that: change the text"
    if effect.allowed:
        yield f"{of} holds {what}, and its readers may read that then"
    yield from (f"{of}: {each.message}" for each in effect.new)
    yield from (f"{of}: settled is “{each.message}”" for each in effect.gone)

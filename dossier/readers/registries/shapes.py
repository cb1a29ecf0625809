"""What an entry of each registry may hold: the shapes that its reader takes, for who fills one in.

Readers of sources take all that the Citation Style Language has; its shape is made of its lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from dossier.model.registry import AUDIENCES
from dossier.readers.registries.consent import CONSENT_KEYS
from dossier.readers.registries.csl_names import types, variables
from dossier.readers.registries.facts import FACT
from dossier.readers.registries.incidents import INCIDENT
from dossier.readers.registries.instruments import categories
from dossier.readers.registries.organisations import ORGANISATION
from dossier.readers.registries.people import PERSON
from dossier.readers.registries.pictures import PICTURE
from dossier.readers.registries.protected_phrases import PROTECTED
from dossier.readers.registries.recommendations import EARLIER
from dossier.readers.registries.source_languages import BY_LANGUAGE
from dossier.readers.registries.sources import DATES, NAMES, OWN
from dossier.readers.registries.treaties import STATUS
from dossier.readers.yaml_keys import Key, Shape

_NAME: Shape = {
    "family": Key("text"),
    "given": Key("text"),
    "literal": Key("text"),
}
_VERIFIED = ("yes", "in part", "no")
_FIRST = (
    "type", "author", "editor", "title", "title-short", "container-title", "volume", "issue",
    "page", "publisher", "publisher-place", "authority", "number", "role", "event-place",
    "issued", "URL", "accessed",
)  # fmt: skip
"""The order in which people write the keys of a source; the others follow."""

_UNNEEDED = ("id", "citation-key", "custom", "citation-number", "first-reference-note-number")
"""Variables of CSL that programs fill in."""


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shape of an entry by the registry's name; keys that programs fill in are none."""
    return {
        "sources": _source(),
        "facts": FACT,
        "people": {**PERSON, "consent": Key("keys", shape=CONSENT_KEYS)},
        "organisations": ORGANISATION,
        "incidents": {
            **INCIDENT,
            "category": replace(INCIDENT["category"], choices=tuple(categories())),
        },
        "treaties": STATUS,
        "recommendations": EARLIER,
        "protected": PROTECTED,
        "pictures": {**PICTURE, "consent": Key("keys", shape=CONSENT_KEYS)},
    }


def _source() -> Shape:
    own = {
        **dict.fromkeys(OWN, Key("text")),
        **dict.fromkeys(BY_LANGUAGE, Key("words")),
        "verified": Key("text", choices=_VERIFIED),
        "verified-on": Key("date"),
        "audience": Key("text", choices=AUDIENCES),
        "themes": Key("texts"),
    }
    names = {each: Key("list", shape=_NAME) for each in NAMES}
    dates = {each: Key("day") for each in DATES}
    texts = dict.fromkeys(sorted(variables() - set(_UNNEEDED)), Key("text"))
    whole = {
        **texts, **names, **dates,
        "type": Key("text", "needed", choices=tuple(sorted(types()))),
        "title": Key("text", "needed"),
    }  # fmt: skip
    rest = (each for each in whole if each not in (*_FIRST, *own))
    return {**{name: whole[name] for name in (*_FIRST, *rest) if name not in own}, **own}

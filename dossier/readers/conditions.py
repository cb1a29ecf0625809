"""Read where words may stand: `audience`, `only` and `not`, of a block or of a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import Conditions
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

CONDITIONS: Shape = {
    "audience": Key("text", choices=AUDIENCES),
    "only": Key("texts"),
    "not": Key("texts"),
}
"""The keys that say so in the head of a block."""

_LANGUAGE = re.compile(r"\blang\s*=")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KEY = re.compile(r"(?:^|,)\s*([a-z]+)\s*:\s*")


def conditions_of(head: dict[str, Any]) -> Conditions:
    """Return what the head of a block says of where it may stand."""
    only, never = (_parted(head.get(key, ())) for key in ("only", "not"))
    return Conditions(head.get("audience", "public"), only, never)


def _parted(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for each in said for name in each.split(",") if name.strip())


def unclear(keys: Keys, what: str, file: str) -> Iterator[Finding]:
    """Find a key of these that says nothing: who may read, and where, must be clear."""
    for name in CONDITIONS:
        value = keys.values.get(name)
        if value is None or (value.content is not None and str(value.content).strip(" []")):
            continue
        message = f'{what} has an empty "{name}"'
        hint = f"write one of {', '.join(AUDIENCES)}, or delete the line"
        if name != "audience":
            hint = "name kinds of documents, audiences or formats, or delete the line"
        yield Finding(file, keys.lines[name], Fault.UNCLEAR_AUDIENCE, message, hint)


def read_terms(text: str) -> tuple[Conditions, tuple[tuple[str, str], ...]]:
    """Return what `audience: partners, not: pdf` says, and message and hint of each fault.

    >>> read_terms("audience: un, only: letter, pdf")[0]
    Conditions(audience='un', only=('letter', 'pdf'), never=(), language='')
    >>> read_terms("lang=fa")[0].language
    'fa'
    """
    found = _KEY.split(_LANGUAGE.sub("lang:", text.strip().rstrip(",")))
    said = {
        key: tuple(each.strip() for each in value.split(",") if each.strip())
        for key, value in zip(found[1::2], found[2::2], strict=True)
    }
    language = ", ".join(said.pop("lang", ()))
    faults = [(f'"{key}" is no key of a phrase', "write audience, only, not, lang or else")
              for key in said if key not in CONDITIONS]  # fmt: skip
    if language and not _TAG.fullmatch(language):
        hint = "write its code, such as `lang: fa` for Persian"
        faults.append((f'"{language}" is no code of a language', hint))
        language = ""
    if len(found[1::2]) != len(said) + ("lang" in found[1::2]):
        faults.append(("a key stands twice in a phrase", "keep one of the two"))
        return Conditions("internal"), tuple(faults)
    audience = said.get("audience", ("public",))
    if len(audience) != 1 or audience[0] not in AUDIENCES:
        shown = ", ".join(audience)
        hint = did_you_mean(shown, AUDIENCES, f"audiences are {', '.join(AUDIENCES)}")
        faults.append((f'there is no audience "{shown}"', hint))
        audience = ("internal",)
    only, never = said.get("only", ()), said.get("not", ())
    return Conditions(audience[0], only, never, language), tuple(faults)

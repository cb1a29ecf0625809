"""Texts of a source by language: where they may stand, and which key says them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Set

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import code_of
from dossier.model.registry import Words
from dossier.readers.yaml import CONTROL, Keys, Value
from dossier.readers.yaml_keys import is_by_language

BY_LANGUAGE = ("role", "excerpt", "title-in", "genre-in")
"""Keys whose words may differ by language."""


def flat(value: Value) -> str:
    """Return a text field on one line, a list of texts joined, or "" for names and dates."""
    if isinstance(value.content, list):
        texts = [each.typed for each in value.content if not isinstance(each.content, Keys | list)]
        return ", ".join(" ".join(each.split()) for each in texts if each.strip())
    if isinstance(value.content, Keys):
        return ""
    return " ".join(CONTROL.sub(" ", value.typed.replace("\n", " ")).split())


def by_language(keys: Keys, name: str) -> Words:
    """Return the words of a key by language; a plain text is for all languages."""
    value = keys.values.get(name, Value(None, 0))
    if isinstance(value.content, Keys):
        return {code_of(tag): flat(each) for tag, each in value.content.values.items()}
    text = flat(value)
    return {"": text} if text else {}


def lost_languages(keys: Keys, known: Set[str], id_: str, file: str) -> Iterator[Finding]:
    """Find texts by language under keys of a source that hold one text, or none."""
    for name in sorted(known & set(keys.values)):
        if name not in BY_LANGUAGE and is_by_language(keys.values[name]):
            message = f'"{name}" of the source "{id_}" is given by language, and holds one text'
            own = f"{name}-in"
            hint = (
                f"write the words of the first language, and the others in `{own}: {{…}}`"
                if own in BY_LANGUAGE
                else "write it as it was published; it prints so in all languages"
            )
            yield Finding(file, keys.lines[name], Fault.WRONG_VALUE, message, hint)

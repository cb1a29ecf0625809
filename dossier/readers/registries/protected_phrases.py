"""Read `protected.yaml`: phrases that must not be read beyond an audience."""

from __future__ import annotations

import re
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Place, Protected
from dossier.model.remembered import remembered
from dossier.readers.conditions import unclear
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

PROTECTED: Shape = {
    "words": Key("texts", "needed"),
    "audience": Key("text", "needed", choices=AUDIENCES),
    "remark": Key("text"),
}


@remembered
def read_protected(text: str, file: str) -> Made[Protected]:
    """Return the protected phrases in `text` by id.

    One whose audience cannot be read is kept from everybody but those inside.
    """
    return read_entries(text, file, "the phrase", PROTECTED, _protected)


def _protected(
    id_: str, taken: dict[str, Any], keys: Keys, at: Place
) -> tuple[Protected | None, list[Finding]]:
    findings = [*unclear(keys, f'the phrase "{id_}"', at.file)]
    words: list[str] = []
    for each in taken.get("words", ()):
        if re.search(r"[^\W_]", each):
            words.append(each)
        else:
            message = f'"{each}" of the phrase "{id_}" has neither letters nor digits'
            hint = "write words or a number that can be looked for"
            line = keys.lines["words"]
            findings.append(Finding(at.file, line, Fault.WRONG_VALUE, message, hint))
    if not words:
        return None, findings
    return Protected(id_, tuple(words), taken.get("audience", "internal"), at), findings

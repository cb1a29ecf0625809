"""Read the record of a translation: the words of the original that each unit was made from.

`blocks/fr/40-trial.translated.yaml` lies beside `blocks/fr/40-trial.md`; the program writes it.
"""

from __future__ import annotations

from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.remembered import remembered_last
from dossier.model.translation import UNIT_STATES, RecordedUnit
from dossier.readers.yaml import read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

_UNIT: Shape = {
    "unit": Key("text", "needed"),
    "state": Key("text", choices=UNIT_STATES),
    "source": Key("text", "needed"),
    "proposed": Key("text"),
    "delivered": Key("text"),
    "sent": Key("text"),
}
_RECORD: Shape = {"units": Key("list", "needed", shape=_UNIT)}


@remembered_last(lambda _text, file: file)
def read_record(
    text: str, file: str
) -> tuple[tuple[RecordedUnit, ...] | None, tuple[Finding, ...]]:
    """Return what a record says in order, or None where it cannot be used."""
    keys, broken = read_yaml(text, file)
    taken, wrong = (
        ({}, []) if broken and not keys.values else take(keys, _RECORD, file, "the record")
    )
    findings = [*broken, *wrong]
    if "units" not in taken or any(each.severity == "error" for each in findings):
        return None, tuple(findings)
    found = [_unit(each) for each in taken["units"]]
    for key in sorted({each.key for each in found}):
        if sum(each.key == key for each in found) > 1:
            message = f'the unit "{key}" stands twice'
            hint = "delete the file, and let `translate … --done` write it again"
            findings.append(Finding(file, keys.lines["units"], Fault.DOUBLED_ID, message, hint))
    return tuple(found), tuple(findings)


def _unit(taken: dict[str, Any]) -> RecordedUnit:
    state, proposed = taken.get("state", "translated"), taken.get("proposed", "")
    said = (taken.get(each, "") for each in ("delivered", "sent"))
    return RecordedUnit(taken["unit"], taken["source"], state, proposed, *said)

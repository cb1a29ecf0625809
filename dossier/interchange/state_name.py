"""Ask about the name of a State that the United Nations do not use, before it is written."""

from __future__ import annotations

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.state_names import english_name
from dossier.readers.un_exports.state_names import is_known, near

NEAR = "; "
"""What parts names in the finding's `near`: no name has it."""


def unconfirmed(state: str, kept: str) -> tuple[Finding, ...]:
    """Return a finding where `state` is no name of a State, unless somebody said to keep it.

    `kept` is the name that somebody confirmed. The finding's data hold the field and names that
    are spelt like it.
    """
    if not state or state == kept or is_known(state):
        return ()
    own = english_name(state)
    found = (own,) if own else near(state)
    message = f'"{state}" is not among the names of States that the UN uses'
    if own:
        message = f'"{state}" is {own}: States are typed in English, and print in your language'
    meant = f"choose {' or '.join(found)}, or " if found else "correct it, or "
    data = {"field": "state", "near": NEAR.join(found)}
    hint = f"{meant}say that this name is right"
    return (Finding("dossier.yaml", 0, Fault.UNCONFIRMED_STATE, message, hint, data=data),)

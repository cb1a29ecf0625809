"""The photograph of an incident, as `pictures.yaml` describes it."""

from __future__ import annotations

from collections.abc import Callable

from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import Figure
from dossier.model.faults import Fault
from dossier.model.registry import Place

Read = Callable[[str, Place], str]


def photograph(id_: str, at: Place, setting: Setting, read: Read, line: int) -> Figure | None:
    """Return the photograph of the incident `id_`; `read` makes plain words of a registry's.

    A fault says why there is none.
    """
    incidents = setting.registry.incidents
    incident = incidents.get(id_)
    if incident is None:
        message = f'there is no "{id_}"' if id_ else "it is not said whose photograph is wanted"
        hint = did_you_mean(id_, incidents, "write `incident=…` with an id from incidents.yaml")
        setting.fault(at, Fault.UNKNOWN_ID, message, hint)
        return None
    if not incident.picture or not setting.may_read(incident.audience):
        message = f'the incident "{id_}" has no picture that "{setting.audience}" may see'
        hint = "add `picture:` to it in incidents.yaml, or leave this out"
        setting.fault(at, Fault.EMPTY_PICTURE, message, hint)
        return None
    told = setting.registry.pictures.get(incident.picture)
    words = setting.said(told.alternative) if told else ""
    if told is None or not words:
        message = f'nothing says what can be seen in the picture "{incident.picture}"'
        hint = "add `alternative:` to the picture in pictures.yaml, for those who cannot see it"
        setting.fault(told.at if told else incident.at, Fault.MISSING_WORDS, message, hint)
        return None
    return Figure(incident.picture, read(words, told.at), line)

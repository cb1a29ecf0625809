"""Read `pictures.yaml`: who made each picture, and who agreed that it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.registry import AUDIENCES, Audience, PictureRights, Place
from dossier.model.remembered import remembered
from dossier.readers.conditions import unclear
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape, take
from dossier.readers.yaml_parts import read_parts_of_keys

_PICTURE: Shape = {
    "credit": Key("text", "needed"),
    "consent": Key("text", "needed"),
    "audience": Key("text", choices=AUDIENCES),
    "remark": Key("text"),
}


@remembered
def read_pictures(text: str, file: str) -> tuple[Mapping[str, PictureRights], tuple[Finding, ...]]:
    """Return what the file says of pictures, by their paths in the dossier's folder."""
    keys, broken = read_parts_of_keys(text, file)
    findings = [*broken]
    found: dict[str, PictureRights] = {}
    for path, value in keys.values.items():
        line = keys.lines[path]
        inner = value.content if isinstance(value.content, Keys) else Keys(line=line)
        what = f'the picture "{path}"'
        taken, wrong = take(inner, _PICTURE, file, what)
        findings += [*wrong, *unclear(inner, what, file)]
        found[path] = _rights(path, taken, Place(file, line), bool(wrong))
    return found, tuple(findings)


def _rights(path: str, taken: dict[str, Any], at: Place, faulty: object) -> PictureRights:
    """Return the rights in a picture; where they are unclear, nobody else may see it."""
    audience: Audience = "internal" if faulty else taken.get("audience", "public")
    return PictureRights(path, taken.get("credit", ""), taken.get("consent", ""), audience, at)

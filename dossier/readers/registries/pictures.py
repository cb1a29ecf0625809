"""Read `pictures.yaml`: who made each picture, and who agreed that it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model.diagnostics import Finding
from dossier.model.registry import AUDIENCES, Audience, PictureRights, Place
from dossier.model.remembered import remembered
from dossier.readers.conditions import unclear
from dossier.readers.registries.consent import CONSENT, consent_of
from dossier.readers.registries.picture_look import picture_look
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape, take
from dossier.readers.yaml_parts import read_parts_of_keys

PICTURE: Shape = {
    "credit": Key("text", "needed"),
    "caption": Key("words"),
    "alternative": Key("words"),
    "width": Key("number"),
    "place": Key("text", choices=("full", "beside")),
    "crop": Key("text"),
    "focus": Key("text"),
    "consent": CONSENT,
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
        taken, wrong = take(inner, PICTURE, file, what)
        consent, unsaid = consent_of(taken, inner, Place(file, line), what)
        look, odd = picture_look(taken, inner, file, what)
        findings += [*wrong, *unclear(inner, what, file), *unsaid, *odd]
        # Where the rights are unclear, nobody else may see it.
        audience: Audience = "internal" if wrong else taken.get("audience", "public")
        credit = taken.get("credit", "")
        found[path] = PictureRights(
            path=path,
            credit=credit,
            consent=consent,
            audience=audience,
            at=Place(file, line),
            caption=taken.get("caption", {}),
            alternative=taken.get("alternative", {}),
            look=look,
        )
    return found, tuple(findings)

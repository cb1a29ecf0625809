"""What the fields of registries are called in forms: `data/fields.en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.language import DATA
from dossier.readers.yaml import Loader


@cache
def field_words() -> Mapping[str, Any]:
    """Return the words by section, as the file has them."""
    raw: dict[str, Any] = yaml.load((DATA / "fields.en.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506
    return raw


def words_of(registry: str, path: str) -> Mapping[str, Any]:
    """Return the words of a field; `path` names one inside another as "rivals.value".

    A field of CSL that has none here is called by its own name.
    """
    found = field_words()["fields"][registry].get(path)
    if found is not None:
        return dict(found)
    name = path.rpartition(".")[2]
    if name in field_words()["names"] and registry == "sources":
        return dict(field_words()["names"][name])
    label = field_words()["csl"].get(name, name.replace("-", " ").replace("_", " ").capitalize())
    return {"label": label, "more": True}


def setting_label(name: str) -> str:
    """Return what a key of Settings is called; one without words of its own by its name.

    >>> setting_label("keywords"), setting_label("your_reference")
    ('Key words', 'Your reference')
    """
    said = name.replace("_", " ")
    return str(field_words()["settings"].get(name, {}).get("label", said[:1].upper() + said[1:]))


def source_type(name: str) -> str:
    """Return what a type of CSL is called."""
    return str(
        field_words()["types"].get(name, name.replace("-", " ").replace("_", " ").capitalize())
    )

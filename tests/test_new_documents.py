"""A document of any kind can be begun before anything is written for it."""

from __future__ import annotations

import pytest

from dossier.build.dossier import read_dossier
from dossier.interchange.new_document import add_document, document_kinds, shared_values
from dossier.model.language import own_templates
from dossier.project.layout import read_files
from dossier.readers.yaml_keys import Key, Shape

KINDS = sorted(each.name for each in own_templates().iterdir() if (each / "outline.yaml").is_file())
SAID = {"text": "3", "number": "2030", "address": "https://union.example", "date": "2031-05-06",
        "texts": "", "switch": True}  # fmt: skip


def needed(shape: Shape) -> dict[str, object]:
    """Return the least that a form must say."""
    return {name: said(key) for name, key in shape.items() if key.needed == "needed"}


def said(key: Key) -> object:
    match key.kind:
        case "keys":
            return needed(key.shape or {})
        case "list":
            return [needed(key.shape or {})]
    return SAID.get(key.kind, "3")


@pytest.mark.parametrize("id_", KINDS)
def test_a_new_document_of_any_kind_begins_without_an_error(small, id_):
    places = small.places()
    kind = next(each for each in document_kinds(places) if each.id == id_)
    asked = {"template": id_, "title": "In short", "date": "2031-05-06"}
    given = {**needed(kind.fields), **shared_values(places, "case"), **asked}
    themes = [{"id": "pay", "title": "Pay", "covers": "1.1"}]
    given |= {"themes": themes} if id_ == "mid-term-report" else {}
    values = {key: each for key, each in given.items() if key in kind.fields or key in asked}
    found = add_document(places, "case", "new", values)
    dossier = read_dossier(places, read_files(places, "case")[0])
    found = [*found, *dossier.findings]
    assert [str(each) for each in found if each.severity == "error"] == []
    assert any(each.id.startswith("new") for each in dossier.documents)

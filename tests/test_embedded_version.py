"""The version that an exported Word file holds of itself."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields, replace
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.document import (
    Block,
    BulletList,
    Conditions,
    Figure,
    Item,
    Note,
    Paragraph,
    Reference,
    Text,
)
from dossier.model.origin import Origin, OriginKind
from dossier.model.walk import below, blocks, rebuilt
from dossier.ooxml.embedded_version import EmbeddedVersion, UnreadableVersion, bare, decode, encode
from dossier.readers.exported_docx import read_returned
from tests.conftest import ROOT
from tests.strategies import documents

EXPORTED = ROOT / "tests" / "data" / "exported-form-1.docx"
SECRET = "not-for-its-readers"
HEAD = {
    "section": SECRET,
    "rests_on": (SECRET,),
    "file": SECRET,
    "line": 7,
    "follows_up": (SECRET,),
    "allow": {SECRET: SECRET},
    "lines": {SECRET: 7},
    "summary": (Paragraph((Text(SECRET),), SECRET),),
    "themes": (SECRET,),
    "tags": (SECRET,),
    "language": SECRET,
    "conditions": Conditions(SECRET, (SECRET,), (SECRET,)),
}
ORIGINS = st.builds(Origin, st.sampled_from(OriginKind), st.integers(0, 9)) | st.none()
PICTURE = Figure(SECRET, "A harbour", 7)


def embedded(document):
    return EmbeddedVersion("kazakhstan", "submission", "upr-submission", "un", "draft", document)


def with_origins(document, some):
    """Return a document of which some words, numbers and notes were put in by the program."""
    origin = cycle(some)

    def change(inline):
        match inline:
            case Text() | Reference():
                return replace(inline, origin=next(origin))
            case Note():
                return replace(inline, origin=(next(origin), next(origin)))
        return inline

    return with_content(document, lambda nodes: tuple(rebuilt(each, change) for each in nodes))


def with_content(document, change, **head):
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, content=change(block.content), **head) for block in section.blocks
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


def origins(document):
    parts = (part for block in blocks(document) for node in block.content for part in below(node))
    return [part.origin for part in parts if isinstance(part, Text | Reference | Note)]


@settings(max_examples=40, deadline=None)
@given(documents(), st.lists(ORIGINS, min_size=1, max_size=5))
def test_what_is_embedded_comes_back(document, some):
    document = with_origins(document, some)
    found = decode(encode(embedded(document)))
    assert found == embedded(bare(document))
    assert origins(found.document) == origins(document)


@settings(max_examples=15, deadline=None)
@given(documents())
def test_nothing_of_a_head_and_no_path_is_embedded(document):
    item = BulletList((Item((Paragraph((Text("In port"),), "x.1"), PICTURE)),))
    said = encode(embedded(replace(
        with_content(document, lambda nodes: (*nodes, PICTURE, item), **HEAD), logos=(PICTURE,)
    )))  # fmt: skip
    assert SECRET not in said
    every = json.loads(said)["document"]["sections"]
    written = {key for section in every for block in section["blocks"] for key in block}
    assert written <= {"id", "kind", "content", "title"}


def test_every_field_of_a_head_is_held_against_that_law():
    known = {*HEAD, "id", "kind", "content", "title"}
    assert {each.name for each in fields(Block)} == known


FORM_2 = {
    "form": 2, "dossier": "d", "id": "i", "kind": "k", "audience": "un", "status": "draft",
    "document": {
        "title": "T", "procedure": "P", "language": "en-GB", "cover": [], "running_head": "",
        "sections": [{"id": "s", "title": "S", "blocks": [{"id": "b", "kind": "evidence", "content": [
            {"type": "Paragraph", "id": "b.1", "content": [{"type": "Text", "text": "W"}]}]}]}],
        "settings": {},
        "properties": {"author": "", "subject": "", "keywords": [], "date": "2019-03-25"},
    },
}  # fmt: skip


def altered(path, value):
    """Return a version of form 2 in which one value is another one, or is not there."""
    said = json.loads(json.dumps(FORM_2))
    *way, last = path
    inner = said
    for each in way:
        inner = inner[each]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(said)


BLOCK = ("document", "sections", 0, "blocks", 0)
NODE = (*BLOCK, "content", 0)
TEXT = (*NODE, "content", 0)


def test_form_2_names_its_fields():
    found = decode(json.dumps(FORM_2))
    block = found.document.sections[0].blocks[0]
    assert block == Block("b", "evidence", (Paragraph((Text("W"),), "b.1"),))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("later",), "x"), ((*BLOCK, "later"), "x"), ((*BLOCK, "tags"), ["x"]), ((*NODE, "line"), 3),
        ((*TEXT, "text"), None), ((*TEXT, "text"), 7), ((*TEXT, "type"), "Paragraph"),
        ((*NODE, "type"), "Text"), ((*NODE, "type"), "Block"), ((*NODE, "type"), "object"),
        ((*NODE, "type"), None), ((*NODE, "content"), "W"), ((*NODE, "content"), {}),
        ((*TEXT, "origin"), {"kind": "person", "number": 1}), ((*TEXT, "origin"), "made:1"),
        (("document", "above"), True), (("document", "above"), "1"), (("document",), []),
        (("document", "settings"), {"paragraphs": "red"}), (("audience",), "everybody"),
        (("document", "properties", "date"), "25 March"), (("form",), True), (("form",), 0),
        (("form",), "2"), (("form",), None), ((*BLOCK,), 7),
    ],
)  # fmt: skip
def test_what_form_2_does_not_know_is_an_error(path, value):
    with pytest.raises(UnreadableVersion):
        decode(altered(path, value))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"form": 1}', '{"form": 1, "document": {"os": []}}', '{"form":"a"}',
     "[" * 100_000, '{"form": 1, "document": {"Text": ["a"]}}', '{"form": 1, "document": {}}',
     '{"form": 1, "document": {"date": []}}', '{"form": 1, "document": {"Mapping": [1]}}',
     '{"form": 1, "document": {"Text": ["a", "b", "c"]}}'],
)  # fmt: skip
def test_what_nobody_exported_is_refused(text):
    with pytest.raises(UnreadableVersion):
        decode(text)


def test_an_export_of_a_later_program_says_so():
    with pytest.raises(UnreadableVersion) as refused:
        decode(json.dumps({"form": 99}))
    assert refused.value.newer


# Form 1: files that were exported before it was named by fields


def test_form_1_is_read_with_its_origins():
    said = (
        '{"form":1,"dossier":"d","id":"i","kind":"k","audience":"un","status":"draft","document":'
        '{"Document":["T","P","en-GB",[],[{"Section":["s","S",[{"Block":["b","evidence",[{"Paragraph":'
        '[[{"Text":["six","made:2"]},{"Text":[" ports."]},{"Note":["b/n",[{"Paragraph":[[{"Text":'
        '["ILO","cite:1"]}],"b/n.1"]}],["cite:1",""]]}],"b.1"]}]]}]]}],"",{"Settings":["({n})",'
        '"numbered","footnotes","portrait",{"Mapping":[["Quote","Zitat"]]}]},'
        '{"Properties":["","",["a"],{"date":["2019-03-25"]}]}]},"summaries":["c"]}'
    )
    found = decode(said)
    cite = Origin(OriginKind.CITATION, 1)
    assert origins(found.document) == [
        Origin(OriginKind.INSERTED, 2), None, (cite, None), cite
    ]  # fmt: skip
    assert found.document.settings.styles == {"Quote": "Zitat"}
    assert found.summaries == ("c",)
    assert decode(encode(found)) == found


def test_a_word_file_of_form_1_is_pulled(kazakhstan):
    """It was exported when that form was written, and one word of it is changed here."""
    returned = read_returned(EXPORTED.read_bytes(), EXPORTED.name)
    assert returned.embedded.startswith('{"form":1,')
    old, new = "grateful", "glad"
    made = io.BytesIO()
    with zipfile.ZipFile(EXPORTED) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert content.count(old.encode()) == 1
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    path = kazakhstan.root / "letter.docx"
    path.write_bytes(made.getvalue())
    ran = kazakhstan.run("pull", str(path))
    assert f"[-{old}-]{{+{new}+}}" in ran.out

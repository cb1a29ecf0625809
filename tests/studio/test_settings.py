"""Settings change what a form shows, and nothing else of the manifest."""

from __future__ import annotations

from difflib import ndiff

import pytest
import yaml

from dossier.project.history import read_steps
from tests.studio.conftest import Client


def asked(client: Client, document: str = "submission") -> dict:
    return client.get(f"/api/case/settings?document={document}").json()


def send(client: Client, values: dict, document: str = "submission", digest: str = ""):
    digest = digest or asked(client, document)["digest"]
    sent = {"document": document, "values": values, "digest": digest}
    return client.post("/api/case/settings", sent)


def text(client: Client) -> str:
    return (client.project.content / "case" / "dossier.yaml").read_text("utf-8")


def changed(before: str, after: str) -> list[str]:
    return [each for each in ndiff(before.splitlines(), after.splitlines()) if each[0] in "+-"]


def test_a_form_gets_what_is_typed_and_the_keys_of_the_kind(client: Client):
    told = asked(client)
    assert (told["values"]["session"], told["values"]["status"]) == ("55", "draft")
    names = [each["name"] for each in told["fields"]]
    assert {"title", "deadline", "evidence"} <= set(names)
    assert not {"template", "blocks", "allow"} & set(names)
    assert next(each["name"] for each in asked(client, "")["fields"]) == "title"


def test_only_the_lines_change_whose_values_do(client: Client):
    before = text(client)
    assert (
        send(
            client, {"status": "final", "contact": {"name": "Ana", "email": "a@b.example"}}
        ).status_code
        == 200
    )
    lines = changed(before, text(client))
    assert len(lines) == 6
    assert "+     status: final               # final, when it is ready to be sent" in lines
    assert read_steps(client.project.content)[-1].words == "settings of case/submission"


def test_what_is_emptied_goes_and_what_the_form_does_not_show_stays(client: Client):
    client.project.change(
        "case/dossier.yaml", "    session: 55", "    allow: {word-limit: it is so}\n    session: 55"
    )
    assert send(client, {"keywords": "", "deadline": "2031-05-06"}).status_code == 200
    said = yaml.safe_load(text(client))["documents"]["submission"]
    assert "keywords" not in said
    assert said["allow"] == {"word-limit": "it is so"}
    assert str(said["deadline"]) == "2031-05-06"


def test_another_name_of_the_state_is_asked_about_once(client: Client):
    before = text(client)
    refused = send(client, {"state": "Kazakstan"}, "")
    assert refused.json()["findings"][0]["data"]["near"] == "Kazakhstan"
    assert text(client) == before
    digest = asked(client, "")["digest"]
    kept = {"document": "", "values": {"state": "Kazakstan"}, "digest": digest, "kept": "Kazakstan"}
    assert client.post("/api/case/settings", kept).status_code == 200
    assert send(client, {"state": "Kazakstan", "title": "Unions"}, "").status_code == 200


def test_the_dossier_says_who_submits(client: Client):
    submitters = [{"name": "Free: Unions", "acronym": "FU"}, {"name": "Others"}]
    assert send(client, {"title": "Unions", "submitters": submitters}, "").status_code == 200
    said = yaml.safe_load(text(client))
    assert (said["title"], said["submitters"]) == ("Unions", submitters)
    assert said["documents"]["submission"]["session"] == 55


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"session": "soon"}, "wrong-value"),
        ({"title": ""}, "missing-title"),
        ({"status": "done"}, "unknown-value"),
    ],
)
def test_what_would_be_wrong_is_not_written(client: Client, values: dict, rule: str):
    before = text(client)
    answer = send(client, values)
    assert answer.status_code == 422
    assert rule in [each["rule"] for each in answer.json()["findings"]]
    assert text(client) == before


def test_what_is_wrong_is_told_of_the_field_it_stands_in(client: Client):
    wrong = {"title": "Another title", "status": "done", "date": "30 February", "session": "last"}
    found = send(client, wrong).json()["findings"]
    assert {each["data"]["field"] for each in found} == {"status", "date", "session"}
    (missing,) = send(client, {"title": ""}).json()["findings"]
    assert missing["data"]["field"] == "title"


def test_a_form_of_an_earlier_text_writes_nothing_over_the_new_one(client: Client):
    digest = asked(client)["digest"]
    client.project.change("case/dossier.yaml", "status: draft", "status: final")
    before = text(client)
    assert send(client, {"status": "draft"}, digest=digest).status_code == 409
    assert text(client) == before


def test_a_manifest_that_cannot_be_read_has_no_form(client: Client):
    client.project.write("case/dossier.yaml", "title: [\n")
    answer = client.get("/api/case/settings")
    assert answer.status_code == 404
    assert answer.json()["findings"]


def test_forms_call_readers_and_choices_by_words_and_not_by_their_keys(client: Client):
    fields = {each["name"]: each for each in asked(client)["fields"]}
    readers = [["internal", "Only we"], ["partners", "Partners"], ["un", "The UN"]]
    assert fields["audience"]["choices"] == [*readers, ["public", "Everybody"]]
    assert fields["keywords"]["label"] == "Key words"
    home = client.get("/").text
    assert all(f'<option value="{id_}">{label}</option>' in home for id_, label in readers)
    outline = client.get("/api/case/submission/outline").json()
    assert outline["choices"]["audiences"] == dict(fields["audience"]["choices"])
    entry = client.get("/api/case/evidence/sources/entry").json()
    kinds = next(each for each in entry["fields"] if each["key"] == "type")["choices"]
    labels = [label for _, label in kinds]
    assert labels[:2] == ["Report, UN document or resolution", "Law or constitution"]
    others = [each.casefold() for each in labels[10:]]
    assert others == sorted(others) and len(set(labels)) == len(labels)

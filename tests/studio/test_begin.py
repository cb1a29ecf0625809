"""A dossier, a document, and a dossier of an old draft are begun on the page as by commands."""

from __future__ import annotations

import errno
from datetime import date

import pytest
import yaml

from dossier.interchange.registry_edit.documents import with_document
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.project.history import read_steps
from tests.studio.conftest import Client

BRIEF = {"template": "campaign-brief", "title": "In short", "date": "2031-05-06"}


def manifest(client: Client, name: str = "case") -> dict:
    return yaml.safe_load((client.project.content / name / "dossier.yaml").read_text("utf-8"))


def test_a_new_dossier_says_from_the_first_whose_it_is(client: Client):
    asked = {
        "name": "ruritania",
        "title": "Unions: STATE of play",
        "state": 'The "Kingdom": Ruritania',
        "organisation": "Free: Unions",
        "acronym": "FU",
    }
    assert client.post("/api/dossiers", asked).status_code == 201
    made = manifest(client, "ruritania")
    assert made["title"] == "Unions: STATE of play"
    assert made["state"] == 'The "Kingdom": Ruritania'
    assert (made["submitters"][0]["name"], made["submitters"][0]["acronym"]) == (
        "Free: Unions",
        "FU",
    )
    assert client.get("/api/ruritania/submission/standing").json()["errors"] == 0
    assert read_steps(client.project.content)[-1].words == "new ruritania"


@pytest.mark.parametrize("name", ["case", "Two Words", "..", "../out", "library", ""])
def test_a_name_that_cannot_be_is_refused_with_what_to_do(client: Client, name: str):
    answer = client.post("/api/dossiers", {"name": name})
    assert answer.status_code == 422
    assert answer.json()["hint"]
    assert not (client.project.root / "out").exists()


def test_a_full_disk_is_told_and_leaves_all_as_it_was(client: Client, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "dossier.yaml")

    monkeypatch.setattr("dossier.project.history.replace_all", full)
    answer = client.post("/api/dossiers", {"name": "ruritania"})
    assert answer.status_code == 507
    assert "free space" in answer.json()["hint"]
    assert not (client.project.content / "ruritania").exists()


def test_the_kinds_say_what_they_ask_for_and_what_that_is(client: Client):
    told = client.get("/api/case/kinds").json()
    brief = next(each for each in told["kinds"] if each["id"] == "campaign-brief")
    asked = {each["name"]: each for each in brief["fields"]}
    assert asked["asked_of"]["remark"].startswith("Whom we ask")
    assert [each["name"] for each in asked["action"]["fields"]] == ["words", "address"]
    assert told["shared"]["session"] == 55


def test_a_new_document_stands_behind_the_others_and_all_else_stays(client: Client):
    before = (client.project.content / "case" / "dossier.yaml").read_text("utf-8")
    answer = client.post(
        "/api/case/documents", {"name": "brief", "values": {**BRIEF, "asked_of": " "}}
    )
    assert answer.status_code == 201
    after = (client.project.content / "case" / "dossier.yaml").read_text("utf-8")
    assert after.startswith(before)
    assert manifest(client)["documents"]["brief"] == {**BRIEF, "date": date(2031, 5, 6)}
    assert [each for each in client.get("/").text.split() if "brief/write" in each]


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("submission", BRIEF, "taken-name"),
        ("No Name", BRIEF, "wrong-id"),
        ("x" * 61, BRIEF, "wrong-id"),
        ("brief", {**BRIEF, "template": "none"}, "unknown-template"),
        ("brief", {**BRIEF, "title": ""}, "missing-title"),
        ("brief", {**BRIEF, "date": "soon"}, "wrong-value"),
    ],
)
def test_a_document_with_mistakes_is_not_written(client: Client, name, values, rule):
    before = manifest(client)
    answer = client.post("/api/case/documents", {"name": name, "values": values})
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["rule"] == rule
    assert manifest(client) == before


def test_remarks_stay_with_what_they_are_about():
    text = "documents:\n  a: # one\n    title: A\n    # more: of a\n\n# the end\nallow: {}\n"
    made = with_document(text, "b", {"title": "B"})
    assert made == text.replace("of a\n", "of a\n  b:\n    title: B\n")
    assert with_document(text.replace("\n", "\r\n"), "b", {"title": "B"}).count("\r\n") == 9


@pytest.mark.parametrize(
    "text", ["documents: {a: {title: A}}\n", "documents:\n", "title: x\n", "a: ["]
)
def test_documents_that_are_laid_out_otherwise_are_left_alone(text: str):
    with pytest.raises(CannotChange):
        with_document(text, "b", {"title": "B"})


DRAFT = b"# Unions\n\n## Background\n\nA strike was banned in 2012.[^1]\n\n[^1]: Human Rights Watch, Report, 2012.\n"


def send(client: Client, name: str = "draft.md", content: bytes = DRAFT, **asked: str):
    fields = {"name": "old", "kind": "", "state": "", "write": "", **asked}
    return client.post("/api/drafts", fields, files={"file": (name, content)})


def test_a_draft_is_shown_before_it_is_written(client: Client):
    told = send(client).json()
    assert told["good"]
    assert [each["title"] for each in told["sections"]] == ["Background"]
    assert not (client.project.content / "old").exists()
    assert send(client, write="yes").json()["good"]
    assert "banned in 2012" in "".join(
        each.read_text("utf-8") for each in (client.project.content / "old" / "blocks").iterdir()
    )


@pytest.mark.parametrize("name", ["../../evil.md", "C:\\x\\evil.md", "/etc/evil.md"])
def test_the_name_of_a_draft_leads_nowhere(client: Client, name: str):
    assert send(client, name, write="yes").json()["good"]
    assert not [*client.project.root.rglob("evil.md")]


def test_what_is_no_draft_is_refused(client: Client):
    assert send(client, "draft.exe").status_code == 415
    told = send(client, "draft.docx", b"PK\x03\x04 broken").json()
    assert (told["good"], told["findings"][0]["file"]) == (False, "draft.docx")

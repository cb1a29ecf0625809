"""Check: what is found, with its words and its manual, and what is allowed for a reason."""

from __future__ import annotations

import pytest

from dossier.project.history import read_steps
from tests.studio.conftest import Client

BLOCK = "case/blocks/20-background.md"


@pytest.fixture
def found(client: Client):
    client.project.write(
        BLOCK,
        "---\nid: background\nkind: background\n---\n"
        "A long way from here the the strike was called off by those who had called it.\n",
    )
    return lambda rule: [each for each in listed(client) if each["rule"] == rule]


def listed(client: Client) -> list[dict]:
    return client.get("/api/case/submission/findings").json()["findings"]


def send(client: Client, finding: dict, scope: int = 0, **other: str):
    place = finding["scopes"][scope]
    asked = {
        "document": "submission",
        "rule": finding["rule"],
        "reason": "it is so",
        "file": place["file"],
        "digest": place["digest"],
        **other,
    }
    return client.post("/api/case/allowances", asked)


def test_a_finding_has_its_words_among_others_and_the_way_to_them(found):
    (one,) = found("doubled-word")
    assert one["words"]["words"] == "the the"
    assert one["words"]["before"].endswith("from here ")
    assert one["words"]["after"].startswith(" strike was called")
    assert (one["at"], one["line"]) == (BLOCK, 5)


def test_a_rule_is_explained_by_its_manual_and_so_is_a_fault(client: Client):
    for rule in ("doubled-word", "unknown-id"):
        parts = client.get(f"/api/case/manual/{rule}").json()["parts"]
        assert {"Why"} < {each["title"] for each in parts}
        assert all(each["text"] for each in parts)
    assert client.get("/api/case/manual/ours").json()["parts"] == []


@pytest.mark.parametrize("scope", [0, 1])
def test_what_is_allowed_stands_with_its_reason_and_is_one_step(client: Client, found, scope: int):
    (one,) = found("doubled-word")
    before = len(read_steps(client.project.content))
    assert send(client, one, scope).status_code == 201
    (again,) = found("doubled-word")
    assert again["reason"] == "it is so"
    assert len(read_steps(client.project.content)) == before + 1


def test_other_pages_are_told_of_an_allowance(client: Client, found):
    (one,) = found("doubled-word")
    before = client.session.revision.number
    send(client, one)
    assert client.session.revision.number > before


def test_without_a_reason_nothing_is_written(client: Client, found):
    (one,) = found("doubled-word")
    before = (client.project.content / BLOCK).read_bytes()
    answer = send(client, one, reason=" ")
    assert answer.status_code == 422
    assert "without a reason" in answer.json()["error"]
    assert (client.project.content / BLOCK).read_bytes() == before


def test_nothing_is_written_over_what_somebody_changed_meanwhile(client: Client, found):
    (one,) = found("doubled-word")
    client.project.change(BLOCK, "A long way", "Not a long way")
    before = (client.project.content / BLOCK).read_bytes()
    assert send(client, one).status_code == 409
    assert (client.project.content / BLOCK).read_bytes() == before


def test_what_may_not_be_allowed_says_why(client: Client):
    client.project.write(
        BLOCK, "---\nid: background\nkind: background\n---\nSo says {org:nobody}.\n"
    )
    (one,) = [each for each in listed(client) if each["rule"] == "unknown-id"]
    assert "cannot be made" in one["refused"]
    answer = send(client, one)
    assert answer.status_code == 422
    assert "cannot be allowed" in answer.json()["error"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("file", "../../../etc/passwd"), ("document", "nothing"), ("rule", "nothing")],
)
def test_an_allowance_for_what_is_not_there_is_refused(client: Client, found, key, value):
    (one,) = found("doubled-word")
    assert send(client, one, **{key: value}).status_code == 422


def test_the_page_lists_the_documents_and_its_parts(client: Client):
    said = client.get("/case/check").text
    assert 'data-document="submission"' in said
    assert 'href="/case/check/matrix"' in said
    assert client.get("/nothing/check").status_code == 404


def test_deadlines_come_with_the_days_that_are_left(client: Client):
    client.project.change(
        "case/dossier.yaml", "    session: 55", "    session: 55\n    deadline: 2096-11-28"
    )
    said = client.get("/case/check/deadlines").text
    assert "28 November 2096" in said
    assert "must be sent" in said

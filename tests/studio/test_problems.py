"""What is answered where a page cannot be shown: plain words, the studio's look, no names."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.studio import gate
from dossier.studio.views import audience as audience_view
from tests.studio.conftest import ACCESS, Client

SECURE = ("content-security-policy", "x-content-type-options", "referrer-policy", "cache-control")


def outsider(client: Client, path: str):
    made = TestClient(client.http.app, ACCESS.origin, follow_redirects=False)
    return made.get(path)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "This browser has not opened the studio since it was started."),
        ("/?key=old", "This address is not whole, or is that of an earlier start"),
        ("/?key=", "This address is not whole"),
        ("/case/submission/write", "Copy the address from the small window of the studio"),
    ],
)
def test_who_is_not_let_in_reads_what_to_do_and_nothing_of_the_project(client, path, says):
    answer = outsider(client, path)
    assert (answer.status_code, says in answer.text) == (403, True)
    assert "text/html" in answer.headers["content-type"]
    for secret in ("case", "submission", ACCESS.key, "/assets/", 'href="/'):
        assert secret not in answer.text


def test_a_script_that_is_not_let_in_is_told_the_same_as_json(client: Client):
    answer = outsider(client, "/api/case/submission/outline")
    assert answer.status_code == 403
    assert "?key=" in answer.json()["hint"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/casse/history", "/case/nothing/write", "/case/evidence/nothing", "/assets/x"],
)
def test_an_address_without_a_page_leads_home_and_names_nothing(client: Client, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert '<a href="/">Go to your dossiers</a>' in answer.text
    for name in ("case", "casse", "submission", "nothing</"):
        assert name not in answer.text.split("<main>")[1]


@pytest.mark.parametrize("path", ["/api/casse/submission/outline", "/api/casse/take-back/state"])
def test_a_dossier_that_is_not_there_leads_to_the_name_of_no_other(client: Client, path: str):
    answer = client.get(path)
    assert (answer.status_code, "case" in answer.text) == (404, False)


def broken(*_: object) -> None:
    raise KeyError("the secret of case")


def test_a_fault_of_the_studio_itself_is_told_without_its_insides(client: Client, monkeypatch):
    monkeypatch.setattr("dossier.studio.page.documents_of", broken)
    http = TestClient(
        client.http.app, ACCESS.origin, cookies=client.http.cookies, raise_server_exceptions=False
    )
    answer = http.get("/case/history")
    assert answer.status_code == 500
    assert "The studio made a mistake" in answer.text
    assert "secret" not in answer.text
    for name in SECURE:
        assert answer.headers[name]


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/?key=old", 403), ("/api/nothing", 404)]
)
def test_errors_have_the_headers_of_every_answer(client: Client, path: str, status: int):
    answer = outsider(client, path) if status == 403 else client.get(path)
    assert answer.status_code == status
    for name in SECURE:
        assert answer.headers[name]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_what_is_too_large_says_so_in_words(client: Client, monkeypatch):
    monkeypatch.setattr(gate, "MOST_TEXT", 10)
    answer = client.post("/api/dossiers", {"name": "new", "title": "long enough"})
    assert answer.status_code == 413
    assert "most that the studio reads at once" in answer.json()["error"]
    assert answer.json()["hint"]


def test_an_error_in_a_frame_of_ours_may_stand_in_it_and_no_other_page(client: Client):
    inside = client.get("/nothing", headers={"Sec-Fetch-Dest": "iframe"})
    assert "frame-ancestors 'self'" in inside.headers["content-security-policy"]
    assert "<header" not in inside.text
    assert "frame-ancestors 'none'" in client.get("/nothing").headers["content-security-policy"]


def refused(*_: object) -> None:
    raise Refused(Finding("case/people.yaml", 3, Fault.BROKEN_YAML, "Ann Secret is odd", "ask Ann"))


@pytest.mark.parametrize("path", ["/case/audience", "/api/case/audience/submission/searched"])
def test_a_view_for_others_is_not_told_what_a_finding_says(client: Client, path, monkeypatch):
    monkeypatch.setattr("dossier.studio.page.documents_of", refused)
    monkeypatch.setattr(audience_view, "_searched", refused)
    ours = client.get(f"{path}?audience=internal")
    theirs = client.get(f"{path}?audience=public")
    assert "Ann" in ours.text
    assert (theirs.status_code, "Ann" in theirs.text) == (422, False)

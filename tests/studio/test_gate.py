"""The gate lets only the studio's own pages pass, and only so much."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from dossier.studio import gate
from tests.studio.conftest import ACCESS, Client


def outsider(client: Client, **headers: str) -> TestClient:
    """Return a client without the cookie, and with the headers that it names alone."""
    return TestClient(client.http.app, ACCESS.origin, headers=headers, follow_redirects=False)


def test_the_first_address_gives_a_cookie_that_no_script_reads_and_no_other_page_sends(client):
    answer = outsider(client).get("/?key=the-key&more=yes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?more=yes")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "the-key" not in cookie


@pytest.mark.parametrize("path", ["/", "/?key=guess", "/assets/studio.js", "/api/revision"])
def test_who_has_no_cookie_gets_nothing(client: Client, path: str):
    answer = outsider(client).get(path)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_wrong_cookie_opens_nothing(client: Client):
    assert outsider(client, cookie=f"{ACCESS.cookie}=guess").get("/").status_code == 403


@pytest.mark.parametrize("host", ["localhost:8123", "127.0.0.1", "127.0.0.1:80", "example.org"])
def test_another_host_is_refused_even_with_the_cookie(client: Client, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost:8123", "null", "https://example.org", ""])
def test_what_another_page_sends_is_refused_even_with_the_cookie(client: Client, origin: str):
    assert client.post("/api/revision", {}, headers={"Origin": origin}).status_code == 403


def test_what_names_no_origin_is_refused(client: Client):
    with_cookie = outsider(client, cookie=f"{ACCESS.cookie}={ACCESS.pass_}")
    assert with_cookie.get("/").status_code == 200
    assert with_cookie.post("/api/revision", json={}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_embeds_or_links_to_is_refused(client: Client, site: str):
    assert client.get("/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.get("/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/assets/studio.css", "/?key=guess"])
def test_every_answer_lets_a_page_load_nothing_from_elsewhere(client: Client, path: str):
    headers = client.get(path).headers
    said = headers["content-security-policy"]
    assert "default-src 'none'" in said
    assert "unsafe" not in said
    assert "http" not in said
    assert headers["x-content-type-options"] == "nosniff"


def test_each_answer_has_a_nonce_of_its_own(client: Client):
    policies = {client.get("/").headers["content-security-policy"] for _ in range(2)}
    assert len(policies) == 2


@pytest.mark.parametrize(
    "path", ["/assets/..%2Fapp.py", "/assets/../app.py", "/assets/%2Fetc%2Fpasswd", "/fonts/../x"]
)
def test_no_address_leads_to_a_file_outside(client: Client, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["..", "%2e%2e", "..%2Fcase", ".dossier", "case%2F..%2Fcase"])
def test_only_dossiers_of_the_content_folder_are_read(client: Client, name: str):
    assert client.get(f"/api/{name}/submission/standing").status_code == 404


def test_a_request_that_is_too_large_is_taken_in_and_thrown_away_before_it_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gate, "MOST_TEXT", 10)
    taken = []

    def pieces():
        for _ in range(5):
            taken.append(1)
            yield b"1234"

    app = gate.Gate(reads_all, ACCESS)
    headers = {"Origin": ACCESS.origin, "Cookie": f"{ACCESS.cookie}={ACCESS.pass_}"}
    answer = TestClient(app, ACCESS.origin, headers=headers).post("/", content=pieces())
    assert answer.status_code == 413
    assert sum(taken) == 5  # a browser that is cut off says that nobody answers


async def reads_all(scope, receive, send):
    """An application that reads all that it is sent."""
    from starlette.middleware.exceptions import ExceptionMiddleware
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse

    async def reading(scope, receive, send):
        body = await Request(scope, receive).body()
        await PlainTextResponse(body)(scope, receive, send)

    await ExceptionMiddleware(reading)(scope, receive, send)


def test_files_that_are_too_large_together_are_refused(client: Client, monkeypatch):
    monkeypatch.setattr(gate, "MOST_UPLOAD", 1000)
    monkeypatch.setattr(gate, "_AROUND_FILES", 0)
    sent = {"file": ("draft.md", b"x" * 2000)}
    answer = client.post("/api/drafts", {"name": "old"}, files=sent)
    assert (answer.status_code, "hint" in answer.json()) == (413, True)


def test_a_request_that_does_not_come_to_its_end_is_refused(client: Client, monkeypatch):
    monkeypatch.setattr(gate, "MOST_SECONDS", 0)
    assert client.post("/api/dossiers", {"name": "new"}).status_code == 408
    assert not (client.project.content / "new").exists()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"[" * 100_000, b"\xff\xfe", b'{"name": 3}', b'{"name": null}']
)
def test_what_is_no_json_of_ours_is_refused_with_words(client: Client, body: bytes):
    headers = {"Content-Type": "application/json"}
    answer = client.http.post("/api/dossiers", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_form_of_another_page_that_looks_like_json_is_refused(client: Client):
    headers = {"Content-Type": "text/plain"}
    assert client.http.post("/api/dossiers", content=b"{}", headers=headers).status_code == 415

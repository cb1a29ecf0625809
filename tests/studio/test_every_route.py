"""What holds of every route, also of those that are added later: the gate, the policy, the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from dossier.cli.main import main
from dossier.studio import gate
from tests.conftest import Project
from tests.studio.conftest import ACCESS, Client, client_of
from tests.studio.test_addresses import ROUTES, address

EVERY = pytest.mark.parametrize("route", ROUTES, ids=lambda each: f"{method(each)} {each.path}")
WAITS = "/api/revision"
"""The route that answers when something changes; it is asked for what changed already."""


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of one studio for all that is refused: nothing of it is ever changed."""
    root = tmp_path_factory.mktemp("refusing")
    (root / "content").mkdir()
    assert main(["new", "case"], root=root) == 0
    with ExitStack() as opened:
        yield client_of(Project(root, None), opened)  # type: ignore[arg-type]


def method(route: Route) -> str:
    return min((route.methods or {"GET"}) - {"HEAD"})


def ask(http: TestClient, route: Route, path: str = "", **headers: str):
    """Send what a page of ours sends to a route, with other headers where they are named."""
    path = path or address(route)
    sent = {"json": {}} if method(route) != "GET" else {}
    return http.request(method(route), path, headers=headers, **sent)


def policy_of(header: str) -> dict[str, str]:
    pairs = (each.strip().partition(" ") for each in header.split(";"))
    return {name: value for name, _, value in pairs}


def stranger(client: Client, **headers: str) -> TestClient:
    return TestClient(client.http.app, ACCESS.origin, headers=headers, follow_redirects=False)


@EVERY
def test_nothing_is_answered_to_who_has_no_cookie(refusing: Client, route: Route):
    answer = ask(stranger(refusing, Origin=ACCESS.origin), route)
    assert answer.status_code == 403
    assert "case" not in answer.text


@EVERY
def test_no_other_host_and_no_other_page_gets_an_answer(refusing: Client, route: Route):
    assert ask(refusing.http, route, Host="example.org").status_code == 403
    for site in ("cross-site", "same-site"):
        assert ask(refusing.http, route, **{"Sec-Fetch-Site": site}).status_code == 403
    if method(route) != "GET":
        for origin in ("null", "https://example.org", "http://127.0.0.1:1"):
            assert ask(refusing.http, route, Origin=origin).status_code == 403


@EVERY
def test_no_page_is_loaded_from_elsewhere_or_shown_in_another(client: Client, route: Route):
    path = f"{address(route)}?since=-1" if route.path == WAITS else ""
    answer = ask(client.http, route, path)
    said = policy_of(answer.headers["content-security-policy"])
    assert said["default-src"] == "'none'"
    assert "http" not in str(said)
    assert said["frame-ancestors"] in ("'none'", "'self'")
    if (
        "sandbox" in said
    ):  # a document in a frame has styles of its own, and runs nothing of its own
        assert re.fullmatch(r"('sha256-[\w+/=]+')?", said.get("script-src", ""))
        assert said["sandbox"] in ("", "allow-scripts", "allow-same-origin")  # never both
        assert "connect-src" not in said and said.get("img-src", "data:") == "data:"
    else:
        assert "unsafe" not in str(said)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "route", [each for each in ROUTES if "{dossier}" in each.path],
    ids=lambda each: f"{method(each)} {each.path}",
)  # fmt: skip
@pytest.mark.parametrize("name", ["..", "%2e%2e", ".dossier", "..%2Fcase", "case%2F..%2Fcase"])
def test_no_address_leads_out_of_the_content_folder(refusing: Client, route: Route, name: str):
    before = sorted(
        each for each in refusing.project.root.rglob("*") if ".dossier" not in each.parts
    )
    answer = ask(refusing.http, route, address(route, dossier=name))
    assert answer.status_code in (400, 404, 405, 415), answer.text[:200]
    assert not re.search(r"/(tmp|home|root)/", answer.text)
    after = sorted(
        each for each in refusing.project.root.rglob("*") if ".dossier" not in each.parts
    )
    assert after == before


BRINGING = [
    each for each in ROUTES if method(each) != "GET" and not each.path.endswith(("/pdf", "/drop"))
]
"""The routes that read what they are sent; the others do something without."""


@pytest.mark.parametrize("route", BRINGING, ids=lambda each: each.path)
@pytest.mark.parametrize("kind", ["json", "files"])
def test_what_is_too_large_is_refused_with_the_limit(
    refusing: Client, route: Route, kind: str, monkeypatch: pytest.MonkeyPatch
):
    for name in ("MOST_TEXT", "MOST_UPLOAD", "_AROUND_FILES"):
        monkeypatch.setattr(gate, name, 1)
    part = ("a.docx", b"x" * 100)
    sent = {"json": {"a": "b"}} if kind == "json" else {"files": {"file": part, "files": part}}
    answer = refusing.http.post(address(route), **sent)
    assert answer.status_code in (400, 404, 413, 415)  # what is of another kind is not read
    if answer.status_code == 413:
        assert "MB" in answer.json()["error"] and answer.json()["hint"]

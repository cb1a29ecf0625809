"""Dossiers and documents may be called as the studio's own addresses are."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Match, Route

from dossier.studio.app import VIEWS
from tests.studio.conftest import Client

ROUTES = [route for view in VIEWS for route in view.ROUTES]

NAMED = ("dossier", "document", "key", "shown")
"""What authors name in addresses; all else the program names."""

SAMPLE = {
    "dossier": "case", "document": "submission", "key": "submission", "shown": "submission",
    "registry": "sources", "rule": "annex", "other": "un", "number": "3", "page": "4",
}  # fmt: skip


def words() -> list[str]:
    """Return every word that stands in an address of the studio, and what stands in places there."""
    found = {each for route in ROUTES for each in re.split(r"[/.]", route.path)}
    return sorted(
        {each for each in found if re.fullmatch(r"[a-z][a-z-]*", each)} | {*SAMPLE.values()}
    )


def address(route: Route, **names: str) -> str:
    """Return an address of a route."""
    said = {**SAMPLE, "name": "sans" if "/fonts" in route.path else "studio.css", **names}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: said[found[1]], route.path)


def answering(route: Route, path: str) -> Route | None:
    """Return the route that answers at an address with the method of `route`."""
    method = next(iter(route.methods - {"HEAD"}))
    scope = {"type": "http", "path": path, "method": method}
    return next((each for each in ROUTES if each.matches(scope)[0] is Match.FULL), None)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.path} {min(route.methods)}")
def test_a_dossier_or_document_may_be_called_as_any_address_is(route: Route):
    assert answering(route, address(route)) is route
    for word in words():
        for name in NAMED:
            path = address(route, **{name: word})
            assert answering(route, path) is route, path


@pytest.mark.parametrize("name", ["api", "assets", "fonts", "studio"])
def test_a_dossier_of_such_a_name_has_its_pages(name: str, client: Client):
    (client.project.content / "case").rename(client.project.content / name)
    for path in ("history", "take-back", "evidence/sources", "submission/write"):
        assert client.get(f"/{name}/{path}").status_code == 200
    assert client.get(f"/api/{name}/submission/outline").json()["sections"]
    assert client.get("/assets/studio.css").status_code == 200
    assert client.get("/fonts/sans").headers["content-type"] == "font/ttf"

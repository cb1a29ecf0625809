"""What axe finds on a page that a person who cannot see it, or has no mouse, would stumble over."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Frame, Page

GRAVE = ("serious", "critical")

SCREENS = ((1280, "light"), (390, "dark"))
"""Widths in pixels and colours on which a page must be good: a wide screen and a telephone."""

_RUN = "async () => (await axe.run({resultTypes: ['violations']})).violations"
"""All rules are asked; what passes is not described element by element."""


def violations(page: Page | Frame, impacts: tuple[str, ...] = GRAVE) -> list[str]:
    """Return the faults of a page of some impacts, each with the first element that has it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())  # a script tag is what the pages' policy forbids
    found = page.evaluate(_RUN)
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in impacts
    ]


def good_for_everybody(page: Page) -> None:
    """Hold that a page has no serious fault, and needs no scrolling sideways, on any screen."""
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@cache
def _script() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(next(iter(found.submodule_search_locations)))
    return next(folder.rglob("axe*.js")).read_text("utf-8")

"""What axe finds on a page that a person who cannot see it, or has no mouse, would stumble over."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Frame, Page

GRAVE = ("serious", "critical")

_RUN = "async () => (await axe.run({resultTypes: ['violations']})).violations"
"""All rules are asked; what passes is not described element by element."""


def violations(page: Page | Frame) -> list[str]:
    """Return the serious and critical faults of a page, each with the first element that has it."""
    page.evaluate(_script())  # a script tag is what the pages' policy forbids
    found = page.evaluate(_RUN)
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
    ]


@cache
def _script() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(next(iter(found.submodule_search_locations)))
    return next(folder.rglob("axe*.js")).read_text("utf-8")

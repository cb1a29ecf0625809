"""Translations in a browser: an officer looks at what changed, confirms it, and brings a file back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Project
from tests.studio.browser.axe import violations
from tests.studio.conftest import Studio

ORIGINAL = "case/blocks/20-background.md"
FRENCH = "case/blocks/fr/20-background.md"
PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}


@pytest.fixture
def stale(small: Project, studios: Callable[[Project], Studio]) -> Studio:
    """A dossier of one text in French, two paragraphs of which do not follow their original."""
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    head = "---\nid: background\nkind: background\ntitle: The law\n---\n"
    small.write(ORIGINAL, f"{head}The court ordered it.\n\nEach union registers.\n\nIt is late.\n")
    small.write(FRENCH, "---\nid: background\ntitle: La loi\n---\nOrdonné.\n\nChacun.\n\nTard.\n")
    small.change("case/dossier.yaml", "status: draft", "status: draft\n    language: fr")
    assert small.run("translate", "case", "--to", "fr", "--done", "all").status == 0
    small.change(ORIGINAL, "ordered", "forbade")
    small.change(ORIGINAL, "Each", "Every")
    return studios(small)


def looked_into(page: Page) -> Page:
    page.get_by_role("button", name="The law", exact=True).press("Enter")
    expect(page.locator("ins").first).to_have_text("forbade")
    expect(page.locator("#kept")).to_contain_text("Nothing was found")
    return page


def test_what_changed_is_confirmed_by_quick_clicks_and_a_file_is_brought_back(opened, stale):
    page = looked_into(opened(stale, "/case/translations"))
    phone = looked_into(opened(stale, "/case/translations", **PHONE))
    for each in (page, phone):
        assert violations(each) == []
        assert each.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as got:
        page.get_by_label("XLIFF 2.1").check()
        page.get_by_role("button", name="Download", exact=True).click()
    assert got.value.suggested_filename == "case-fr.xlf"
    stale.project.change(ORIGINAL, "late", "early")  # an editor saves: both pages follow
    for each in (page, phone):
        expect(each.locator("[data-confirm*='/']")).to_have_count(3)
    page.evaluate(
        "document.querySelectorAll(\"[data-confirm*='/']\").forEach((each) => each.click())"
    )
    for each in (page, phone):
        expect(each.locator(".status")).to_have_text("done")
    sent = got.value.path().read_bytes().replace(b"Chacun", b"Chaque syndicat")
    page.get_by_label("The file that came back").set_input_files(
        {"name": "back.xlf", "mimeType": "application/xliff+xml", "buffer": sent}
    )
    page.get_by_role("button", name="Look at what it changes").click()
    expect(page.locator("#came ins")).to_contain_text("syndicat")
    assert violations(page) == []
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#came")).to_contain_text("It is written")
    assert "Chaque syndicat" in (stale.project.content / FRENCH).read_text("utf-8")
    page.get_by_role("link", name="Write it").click()
    expect(page.locator("#translation")).to_contain_text("French translation: ")
    stale.project.change(ORIGINAL, "registers", "enrols")
    expect(page.locator("#translation")).to_contain_text("changed since")
    expect(page.locator("#editor .cm-content")).to_contain_text("Chaque syndicat")
    assert violations(page) == []

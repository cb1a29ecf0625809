"""Pages that commands write, on a telephone."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from tests.conftest import Project
from tests.studio.browser.axe import good_for_everybody


def test_reports_need_no_scrolling_sideways(browser: Browser, kazakhstan: Project):
    kazakhstan.run("build", "kazakhstan/submission", "--format", "docx")
    made = kazakhstan.output / "kazakhstan" / "submission.docx"
    sent = Path(shutil.copy(made, kazakhstan.root / "sent.docx"))
    kazakhstan.change("kazakhstan/blocks/42-trial-37.md", "That dispute", "This dispute")
    kazakhstan.run("build", "kazakhstan/submission", "--format", "docx")
    assert kazakhstan.run("redline", str(sent), str(made)).status == 0
    check = kazakhstan.run("check", "kazakhstan", "--format", "html")
    (kazakhstan.root / "check.html").write_text(check.out, "utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for path in (kazakhstan.root / "check.html", made.with_name("submission-redline.html")):
        page.goto(path.as_uri())
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) == 390, path.name
    page.close()


def test_a_document_follows_a_dark_screen_and_folds_its_menu_on_a_telephone(
    browser: Browser, kazakhstan: Project
):
    names = ("brief", "chronology", "submission")
    kazakhstan.run("build", *(f"kazakhstan/{each}" for each in names), "--format", "html")
    page = browser.new_page()
    for name in names:
        page.goto((kazakhstan.output / "kazakhstan" / f"{name}.html").as_uri())
        good_for_everybody(page)  # last on a telephone in the dark
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    menu, summary = page.locator("nav details ol"), page.locator("nav summary")
    assert not menu.is_visible()
    summary.click()
    assert menu.is_visible()
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert menu.is_visible() and not summary.is_visible()
    page.close()

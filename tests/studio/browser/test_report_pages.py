"""Pages that commands write, on a telephone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser

from tests.conftest import Project
from tests.studio.browser.axe import GRAVE, good_for_everybody, violations

BROKEN_WORDS = """() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("td, th") || node.parentElement.closest("a")) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((each) => each.top)).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
"""Words of tables that stand in two lines."""

CROPPED = """() => [...document.querySelectorAll(".rating img")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth).length"""
"""Pictures that are short enough to be shown whole."""


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
        assert violations(page, ("moderate", *GRAVE)) == [], path.name
    page.close()


def test_a_document_follows_a_dark_screen_and_folds_its_menu_on_a_telephone(
    browser: Browser, kazakhstan: Project
):
    names = ("profile", "brief", "chronology", "submission")  # the last one has a table
    kazakhstan.run("build", *(f"kazakhstan/{each}" for each in names), "--format", "html")
    page = browser.new_page()
    for name in names:
        page.goto((kazakhstan.output / "kazakhstan" / f"{name}.html").as_uri())
        good_for_everybody(page)  # last on a telephone in the dark
        assert page.evaluate(CROPPED) == 0, name
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    assert page.evaluate(BROKEN_WORDS) == []
    menu, summary = page.locator("nav details ol"), page.locator("nav summary")
    assert not menu.is_visible()
    summary.click()
    assert menu.is_visible()
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert menu.is_visible() and not summary.is_visible()
    assert page.evaluate(BROKEN_WORDS) == []
    page.close()


def test_pages_are_printed_on_the_paper_of_their_kind(browser: Browser, kazakhstan: Project):
    names = ("letter-japan", "note-association", "matrix")
    ran = kazakhstan.run("build", "kazakhstan/letter", *(f"kazakhstan/{each}" for each in names[1:]),
                         "--format", "html")  # fmt: skip
    assert ran.status == 0, ran.err
    page = browser.new_page()
    printed = {}
    for name in names:
        page.goto((kazakhstan.output / "kazakhstan" / f"{name}.html").as_uri())
        printed[name] = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert [len(printed[each]) for each in names[:2]] == [1, 1]
    width, height = printed["matrix"][0].get_size()
    assert width > height

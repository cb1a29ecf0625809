"""Pages that commands write, on a telephone."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from tests.conftest import Project


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

"""Make the pictures of docs/studio.md: the studio with the dossier on Kazakhstan.

    .venv/bin/python docs/pictures/make.py            # the pictures of the manual
    .venv/bin/python docs/pictures/make.py follow-up  # one of them, or some
    .venv/bin/python docs/pictures/make.py --all DIR  # each view at 1280 and 390 px, light and dark

It needs the packages of `install.sh --dev` and Debian's Chromium. The studio works on a copy of the
content, so nothing is changed.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from tests.partners import Partner  # noqa: E402

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPED = " {dead"
"""What is typed to be offered something; its bracket closes itself, and goes with it."""
COLOURS = 64
"""Colours of a picture: it is small then, and nothing is lost that one could see."""


def main() -> None:
    """Start the studio, open each view, write its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR", help="every width and scheme, there")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of these views alone")
    asked = parser.parse_args()
    folder, names = asked.all, asked.names or [*VIEWS]
    with tempfile.TemporaryDirectory() as work, studio(Path(work)) as address:
        word = edited(Path(work))
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        looks = (
            [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
            if folder
            else [(1280, "light")]
        )
        with sync_playwright() as driver:
            found = shutil.which("chromium") or shutil.which("chromium-headless-shell")
            browser = driver.chromium.launch(executable_path=found)
            for width, scheme in looks:
                page = browser.new_page(
                    viewport={"width": width, "height": 800},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                page.set_default_timeout(60_000)
                page.goto(address)
                for name in names:
                    VIEWS[name](page, address.split("/?")[0], word)
                    page.wait_for_timeout(500)
                    ending = f"-{width}-{scheme}" if folder else ""
                    write((folder or HERE) / f"studio-{name}{ending}.png", page.screenshot())
                page.close()
            browser.close()


@contextmanager
def studio(work: Path) -> Iterator[str]:
    """Serve a copy of the content; yields the address with its key."""
    shutil.copytree(ROOT / "content", work / "content")
    command = [sys.executable, str(ROOT / "build.py"), "studio", "--no-browser"]
    where = ["--content", str(work / "content"), "--output", str(work / "output")]
    process = subprocess.Popen([*command, *where], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        said = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http\S+", said)
        if not found:
            raise SystemExit(f"the studio did not start: {said}")
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def edited(work: Path) -> Path:
    """Build the submission as a Word file, and edit it as a partner would."""
    command = [sys.executable, str(ROOT / "build.py"), "build", "kazakhstan/submission"]
    where = [
        "--format",
        "docx",
        "--content",
        str(work / "content"),
        "--output",
        str(work / "output"),
    ]
    subprocess.run([*command, *where], check=True, capture_output=True, cwd=ROOT)
    sent = (work / "output" / "kazakhstan" / "submission.docx").read_bytes()
    partner = Partner(sent, "Ana Petrova").says("reportedly", "by all accounts")
    partner.says("the intimidation", "threats").paragraph(
        "That dispute calls for an independent", "Our lawyers asked for the file in 2018."
    )
    path = work / "submission from Ana.docx"
    path.write_bytes(partner.remarks_on("high-ranking regional", "Which ranks?").sends())
    return path


def home(page: Page, address: str, word: Path) -> None:
    page.goto(f"{address}/")
    page.wait_for_timeout(6000)  # words, findings and comments are counted after the page is there


def write_view(page: Page, address: str, word: Path) -> None:
    page.goto(f"{address}/kazakhstan/submission/write")
    paragraph = page.frame_locator("#frame").locator("#block-prosecutions p").first
    if page.viewport_size and page.viewport_size["width"] > 1000:
        paragraph.click()
        page.locator("#editor .cm-content").wait_for()
    page.wait_for_timeout(4000)


def insert(page: Page, address: str, word: Path) -> None:
    write_view(page, address, word)
    if page.locator("#editor .cm-content").is_visible():
        page.keyboard.press("End")
        page.keyboard.type(TYPED)
        page.wait_for_timeout(2500)


def view(path: str) -> Callable[[Page, str, Path], None]:
    """Return what opens a view that needs nothing done in it."""

    def show(page: Page, address: str, word: Path) -> None:
        page.goto(f"{address}{path}")
        page.wait_for_timeout(4000)

    return show


def entry(page: Page, address: str, word: Path) -> None:
    page.goto(f"{address}/kazakhstan/evidence/sources")
    page.locator("tbody a, tbody button").first.click()
    page.wait_for_timeout(2500)


def take_back(page: Page, address: str, word: Path) -> None:
    page.goto(f"{address}/kazakhstan/take-back")
    if not page.locator(".item").first.is_visible():
        page.get_by_label("Word files from partners").set_input_files(word)
        page.get_by_role("button", name="Look at the changes").click()
        page.locator(".item").first.wait_for()
    page.get_by_role("button", name="Take", exact=True).first.click()
    page.locator(".item.take").first.wait_for()
    page.get_by_role("button", name="Leave", exact=True).nth(1).click()
    page.wait_for_timeout(2500)


def evidence(page: Page, address: str, word: Path) -> None:
    """Take back what `insert` typed, and show the sources."""
    if page.locator("#editor .cm-content").is_visible():
        page.keyboard.press("Escape")
        for _ in TYPED:
            page.keyboard.press("Backspace")
    page.wait_for_timeout(500)
    view("/kazakhstan/evidence/sources")(page, address, word)


def text_of(beside: Path) -> Path:
    """Return the block that is opened, in the content beside a file."""
    return beside.parent / "content" / "kazakhstan" / "blocks" / "44-prosecutions.md"


def check(page: Page, address: str, word: Path) -> None:
    """Show what Check finds in a text with two slips, which an editor left there."""
    block = text_of(word)
    slips = block.read_text("utf-8").replace("a criminal", "a a criminal", 1)
    block.write_text(slips.replace("was opened", "was was opened", 1), "utf-8")
    page.goto(f"{address}/kazakhstan/check")
    page.wait_for_timeout(9000)
    close = page.locator(".elsewhere").get_by_role("button", name="Close")
    if close.is_visible():
        close.click()


def matrix(page: Page, address: str, word: Path) -> None:
    text_of(word).write_text(text_of(ROOT / "x").read_text("utf-8"), "utf-8")
    page.wait_for_timeout(1000)
    view("/kazakhstan/check/matrix")(page, address, word)


def follow_up(page: Page, address: str, word: Path) -> None:
    page.goto(f"{address}/kazakhstan/check/follow-up")
    page.locator("#became button").first.wait_for()


def history(page: Page, address: str, word: Path) -> None:
    """Show a change that another program made, by its words."""
    block = text_of(word).with_name("05-zhanaozen-and-after.md")
    text = block.read_text("utf-8")
    block.write_text(
        text.replace("oil workers in western", "thousands of oil workers in western", 1), "utf-8"
    )
    page.wait_for_timeout(1500)
    page.goto(f"{address}/kazakhstan/history")
    page.get_by_role("button", name="What changed").first.click()
    page.wait_for_timeout(1500)


def translations(page: Page, address: str, word: Path) -> None:
    """Show a paragraph whose original was changed after it was translated."""
    block = text_of(word)
    text = block.read_text("utf-8")
    block.write_text(text.replace("embezzlement and fraud over", "embezzlement of", 1), "utf-8")
    page.wait_for_timeout(1500)
    page.goto(f"{address}/kazakhstan/translations?to=fr&of=submission-fr")
    page.get_by_role("button", name="Prosecution of trade union leaders", exact=True).click()
    page.get_by_text("Left out, since").wait_for()


VIEWS: dict[str, Callable[[Page, str, Path], None]] = {
    "home": home,
    "write": write_view,
    "insert": insert,
    "evidence": evidence,
    "entry": entry,
    "take-back": take_back,
    "check": check,
    "matrix": matrix,
    "follow-up": follow_up,
    "deadlines": view("/kazakhstan/check/deadlines"),
    "audience": view("/kazakhstan/audience"),
    "translations": translations,
    "history": history,
}


def write(path: Path, screenshot: bytes) -> None:
    """Write a screenshot with few colours."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(COLOURS, dither=0)
    picture.save(path, optimize=True)
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()

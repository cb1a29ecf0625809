"""Time the studio as somebody who writes meets it: start, key to page, memory.

It writes in a copy of the Kazakhstan submission, in Debian's Chromium, one letter at a time with a
pause after each. `key to page` ends when the browser has painted the page with the letter on it.
Needs the packages of `install.sh --dev`, and a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
DOCUMENT = "kazakhstan/submission"
BLOCK = "prosecutions"
BOUNDS = {"start": 2000.0, "key to page, p50": 250.0, "key to page, p95": 400.0}
"""Milliseconds."""

WATCH = """() => {
  window.times = [];
  addEventListener("keydown", (event) => (window.pressed = event.timeStamp), true);
  const view = document.querySelector(".write");
  new MutationObserver(() => requestAnimationFrame(() => window.times.push(performance.now() - window.pressed)))
    .observe(view, { attributes: true, attributeFilter: ["data-shown"] });
}"""


def main() -> None:
    """Start the studio, write, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=100, help="letters typed (default: 100)")
    parser.add_argument("--pause", type=float, default=0.4, help="seconds after each")
    parser.add_argument(
        "--times", type=int, default=1, help="copies of each block, for a long text"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        copied(content, options.times)
        begun = time.perf_counter()
        command = [sys.executable, str(ROOT / "build.py"), "studio", "--no-browser"]
        process = subprocess.Popen(
            [*command, "--content", str(content)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        try:
            address = re.search(r"http\S+", process.stdout.readline())[0]
            with urllib.request.urlopen(
                address.split("?")[0] + "assets/theme.js"
            ):  # refused or not
                pass
        except urllib.error.HTTPError:
            pass
        started = (time.perf_counter() - begun) * 1000
        try:
            report(started, process.pid, address, options)
        finally:
            process.terminate()
            process.wait()


def copied(content: Path, times: int) -> None:
    """Copy the content, each block of the evidence so many times."""
    shutil.copytree(ROOT / "content", content)
    folder = content / "kazakhstan" / "blocks"
    for path in sorted(folder.glob("4*.md")) if times > 1 else ():
        text = path.read_text("utf-8")
        for number in range(2, times + 1):
            ids = re.sub(r"\{#([\w-]+)\}", rf"{{#\1-{number}}}", text)
            ids = re.sub(r"^id: (.*)$", rf"id: \1-{number}", ids, count=1, flags=re.MULTILINE)
            (folder / f"{path.stem}-{number:03}.md").write_text(ids, "utf-8")


def report(started: float, process: int, address: str, options: argparse.Namespace) -> None:
    """Write in the browser, and print what it took."""
    before = memory(process)
    seconds = written(address, options.edits, options.pause)
    cuts = statistics.quantiles(seconds, n=20)
    rows = {"start": started, "key to page, p50": cuts[9], "key to page, p95": cuts[18]}
    for name, found in rows.items():
        print(f"{name:<40}{found:>9.0f} ms{BOUNDS[name]:>9.0f}")
    print(f"{'memory at the start':<40}{before:>9.0f} MiB")
    print(f"{f'memory after {options.edits} edits':<40}{memory(process):>9.0f} MiB")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def written(address: str, edits: int, pause: float) -> list[float]:
    """Return how long the page took after each letter, in milliseconds."""
    with sync_playwright() as driver:
        found = shutil.which("chromium") or shutil.which("chromium-headless-shell")
        browser = driver.chromium.launch(executable_path=found)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        opened, _, key = address.partition("?")
        page.goto(f"{opened}{DOCUMENT}/write?{key.partition('#')[0]}")
        page.frame_locator("#frame").locator(f"#block-{BLOCK} p").first.click(timeout=60_000)
        page.locator("#editor .cm-content").wait_for()
        page.wait_for_timeout(3000)
        page.evaluate(WATCH)
        type_letter(page, 0)
        page.wait_for_timeout(2000)
        for number in range(1, edits + 1):
            type_letter(page, number)
            page.wait_for_timeout(pause * 1000)
        times = page.evaluate("() => window.times")
        browser.close()
    return times[1:]


def type_letter(page: Page, number: int) -> None:
    """Type one letter, words of seven, and wait until the page has it."""
    page.keyboard.press("Space" if number % 8 == 7 else "abcdefg"[number % 8])
    page.wait_for_function("(many) => window.times.length > many", arg=number, timeout=60_000)


def memory(process: int) -> float:
    """Return what a process and all that it began hold, in MiB."""
    found = Path("/proc").glob("[0-9]*/status")
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    for each in found:
        try:
            said = dict(
                line.split(":\t", 1) for line in each.read_text().splitlines() if ":\t" in line
            )
        except OSError:
            continue
        number = int(each.parent.name)
        parents[number] = int(said["PPid"])
        sizes[number] = int(said.get("VmRSS", "0").split()[0]) / 1024
    mine = {process}
    while more := {each for each, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(sizes.get(each, 0) for each in mine)


if __name__ == "__main__":
    main()

"""Say how fast builds can become while WeasyPrint stays as it is: beside it alone, on the same pages.

Three works are done by our program, by the earlier version, and by WeasyPrint alone on the web pages
that our program made, with two processes where there are several pages. The column `floor` is what
WeasyPrint alone takes in the unit of the targets, the time of the earlier version. Times are
processor seconds, which other work on the machine changes little, the least of some runs.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import Checkout
from run import ROOT, SUBMISSION, Bench, earlier, long_content, remove_worktree

CHANGED = ("submission", "joint")
"""The documents that take the block that is changed."""

ALONE = """
import multiprocessing, sys, weasyprint
def write(page):
    weasyprint.HTML(filename=page).write_pdf(page + ".pdf")
with multiprocessing.get_context("fork").Pool(2) as pool:
    pool.map(write, sys.argv[1:], 1)
    pool.close()
    pool.join()
"""


@dataclass(frozen=True)
class Work:
    """A work: the words that ask a version for it, and the pages that it comes to."""

    name: str
    ours: Sequence[str]
    before: Sequence[str]
    pages: Sequence[Path]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2, help="runs of each command (default: 2)")
    parser.add_argument("--python", default="", help="a Python that has what the earlier one needs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        before = earlier(work, options.python)
        bench = Bench(Checkout(ROOT, sys.executable), before, work, options.runs)
        print(f"{'':<40}{'now':>8}{'floor':>8}{'now by WeasyPrint':>20}")
        for each in works(bench):
            now = least(bench, bench.now.command(*each.ours))
            then = least(bench, bench.earlier.command(*each.before))
            bare = least(bench, [sys.executable, "-c", ALONE, *map(str, each.pages)])
            ratios = f"{now / then:>8.2f}{bare / then:>8.2f}{now / bare:>20.2f}"
            print(f"{each.name:<40}{ratios}", flush=True)
        remove_worktree(work / "earlier")


def works(bench: Bench) -> Iterator[Work]:
    """Yield the works whose largest part are PDFs, with their pages made."""
    folders = [("--output", str(bench.work / name)) for name in ("now", "before")]
    every, two = ["build", "kazakhstan", "--force"], [f"kazakhstan/{each}" for each in CHANGED]
    subprocess.run(
        bench.now.command(*every, *folders[0], "--format", "html"), check=True, capture_output=True
    )
    made = sorted((bench.work / "now" / "kazakhstan").glob("*.html"))
    ours, before = ([*every, *folder] for folder in folders)
    yield Work("15 documents, every format", ours, before, made)
    pages = [each for each in made if each.stem in CHANGED]
    ours, before = (["build", *two, "--force", *folder] for folder in folders)
    yield Work("two documents, every format", ours, before, pages)
    ours, before = (
        ["build", "long", *long_content(bench, side), "--force", "--format"]
        for side in (bench.now, bench.earlier)
    )
    subprocess.run(bench.now.command(*ours, "html"), check=True, capture_output=True)
    (page,) = bench.work.glob(f"long-*/long/{Path(SUBMISSION).name}.html")
    yield Work("the submission forty times, PDF", [*ours, "pdf"], [*before, "pdf"], [page])


def least(bench: Bench, command: Sequence[str]) -> float:
    """Return the processor seconds of a command and its processes, the least of some runs."""
    return min(_processor_seconds(command) for _ in range(bench.runs))


def _processor_seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = {**os.environ, "UPR_DOSSIER_CACHE": "none"}
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=surroundings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

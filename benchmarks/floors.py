"""Say how fast builds can become while the packages that we stand on stay as they are.

Three works are done by our program, by the earlier version, and by WeasyPrint alone on the web pages
that our program made, with two processes where there are several pages. The column `floor` is what
WeasyPrint alone takes in the unit of the targets, the time of the earlier version.

Then three cold commands: beside each whole command stands a process that only imports the packages
of others that it uses, and one that imports our modules too and does nothing. All in units of the
earlier version's whole command; the Word file in units of WeasyPrint's run on the same text. Below
each stands what its parts take alone, in one process: what every build does, whatever is kept, such as
the search for names, cannot be left out. `check` is of the earlier version's texts by both.

Times are processor seconds, which other work on the machine changes little, the least of some runs.
The last line is memory: WeasyPrint alone on the largest page, beside the largest process of ours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from home import edited
from processes import Checkout, run
from run import (
    EDITS,
    FIFTEEN,
    ROOT,
    SUBMISSION,
    Bench,
    current,
    earlier,
    long_content,
    remove_worktree,
)

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


LOADED = """
import json, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    pass
print("\\n" + json.dumps([*sys.modules]))
"""
"""Runs a command and prints the modules that it imported, in their order."""

IMPORTED = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


TIMED = """
import importlib, json, os, runpy, sys, time
sys.path.insert(0, sys.argv[1])
parts, took, within = json.loads(sys.argv[2]), {}, [0.0]
sys.argv = sys.argv[3:]
import dossier.model.second_process as second
second._helps = lambda: False
def timed(name, does):
    def wrapped(*given, **named):
        begun = time.process_time()
        within.append(0.0)
        try:
            return does(*given, **named)
        finally:
            spent = time.process_time() - begun
            took[name] = took.get(name, 0) + spent - within.pop()
            within[-1] += spent
    return wrapped
for name, (module, *path, last) in parts.items():
    holder = importlib.import_module(module)
    for each in path:
        holder = getattr(holder, each)
    setattr(holder, last, timed(name, getattr(holder, last)))
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    pass
print("\\n" + json.dumps(took))
"""
"""Runs a command in one process, and prints the processor seconds of parts of it."""

PARTS = {
    "blocks": ("dossier.build.library", "_read_blocks"),
    "registries": ("dossier.build.registries", "_collected"),
    "composing": ("dossier.build.document", "compose_document"),
    "rules": ("dossier.build.lint_documents", "_by_rule"),
    "writing": ("dossier.writers.docx", "write_docx"),
    "reading back": ("dossier.build.written_file", "verify"),
    "search": ("dossier.redaction.scan.guard", "Guard", "find"),
    "reading the file": ("dossier.interchange.pull.run", "read_returned"),
    "three ways": ("dossier.interchange.pull.block_merge", "merged"),
    "the document as it is now": ("dossier.interchange.pull.run", "current_document"),
    "changing the source": ("dossier.interchange.pull.file_changes", "rewrite"),
}
"""Parts of a command, by where the function stands that does one, without what others do in it."""


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
        bench = Bench(current(work), before, work, options.runs)
        print(f"{'':<40}{'now':>8}{'floor':>8}{'now by WeasyPrint':>20}")
        for each in works(bench):
            now = least(bench, bench.now.command(*each.ours))
            then = least(bench, bench.earlier.command(*each.before))
            bare = least(bench, [sys.executable, "-c", ALONE, *map(str, each.pages)])
            ratios = f"{now / then:>8.2f}{bare / then:>8.2f}{now / bare:>20.2f}"
            print(f"{each.name:<40}{ratios}", flush=True)
        print(f"\n{'':<40}{'now':>8}{'packages':>10}{'and modules':>13}")
        for row in commands(bench):
            print(row, flush=True)
        print(f"\n{memory(bench)}")
        remove_worktree(work / "earlier")


def works(bench: Bench) -> Iterator[Work]:
    """Yield the works whose largest part are PDFs, with their pages made."""
    folders = [("--output", str(bench.work / name)) for name in ("now", "before")]
    every, two = ["build", *FIFTEEN, "--force"], [f"kazakhstan/{each}" for each in CHANGED]
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


def commands(bench: Bench) -> Iterator[str]:
    """Yield a line for each cold command: the whole of it, and what it imports alone."""
    page = bench.work / "now" / f"{SUBMISSION}.html"
    bare = [sys.executable, "-c", ALONE, str(page)]
    word = ["build", SUBMISSION, "--force", "--format", "docx", "--output"]
    check = ["check", SUBMISSION]
    alike = replace(bench.now, texts=bench.earlier.content)
    ours, before = (returned(bench, side) for side in (bench.now, bench.earlier))
    word = bench.now.command(*word, str(bench.work / "now"))
    for name, now, unit in (
        ("a Word file, cold, beside WeasyPrint", word, bare),
        ("check, cold", alike.command(*check), bench.earlier.command(*check)),
        (f"pull, {EDITS} edits", bench.now.command(*ours), bench.earlier.command(*before)),
    ):
        one = least(bench, unit)
        whole = least(bench, now) / one
        outside, all_ = (least(bench, each) / one for each in imports(now[1:]))
        yield f"{name:<40}{whole:>8.2f}{outside:>10.2f}{all_:>13.2f}"
        yield "    " + ", ".join(f"{part} {each / one:.2f}" for part, each in parts(bench, now[1:]))


def parts(bench: Bench, words: Sequence[str]) -> list[tuple[str, float]]:
    """Return what the parts of a command take in one process, the least of some runs, in order."""
    told = json.dumps(PARTS)
    asked = [sys.executable, "-c", TIMED, str(ROOT), told, *words]
    surroundings = {**os.environ, "UPR_DOSSIER_CACHE": "none"}
    runs = []
    for _ in range(bench.runs):
        made = subprocess.run(asked, check=True, capture_output=True, cwd=ROOT, env=surroundings)
        runs.append(json.loads(made.stdout.splitlines()[-1]))
    return [(part, min(each[part] for each in runs)) for part in PARTS if part in runs[0]]


def returned(bench: Bench, side: Checkout) -> list[str]:
    """Return the words that pull a Word file of this version with many edits."""
    out = bench.work / f"returned-{id(side)}"
    made = ["build", SUBMISSION, "--format", "docx", "--output", str(out)]
    subprocess.run(side.command(*made), check=True, capture_output=True, cwd=side.root)
    edited(out / f"{SUBMISSION}.docx", out / "edited.docx", EDITS)
    return ["pull", str(out / "edited.docx")]


def imports(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return commands that import what a command does: packages of others, and our modules too."""
    asked = [sys.executable, "-c", LOADED, *words]
    said = subprocess.run(asked, check=True, capture_output=True, cwd=ROOT, text=True).stdout
    names = [each for each in json.loads(said.splitlines()[-1]) if each != "__main__"]
    others = [each for each in names if each.partition(".")[0] != "dossier"]
    start = [sys.executable, "-c", IMPORTED, str(ROOT)]
    return [*start, *others], [*start, *names]


def memory(bench: Bench) -> str:
    """Return the line about memory."""
    made = sorted((bench.work / "now" / "kazakhstan").glob("*.html"))
    command = [sys.executable, "-c", "import sys, weasyprint\n" + _WRITE]
    alone = max(run([*command, str(each)], ROOT).megabytes for each in made)
    every = ["build", *FIFTEEN, "--force", "--output", str(bench.work / "now")]
    ours = run(bench.now.command(*every), ROOT).megabytes
    return f"largest process: {ours:.0f} MiB, WeasyPrint alone on the largest page {alone:.0f} MiB"


_WRITE = "weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[1] + '.pdf')"


def least(bench: Bench, command: Sequence[str]) -> float:
    """Return the processor seconds of a command and its processes, the least of some runs."""
    return min(_processor_seconds(command) for _ in range(bench.runs))


def _processor_seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = {**os.environ, "UPR_DOSSIER_CACHE": "none"}
    made = subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=surroundings)
    if made.returncode not in (0, 1):  # 1: something is to be mended in the text
        raise SystemExit(f"{' '.join(command)} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

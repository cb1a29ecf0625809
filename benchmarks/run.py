"""Hold the program's speed against its targets: other programs and an earlier version, in one run.

The earlier version is built from this repository's own history, in an environment of its own.
Every figure but the last of each table is a median of runs that take turns, so that a slow machine
is slow for all. Exit status 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from english_texts import copy_english
from home import edited
from long_text import alone, multiply
from processes import Checkout, Run, run

ROOT = Path(__file__).parent.parent
EARLIER = "88a61f8"
SUBMISSION = "kazakhstan/submission"
EDITS = 200

FIFTEEN = tuple(
    f"kazakhstan/{each}"
    for each in (
        "submission", "joint", "brief", "article", "note-impunity", "note-association", "profile",
        "chronology", "digest", "letter-ministry", "letter-germany", "letter-japan", "statement",
        "matrix", "mid-term",
    )
)  # fmt: skip
"""The documents that both versions have: ours has them in other languages besides."""


FLOORS = {
    "15 documents, every format, cold": "WeasyPrint alone takes 0.59 for their PDFs",
    "15 documents beside pandoc and Typst": "WeasyPrint alone takes 0.94 of what we take",
    "one block changed, all documents": "WeasyPrint alone takes 0.76 of both documents it touches",
    "docx alone, cold, first build": "its parts take 0.40 in one process, 0.18 before it writes",
    "docx alone, cold, later": "imports, writing, reading back and search take 0.22",
    "check, cold, first": "all but the rules takes 0.55",
    "forty times the text → pdf": "WeasyPrint alone takes 0.72",
    "forty times the text → docx": "its parts take 0.53 together",
    f"pull, {EDITS} edits": "imports and reading the file take 0.61",
}
"""What cannot be had, in processor time, as `floors.py` measured it on 29 November 2026."""


@dataclass(frozen=True)
class Figure:
    """A figure with its target: what it is of, how large it is and may be, in what unit."""

    name: str
    value: float
    target: float
    unit: str
    reach: float

    def __str__(self) -> str:
        missed = ""
        if self.value > self.target:
            missed = "; ".join(("MISSED", *([FLOORS[self.name]] if self.name in FLOORS else [])))
        return (
            f"{self.name:<58} {self.value:8.2f} {self.unit:<14} "
            f"{self.target:8.2f} {self.reach:8.2f}  {missed}"
        )


@dataclass(frozen=True)
class Bench:
    """What the tables need: both versions, a folder to work in, and how often to run."""

    now: Checkout
    earlier: Checkout
    work: Path
    runs: int

    @property
    def kept(self) -> str:
        """The folder for results that are kept between runs."""
        return str(self.work / "kept")

    def pair(
        self, name: str, words: Callable[[Checkout], Sequence[str]], kept: str = "none"
    ) -> tuple[Run, Run]:
        """Return medians of a command in both versions, run in turn after one run to warm up."""
        found: dict[Checkout, list[Run]] = {self.now: [], self.earlier: []}
        for number in range(self.runs + 1):
            for side in found:
                print(f"  {name} …", end="\r", file=sys.stderr)
                may_fail = "check" in words(side)
                took = run(side.command(*words(side)), side.root, may_fail=may_fail, kept=kept)
                found[side] += [took] if number else []
        return median(found[self.now]), median(found[self.earlier])

    def alone(self, command: Sequence[str], kept: str = "none") -> Run:
        """Return the median of a command, after one run to warm up."""
        runs = [run(list(command), self.work, kept=kept) for _ in range(self.runs + 1)]
        return median(runs[1:])


def median(runs: Sequence[Run]) -> Run:
    """Return the median time, and the largest memory."""
    return Run(
        statistics.median(each.seconds for each in runs), max(each.megabytes for each in runs)
    )


def main() -> int:
    """Print the tables. Returns 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each command (default: 3)")
    parser.add_argument("--only", default="", help="some of all,warm,one,edits,long")
    parser.add_argument("--python", default="", help="a Python that has what the earlier one needs")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else list(TABLES)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        bench = Bench(current(work), earlier(work, options.python), work, options.runs)
        print(f"{'':<58} {'value':>8} {'':<14} {'target':>8} {'reach':>8}")
        missed = 0
        for name in wanted:
            for figure in TABLES[name](bench):
                print(figure, flush=True)
                missed += figure.value > figure.target
        remove_worktree(work / "earlier")
    print(f"{missed} missed" if missed else "all targets met")
    return 1 if missed else 0


def current(work: Path) -> Checkout:
    """Return this version, with the sample's texts in English: the earlier one has no others."""
    texts = work / "texts"
    copy_english(ROOT / "content", texts)
    return Checkout(ROOT, sys.executable, texts)


def earlier(work: Path, python: str) -> Checkout:
    """Return the earlier version: a worktree of it, and the packages that it asked for."""
    root = work / "earlier"
    git("worktree", "add", "--detach", "--force", str(root), EARLIER)
    if not python:
        subprocess.run([sys.executable, "-m", "venv", str(work / "env")], check=True)
        python = str(work / "env" / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*install, "-r", str(root / "requirements.txt")], check=True)
    for folder in (root, ROOT):
        subprocess.run([python, "-m", "compileall", "-q", str(folder / "dossier")], check=False)
    return Checkout(root, python)


def git(*words: str) -> None:
    """Run Git in this repository."""
    subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True)


def remove_worktree(root: Path) -> None:
    """Let Git forget a worktree."""
    git("worktree", "remove", "--force", str(root))


def all_documents(bench: Bench) -> Iterator[Figure]:
    """Yield the figures of all fifteen documents in every format, and of one changed block."""

    def words(side: Checkout) -> list[str]:
        return ["build", *FIFTEEN, "--force", "--output", str(bench.work / f"all-{id(side)}")]

    now, before = bench.pair("all documents", words)
    ratio = now.seconds / before.seconds
    yield Figure("15 documents, every format, cold", ratio, 0.55, f"× {EARLIER}", 0.40)
    beside = sum(bench.alone(each).seconds for each in peers(bench)) / 2  # two cores
    if beside:
        told = "× pandoc+Typst"
        yield Figure("15 documents beside pandoc and Typst", now.seconds / beside, 2.7, told, 2.0)
    yield Figure("15 documents, largest process", now.megabytes, 135, "MiB", 110)
    now, before = changed_block(bench)
    ratio = now.seconds / before.seconds
    yield Figure("one block changed, all documents", ratio, 0.30, f"× {EARLIER}", 0.20)


def changed_block(bench: Bench) -> tuple[Run, Run]:
    """Return what a build takes after one block was changed, in both versions."""
    found: dict[Checkout, list[Run]] = {bench.now: [], bench.earlier: []}
    for side in found:
        content = bench.work / f"content-{id(side)}"
        shutil.copytree(side.content, content)
    for number in range(bench.runs + 1):
        for side, held in found.items():
            content = bench.work / f"content-{id(side)}"
            block = content / "kazakhstan/blocks/61-dissolution.md"
            said = "denied requests" if number % 2 else "later denied requests"
            plain = block.read_text("utf-8").replace("later denied", "denied")
            block.write_text(plain.replace("denied requests", said, 1), "utf-8")
            where = ("--content", str(content), "--output", str(bench.work / f"one-{id(side)}"))
            took = run(side.command("build", *FIFTEEN, *where), side.root, kept=bench.kept)
            held.extend([took] if number else [])
    return median(found[bench.now]), median(found[bench.earlier])


def peers(bench: Bench) -> Iterator[list[str]]:
    """Yield commands of pandoc and Typst that make Word, web page and PDF of the same texts.

    Pictures that our program draws are left out, since only it can draw them.
    """
    pandoc = find_pandoc()
    texts = sorted(next(bench.work.glob(f"all-{id(bench.now)}")).glob("*/*.md"))
    if not pandoc or not find_typst():
        return
    script = "import sys, typst; [typst.compile(f, output=f[:-3] + 'pdf') for f in sys.argv[1:]]"
    sources = []
    for made in texts:
        text = bench.work / made.name
        said = re.sub(r"!\[.*?\]\(drawn/[^)]*\)", "", made.read_text("utf-8"), flags=re.DOTALL)
        text.write_text(said, "utf-8")
        source = bench.work / f"{text.stem}.typ"
        yield [pandoc, str(text), "-o", str(bench.work / f"{text.stem}.docx")]
        yield [pandoc, str(text), "-s", "-o", str(bench.work / f"{text.stem}.html")]
        yield [pandoc, str(text), "-s", "-t", "typst", "-o", str(source)]
        sources.append(str(source))
    yield [sys.executable, "-c", script, *sources]


def warm(bench: Bench) -> Iterator[Figure]:
    """Yield what a changed block costs in a process that lives, by format."""
    targets = {"html": (0.25, 0.10, 0.41), "docx": (0.35, 0.25, 0.42), "pdf": (1.2, 0.9, 0.46)}
    for kind, (target, reach, ratio) in targets.items():
        both = []
        for side in (bench.now, bench.earlier):
            script = Path(__file__).parent / "warm.py"
            words = [side.python, str(script), str(side.root), kind, str(bench.runs * 3)]
            made = subprocess.run(words, check=True, capture_output=True, cwd=side.root)
            both.append(statistics.median(json.loads(made.stdout)))
        yield Figure(f"warm, one block changed → {kind}", both[0], target, "s", reach)
        yield Figure("the same", both[0] / both[1], ratio, f"× {EARLIER}", ratio)


def one_document(bench: Bench) -> Iterator[Figure]:
    """Yield the figures of the single submission, cold, beside the bare weasyprint command."""
    out = ("--output", str(bench.work / "single"))
    program = bench.now.command
    run(program("build", SUBMISSION, *out), ROOT)
    page = bench.work / "single" / f"{SUBMISSION}.html"
    bare = bench.alone([tool("weasyprint"), str(page), str(bench.work / "bare.pdf")]).seconds
    four = bench.alone(program("build", SUBMISSION, *out, "--force")).seconds
    yield Figure("submission, four formats, cold", four / bare, 0.75, "× weasyprint", 0.6)
    word = program("build", SUBMISSION, *out, "--force", "--format", "docx")
    first, later = bench.alone(word).seconds, bench.alone(word, bench.kept).seconds
    yield Figure("docx alone, cold, first build", first / bare, 0.33, "× weasyprint", 0.2)
    yield Figure("docx alone, cold, later", later / bare, 0.2, "× weasyprint", 0.12)
    yield from checks(bench)


def checks(bench: Bench) -> Iterator[Figure]:
    """Yield the figures of `check`, of the earlier version's texts by both versions.

    They have no translations, not in blocks and not in registries. What ours takes for the whole
    sample, with all translations that it has today, stands in a line of its own.
    """
    alike = replace(bench, now=replace(bench.now, texts=bench.earlier.content))
    whole = replace(bench, now=replace(bench.now, texts=None))
    for name, of, kept in (
        ("check, cold, first", alike, "none"),
        ("the same, our sample with its translations", whole, "none"),
        ("check, cold, later", alike, bench.kept),
    ):
        now, before = of.pair(name, lambda _: ["check", SUBMISSION], kept)
        yield Figure(name, now.seconds / before.seconds, 0.6, f"× {EARLIER}", 0.4)


def edits(bench: Bench) -> Iterator[Figure]:
    """Yield what `pull` takes for a Word file with 200 edits."""
    files = {}
    for side in (bench.now, bench.earlier):
        out = bench.work / f"edits-{id(side)}"
        run(side.command("build", SUBMISSION, "--format", "docx", "--output", str(out)), side.root)
        files[side] = out / "edited.docx"
        edited(out / f"{SUBMISSION}.docx", files[side], EDITS)
    now, before = bench.pair("pull", lambda side: ["pull", str(files[side])])
    ratio = now.seconds / before.seconds
    yield Figure(f"pull, {EDITS} edits", ratio, 0.6, f"× {EARLIER}", 0.4)


def long_text(bench: Bench) -> Iterator[Figure]:
    """Yield the figures of the text forty times over."""
    once = {side: long_content(bench, side) for side in (bench.now, bench.earlier)}
    for kind, target, reach in (("pdf", 0.60, 0.5), ("docx", 0.50, 0.35)):
        took = {
            (side, name): run(side.command("build", name, *where, "--force", "--format", kind), side.root)
            for side, where in once.items()
            for name in ("once", "long")
        }  # fmt: skip
        now, before = (took[side, "long"] for side in (bench.now, bench.earlier))
        ratio = now.seconds / before.seconds
        yield Figure(f"forty times the text → {kind}", ratio, target, f"× {EARLIER}", reach)
        share = now.seconds / took[bench.now, "once"].seconds / 40
        yield Figure("the same, per page, beside the single text", share, 1.0, "×", 1.0)
        if kind == "pdf":
            yield Figure("the same, largest process", now.megabytes, 450, "MiB", 350)


def long_content(bench: Bench, side: Checkout) -> tuple[str, ...]:
    """Write the long text for one version, and return the options that lead there."""
    out, content = bench.work / f"long-{id(side)}", bench.work / f"texts-{id(side)}"
    run(side.command("build", SUBMISSION, "--format", "html", "--output", str(out)), side.root)
    alone(side.content, content / "once", out / "kazakhstan" / "manifest.json")
    shutil.copytree(content / "once", content / "long")
    multiply(content / "long")
    return ("--content", str(content), "--output", str(out))


TABLES = {
    "all": all_documents,
    "warm": warm,
    "one": one_document,
    "edits": edits,
    "long": long_text,
}
"""The tables by their names, in order."""


def tool(name: str) -> str:
    """Return a program of this environment."""
    return str(Path(sys.executable).parent / name)


def find_pandoc() -> str | None:
    """Return pandoc, from the environment's package or the machine."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")


def find_typst() -> bool:
    """Whether typst's compiler is installed as a package."""
    try:
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

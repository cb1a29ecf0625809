"""Time whole builds beside other programs: one command, one table, nothing counted twice."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
COPIES = 40
SUBMISSION = "kazakhstan/submission"


@dataclass
class Row:
    """A command with what it took in each run; `bound` is a ratio to the reference row."""

    name: str
    command: list[str]
    bound: float | None = None
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def main() -> None:
    """Time every row `--runs` times, in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each row (default: 5)")
    parser.add_argument("--long", action="store_true", help="the long text too (a minute or two)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        print_table("The Kazakhstan submission", short_rows(work), options.runs)
        print_all(work, options.runs)
        if options.long:
            print_long(work)


def short_rows(work: Path) -> list[Row]:
    """Return the rows of the single submission; the first is the reference."""
    out = work / "out"
    one = (SUBMISSION, "--output", str(out))
    run(build(*one))
    page, text = out / "kazakhstan/submission.html", out / "kazakhstan/submission.md"
    rows = [
        Row(
            "bare weasyprint on the web page", [tool("weasyprint"), str(page), str(work / "w.pdf")]
        ),
        Row("all four formats", build(*one, "--force"), 1.25),
        Row("--format docx", build(*one, "--force", "--format", "docx"), 0.45),
        Row("nothing to do", build(*one), 0.25),
        Row("check", [sys.executable, str(ROOT / "build.py"), "check", SUBMISSION], 0.7),
        Row("leaks in the four finished files", leaks(page.parent)),
    ]
    return [*rows, *peers(text, work)]


def leaks(folder: Path) -> list[str]:
    """Return our search for names, phrases and hidden places in the files of the submission."""
    files = [str(folder / f"submission.{each}") for each in ("pdf", "docx", "html", "md")]
    return [sys.executable, str(ROOT / "build.py"), "leaks", *files]


def peers(text: Path, work: Path) -> list[Row]:
    """Return the rows of other programs that make the same formats from our Markdown."""
    pandoc, typst = find_pandoc(), find_typst()
    rows = []
    if pandoc:
        rows.append(Row("pandoc → docx", [pandoc, str(text), "-o", str(work / "p.docx")]))
        rows.append(
            Row(
                "pandoc → typst",
                [pandoc, str(text), "-s", "-t", "typst", "-o", str(work / "p.typ")],
            )
        )
    if pandoc and typst:
        script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
        command = [sys.executable, "-c", script, str(work / "p.typ"), str(work / "p.pdf")]
        rows.append(Row("typst → PDF", command))
    return rows


def print_table(title: str, rows: list[Row], runs: int) -> None:
    """Time `rows` in turn and print a line for each."""
    for row in rows:
        run(row.command)
    for _ in range(runs):
        for row in rows:
            seconds, megabytes = timed(row.command)
            row.seconds.append(seconds)
            row.megabytes = max(row.megabytes, megabytes)
    reference = statistics.median(rows[0].seconds)
    print(f"\n{title}\n{'':<36} {'wall s':>8} {'ratio':>7} {'bound':>7} {'MiB':>6}")
    for row in rows:
        median = statistics.median(row.seconds)
        bound = f"{row.bound:7.2f}" if row.bound else " " * 7
        print(
            f"{row.name:<36} {median:8.2f} {median / reference:7.2f} {bound} {row.megabytes:6.0f}"
        )


def print_all(work: Path, runs: int) -> None:
    """Time all Kazakhstan documents cold, then one changed block, beside the bare command.

    The bound of the first is twice the number of documents times 0.35.
    """
    content, out = work / "changed", work / "all"
    for name in ("kazakhstan", "library"):
        shutil.copytree(ROOT / "content" / name, content / name)
    where = ("kazakhstan", "--content", str(content), "--output", str(out))
    run(build(*where))
    page = out / "kazakhstan" / "submission.html"
    documents = len({path.stem for path in page.parent.glob("*.docx")})
    bare, every, one = [], [], []
    block = content / "kazakhstan" / "blocks" / "61-dissolution.md"
    for _ in range(runs):
        bare.append(timed([tool("weasyprint"), str(page), str(work / "w.pdf")])[0])
        every.append(timed(build(*where, "--force"))[0])
        text = block.read_text("utf-8")
        turned = ("Well within", "Within") if "Well within" in text else ("Within", "Well within")
        block.write_text(text.replace(*turned, 1), "utf-8")
        one.append(timed(build(*where, "--changed"))[0])
    reference = statistics.median(bare)
    print(f"\nAll {documents} Kazakhstan documents, every format")
    for name, seconds, bound in (("bare weasyprint", bare, 0.0), ("all, cold", every, 0.7 * documents),
                                 ("one block changed", one, 0.0)):  # fmt: skip
        median = statistics.median(seconds)
        print(f"{name:<36} {median:8.2f} {median / reference:7.2f} {bound or '':>7}")


def print_long(work: Path) -> None:
    """Time the text forty times over, and print pages, time per page and memory."""
    content, out = work / "content", work / "long"
    alone(content / "once", work / "out" / "kazakhstan" / "manifest.json")
    shutil.copytree(content / "once", content / "long")
    multiply(content / "long")
    print(f"\nThe same text {COPIES} times over (time per page against the single one: bound 1.30)")
    for kind in ("pdf", "docx"):
        per_page = {}
        for name in ("once", "long"):
            command = build(
                name, "--content", str(content), "--output", str(out), "--force", "--format", kind
            )
            seconds, megabytes = timed(command)
            pages = count_pages(out / name / "submission.pdf")
            per_page[name] = seconds / pages
            print(f"{name + ' ' + kind:<16} {pages:>5} pages {seconds:8.2f} s {megabytes:6.0f} MiB")
        print(f"{'':<16} ratio per page {per_page['long'] / per_page['once']:.2f}")
    for name in ("once", "long"):
        command = [sys.executable, str(ROOT / "build.py"), "check", name, "--content", str(content)]
        seconds, megabytes = timed(command)
        print(f"{'check ' + name:<16} {'':>11} {seconds:8.2f} s {megabytes:6.0f} MiB")


def alone(folder: Path, manifest: Path) -> None:
    """Write a dossier with the submission alone: its document, and the blocks that it takes."""
    shutil.copytree(ROOT / "content/kazakhstan", folder)
    shutil.copytree(ROOT / "content/library", folder.parent / "library", dirs_exist_ok=True)
    taken = json.loads(manifest.read_text("utf-8"))["files"]["submission.pdf"]["blocks"]
    for path in folder.glob("blocks/*.md"):
        if re.search(r"^id: (\S+)", path.read_text("utf-8"), re.M)[1] not in taken:
            path.unlink()
    said = yaml.safe_load((folder / "dossier.yaml").read_text("utf-8"))
    said["documents"] = {"submission": said["documents"]["submission"]}
    (folder / "dossier.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    change(folder / "recommendations.yaml", r"\n +blocks: .*", "")


def multiply(folder: Path) -> None:
    """Make a dossier's blocks forty, each with an id of its own."""
    change(folder / "dossier.yaml", r"status: final", "status: draft")
    ids = {
        re.search(r"^id: (\S+)", path.read_text("utf-8"), re.M)[1]
        for path in folder.glob("blocks/*.md")
    }
    for path in sorted(folder.glob("blocks/*.md")):
        text = path.read_text("utf-8")
        path.unlink()
        for copy in range(COPIES):
            (folder / "blocks" / f"{path.stem}-{copy:02}.md").write_text(
                renamed(text, ids, copy), "utf-8"
            )


def change(path: Path, pattern: str, by: str) -> None:
    """Replace what fits `pattern` in a file: forty times the text is too long to be final."""
    path.write_text(re.sub(pattern, by, path.read_text("utf-8")), "utf-8")


def renamed(text: str, ids: set[str], copy: int) -> str:
    """Return a block with every id, and every reference to one, marked with the copy's number."""
    text = re.sub(r"^id: (\S+)", rf"id: \1-{copy}", text, flags=re.M)
    text = re.sub(r"\{#([\w.-]+)\}", rf"{{#\1-{copy}}}", text)
    text = re.sub(r"(#(?:paragraph|recommendation):[\w.-]+)", rf"\1-{copy}", text)
    text = re.sub(r"(#note:[\w.-]+)/", rf"\1-{copy}/", text)
    rests = re.search(r"^rests_on: \[(.*)\]", text, re.M)
    if rests:
        named = ", ".join(f"{each.strip()}-{copy}" for each in rests[1].split(","))
        text = text.replace(rests[0], f"rests_on: [{named}]")
    return re.sub(r"#section:([\w.-]+)", lambda m: f"{m[0]}-{copy}" if m[1] in ids else m[0], text)


def count_pages(file: Path) -> int:
    """Return the pages of a PDF."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(file))


def build(*words: str) -> list[str]:
    """Return our command."""
    return [sys.executable, str(ROOT / "build.py"), "build", *words]


def run(command: list[str]) -> None:
    """Run a command, silently."""
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def timed(command: list[str]) -> tuple[float, float]:
    """Return the wall seconds of a command and the peak of its largest process in MiB."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status and "check" not in command:  # a text forty times too long has errors
        raise SystemExit(f"{' '.join(command)} failed")
    return seconds, peak(usage)


def peak(usage: resource.struct_rusage) -> float:
    """Return the peak memory in MiB; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


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
    main()

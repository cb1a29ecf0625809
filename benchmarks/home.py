"""Time what brings Word files home: `pull` with 200 edits, `redline` of long versions, both doubled.

One command, a table. Every row is a whole process, started cold; bounds are seconds.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SUBMISSION = "kazakhstan/submission"
EDITS = 200
LONG = 4
"""How often the submission is repeated to have forty pages."""


def main() -> None:
    """Make the files, time the rows, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each row (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, command, bound in rows(work):
            seconds = [timed(command) for _ in range(options.runs)]
            limit = f"{bound:.2f}" if bound else ""
            print(f"{name:<58}{statistics.median(seconds):>7.2f} s{limit:>8}")


def rows(work: Path) -> list[tuple[str, list[str], float | None]]:
    """Return name, command and bound in seconds of each row."""
    build("build", SUBMISSION, "--format", "docx", "--output", str(work))
    plain = work / f"{SUBMISSION}.docx"
    few, many = work / "few.docx", work / "many.docx"
    edited(plain, few, EDITS)
    edited(plain, many, 2 * EDITS)
    found = [
        (f"pull, {EDITS} edits", command("pull", str(few)), 1.0),
        (f"pull, {2 * EDITS} edits", command("pull", str(many)), None),
    ]
    for times in (LONG, 2 * LONG):
        old, new = work / f"old-{times}.docx", work / f"new-{times}.docx"
        repeated(plain, old, times)
        edited(old, new, EDITS * times)
        made = str(work / f"redline-{times}.docx")
        words = command("redline", str(old), str(new), "--output", made)
        bound = 2.0 if times == LONG else None
        found.append((f"redline, {10 * times} pages, {EDITS * times} edits", words, bound))
    return found


def edited(source: Path, target: Path, count: int) -> None:
    """Change `count` words of a Word file, spread evenly over its text and notes."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = changed(content.decode(), count * 3 // 4).encode()
            elif name == "word/footnotes.xml":
                content = changed(content.decode(), count // 4).encode()
            new.writestr(name, content)


def changed(text: str, count: int) -> str:
    """Return XML in which `count` of its plain words are other words."""
    runs = [m for m in re.finditer(r"<w:t[^>]*>([^<]*)</w:t>", text) if len(m[1].split()) > 3]
    words = [
        (m.start(1) + w.start(), w[0]) for m in runs for w in re.finditer(r"\b[a-z]{5,}\b", m[1])
    ]
    step = max(1, len(words) // count)
    pieces, done = [], 0
    for at, word in words[::step][:count]:
        pieces += [text[done:at], word[::-1]]
        done = at + len(word)
    return "".join([*pieces, text[done:]])


def repeated(source: Path, target: Path, times: int) -> None:
    """Repeat the body of a Word file, with bookmarks and calls of notes of the first only."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode()
                begin, end = text.index("<w:body>") + 8, text.rindex("<w:sectPr")
                body = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", text[begin:end])
                body = re.sub(r"<w:r>(?:(?!</w:r>).)*<w:footnoteReference[^>]*/></w:r>", "", body)
                content = (text[:end] + body * (times - 1) + text[end:]).encode()
            new.writestr(name, content)


def command(*words: str) -> list[str]:
    """Return a whole command of ours."""
    return [sys.executable, str(ROOT / "build.py"), *words]


def build(*words: str) -> None:
    """Run a command that must succeed."""
    subprocess.run(command(*words), check=True, capture_output=True, cwd=ROOT)


def timed(words: list[str]) -> float:
    """Return how many seconds a command takes; an edit may be a conflict, which is no failure."""
    begun = time.perf_counter()
    subprocess.run(words, check=False, capture_output=True, cwd=ROOT)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

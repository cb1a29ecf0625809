"""Time the import of a large export: the whole command, as a process of its own."""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLUMNS = [
    "To",
    "To-Rgrp",
    "To-Org",
    "Text",
    "From",
    "From-Rgrp",
    "From-Org",
    "Response",
    "Action",
    "Issue",
    "Session",
]
BOUND = 20.0
"""How many seconds an import of 40,000 rows may take."""


def main() -> None:
    """Import a made-up export of UPR Info twice, first into nothing, then over itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=40_000, help="rows (default: 40,000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        export = work / "export.csv"
        write_export(export, options.rows)
        for name in ("one", "all"):
            (work / "content" / name).mkdir(parents=True)
            (work / "content" / name / "dossier.yaml").write_text(f"state: {state(7)}\n")
        print(
            f"{'import of ' + format(options.rows, ',') + ' rows':<40} seconds  MB at most so far"
        )
        timed(work, "one State", "one")
        timed(work, "all States", "all", "--state", "all")
        timed(work, "all States, once more", "all", "--state", "all")


def timed(work: Path, what: str, dossier: str, *more: str) -> None:
    """Run the command, and print how long it took and whether that is within the bound."""
    command = [sys.executable, str(ROOT / "build.py"), "recommendations", "export.csv"]
    command += ["--content", str(work / "content"), "--into", dossier, *more]
    begun = time.perf_counter()
    subprocess.run(command, cwd=work, check=True, capture_output=True)
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  {what:<38} {took:>7.1f}  {memory:>7.0f}  {'' if took < BOUND else 'TOO SLOW'}")


def state(number: int) -> str:
    """Return a made-up name of a State; letters alone tell such names apart."""
    return f"State {chr(97 + number // 26)}{chr(97 + number % 26)}"


def write_export(path: Path, rows: int) -> None:
    """Write rows with texts of about 150 letters, as UPR Info's have, from 190 States to each."""
    chance = random.Random(7)
    words = [
        "ratify",
        "continue",
        "efforts",
        "to",
        "ensure",
        "that",
        "the",
        "rights",
        "of",
        "all",
        "women",
        "children",
        "are",
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(rows):
            text = " ".join(chance.choices(words, k=25)) + f" {number}"
            to, from_ = state(number % 190), state(chance.randrange(190))
            response = chance.choice(("Accepted", "Noted", "Supported"))
            themes = "Labour,Civil society"
            writer.writerow(
                [to, "Asia", "", text, from_, "EEG", "EU", response, 5, themes, number % 50 + 1]
            )


if __name__ == "__main__":
    main()

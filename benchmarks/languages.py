"""Say how long documents in other languages take beside English, and how much memory.

For each language a new dossier is begun in an empty project, which has the same parts in all of
them, and its submission is built in every format, cold, in a process of its own. `ratio` is to
English in the same round; the median of the rounds counts.

Run: python benchmarks/languages.py [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from processes import Run, run

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en-GB", "fr", "es", "ru", "ar", "zh")


def main() -> int:
    """Print a line for each language."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=3)
    runs = asked.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        rounds = [{tag: build(tag, Path(folder)) for tag in LANGUAGES} for _ in range(runs)]
    print(f"{'language':<10}{'seconds':>9}{'ratio':>8}{'MiB':>7}")
    for tag in LANGUAGES:
        seconds = statistics.median(each[tag].seconds for each in rounds)
        ratio = statistics.median(each[tag].seconds / each["en-GB"].seconds for each in rounds)
        memory = statistics.median(each[tag].megabytes for each in rounds)
        print(f"{tag:<10}{seconds:>9.2f}{ratio:>8.2f}{memory:>7.0f}")
    return 0


def build(tag: str, folder: Path) -> Run:
    """Build the submission of a new dossier in a language."""
    home = folder / tag
    python, program = sys.executable, str(ROOT / "build.py")
    places = ["--content", str(home / "content")]
    if not home.exists():
        home.mkdir()
        run([python, program, "new", "chad", "--language", tag, *places], home)
    output = ["--output", str(home / "output")]
    return run([python, program, "build", "chad", *places, *output, "--force"], home)


if __name__ == "__main__":
    sys.exit(main())

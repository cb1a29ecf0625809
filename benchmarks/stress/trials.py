"""Run many random trials in several processes, and print each that fails with its seed.

A trial is a function of its seed alone, so that `--seed S --count 1` runs it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

MEMORY = Path("/dev/shm")
"""Where files are written without a disk, on Linux."""


@dataclass(frozen=True)
class Outcome:
    """What came of one trial: its failures, and what is counted over all trials."""

    failures: Sequence[str] = ()
    counted: Sequence[str] = ()


Trial = Callable[[int], Outcome]


@dataclass
class Totals:
    """What came of all trials."""

    failed: int = 0
    counted: Counter[str] = field(default_factory=Counter)


def parser(description: str | None, count: int) -> argparse.ArgumentParser:
    """Return a parser with the options that all scripts have."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--count", type=int, default=count, help=f"trials (default: {count})")
    made.add_argument("--seed", type=int, default=1, help="seed of the first trial (default: 1)")
    made.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
    return made


def run(options: argparse.Namespace, trial: Trial) -> Totals:
    """Run the trials, print each failure as it comes and figures at the end."""
    begun = time.perf_counter()
    totals = Totals()
    seeds = range(options.seed, options.seed + options.count)
    with ProcessPoolExecutor(options.workers, get_context("fork")) as pool:
        for seed, outcome in pool.map(partial(_tried, trial), seeds):
            totals.counted.update(outcome.counted)
            totals.failed += bool(outcome.failures)
            for each in outcome.failures:
                print(f"seed {seed}: {each}", flush=True)
    for what, times in sorted(totals.counted.items()):
        print(f"{times:>8}  {what}")
    took = time.perf_counter() - begun
    print(f"{options.count} trials, {totals.failed} failed, {took:.0f} s")
    return totals


def _tried(trial: Trial, seed: int) -> tuple[int, Outcome]:
    """Return what came of a trial; an exception is a failure too."""
    try:
        return seed, trial(seed)
    except Exception:
        return seed, Outcome([f"exception\n{traceback.format_exc()}"])


@contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder that is gone afterwards."""
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dossier-stress-", dir=where) as made:
        yield Path(made)

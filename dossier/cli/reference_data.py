"""`reference-data`: what the program knows of the UN and the ILO, and what of it is not sure."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.reference_data import ReferenceData, reference_data
from dossier.cli.report import tell_json
from dossier.cli.terminal import wrapped
from dossier.model.language import language
from dossier.model.shipped_fact import ShippedFact

EXAMPLES = """examples:
  python build.py reference-data                    what nobody verified, or is due for review
  python build.py reference-data --all C087         all that is held on Convention No. 87
  python build.py reference-data article-23 due

a word finds the facts that hold it in their name, value, source, remark or grade."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("words", nargs="*", metavar="WORD", help="only facts that hold all words")
    command.add_argument("--all", action="store_true", help="verified facts too")
    command.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="count from another day"
    )


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 (as all commands have)
    """List facts that the program ships. Returns 0."""
    today = options.today or date.today()
    found = reference_data(today, options.words, "all" if options.all else "open")
    if options.json:
        facts = [_row(each, today) for each in found.facts]
        told = {
            "today": today.isoformat(),
            "facts": facts,
            "grades": found.grades,
            "due": found.due,
        }
        tell_json(told, ())
    else:
        for line in _lines(found):
            print(wrapped(line))
    return 0


def _row(fact: ShippedFact, today: date) -> dict[str, Any]:
    days = {"checked": fact.checked, "review_by": fact.review_by}
    return {
        **asdict(fact),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "due": fact.due(today),
    }


def _lines(found: ReferenceData) -> Iterator[str]:
    words = language("en-GB")
    for fact in found.facts:
        due = "; due for review" if fact.due(found.today) else ""
        yield f"{fact.name}: {fact.grade or 'no grade'}{due}"
        days = [
            f"{said} {words.long_date(day)}"
            for said, day in (("checked on", fact.checked), ("review by", fact.review_by))
            if day
        ]
        told = (fact.value, fact.note, f"source: {fact.source or 'none'}", ", ".join(days))
        yield from (f"    {each}" for each in told if each)
    counts = [f"{count} {grade}" for grade, count in found.grades.items() if count]
    total = sum(found.grades.values())
    said = ", ".join([*counts, f"{found.due} due for review"])
    yield f"{total} fact{'' if total == 1 else 's'}: {said}"

"""`languages`: the languages that documents can be in, and how well their words are known."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from dossier.build.language_report import LanguageReport, language_reports
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import errors
from dossier.model.language_file import languages
from dossier.project.layout import places, shown
from dossier.project.own_languages import read_own_languages

EXAMPLES = """examples:
  python build.py languages           each language: words by grade, and what is missing
  python build.py languages fr        and the French words that a native speaker must check"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument(
        "codes", nargs="*", metavar="LANGUAGE", help="list the recalled words of these, such as fr"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """List the languages. Returns 0, or 2 where one is asked for that is not known."""
    where = places(root, options.content, options.templates, None)
    _, findings = read_own_languages(where.content, shown)
    unknown = next((each for each in options.codes if each not in languages()), None)
    if unknown:
        tell_findings(findings)
        print(f'there is no language "{unknown}"', file=sys.stderr)
        print(f"    hint: known are {', '.join(languages())}", file=sys.stderr)
        return 2
    codes = [each for each in languages() if not options.codes or each in options.codes]
    found = language_reports(codes)
    if options.json:
        tell_json({"languages": [_row(each) for each in found]}, findings)
        return 1 if errors(findings) else 0
    for report in found:
        for line in (*_lines(report), *(_recalled(report) if options.codes else ())):
            print(line)
    tell_findings(findings)
    return 1 if errors(findings) else 0


def _row(report: LanguageReport) -> dict[str, object]:
    words = [{**asdict(each), "path": [*each.path]} for each in report.recalled]
    return {**asdict(report), "recalled": words}


def _lines(report: LanguageReport) -> Iterator[str]:
    counts = ", ".join(f"{count} {grade}" for grade, count in report.grades.items())
    said = counts if any(report.grades.values()) else "its words have no grades"
    said = "the language that the program is written in" if report.code == "en" else said
    yield f"{report.code}  {report.name}: {said}"
    yield from (f"    missing   {each}" for each in report.missing)
    if report.unnamed:
        yield f"    no name   {', '.join(report.unnamed)}"
    if not report.spelling:
        yield "    spelling  is not checked: there is no dictionary of it"


def _recalled(report: LanguageReport) -> Iterator[str]:
    for word in report.recalled:
        note = f" ({word.note})" if word.note else ""
        yield f"    recalled  {': '.join(word.path)}: {_said(word.value)}{note}"


def _said(value: object) -> str:
    match value:
        case dict():
            return "; ".join(f"{key}: {_said(each)}" for key, each in value.items())
        case list():
            return ", ".join(map(_said, value))
        case _:
            return " ".join(str(value).split())

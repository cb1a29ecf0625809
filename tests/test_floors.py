"""The command line is the only floor that reads arguments, prints and ends the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "dossier"
ALLOWED = {
    (
        "dossier/build/worker_processes.py",
        "sys.stdout",
    ),  # a process of its own, whose library prints
}
STREAMS = ("stdout", "stderr", "exit")
NAMES = ("print", "input", "exit", "quit", "SystemExit")


def below_the_command_line() -> list[Path]:
    beyond = (PACKAGE / "__main__.py", *(PACKAGE / "cli").rglob("*.py"))
    return [each for each in sorted(PACKAGE.rglob("*.py")) if each not in beyond]


def talks(source: str) -> Iterator[str]:
    """Yield what a module does that is for the command line alone."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name.split(".")[0] == "argparse")
            case ast.ImportFrom(module=str(module), names=names):
                if module.split(".")[0] == "argparse" or module.startswith("dossier.cli"):
                    yield module
                yield from (f"sys.{e.name}" for e in names if module == "sys" and e.name in STREAMS)
            case ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in STREAMS:
                yield f"sys.{name}"
            case ast.Name(id=name) if name in NAMES:
                yield name


def test_nothing_below_the_command_line_reads_arguments_prints_or_exits():
    files = below_the_command_line()
    assert len(files) > 300
    found = {
        (path.relative_to(ROOT).as_posix(), each)
        for path in files
        for each in talks(path.read_text("utf-8"))
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "import argparse", "from argparse import Namespace", "print(1)", "import sys\nsys.exit(1)",
        "import sys\nsys.stderr.write('x')", "from sys import stdout", "raise SystemExit(2)",
        "from dossier.cli.report import tell_json",
    ],
)  # fmt: skip
def test_what_is_for_the_command_line_alone_is_seen(source: str):
    assert [*talks(source)]

"""A double click starts the studio, whatever the project's folder is called."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

from dossier.studio.launchers import COMMAND, desktop_entry, make


def started(entry: str) -> list[str]:
    """Return what a desktop runs: the value is read, and then its quotation marks."""
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str
    read.read_string(entry)
    value = read["Desktop Entry"]["Exec"].replace("\\\\", "\\").replace("%%", "%")
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', value)
    return [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in found]


@pytest.mark.parametrize("name", ["dossier", "My Cases", 'a "b" $HOME `ls` 100%', "Казахстан"])
def test_a_desktop_runs_the_studio_of_this_project(name: str):
    folder = Path("/home/ana") / name
    assert started(desktop_entry(folder)) == [
        f"{folder}/.venv/bin/python", f"{folder}/build.py", "studio",
    ]  # fmt: skip


def test_linux_gets_a_file_in_the_project_and_one_in_the_menu(tmp_path: Path):
    made = make(tmp_path, "linux", tmp_path / "menu")
    assert made == tmp_path / "Dossier.desktop"
    assert made.stat().st_mode & 0o111
    assert (tmp_path / "menu" / "dossier-studio.desktop").read_text("utf-8") == made.read_text(
        "utf-8"
    )


def test_macos_gets_a_file_that_starts_the_project_that_it_lies_in(tmp_path: Path):
    folder = tmp_path / "My Cases"
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PWD" "$@"\n', "utf-8")
    python.chmod(0o755)
    made = make(folder, "darwin", None)
    assert made == folder / COMMAND
    ran = subprocess.run([str(made)], capture_output=True, text=True, cwd="/", check=True)
    assert ran.stdout == f"{folder} build.py studio\n"


def test_other_systems_get_none(tmp_path: Path):
    assert make(tmp_path, "win32", None) is None
    assert [*tmp_path.iterdir()] == []

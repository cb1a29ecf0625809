"""The command `studio` serves one page on this machine, and ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from dossier.studio.access import listen, listen_as_usual
from dossier.studio.editor import bundle
from tests.conftest import ROOT, Project


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the editor be there, as it is where the program is set up."""
    monkeypatch.setattr(bundle, "is_ready", lambda: True)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGHUP])
def test_it_prints_its_address_and_ctrl_c_or_a_closed_window_ends_all(small: Project, ending):
    command = [sys.executable, str(ROOT / "build.py"), "studio", "case", "--no-browser", "--json"]
    folders = ["--content", str(small.content), "--output", str(small.output)]
    running = subprocess.Popen(
        [*command, *folders],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        told = json.loads("".join(iter(running.stdout.readline, "}\n")) + "}")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(told["address"], timeout=20).read().decode()
        assert 'id="case"' in page
        address = told["address"].partition("?")[0]
        asked = json.dumps({"documents": [], "formats": ["pdf"], "audience": "public"}).encode()
        headers = {"Origin": address.rstrip("/"), "Content-Type": "application/json"}
        opener.open(urllib.request.Request(f"{address}api/case/builds", asked, headers), timeout=20)
    finally:
        os.killpg(running.pid, ending)  # as a terminal does
        _, said = running.communicate(timeout=30)
    assert (running.returncode, said) == (130, "stopped; files are as they were or new\n")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=5)
    assert ended(running.pid)


def ended(group: int) -> bool:
    """Whether all processes of a group end; those that were begun see it within a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_it_listens_on_this_machine_alone():
    with listen() as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("command", ["studio", "watch"])
def test_a_port_that_another_program_has_is_a_finding(small: Project, ready, command: str):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ran = small.run(command, "--port", str(other.getsockname()[1]))
    assert ran.status == 2
    assert "error[unusable-port]" in ran.err


def test_a_project_has_the_same_port_each_time_while_nobody_else_has_it(tmp_path):
    with listen_as_usual(tmp_path / "one") as first:
        usual = first.getsockname()[1]
        with listen_as_usual(tmp_path / "one") as second:
            assert second.getsockname()[1] != usual
    with listen_as_usual(tmp_path / "one") as again, listen_as_usual(tmp_path / "two") as other:
        assert again.getsockname()[1] == usual != other.getsockname()[1]


def test_what_is_no_port_is_refused(small: Project):
    assert small.run("studio", "--port", "99999").status == 2


def test_a_dossier_that_is_not_there_is_a_finding(small: Project):
    ran = small.run("studio", "cas")
    assert ran.status == 2
    assert 'did you mean "case"?' in ran.err


@pytest.mark.parametrize("there", ["", "/* editor of an earlier version */\n"])
def test_without_the_editor_it_says_how_to_make_it(small: Project, monkeypatch, tmp_path, there):
    file = tmp_path / "editor.bundle.js"
    if there:
        file.write_text(there, "utf-8")
    monkeypatch.setattr(bundle, "BUNDLE", file)
    ran = small.run("studio", "--no-browser")
    assert ran.status == 1
    assert "error[missing-editor]" in ran.err
    assert "sh install.sh" in ran.err


def test_the_lock_file_names_no_registry_and_a_digest_for_each_package():
    lock = json.loads((bundle.FOLDER / "package-lock.json").read_text("utf-8"))
    packages = [each for name, each in lock["packages"].items() if name]
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages)
    assert "://" not in json.dumps([each.get("resolved", "") for each in packages])

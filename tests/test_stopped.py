"""A command that is stopped, or cannot begin, says so in a line and leaves nothing behind."""

from __future__ import annotations

import ast
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.cli import main as command_line
from dossier.cli.main import COMMANDS
from tests.conftest import ROOT, Project


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    """Hear Ctrl-C, also where whoever runs the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_ends_every_command_with_one_line_and_status_130(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
):
    def stopped(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    module = command_line._command(name)
    monkeypatch.setattr(module, "run", stopped)
    monkeypatch.setattr(module, "add_arguments", lambda _: None)
    ran = project.run(name)
    assert (ran.status, ran.err) == (130, "stopped; files are as they were or new\n")


def test_ctrl_c_that_python_drops_in_a_call_from_a_library_ends_the_command_all_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    class Dropping:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def run(*_: object) -> int:
        Dropping()
        return 0

    monkeypatch.setattr(command_line._command("list"), "run", run)
    assert project.run("list").status == 130


def test_an_interrupt_sent_again_that_comes_before_its_timer_has_begun_ends_the_command(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    class Dropping:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    class Late(threading.Timer):
        """A timer that rings before its start is through, as on a busy machine."""

        begun = 0

        def start(self) -> None:
            super().start()
            Late.begun += 1
            if Late.begun == 1:
                self.join()

    def run(*_: object) -> int:
        Dropping()
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(threading, "Timer", Late)
    monkeypatch.setattr(command_line._command("list"), "run", run)
    assert project.run("list").status == 130


def test_printing_to_a_full_disk_names_the_output(project: Project):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, ROOT / "build.py", "list", "--content", str(project.content)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[0] == (
        "standard output: error[not-written]: nothing was written: No space left on device"
    )
    assert "Traceback" not in ran.stderr


def test_a_full_disk_is_told_with_the_file_and_what_to_do(small: Project, monkeypatch):
    before = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for words, file in (
        (("new", "other"), "content/other/"),
        (("undo",), "content/case/"),
        (("build", "--format", "md"), "output/case/submission.md"),
        (("trace", "case", "--format", "xlsx"), "output/case/trace.xlsx"),
    ):
        ran = small.run(*words)
        assert ran.status == 2, words
        assert ran.err.startswith(file)
        assert "error[not-written]: nothing was written: No space left on device" in ran.err
        assert "hint: free space on its disk" in ran.err
    assert before == {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}


WORKERS = """
import os, sys, time, types
sys.modules["dossier.writers.pdf"] = types.SimpleNamespace(  # takes long to import
    MissingLibrary=OSError, import_weasyprint=lambda: None
)
from dossier.build import worker_processes
with worker_processes.workers(2) as pool:
    print(*{pool.submit(os.getpid).result(), *pool._processes}, flush=True)
    pool.submit(time.sleep, 600)
    time.sleep(600)
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_stopped_leaves_no_worker(sent: signal.Signals):
    running = subprocess.Popen(
        [sys.executable, "-c", WORKERS],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout
    workers = [int(each) for each in running.stdout.readline().split()]
    assert workers
    running.send_signal(sent)
    running.communicate()  # ends when the last worker has closed what it printed to
    for _ in range(500):
        left = [each for each in workers if Path(f"/proc/{each}").exists() and not ended(each)]
        if not left:
            return
        time.sleep(0.02)
    pytest.fail(f"workers {left} are left")


HALF = """
import os, sys, time, types
sys.modules["dossier.writers.pdf"] = types.SimpleNamespace(
    MissingLibrary=OSError, import_weasyprint=lambda: None
)
from dossier.build import worker_processes

def send_half(path):
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        frame = frame.f_back
    os.write(frame.f_locals["result_queue"]._writer.fileno(), b"\\0\\1\\0\\0half of it")
    open(path, "w").close()
    time.sleep(600)

with worker_processes.workers(1) as pool:
    pool.submit(send_half, sys.argv[1])
    while not os.path.exists(sys.argv[1]):
        time.sleep(0.01)
"""


def test_a_build_does_not_wait_for_the_rest_of_a_file_whose_worker_was_stopped(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, "-c", HALF, str(tmp_path / "sent")], cwd=ROOT, timeout=60, check=False
    )
    assert ran.returncode == 0


def ended(process: int) -> bool:
    """Whether a process has ended, though nobody has asked yet how."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").split()[2] == "Z"
    except OSError:
        return True


def test_without_the_environment_it_says_how_to_start(project: Project):
    ran = subprocess.run(
        [sys.executable, "-S", ROOT / "build.py", "list", "--content", str(project.content)],
        capture_output=True, text=True, check=False,
        env={key: each for key, each in os.environ.items() if key != "PYTHONPATH"},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "is missing: this Python" in ran.stderr
    assert ".venv/bin/python build.py" in ran.stderr
    assert "sh install.sh" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_import_that_is_our_own_mistake_is_not_taken_for_it(project: Project, monkeypatch):
    def broken(*_: object) -> None:
        raise ImportError("no such name", name="dossier.build.nothing")

    monkeypatch.setattr(command_line._command("list"), "run", broken)
    with pytest.raises(ImportError):
        project.run("list")


def test_an_old_python_can_read_the_front_door_and_is_told_what_is_needed(monkeypatch, capsys):
    source = (ROOT / "build.py").read_text("ascii")
    ast.parse(source, feature_version=(3, 4))
    assert "f'" not in source and 'f"' not in source
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "build.py"), run_name="__main__")
    assert stop.value.code == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err

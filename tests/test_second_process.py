"""What a second process makes meanwhile is what this one would make, whatever becomes of it."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from dossier.model import second_process
from dossier.model.second_process import helped, meanwhile
from dossier.project import kept_results
from tests.conftest import Project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command of one thread, whatever threads the tests have, on a machine of two cores."""
    monkeypatch.setattr(second_process, "_alone", lambda: True)
    monkeypatch.setattr(second_process, "cores", lambda: 2)
    monkeypatch.setattr(second_process, "_running", set())
    with helped("check"):
        yield


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were begun."""
    every: list[int] = []
    fork = os.fork

    def counted() -> int:
        every.append(fork())
        return every[-1]

    monkeypatch.setattr(os, "fork", counted)
    return every


@pytest.mark.usefixtures("alone")
def test_another_process_gives_the_value_back():
    wait = meanwhile(lambda: (os.getpid(), "x" * 1_000_000))
    process, text = wait()
    assert process != os.getpid()
    assert len(text) == 1_000_000


@pytest.mark.usefixtures("alone")
def test_there_are_as_many_processes_as_cores():
    first, second = meanwhile(os.getpid), meanwhile(os.getpid)
    assert second() == os.getpid() != first()
    assert meanwhile(os.getpid)() != os.getpid()  # the first has ended


@pytest.mark.usefixtures("alone")
def test_a_second_process_begins_no_other():
    process, begun = meanwhile(lambda: (os.getpid(), meanwhile(os.getpid)()))()
    assert process == begun


def _end_elsewhere(here: int) -> str:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "made here"


def _fail_elsewhere(here: int) -> str:
    if os.getpid() != here:
        raise MemoryError
    return "made here"


class _Unpackable(Exception):
    """An error that pickle packs, and cannot unpack."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def _unpackable_elsewhere(here: int) -> object:
    return "made here" if os.getpid() == here else _Unpackable("one", "two")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("fails", [_end_elsewhere, _fail_elsewhere, _unpackable_elsewhere])
def test_what_fails_there_is_made_here(fails: Callable[[int], object]):
    here = os.getpid()
    assert meanwhile(lambda: fails(here))() == "made here"


@pytest.mark.usefixtures("alone")
def test_an_error_is_told_where_the_work_is_waited_for():
    wait = meanwhile(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        wait()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("call", ["fork", "pipe"])
def test_where_nothing_can_be_begun_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch, call):
    def refuse() -> None:
        raise BlockingIOError

    monkeypatch.setattr(os, call, refuse)
    assert meanwhile(os.getpid)() == os.getpid()


@pytest.mark.usefixtures("alone")
def test_who_has_no_children_to_wait_for_still_gets_the_value(monkeypatch: pytest.MonkeyPatch):
    def gone(process: int, _: int) -> None:
        os.waitid(os.P_PID, process, os.WEXITED)
        raise ChildProcessError

    wait = meanwhile(lambda: "there")
    monkeypatch.setattr(os, "waitpid", gone)
    assert wait() == "there"


def test_what_nobody_waits_for_ends_with_the_command(monkeypatch: pytest.MonkeyPatch, begun):
    monkeypatch.setattr(second_process, "_alone", lambda: True)
    monkeypatch.setattr(second_process, "cores", lambda: 2)
    with helped("pull"):
        meanwhile(lambda: time.sleep(60))
    (process,) = begun
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_process_that_lives_on_does_all_itself():
    assert meanwhile(os.getpid)() == os.getpid()


COMMANDS = (
    ("check", "case", "--json"),
    ("build", "case", "--format", "docx", "--force"),
    ("pull", "output/case/submission.docx", "--json"),
)


def test_commands_say_and_write_the_same_with_help(
    small: Project, request: pytest.FixtureRequest, begun: list[int]
):
    def ran() -> list[object]:
        told = []
        for words in COMMANDS:
            kept_results.forget()
            told.append(small.run(*words))
        files = [each.read_bytes() for each in sorted(small.output.rglob("*.docx"))]
        said = [(each.status, re.sub(r"[\d.]+ s$", "", each.out, flags=re.M)) for each in told]
        return [*said, *files]

    without = ran()
    assert len(without) > len(COMMANDS)
    assert not begun
    request.getfixturevalue("alone")
    assert ran() == without
    assert len(begun) == 5  # registries, rules; registries, a Word file; the document as it is

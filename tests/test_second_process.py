"""What a second process makes meanwhile is what this one would make, whatever becomes of it."""

import os
import re
import signal
import sys
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
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
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


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("fails", [_end_elsewhere, _fail_elsewhere])
def test_what_fails_there_is_made_here(fails: Callable[[int], str]):
    here = os.getpid()
    assert meanwhile(lambda: fails(here))() == "made here"


@pytest.mark.usefixtures("alone")
def test_an_error_is_told_where_the_work_is_waited_for():
    wait = meanwhile(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        wait()


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

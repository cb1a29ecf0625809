"""`watch`: each save is built, findings come and go, and the page is served to this machine alone."""

import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from queue import Empty, Queue

import pytest

from dossier.build import watch as watch_module
from dossier.build.build_request import build_request
from dossier.build.page_server import PageServer
from dossier.build.watch import Round, rounds, saves_in
from dossier.build.workspace import Workspace
from dossier.project.new_dossier import new_dossier
from tests.conftest import Project

SAVED = "a save"


@pytest.fixture
def case(project: Project) -> Project:
    """Return a project with a dossier that builds."""
    assert not new_dossier(project.places(), "case", date(2031, 5, 6)).findings
    return project


def block(case: Project) -> str:
    """Return a block of the dossier."""
    return min(
        each.relative_to(case.content).as_posix() for each in case.content.glob("case/blocks/*")
    )


def building(case: Project, acts: Iterator[object]) -> list[Round]:
    """Return what came of each build; each of `acts` changes something, and is a save."""
    request, _ = build_request(case.places(), ("case",), ("html", "docx"))
    assert request is not None
    with Workspace(case.places()) as workspace:
        return list(rounds(workspace, request, acts))


def test_after_a_save_only_what_it_touches_is_built_and_the_result_is_that_of_build(case):
    def acts() -> Iterator[object]:
        case.write(block(case), (case.content / block(case)).read_text("utf-8") + "\nOne more.\n")
        yield SAVED
        yield SAVED  # nothing changed

    first, second, third = building(case, acts())
    assert {each.state for each in first.files} == {"built"}
    assert [each.state for each in second.files] == ["built"] * len(first.files)
    assert third.files == ()
    live = {each.name: each.read_bytes() for each in (case.output / "case").glob("*.[hd]*")}
    assert case.run("build", "case", "--force", "--format", "html,docx").status == 0
    assert live == {each.name: each.read_bytes() for each in (case.output / "case").glob("*.[hd]*")}


def test_a_finding_comes_with_the_mistake_and_goes_with_it(case):
    name = block(case)
    good = (case.content / name).read_text("utf-8")

    def acts() -> Iterator[object]:
        case.write(name, good + "\nSee {fact:nowhere}.\n")
        yield SAVED
        case.write(
            name,
            "<!-- moved down by a line -->\n".join(good.rpartition("\n")[:1])
            + "\n\nSee {fact:nowhere}.\n",
        )
        yield SAVED
        case.write(name, good)
        yield SAVED

    first, wrong, moved, right = building(case, acts())
    assert [each.rule for each in wrong.came] == ["unknown-id"]
    assert (moved.came, moved.went) == ((), ())
    assert right.went == wrong.came
    assert right.left == first.left


def test_a_change_of_a_template_is_seen(case):
    folder = case.root / "templates" / "_shared"
    folder.mkdir(parents=True)
    own = case.places().templates[-1] / "_shared" / "house-screen.css"

    def acts() -> Iterator[object]:
        (folder / "house-screen.css").write_text(
            own.read_text("utf-8") + "\n/* wider */\n", "utf-8"
        )
        yield SAVED

    _, second = building(case, acts())
    assert {each.file.rpartition(".")[2] for each in second.files} >= {"html"}
    assert "/* wider */" in next((case.output / "case").glob("*.html")).read_text("utf-8")


def test_saves_are_noticed_but_not_what_editors_and_builds_write(case):
    found: list[set[str]] = []
    names = ("notes.md~", "~$open.md", ".swap", "case/blocks/new.md")
    watching = saves_in(case.places())
    thread = threading.Thread(target=lambda: found.append({each.name for each in next(watching)}))
    thread.start()
    deadline = time.monotonic() + 20
    while thread.is_alive() and time.monotonic() < deadline:
        for each in names:
            case.write(each, "text")
        thread.join(0.3)
    assert found == [{"new.md"}]


@pytest.mark.parametrize("before", ["no folder", "another folder"])
def test_a_folder_that_is_made_later_is_watched_too(case, before, monkeypatch):
    away = case.root / "away"
    case.content.rename(away)
    if before == "another folder":
        case.content.mkdir()
    ending, begun = threading.Event(), threading.Event()
    found: Queue[str] = Queue()
    folders = watch_module._folders

    def seen(wanted: Iterable[Path]) -> dict[Path, tuple[int, int]]:
        there = folders(wanted)
        begun.set()
        return there

    monkeypatch.setattr(watch_module, "_folders", seen)

    def watch() -> None:
        for saved in saves_in(case.places(), ending):
            for each in saved:
                found.put(each.name)

    thread = threading.Thread(target=watch)
    thread.start()
    assert begun.wait(30)
    try:
        if before == "another folder":
            until(found, lambda: case.write("case/blocks/first.md", "text"), "first.md")
            shutil.rmtree(case.content)
        away.rename(case.content)
        until(found, lambda: None, "10-organisation.md")
        until(found, lambda: case.write("case/blocks/new.md", "text"), "new.md")
    finally:
        ending.set()
        thread.join()


def until(found: Queue[str], act: Callable[[], object], name: str) -> None:
    """Do `act` again and again until a file of this name is told."""
    for _ in range(60):
        act()
        with suppress(Empty):
            while found.get(timeout=0.5) != name:
                pass
            return
    raise AssertionError(f"{name} was not told")


def get(address: str, host: str = "") -> tuple[int, bytes]:
    """Return the status and the body of an answer."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


@pytest.fixture
def pages(tmp_path) -> Iterator[PageServer]:
    """Return a server of one page."""
    (tmp_path / "output" / "case").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("not for the server", "utf-8")
    (tmp_path / "output" / "case" / "a.html").write_text("<html><body>Yes</body></html>", "utf-8")
    (tmp_path / "output" / "case" / "manifest.json").write_text("{}", "utf-8")
    with closing(PageServer(tmp_path / "output")) as server:
        yield server


def test_a_page_is_served_with_what_loads_it_again_and_the_file_stays_as_it_is(pages, tmp_path):
    status, page = get(pages.address + "case/a.html")
    assert (status, b"location.reload" in page, b"Yes" in page) == (200, True, True)
    assert b"script" not in (tmp_path / "output" / "case" / "a.html").read_bytes()


@pytest.mark.parametrize(
    "path", ["case/manifest.json", "../secret.html", "%2e%2e/secret.html", "case/"]
)
def test_nothing_but_finished_files_is_served(pages, path):
    assert get(pages.address + path)[0] == 404


def test_who_does_not_know_the_address_or_asks_for_another_host_gets_nothing(pages):
    other = f"http://127.0.0.1:{pages.port}/guess/case/a.html"
    assert get(other)[0] == 403
    assert get(pages.address + "case/a.html", "example.org")[0] == 403


def test_a_page_that_waits_is_told_of_the_next_build(pages):
    answers: list[bytes] = []
    thread = threading.Thread(target=lambda: answers.append(get(pages.address + "builds/0")[1]))
    thread.start()
    pages.reload()
    thread.join(10)
    assert answers == [b"1"]

"""What the tests share: projects in empty folders, the front door, golden files."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dossier.build.dossier import Dossier, read_dossier
from dossier.build.ready_document import ReadyDocument
from dossier.cli.main import main
from dossier.model import second_process
from dossier.model.uncollected import uncollected
from dossier.project.layout import places, read_files

ROOT = Path(__file__).parent.parent

os.environ["UPR_DOSSIER_CACHE"] = "none"
"""Tests see what is made, not what an earlier run kept; those of kept results say otherwise."""

collect_ignore = ["content", "data"]
"""No tests: what they read, and what made it with programs that are not here."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files")


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Run one process more than there are cores: stories in a browser often wait."""
    return (yield) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the garbage collector pass over what is collected: it lives as long as the tests."""
    with uncollected():
        found = yield
        gc.freeze()
    return found


_LONG = (
    "browser",
    "test_kazakhstan",
    "test_pull_registries",
    "test_pull_law",
    "test_cluster",
    "test_rewrite",
    "test_shaped_scripts",
    "test_word_returned",
    "test_stress",
    "test_redline",
    "test_drawings",
)
"""Files and folders of tests of which some take long, those that take longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: else one process works at it when the others have ended."""

    def place(item: pytest.Item) -> int:
        names = (item.path.stem, item.path.parent.name)
        return next((at for at, each in enumerate(_LONG) if each in names), len(_LONG))

    items.sort(key=place)  # within a file the order stays


def pytest_report_header() -> str:
    return "about twelve minutes on two quiet cores"


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Let nothing wait for the disk: no test is of a failure of power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_second_process() -> Iterator[None]:
    """Let commands do all in this process, where tests count and change what they do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_process, "_alone", lambda: False)
        yield


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own; `run` is its front door."""

    root: Path
    capture: pytest.CaptureFixture[str]

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def run(self, *words: str) -> Ran:
        self.capture.readouterr()
        status = main(words, root=self.root)
        found = self.capture.readouterr()
        return Ran(status, found.out, found.err)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def dossier(self, name: str, *wanted: str) -> Dossier:
        files, _ = read_files(self.places(), name)
        assert files is not None
        return read_dossier(self.places(), files, wanted)

    def places(self):
        return places(self.root, None, None, None)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder `name` that `make` fills, once for all processes that run the tests.

    It is for reading: who changes anything in it copies it first.
    """
    shared = factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def kazakhstan_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the real case, built whole, to be read."""

    def make(folder: Path) -> None:
        for name in ("kazakhstan", "library"):
            shutil.copytree(ROOT / "content" / name, folder / "content" / name)
        assert main(["build"], root=folder) == 0

    return made_once(tmp_path_factory, "kazakhstan", make)


@pytest.fixture
def project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """An empty project; the templates are those that come with the program."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, capsys)


@pytest.fixture
def ruritania(project: Project) -> Project:
    """A project with the joint submission of three organisations."""
    for name in ("library", "ruritania"):
        if (ROOT / "tests" / "content" / name).is_dir():
            shutil.copytree(ROOT / "tests" / "content" / name, project.content / name)
    return project


HOMECOMING = ROOT / "tests" / "content" / "homecoming"


@pytest.fixture
def homecoming(project: Project) -> Project:
    """A project with the small frozen dossier whose Word file partners edit."""
    shutil.copytree(HOMECOMING, project.content / "homecoming")
    return project


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The Word file of `homecoming`, as partners got it."""

    def make(folder: Path) -> None:
        shutil.copytree(HOMECOMING, folder / "content" / "homecoming")
        assert main(["build", "homecoming/submission", "--format", "docx"], root=folder) == 0

    folder = made_once(tmp_path_factory, "homecoming", make)
    return (folder / "output" / "homecoming" / "submission.docx").read_bytes()


@pytest.fixture
def kazakhstan(project: Project) -> Project:
    """A project with the real case."""
    for name in ("kazakhstan", "library"):
        shutil.copytree(ROOT / "content" / name, project.content / name)
    return project


@pytest.fixture
def kazakhstan_built(kazakhstan: Project, kazakhstan_whole: Path) -> Project:
    """A project with the real case and the files that were built from it."""
    shutil.copytree(kazakhstan_whole / "output", kazakhstan.output)
    return kazakhstan


@pytest.fixture(scope="session")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the skeleton that `new` makes, to be copied."""

    def make(folder: Path) -> None:
        (folder / "content").mkdir()
        assert main(["new", "case"], root=folder) == 0

    return made_once(tmp_path_factory, "skeleton", make)


@pytest.fixture
def small(project: Project, skeleton: Path) -> Project:
    """A project with the skeleton that `new` makes, named `case`."""
    shutil.copytree(skeleton, project.root, dirs_exist_ok=True)
    return project


@pytest.fixture
def sourced(small: Project) -> Project:
    """A project whose dossier `case` has registries of every kind; `tests/registries` holds them."""
    folder = ROOT / "tests" / "registries"
    for path in folder.iterdir():
        shutil.copy(path, small.content / "case")
    (small.content / "case" / "blocks" / "20-background.md").unlink()
    small.change("case/blocks/60-evidence.md", "[@example-report, p. 5]", "<https://press.example>")
    return small


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against a golden file, or rewrite the file with `--accept`."""

    def check(name: str, text: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if request.config.getoption("--accept"):
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), f"{name} differs; `pytest --accept` rewrites it"

    return check


def document(project: Project, name: str, id_: str) -> ReadyDocument:
    """Return one assembled document of a dossier that has no errors."""
    dossier = project.dossier(name, id_)
    found = [each for each in dossier.documents if each.id == id_]
    assert found, "\n".join(map(str, dossier.findings))
    return found[0]


SLOW = [HealthCheck.too_slow]
"""No test measures time: neither an example's, nor how long it takes to draw one."""

settings.register_profile(
    "suite", max_examples=25, deadline=None, derandomize=True, suppress_health_check=SLOW
)
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture
def own_templates(project: Project) -> Path:
    """A copy of the templates in the project's own folder, to be changed."""
    folder = project.root / "templates"
    shutil.copytree(ROOT / "templates", folder)
    return folder

"""Other machines write the same bytes, and are given nothing that a document may not show."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from distributed.scheduler import KilledWorker

from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest, Rebuild
from dossier.build.cluster import cluster_workers
from dossier.build.cluster.connection import ClusterWorkers, Running, _check
from dossier.build.cluster.surroundings import surroundings
from dossier.build.cluster.task import Done, Task, work
from dossier.build.worker_processes import Processes
from dossier.build.workers import Nobody, Workers
from dossier.model.diagnostics import Refused
from dossier.project.share import Share, Unshared, share_at
from tests.conftest import Project

EVIDENCE = "case/blocks/60-evidence.md"
HELD = ("Hidden", "Hydden")


class Recording:
    """Works off tasks in this process, and keeps what would go over the wire."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def submit(self, task: Task) -> Recorded:
        self.sent.append(pickle.dumps(task))
        return Recorded(self.sent[-1])


class Recorded:
    """A task that is worked off when its result is asked for."""

    def __init__(self, sent: bytes) -> None:
        self.sent = sent

    def result(self, timeout: float | None = None) -> Done:
        return work(pickle.loads(self.sent))


def built(project: Project, workers: Workers, *formats: str) -> dict[str, bytes]:
    """Build all anew and return the finished files by their names."""
    names = [each.name for each in project.content.iterdir() if each.name != "library"]
    request = BuildRequest(dict.fromkeys(sorted(names), ()), formats, Rebuild.ALL)
    for each in build(project.places(), request, workers=workers):
        print(*each.findings, sep="\n")
    found = {each: each.read_bytes() for each in project.output.glob("[!.]*/*.*")}
    shutil.rmtree(project.output)
    return {f"{each.parent.name}/{each.name}": content for each, content in found.items()}


@pytest.fixture
def guarded(sourced: Project) -> Project:
    """A dossier with a person who is held, and who is named in places that nobody prints."""
    chair = "{Person:chair} was [seen with Rupert Hidden and]{audience: un} arrested."
    sourced.change(EVIDENCE, "Tell what", f"{chair}\n\nTell what")
    allowed = "kind: evidence\nallow: {long-sentence: Rupert Hidden said so}"
    sourced.change(EVIDENCE, "kind: evidence", allowed)
    sourced.write("case/blocks/20-background.md", "---\nid: back\nkind: background\n---\nOnce.\n")
    return sourced


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Share]:
    with share_at(str(tmp_path / "share")) as made:
        yield made


FORMATS = ("docx", "html", "md")


def test_nothing_that_is_sent_or_shared_says_who_is_held(guarded: Project, share: Share):
    recording = Recording()
    there = built(guarded, ClusterWorkers(recording.submit, lambda: 1, share), *FORMATS)
    shared = [each.read_bytes() for each in Path(share.address[7:]).iterdir()]
    assert there == built(guarded, Nobody(), *FORMATS)
    assert "case/submission.docx" in there and b"The chair of" in there["case/submission.md"]
    assert len(recording.sent) == len(FORMATS) and shared
    for name in HELD:
        assert not [each for each in (*recording.sent, *shared) if name.encode() in each]


@pytest.mark.parametrize("place", ["a file", "a template"])
def test_a_document_that_says_who_is_held_is_written_here(
    guarded: Project, share: Share, place: str, request: pytest.FixtureRequest
):
    """The name stands where no page shows it: the finished file may be kept, but not sent."""
    if place == "a file":
        block = guarded.content / EVIDENCE
        block.rename(block.with_name("rupert-hidden.md"))
    else:
        folder = request.getfixturevalue("own_templates")
        (folder / "upr-submission" / "notes.txt").write_text("made for Rupert Hidden", "utf-8")
    recording = Recording()
    there = built(guarded, ClusterWorkers(recording.submit, lambda: 1, share), "md")
    assert "case/submission.md" in there and recording.sent == [] and not [*share_files(share)]


def share_files(share: Share) -> list[Path]:
    return [*Path(share.address[7:]).iterdir()]


def test_what_was_changed_in_the_share_is_not_used(share: Share):
    digest = share.put(b"as it was")
    assert share.get(digest) == b"as it was" and share.put(b"as it was") == digest
    (share_files(share)[0]).write_bytes(b"something else")
    for each in (digest, "0" * 64):
        with pytest.raises(Unshared):
            share.get(each)
    with pytest.raises(Unshared):
        Share(f"{share.address}/gone").put(b"more")


def test_a_share_ends_with_its_block_and_is_for_its_owner_alone(tmp_path: Path):
    with share_at(str(tmp_path)) as share:
        share.put(b"a picture")
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
    assert not [*tmp_path.iterdir()]


def test_a_worker_with_another_program_writes_nothing(guarded: Project, share: Share):
    recording = Recording()
    workers = ClusterWorkers(recording.submit, lambda: 1, share)
    workers.mark = "another"
    request = BuildRequest({"case": ()}, ("md",))
    (result,) = build(guarded.places(), request, workers=workers)
    assert [each.rule for each in result.findings if each.file == "--cluster"] == ["worker-differs"]
    assert result.files == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cluster", "tcp://127.0.0.1:9"), "error[unreachable-cluster]: the cluster at tcp://127"),
        (("--cluster", "no address"), "error[unreachable-cluster]: the cluster at no address"),
        (("--cluster", "tls://127.0.0.1:9"), "perhaps check your TLS configuration"),
        (("--share", "here"), "error[unreachable-share]: a share is for a cluster"),
    ],
)  # fmt: skip
def test_a_cluster_that_cannot_be_used_is_told(
    small: Project, words: tuple[str, str], said: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dossier.build.cluster.connection._CONNECTING", 0.2)
    ran = small.run("build", *words)
    assert ran.status in (1, 2) and said in ran.err and "hint:" in ran.err
    assert not small.output.exists()


def kill_one(address: str) -> None:
    """End one of the workers of a cluster, as a machine does that loses its power."""
    with Client(address, set_as_default=False) as client:
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)


def test_a_cluster_makes_the_same_files_and_makes_up_for_a_worker_that_is_killed(guarded: Project):
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        ) as cluster,
        cluster_workers(cluster.scheduler_address, "") as workers,
    ):
        begin = workers.submit

        def begin_and_kill(task: Task) -> Running:
            running = begin(task)
            if task.format == "pdf":
                kill_one(cluster.scheduler_address)
            return running

        workers.submit = begin_and_kill
        there = built(guarded, workers, "pdf", "html")
    assert there == built(guarded, Nobody(), "pdf", "html")
    assert there["case/submission.pdf"].startswith(b"%PDF")
    assert not Path(workers.share.address[7:]).exists()


class Asked:
    """A connection to one worker, or to none, that answers as it is told."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def wait_for_workers(self, number: int, timeout: float) -> None:
        if self.answer is None:
            raise TimeoutError

    def run(self, look: Callable[[], object], on_error: str) -> dict[str, object]:
        assert look() == (surroundings(), False)
        return {"tcp://worker": self.answer}


@pytest.mark.parametrize(
    ("answer", "rule", "said"),
    [
        (None, "unreachable-cluster", "it has no workers"),
        (({}, False), "worker-differs", "it does not have this program"),
        (({**surroundings(), "lxml": "0.1"}, False), "worker-differs", "lxml is 0.1 there and "),
        (OSError("no room"), "worker-differs", "it cannot be asked: no room"),
        ((surroundings(), True), "unreachable-share", "tcp://worker does not see it"),
    ],
)
def test_a_worker_that_would_not_write_the_same_files_is_refused(
    share: Share, answer: object, rule: str, said: str
):
    with pytest.raises(Refused) as refused:
        _check(Asked(answer), "tcp://scheduler", share)
    assert refused.value.finding.rule == rule and said in refused.value.finding.message


class Failing:
    """A task that comes to nothing."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def result(self, timeout: float | None = None) -> Done:
        raise self.error


def test_a_document_that_kills_every_worker_is_told_and_the_others_are_made(
    guarded: Project, share: Share
):
    recording = Recording()

    def submit(task: Task) -> Running:
        killed = KilledWorker(task="", last_worker=None, allowed_failures=3)
        return Failing(killed) if task.format == "docx" else recording.submit(task)

    request = BuildRequest({"case": ()}, ("docx", "md"))
    workers = ClusterWorkers(submit, lambda: 1, share)
    (result,) = build(guarded.places(), request, workers=workers)
    (finding,) = (each for each in result.findings if each.file == "--cluster")
    assert (finding.rule, finding.message[-20:]) == ("workers-died", "case/submission.docx")
    assert [Path(each.file).suffix for each in result.files] == [".md"]


@pytest.mark.parametrize(
    ("error", "rule"),
    [(CancelledError(), "unreachable-cluster"), (Unshared("gone"), "unreachable-share")],
)
def test_a_cluster_that_is_lost_stops_the_build_with_one_finding(
    guarded: Project, share: Share, error: BaseException, rule: str
):
    workers = ClusterWorkers(lambda _: Failing(error), lambda: 1, share)
    with pytest.raises(Refused) as lost:
        [*build(guarded.places(), BuildRequest({"case": ()}), workers=workers)]
    assert lost.value.finding.rule == rule


def test_one_process_and_two_make_the_same_files_of_many_dossiers(small: Project):
    shutil.copytree(small.content / "case", small.content / "other")
    with Processes(2) as two:
        assert two.take("html", 3)
        assert not two.take("html", 2)
        there = built(small, two, "html", "docx")
        for each in two._pool._processes:
            os.kill(each, signal.SIGKILL)
        assert built(small, two, "html", "docx") == there
    assert there == built(small, Nobody(), "html", "docx")


def test_a_name_in_the_pdf_of_a_single_document_is_found_where_it_was_not_written(
    guarded: Project, own_templates: Path
):
    """The process that writes it is not told who is held."""
    page = own_templates / "_shared" / "house.html.j2"
    text = page.read_text("utf-8").replace("<title>", "<title>Rupert Hidden: ", 1)
    page.write_text(text, "utf-8")
    request = BuildRequest({"case": ("submission",)}, ("pdf",), Rebuild.ALL)
    with Processes(1) as one:
        (result,) = build(guarded.places(), request, workers=one)
        assert one._pool is not None and not one._guards
    assert "name-leaks" in {each.rule for each in result.findings}
    assert not (guarded.output / "case" / "submission.pdf").exists()


def test_without_the_library_of_the_cluster_it_says_what_to_install(
    small: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = small.run("build", "--cluster", "tcp://127.0.0.1:9")
    assert ran.status == 1 and 'error[missing-library]: the library "distributed"' in ran.err
    assert "upr-dossier[cluster]" in ran.err

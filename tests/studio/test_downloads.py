"""Downloads are built for their readers, searched, and handed out only if nothing was found."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace

import pytest

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from tests.studio.conftest import Client

PUBLIC = {"documents": ["submission"], "formats": ["html", "md"], "audience": "public"}


def ended(client: Client, asked: dict) -> dict:
    """Return a job when it has ended."""
    job = client.post("/api/case/builds", asked).json()
    while job["state"] in ("waiting", "building"):
        time.sleep(0.05)
        job = client.get(f"/api/builds/{job['id']}").json()
    return job


def test_what_is_built_is_searched_and_handed_out(client: Client):
    job = ended(client, PUBLIC)
    assert (job["state"], job["safe"]) == ("done", True)
    assert [each["name"] for each in job["files"]] == ["submission.html", "submission.md"]
    one = client.get(f"/api/builds/{job['id']}/files/submission.md")
    assert one.headers["content-disposition"] == 'attachment; filename="case-nyo-submission.md"'
    built = client.project.output / "case" / "submission.md"
    assert one.content == built.read_bytes()
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/api/builds/{job['id']}/all.zip").content))
    assert packed.namelist() == ["case-nyo-submission.html", "case-nyo-submission.md"]
    built.write_text("somebody else's", "utf-8")
    assert client.get(f"/api/builds/{job['id']}/files/submission.md").status_code == 409


def test_a_download_says_what_is_left_of_the_skeleton_and_which_sources_nobody_saw(client: Client):
    left = ended(client, PUBLIC)["unfinished"]
    assert left["placeholders"] > 20
    assert (left["doubted_notes"], left["doubts"]) == (2, ["[source not verified]"])
    client.project.change("case/sources.yaml", "verified: no", "verified: yes")
    client.project.change("case/blocks/70-analysis.md", "Say why the facts in", "Facts:")
    now = ended(client, PUBLIC)["unfinished"]
    assert now == {"placeholders": left["placeholders"] - 1, "doubted_notes": 0, "doubts": []}


def test_a_download_is_searched_for_as_many_names_as_the_view_of_its_readers(client: Client):
    for home, name in (("case", "Ana Bekturova"), ("other", "Jonas Exemplarius")):
        client.project.write(
            f"{home}/people.yaml", f"x: {{name: {name}, role: {{en: a driver}}}}\n"
        )
    (sought,) = ended(client, PUBLIC)["looked_for"]
    seen = client.get("/api/case/audience/submission/searched?audience=public").json()
    counts = ("names", "phrases", "of_others", "in_interviews")
    assert [sought[each] for each in counts] == [seen[each] for each in counts] == [2, 0, 1, 0]


def test_a_document_for_fewer_readers_is_left_out(client: Client):
    client.project.change(
        "case/dossier.yaml", "status: draft", "audience: partners\n    status: draft"
    )
    job = ended(client, PUBLIC)
    assert (job["left_out"], job["files"], job["safe"]) == (["submission"], [], False)
    assert client.get(f"/api/builds/{job['id']}/all.zip").status_code == 404


def test_mistakes_are_told_and_nothing_is_handed_out(client: Client):
    client.project.change("case/dossier.yaml", "template: upr-submission", "template: none-such")
    job = ended(client, PUBLIC)
    assert job["state"] == "done"
    assert [each["rule"] for each in job["findings"]] == ["unknown-template"]
    assert client.get(f"/api/builds/{job['id']}/files/submission.md").status_code == 404


def test_a_mistake_in_a_text_is_told_with_a_link_to_it_and_no_file(client: Client):
    client.project.change("case/blocks/60-evidence.md", "Conclude", "[x](#paragraph:none) Conclude")
    job = ended(client, PUBLIC)
    (found,) = [each for each in job["findings"] if each["severity"] == "error"]
    assert found["go"]["address"].endswith("/submission/write#case/blocks/60-evidence.md")
    assert ".md" not in f"{found['message']} {found['hint']} {found['go']['words']}"


def test_what_is_stopped_makes_nothing_and_the_next_is_built(client: Client):
    first = client.post("/api/case/builds", {**PUBLIC, "formats": ["pdf"]}).json()
    assert client.post(f"/api/builds/{first['id']}/stop", {}).json()["state"] == "stopped"
    assert ended(client, PUBLIC)["state"] == "done"
    assert not (client.project.output / "case" / "submission.pdf").exists()


@pytest.mark.parametrize(
    "change", [{"formats": []}, {"formats": ["exe"]}, {"audience": "everybody"}, {"documents": 3}]
)
def test_an_order_that_makes_no_sense_is_refused(client: Client, change: dict):
    assert client.post("/api/case/builds", {**PUBLIC, **change}).status_code == 400


def test_a_file_that_holds_what_its_readers_may_not_read_is_not_handed_out(client, monkeypatch):
    job = ended(client, PUBLIC)
    held = client.session.builder.job(job["id"])
    leak = Finding("submission.md", 0, Fault.NAME_LEAKS, "a name stands in it", "take it out")
    search = replace(held.product.search, findings=(leak,))
    found = replace(held, product=replace(held.product, search=search))
    monkeypatch.setattr(client.session.builder, "job", lambda number: found)
    told = client.get(f"/api/builds/{job['id']}").json()
    assert ([each["rule"] for each in told["found"]], told["safe"]) == (["name-leaks"], False)
    assert client.get(f"/api/builds/{job['id']}/files/submission.md").status_code == 403
    assert client.get(f"/api/builds/{job['id']}/all.zip").status_code == 403

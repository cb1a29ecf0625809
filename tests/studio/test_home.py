"""Home says what dossiers there are, and how far their documents are."""

from __future__ import annotations

from tests.studio.conftest import Client


def test_home_lists_dossiers_and_documents_with_what_their_manifests_say(client: Client):
    page = client.get("/").text
    assert 'href="/case/submission/write"' in page
    assert ">draft<" in page
    assert "not yet" in page


def test_a_document_is_called_by_the_name_of_its_kind(client: Client):
    home = client.get("/").text
    assert "submission · UPR stakeholder submission · for" in home


def test_a_second_submission_is_offered_the_key_words_of_the_first(client: Client):
    told = client.get("/api/case/kinds").json()
    asking = [each["id"] for each in told["kinds"] if "keywords" in str(each["fields"])]
    assert asking == ["joint-submission", "upr-submission"]
    assert told["shared"]["keywords"]


def test_a_dossier_that_cannot_be_read_is_listed_with_what_is_wrong(client: Client):
    client.project.write("broken/dossier.yaml", "title: [\n")
    page = client.get("/").text
    assert 'id="broken"' in page
    assert "finding error" in page


def test_markup_in_a_title_is_shown_as_it_was_typed(client: Client):
    client.project.change("case/dossier.yaml", "title: ", "title: <script>x</script> ")
    assert "<script>x" not in client.get("/").text


def test_the_standing_of_a_document_counts_words_findings_and_the_limit(client: Client):
    found = client.get("/api/case/submission/standing").json()
    assert found["words"] > 0
    assert found["limit"] > found["words"]
    client.project.change("case/blocks/60-evidence.md", "\n\n", "\n\nSee {fact:nowhere}.\n\n")
    assert client.get("/api/case/submission/standing").json()["errors"] == 1


def test_the_revision_grows_with_what_the_studio_writes(client: Client):
    before = client.get("/api/revision").json()["revision"]
    client.session.revision.up()
    assert client.get(f"/api/revision?since={before}").json()["revision"] == before + 1


def test_a_deadline_that_is_not_known_says_why(client: Client):
    assert "not published yet; usually six to eight months before" in client.get("/").text
    client.project.change("case/dossier.yaml", "session: 55", "session: 99")
    assert "the program does not know this session" in client.get("/").text

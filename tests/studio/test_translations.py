"""Translations: what is stale is shown, confirmed as it was seen, sent away and brought back."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from dossier.project.history import read_steps
from tests.conftest import Project
from tests.studio.conftest import Client

ORIGINAL = "case/blocks/20-background.md"
FRENCH = "case/blocks/fr/20-background.md"
HEAD = "---\nid: background\nkind: background\ntitle: The law\n---\n"
GUARDED = "---\nid: hidden\nkind: background\ntitle: Hidden\naudience: internal\n---\nThe meeting stood in Strelsau.\n"
MANIFEST = (
    "title: Case\nstate: Ruritania\nsubmitters: [{name: Union}]\ndocuments:\n"
    "  note: {template: note, title: Note, date: 2026-01-01}\n"
    "  note-fr: {template: note, title: Note, date: 2026-01-01, language: fr}\n"
)


@pytest.fixture
def law(clients: Callable[[Project], Client], small: Project) -> Client:
    """A dossier with one text, which is in French, and a document in French."""
    project = small
    for path in (project.content / "case" / "blocks").iterdir():
        path.unlink()
    project.write(ORIGINAL, f"{HEAD}The court ordered it.\n\nEach union registers.\n")
    project.write("case/dossier.yaml", MANIFEST)
    (project.root / "templates" / "note").mkdir(parents=True)
    (project.root / "templates" / "note" / "outline.yaml").write_text(
        "name: Note\nsections:\n  - {id: background, title: Background, takes: background}\n"
    )
    project.write(
        FRENCH, "---\nid: background\ntitle: La loi\n---\nLe tribunal l’a ordonné.\n\nChacun.\n"
    )
    assert project.run("translate", "case", "--to", "fr", "--done", "all").status == 0
    return clients(project)


def page(client: Client, to: str = "fr") -> str:
    answer = client.get(f"/case/translations?to={to}")
    assert answer.status_code == 200, answer.text
    return answer.text


def confirms(client: Client) -> dict[str, str]:
    """Return the digests of what can be confirmed, by name."""
    return dict(re.findall(r'data-confirm="([^"]+)" data-digest="([^"]+)"', page(client)))


def confirm(client: Client, name: str, digest: str):
    value = {"to": "fr", "name": name, "digest": digest}
    return client.post("/api/case/translations/confirmed", value)


def record(client: Client) -> str:
    return client.project.content.joinpath(
        f"{FRENCH.removesuffix('.md')}.translated.yaml"
    ).read_text("utf-8")


def test_a_changed_paragraph_is_shown_by_words_and_confirmed_as_it_was_seen(law: Client):
    law.project.change(ORIGINAL, "ordered", "forbade")
    shown = page(law)
    assert "<strong>1</strong> changed since" in shown
    assert "<del>ordered</del><ins>forbade</ins>" in shown and "Le tribunal l’a ordonné." in shown
    digests = confirms(law)
    assert set(digests) == {"background/text.1"}
    assert confirm(law, "background/text.1", digests["background/text.1"]).status_code == 200
    assert "<strong>1</strong> done" in page(law)


@pytest.mark.parametrize(
    ("path", "old", "new"), [(ORIGINAL, "forbade", "allowed"), (FRENCH, "ordonné", "interdit")]
)
def test_nothing_is_confirmed_that_somebody_changed_since_it_was_seen(law, path, old, new):
    law.project.change(ORIGINAL, "ordered", "forbade")
    law.project.change(ORIGINAL, "Each", "Every")
    seen, before = confirms(law), record(law)
    assert set(seen) == {"background", "background/text.1", "background/text.2"}
    law.project.change(path, old, new)
    for name in ("background", "background/text.1"):
        assert confirm(law, name, seen[name]).status_code == 409
    assert record(law) == before
    assert confirm(law, "background/text.2", seen["background/text.2"]).status_code == 200


def test_a_text_with_words_of_the_original_is_not_confirmed_as_a_whole(law: Client):
    law.project.write(
        "case/blocks/30-more.md", f"{HEAD}Two.\n\nThree.\n".replace("background", "more", 1)
    )
    assert "not begun" in page(law)
    assert law.post("/api/case/translations/begun", {"to": "fr", "of": ""}).json()["written"] == 2
    assert "<strong>1</strong> begun" in page(law)
    assert "more" not in confirms(law) and "more/text.1" in confirms(law)


def test_the_texts_of_one_document_and_languages_without_texts_are_shown(law: Client):
    assert "All texts of the dossier" in page(law)
    assert law.get("/case/translations?to=fr&of=note").status_code == 200
    assert "No document is in Russian yet" in page(law, "ru")
    assert law.get("/case/translations?to=xx").status_code == 422


def test_write_it_leads_to_a_document_that_takes_the_text(law: Client):
    answer = law.get("/case/translations/text?to=fr&block=background", follow_redirects=False)
    assert answer.headers["location"] == f"/case/note-fr/write#{FRENCH}"
    law.project.change("case/dossier.yaml", ", language: fr", "")
    refused = law.get("/case/translations/text?to=fr&block=background")
    assert refused.status_code == 422 and "No document is in French yet" in refused.text


def test_write_is_told_how_a_translation_stands(law: Client):
    law.project.change(ORIGINAL, "ordered", "forbade")
    asked = "/api/case/translations/state?path="
    told = law.get(asked + FRENCH.removeprefix("case/")).json()
    assert told["words"] == "French translation: changed since"
    assert told["address"] == "/case/translations?to=fr#block-background"
    assert law.get(asked + ORIGINAL.removeprefix("case/")).json() == {}


@pytest.mark.parametrize("kind", ["docx", "xlf", "tmx"])
def test_what_not_everybody_may_read_is_sent_only_where_somebody_says_so(law: Client, kind: str):
    law.project.write("case/blocks/40-hidden.md", GUARDED)
    address = f"/case/translations/file?to=fr&kind={kind}"
    assert law.get("/api/case/translations/kept?to=fr").json() == {"texts": ["Hidden"]}
    answer = law.get(address)
    assert f'filename="case-fr.{kind}"' in answer.headers["content-disposition"]
    for content, whole in ((answer.content, False), (law.get(f"{address}&all=yes").content, True)):
        said = words(content) if kind == "docx" else content.decode()
        assert "court ordered" in said
        assert ("Strelsau" in said) == (
            whole and kind != "tmx"
        )  # the memory has what is translated


def words(content: bytes) -> str:
    tables = Document(BytesIO(content)).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def bring(client: Client, content: bytes, seen: str = "", name: str = "case-fr.xlf"):
    return client.post(
        "/api/case/translations/received",
        {"to": "fr", "seen": seen},
        files={"file": (name, content)},
    )


@pytest.fixture
def returned(law: Client) -> bytes:
    """What a translator sends back: another word in the first paragraph."""
    sent = law.get("/case/translations/file?to=fr&kind=xlf").content.decode()
    assert "ordonné" in sent
    return sent.replace("ordonné", "décidé").encode()


def test_what_came_back_is_shown_applied_as_shown_and_undone(law: Client, returned: bytes):
    before, steps = (
        law.project.content.joinpath(FRENCH).read_text(),
        len(read_steps(law.project.content)),
    )
    told = bring(law, returned).json()
    (change,) = told["changes"]
    assert (change["title"], change["unit"]) == ("The law", "paragraph 1 of the text")
    assert [e["text"] for e in change["pieces"] if e["kind"] == "came"] == ["décidé"]
    assert law.project.content.joinpath(FRENCH).read_text() == before
    assert bring(law, returned, told["digest"]).status_code == 200
    assert "décidé" in law.project.content.joinpath(FRENCH).read_text()
    made = read_steps(law.project.content)
    assert len(made) == steps + 1
    assert "Took back the translation case-fr.xlf" in law.get("/case/history").text
    assert law.post("/api/case/history/undo", {"step": made[-1].number}).status_code == 200
    assert law.project.content.joinpath(FRENCH).read_text() == before


def test_nothing_else_is_applied_than_what_was_shown(law: Client, returned: bytes):
    digest = bring(law, returned).json()["digest"]
    law.project.change(FRENCH, "Chacun", "Chaque syndicat")
    assert bring(law, returned, digest).status_code == 409
    assert bring(law, returned.replace("décidé".encode(), b"pris"), digest).status_code == 409
    assert "ordonné" in law.project.content.joinpath(FRENCH).read_text()


def test_a_file_of_another_kind_or_language_is_refused_with_its_own_name(
    law: Client, returned: bytes
):
    assert bring(law, b"x", name="x.exe").status_code == 415
    other = bring(law, returned.replace(b'trgLang="fr"', b'trgLang="es"')).json()
    assert other["changes"] == [] and other["digest"] == ""
    broken = bring(law, b"<xliff", name="../a b.xlf").json()["findings"][0]
    assert broken["file"] == "a b.xlf" and "--" not in other["findings"][0]["hint"]


def test_the_outline_of_a_document_opens_the_texts_of_its_language(law: Client):
    for document, path, title in (("note", ORIGINAL, "The law"), ("note-fr", FRENCH, "La loi")):
        (section,) = law.get(f"/api/case/{document}/outline").json()["sections"]
        assert [(each["at"], each["title"]) for each in section["blocks"]] == [(path, title)]


def test_nothing_goes_out_while_nobody_knows_what_is_guarded(law: Client):
    law.project.write("case/people.yaml", "one: {name: A, audience: nobody-knows}\n")
    address = "/case/translations/file?to=fr&kind=docx"
    assert law.get(address).status_code == 422
    assert law.get(f"{address}&all=yes").status_code == 200


@pytest.mark.parametrize(("document", "french"), [("note", False), ("note-fr", True)])
def test_a_part_that_is_added_to_a_document_is_in_its_language(law: Client, document, french):
    asked = {"section": "background", "title": "More"}
    at = law.post(f"/api/case/{document}/add", asked).json()["at"]
    text = (law.project.content / at).read_text("utf-8")
    assert ("language: fr" in text) == french


def test_a_document_is_offered_beside_its_translation(law: Client):
    assert '<option value="note-fr">note-fr</option>' in page(law)
    answer = law.get("/case/translations/beside?to=fr&document=note-fr")
    assert answer.headers["content-disposition"] == 'attachment; filename="case-note-fr-both.html"'
    assert all(
        words in answer.text for words in ("The court ordered it.", "Le tribunal l’a ordonné.")
    )
    wrong = law.get("/case/translations/beside?to=fr&document=nothing")
    assert (wrong.status_code, "makes no document" in wrong.text) == (422, True)
    assert "side by side" not in page(law, "es")

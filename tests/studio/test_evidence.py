"""Evidence lists the registries of a dossier, and saves, deletes and brings in entries."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dossier.build.evidence import REGISTRIES
from dossier.interchange.registry_edit.entries import CannotChange
from dossier.interchange.registry_edit.json_entries import with_json_entry
from dossier.project.history import read_steps
from dossier.readers.registries.shapes import shapes
from dossier.readers.yaml_keys import Shape
from dossier.studio.entry_form import entry_values, form_of, form_values
from dossier.studio.field_words import field_words
from tests.conftest import Project
from tests.studio.conftest import Client


@pytest.fixture
def case(clients: Callable[[Project], Client], sourced: Project) -> Client:
    """A client of a dossier that has registries of every kind."""
    return clients(sourced)


def rows(case: Client, registry: str) -> dict[str, dict]:
    found = case.get(f"/api/case/evidence/{registry}").json()
    return {each["id"]: each for each in found["rows"]}


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("No. 23", "23"), ("no 211-V", "211-V"), ("n° 5", "5"), ("núm. 7", "7"), ("№ 8-З", "8-З"),
     ("رقم 9", "9"), ("第10号", "10"), ("23", ""), ("Norm 23", "")],
)  # fmt: skip
def test_the_form_of_a_law_knows_the_word_that_prints_before_its_number(case, typed, rest):
    told = next(each for each in entry(case, "sources", "")["typed"] if each["key"] == "number")
    assert "legislation" in told["types"] and "report" not in told["types"]
    found = re.fullmatch(told["pattern"], typed, re.IGNORECASE)
    assert ("".join(filter(None, found.groups())) if found else "") == rest


def entry(case: Client, registry: str, id_: str) -> dict:
    return case.get(f"/api/case/evidence/{registry}/entry", params={"id": id_}).json()


def save(case: Client, registry: str, id_: str, new: str = "", **values: object):
    held = entry(case, registry, id_) if id_ else {"values": {}, "digest": ""}
    body = {
        "id": id_,
        "new": new or id_,
        "values": {**held["values"], **values},
        "digest": held["digest"],
    }
    answer = case.post(f"/api/case/evidence/{registry}/save", body)
    if "effects" in answer.json():
        body["seen"] = answer.json()["token"]
        answer = case.post(f"/api/case/evidence/{registry}/save", body)
    return answer


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("Convention 87", "C087"),
        ("c87", "C087"),
        ("convention n° 98", "C098"),
        ("Convention No. 29", "C029"),
        ("Convenio 87", "C087"),
        ("Конвенция № 87", "C087"),
        ("PIDCP", "ICCPR"),
        ("Charte africaine des droits de l’homme et des peuples", "ACHPR"),
    ],
)
def test_a_treaty_is_added_by_what_it_is_called_in_any_language(
    client: Client, typed: str, id_: str
):
    answer = save(client, "treaties", "", new=typed, ratified="1960-11-10")
    assert answer.status_code == 200 and answer.json()["id"] == id_
    assert f"{id_}:\n  ratified: 1960-11-10\n" in text(client, "treaties.yaml")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Convention", ""),
        ("Treaty of Westphalia", ""),
        ("African Charter on Human Rights", "Human"),
    ],
)
def test_what_no_treaty_is_called_is_told_at_its_field_with_one_thing_to_do(
    case: Client, typed: str, meant: str
):
    answer = save(case, "treaties", "", new=typed, ratified="1960-11-10")
    (told,) = answer.json()["findings"]
    assert answer.status_code == 422 and told["field"] == ""
    assert "Choose one from the list." in told["do"]
    assert ("Did you mean" in told["do"]) == bool(meant) and meant in told["do"]


def text(case: Client, path: str) -> str:
    return (case.project.content / "case" / path).read_text("utf-8")


def test_every_field_of_every_registry_has_words_and_no_words_lack_a_field():
    def paths(shape: Shape, before: str = ""):
        for name, key in shape.items():
            yield before + name
            yield from paths(key.shape or {}, f"{before}{name}.")

    for registry, shape in shapes().items():
        said = set(field_words()["fields"][registry])
        known = set(paths(shape))
        assert said <= known, registry
        assert registry == "sources" or known <= said, registry
    for kind, names in field_words()["kinds"].items():
        assert set(names) <= set(shapes()["sources"]), kind


@pytest.mark.parametrize("registry", REGISTRIES)
def test_each_registry_has_a_page_and_rows(case: Client, registry: str):
    page = case.get(f"/case/evidence/{registry}")
    assert page.status_code == 200
    assert "aria-current" in page.text
    found = rows(case, registry)
    assert found
    id_ = next(iter(found))
    assert case.get(f"/case/evidence/{registry}/entry", params={"id": id_}).status_code == 200
    assert entry(case, registry, id_)["digest"]


def test_rows_say_words_dates_and_what_is_due_as_a_person_reads_them(case: Client):
    case.project.change("case/facts.yaml", "2020-01-31", f"{date.today().year - 1}-01-31")
    fact = rows(case, "facts")["dead"]
    assert fact["cells"]["figure"] == "at least 16 people"
    assert fact["cells"]["as_of"] == "June 2012"
    assert fact["flags"] == ["due"]
    assert fact["used"] >= 0
    assert rows(case, "incidents")["beating"]["cells"]["what"] == "the chair of the FCRW was beaten"
    person = rows(case, "people")["chair"]
    assert person["cells"]["named"] == "Nobody"
    assert "Hidden" in person["cells"]["guarded"]


def test_a_person_who_may_be_named_and_did_not_agree_is_marked(case: Client):
    case.project.change(
        "case/people.yaml",
        "  role: {en: a witness}\n  named: partners\n",
        "  role: {en: a witness}\n  named: un\n",
    )
    assert rows(case, "people")["partner"]["flags"] == ["without-consent"]
    told = entry(case, "people", "partner")["guarded"]
    assert told["named"] == "un"
    assert "partners" in told["flaw"]
    case.project.change("case/people.yaml", "  named: un\n", "  named: internal\n")
    assert rows(case, "people")["partner"]["flags"] == []
    assert entry(case, "people", "partner")["guarded"]["flaw"] == ""


def test_an_entry_says_what_uses_it(case: Client):
    case.project.write(
        "case/blocks/90.md", "---\nid: more\nkind: evidence\ntitle: More\n---\n\nA {fact:dead}.\n"
    )
    assert {"block": "more", "title": "More"} in entry(case, "facts", "dead")["uses"]
    assert rows(case, "facts")["dead"]["used"] == 1
    uses = entry(case, "sources", "daily")["uses"]
    assert {"registry": "facts", "id": "dead", "one": "fact"} in uses


def test_a_document_says_which_blocks_and_entries_it_holds(client: Client):
    found = client.get("/api/case/evidence/content/submission").json()
    assert found["made"]
    assert found["blocks"]["background"] == "(2) Background"
    asked = {(registry, id_) for registry, id_, _ in found["entries"]}
    assert ("sources", "example-report") in asked


def test_a_fact_is_changed_in_its_file_as_a_step_and_pages_are_told(case: Client):
    before = case.session.revision.number
    answer = save(case, "facts", "dead", value="17")
    assert answer.status_code == 200
    assert case.session.revision.number == before + 1
    assert "dead:\n  value: 17\n  unit: people\n" in text(case, "facts.yaml")
    assert read_steps(case.project.content)[-1].words == "studio: fact dead changed"


def test_saving_without_a_change_writes_nothing(case: Client):
    steps = len(read_steps(case.project.content))
    assert save(case, "people", "chair").json()["step"] == 0
    assert len(read_steps(case.project.content)) == steps


def test_what_no_form_shows_stays_in_the_entry():
    before = {
        "id": "x",
        "type": "book",
        "title": "X",
        "author": [{"family": "Doe", "suffix": "Jr"}],
        "zz": "1",
    }
    values = form_values("sources", before)
    values["title"] = "Y"
    values["author"] = [{"family": "Doe", "given": "Jane", "suffix": "Jr"}]
    after = entry_values("sources", before, values)
    assert after == {
        "type": "book",
        "title": "Y",
        "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr"}],
        "zz": "1",
    }


def test_keys_keep_the_letters_in_which_they_were_typed():
    before = {"id": "x", "type": "webpage", "title": "X", "url": "https://a.example"}
    values = form_values("sources", before)
    assert values["URL"] == "https://a.example"
    after = entry_values("sources", before, {**values, "URL": "https://b.example"})
    assert after == {"type": "webpage", "title": "X", "url": "https://b.example"}


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(case: Client):
    whole = text(case, "facts.yaml")
    answer = save(case, "facts", "dead", exactness="nearly", as_of="2012-13")
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["findings"]} == {"exactness", "as_of"}
    answer = save(case, "facts", "dead", sources="")
    assert [each["do"] for each in answer.json()["findings"]] == ["Name at least one source."]
    assert text(case, "facts.yaml") == whole
    answer = save(case, "incidents", "beating", people=["nobody-known"])
    assert [each["field"] for each in answer.json()["findings"]] == ["people"]
    answer = save(case, "people", "chair", role={})
    assert [each["field"] for each in answer.json()["findings"]] == ["role"]


def test_a_new_entry_needs_a_name_and_what_its_registry_needs(case: Client):
    assert save(case, "facts", "", value="3").status_code == 422
    answer = save(case, "facts", "", new="three", value="3")
    assert {each["field"] for each in answer.json()["findings"]} == {"sources"}
    answer = save(case, "facts", "", new="three", value="3", sources="@daily, p. 3")
    assert answer.json()["id"] == "three"
    assert text(case, "facts.yaml").endswith('three:\n  value: 3\n  sources: "@daily, p. 3"\n')
    answer = save(case, "facts", "", new="three", value="4", sources="@daily")
    assert [each["rule"] for each in answer.json()["findings"]] == ["doubled-id"]


def test_an_empty_form_says_at_each_field_what_is_needed(case: Client):
    found = save(case, "sources", "").json()["findings"]
    assert [(each["field"], each["do"]) for each in found] == [
        ("", "Short name is needed."),
        ("type", "Kind of source is needed."),
        ("title", "Title is needed."),
    ]
    found = save(case, "sources", "", new="report").json()["findings"]
    assert {each["field"] for each in found} == {"type", "title"}
    found = save(case, "facts", "").json()["findings"]
    assert {each["field"] for each in found} == {"", "value", "sources"}


@pytest.mark.parametrize("registry", sorted(shapes()))
def test_every_finding_of_a_form_says_what_to_do_there(case: Client, registry: str):
    answer = save(case, registry, "")
    assert answer.status_code == 422
    assert all(each["do"] and "`" not in each["do"] for each in answer.json()["findings"])


def test_the_first_entry_of_a_registry_makes_its_file(client: Client):
    for name in ("organisations.yaml", "organisations.yml"):
        (client.project.content / "case" / name).unlink(missing_ok=True)
    answer = save(client, "organisations", "", new="union", name={"en": "The Union"})
    assert answer.status_code == 200
    assert text(client, "organisations.yaml") == "union:\n  name: {en: The Union}\n"


def test_an_entry_that_was_changed_meanwhile_comes_back_in_both_versions(case: Client):
    held = entry(case, "facts", "dead")
    case.project.change("case/facts.yaml", "value: 16", "value: 18")
    body = {
        "id": "dead",
        "new": "dead",
        "values": {**held["values"], "value": "17"},
        "digest": held["digest"],
    }
    answer = case.post("/api/case/evidence/facts/save", body)
    assert answer.status_code == 409
    assert answer.json()["theirs"]["value"] == "18"
    assert answer.json()["mine"]["value"] == "17"
    body["digest"] = answer.json()["digest"]
    assert case.post("/api/case/evidence/facts/save", body).status_code == 200


def test_a_change_of_another_entry_of_the_file_is_no_conflict(case: Client):
    held = entry(case, "facts", "dead")
    case.project.change("case/facts.yaml", "value: 12500", "value: 12600")
    body = {
        "id": "dead",
        "new": "dead",
        "values": {**held["values"], "value": "17"},
        "digest": held["digest"],
    }
    assert case.post("/api/case/evidence/facts/save", body).status_code == 200
    assert "value: 12600" in text(case, "facts.yaml")


def test_another_name_is_used_everywhere_and_undone_as_one_step(case: Client):
    assert save(case, "organisations", "union", new="federation").status_code == 200
    assert "{org:federation}" in text(case, "people.yaml")
    assert "organisations: [federation]" in text(case, "incidents.yaml")
    step = read_steps(case.project.content)[-1]
    assert {each.path for each in step.files} >= {"case/people.yaml", "case/organisations.yaml"}


def test_the_name_of_a_person_in_the_short_name_is_refused(case: Client):
    answer = save(
        case, "people", "", new="smith-witness", name="John Smith", role={"en": "a witness"}
    )
    assert [each["rule"] for each in answer.json()["findings"]] == ["name-leaks"]


def test_what_is_used_is_not_deleted(case: Client):
    held = entry(case, "sources", "daily")
    answer = case.post(
        "/api/case/evidence/sources/delete", {"id": "daily", "digest": held["digest"]}
    )
    assert answer.status_code == 409
    assert answer.json()["findings"][0]["rule"] == "still-used"
    assert answer.json()["uses"]
    held = entry(case, "sources", "rumour")
    answer = case.post(
        "/api/case/evidence/sources/delete", {"id": "rumour", "digest": held["digest"]}
    )
    assert answer.status_code == 200
    assert "rumour" not in rows(case, "sources")


def test_a_recommendation_is_changed_and_one_that_is_used_keeps_its_paragraph(case: Client):
    case.project.write(
        "case/blocks/90.md", "---\nid: more\nkind: evidence\n---\n\nSee {upr:124.29}.\n"
    )
    id_ = "A/HRC/99/1 124.29"
    answer = save(case, "recommendations", id_, paragraph="124.30")
    assert [each["rule"] for each in answer.json()["findings"]] == ["still-used"]
    answer = save(case, "recommendations", id_, assessment={"level": "not implemented"})
    assert answer.status_code == 200
    assert "assessment: {level: not implemented}" in text(case, "recommendations.yaml")


def test_an_entry_of_the_library_is_changed_there(case: Client):
    case.project.write("library/organisations.yaml", "ministry:\n  name: {en: Ministry}\n")
    assert rows(case, "organisations")["ministry"]["from"] == "library"
    assert save(case, "organisations", "ministry", acronym={"": "MX"}).status_code == 200
    shared = (case.project.content / "library" / "organisations.yaml").read_text("utf-8")
    assert shared == "ministry:\n  name: {en: Ministry}\n  acronym: MX\n"
    assert case.get("/library/evidence/organisations").status_code == 200
    assert case.get("/api/library/evidence/organisations").json()["counts"]["organisations"] == 1


def test_a_registry_that_cannot_be_read_says_where_and_is_not_written(case: Client):
    case.project.write(
        "case/facts.yaml",
        'dead:\n  value: "16\n  sources: "@daily"\nmore:\n  value: 1\n  sources: "@daily"\n',
    )
    found = case.get("/api/case/evidence/facts").json()
    assert found["findings"][0]["severity"] == "error"
    whole = text(case, "facts.yaml")
    answer = save(case, "facts", "", new="three", value="3", sources="@daily")
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["rule"] == "unchangeable"
    assert text(case, "facts.yaml") == whole


def test_a_source_of_an_export_is_shown_and_not_edited(case: Client):
    case.project.write("case/sources/zotero.bib", "@book{one, title={One}, year=2011}\n")
    held = entry(case, "sources", "one")
    assert held["exported"]
    assert held["values"]["title"] == "One"
    assert save(case, "sources", "one", title="Two").status_code == 422


OWN_JSON = """[
    {
        "type": "book", "id": "own",
        "title": "One <i>strike</i>",
        "url": "https://example.org/1",
        "volume": 3,
        "author": [
            { "family": "Doe", "given": "J", "static-ordering": true },
            { "literal": "Free Unions" }
        ],
        "issued": { "date-parts": [ [ 2012, 5 ] ] },
        "x-note": null
    },
    {"id": "two", "type": "book", "title": "Two"}
]
"""


def test_a_source_in_json_is_edited_and_its_file_keeps_order_and_indentation(case: Client):
    case.project.write("case/sources/own.json", OWN_JSON)
    held = entry(case, "sources", "own")
    assert not held["exported"]
    answer = save(case, "sources", "own", title="One <b>ban</b>", volume="4", issued="2013-06-07",
                  **{"publisher-place": "Geneva"})  # fmt: skip
    assert answer.status_code == 200, answer.json()
    wanted = OWN_JSON.replace("<i>strike</i>", "<b>ban</b>").replace('"volume": 3', '"volume": 4')
    wanted = wanted.replace('{ "date-parts": [ [ 2012, 5 ] ] }', '{"date-parts": [[2013, 6, 7]]}')
    wanted = wanted.replace("null\n", 'null,\n        "publisher-place": "Geneva"\n')
    assert text(case, "sources/own.json") == wanted


def test_a_change_that_says_nothing_new_leaves_a_json_file_alone(case: Client):
    case.project.write("case/sources/own.json", OWN_JSON)
    assert save(case, "sources", "own").json()["step"] == 0
    assert text(case, "sources/own.json") == OWN_JSON


def test_who_saw_a_source_in_json_is_written_beside_it(case: Client):
    case.project.write("case/sources/own.json", OWN_JSON)
    assert save(case, "sources", "own", verified="yes", **{"verified-by": "Jo"}).status_code == 200
    assert text(case, "sources/own.json") == OWN_JSON
    assert "own:" in text(case, "verification.yaml")


def test_a_source_in_json_is_renamed_and_deleted_as_others_are(case: Client):
    case.project.write("case/sources/own.json", OWN_JSON)
    assert save(case, "sources", "own", new="mine", title="Mine").status_code == 200
    held = entry(case, "sources", "mine")
    assert held["values"]["title"] == "Mine"
    assert '"id": "own"' not in text(case, "sources/own.json")
    body = {"id": "mine", "digest": held["digest"]}
    assert case.post("/api/case/evidence/sources/delete", body).status_code == 200
    assert json.loads(text(case, "sources/own.json")) == [
        {"id": "two", "type": "book", "title": "Two"}
    ]


@pytest.mark.parametrize(
    "mark", ['"id": "http://zotero.org/users/1/items/AB"', '"id": "one", "citation-key": "one"']
)
def test_a_source_that_zotero_refreshes_is_not_edited(case: Client, mark: str):
    case.project.write("case/sources/z.json", f'[{{{mark}, "type": "book", "title": "One"}}]')
    id_ = "one" if "one" in mark else "http://zotero.org/users/1/items/AB"
    assert entry(case, "sources", id_)["exported"]
    answer = save(case, "sources", id_, title="Two")
    assert (answer.status_code, "export it again" in answer.json()["hint"]) == (422, True)


@pytest.mark.parametrize(
    "text",
    ['[{"id": "a", "title": "A", "title": "B"}]', '[{"id": "a"}, {"id": "a"}]', "[", '{"x": []}'],
)
def test_json_that_cannot_be_changed_safely_is_left_alone(text: str):
    with pytest.raises(CannotChange):
        with_json_entry(text, "a", {"title": "C"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[{"id":"a","title":"A"}]', '[{"id":"a","title":"C","volume":"2"}]'),
        ('[{"id": "a"}]', '[{"id": "a", "title": "C", "volume": "2"}]'),
        ('{"items": [{"id": "a"}]}', '{"items": [{"id": "a", "title": "C", "volume": "2"}]}'),
        ('[\n\t{\n\t\t"title": "A",\n\t\t"id": "a"\n\t}\n]',
         '[\n\t{\n\t\t"title": "C",\n\t\t"id": "a",\n\t\t"volume": "2"\n\t}\n]'),
        ('[\r\n  {\r\n    "id": "a",\r\n    "DOI": "x"\r\n  }\r\n]',
         '[\r\n  {\r\n    "id": "a",\r\n    "title": "C",\r\n    "volume": "2"\r\n  }\r\n]'),
    ],
)  # fmt: skip
def test_json_keeps_the_form_that_it_has(text: str, wanted: str):
    assert with_json_entry(text, "a", {"title": "C", "volume": "2"}) == wanted


def drop(case: Client, name: str, content: bytes, **choices: str):
    files = {"file": (name, content, "application/octet-stream")}
    return case.post("/api/case/evidence-drop", choices, files=files)


EXPORT = json.dumps(
    [
        {
            "id": "daily",
            "type": "article-newspaper",
            "title": "Abuse <i>claims</i>",
            "container-title": "The Daily",
            "issued": {"date-parts": [[2012, 6]]},
        },
        {
            "id": "fresh",
            "type": "book",
            "title": "Fresh",
            "author": [{"family": "Doe", "given": "Jane"}],
        },
    ]
).encode()


def test_an_export_of_zotero_is_shown_first_and_then_taken_over_whole(case: Client):
    whole = text(case, "sources.yaml")
    shown = drop(case, "Library.json", EXPORT).json()
    assert [each["id"] for each in shown["added"]] == ["fresh"]
    assert shown["changed"][0]["fields"] == [["Date", "2012-05", "2012-06"]]
    assert text(case, "sources.yaml") == whole
    assert drop(case, "Library.json", EXPORT, apply=shown["token"]).status_code == 200
    assert rows(case, "sources")["fresh"]["cells"]["who"] == "Jane Doe"
    again = drop(case, "Library.json", EXPORT).json()
    assert (again["added"], again["changed"], again["same"]) == ([], [], 2)


def test_an_export_is_not_taken_over_when_the_sources_changed_since_it_was_shown(case: Client):
    shown = drop(case, "Library.json", EXPORT).json()
    case.project.change("case/sources.yaml", "A rumour", "Another rumour")
    answer = drop(case, "Library.json", EXPORT, apply=shown["token"])
    assert answer.status_code == 409
    assert answer.json()["token"] != shown["token"]


def test_bibtex_is_taken_over_too(case: Client):
    bib = b"@book{kn, author={Doe, Jane}, title={On {U}nions \\& strikes}, year=2011}\n"
    shown = drop(case, "Mine.bib", bib).json()
    assert [each["id"] for each in shown["added"]] == ["kn"]
    assert drop(case, "Mine.bib", bib, apply=shown["token"]).status_code == 200
    assert rows(case, "sources")["kn"]["cells"]["title"] == "On Unions & strikes"


@pytest.mark.parametrize("name", ["Library.ris", "notes.txt", "zotero.json"])
def test_a_file_that_is_no_export_is_refused_with_what_to_do(case: Client, name: str):
    answer = drop(case, name, b'[{"itemType": "book"}]')
    assert answer.status_code == 422
    assert "Zotero" in answer.json()["hint"]


def test_an_export_of_the_un_is_shown_and_taken_over(case: Client):
    export = next(Path(__file__).parent.parent.joinpath("data").rglob("*.csv")).read_bytes()
    shown = drop(case, "export.csv", export, state="all", cycle="2", symbol="A/HRC/28/10").json()
    assert shown["kind"] == "recommendations", shown
    assert shown["added"], shown
    answer = drop(
        case,
        "export.csv",
        export,
        state="all",
        cycle="2",
        symbol="A/HRC/28/10",
        apply=shown["token"],
    )
    assert answer.status_code == 200
    assert len(rows(case, "recommendations")) > 2


def test_a_date_says_how_it_prints(case: Client):
    found = case.get("/api/case/evidence/says/date", params={"text": "2017-01-19/2017-01-24"})
    assert found.json()["says"] == "19 to 24 January 2017"
    assert (
        case.get("/api/case/evidence/says/date", params={"text": "2017-02-30"}).json()["says"] == ""
    )


def test_words_say_how_they_read(case: Client):
    answer = case.post("/api/case/evidence/says/words", {"text": "{Person:chair} fled.[@daily]"})
    assert answer.json()["reads"] == "the chair of the FCRW fled."


def test_markup_and_unknown_registries_are_only_text(case: Client):
    assert case.get("/case/evidence/protected").status_code == 404
    page = case.get("/case/evidence/facts/entry", params={"id": "<script>x</script>"}).text
    assert "<script>x" not in page


def test_required_fields_are_those_of_the_shape():
    needed = {registry: {f.key for f in form_of(registry) if f.required} for registry in shapes()}
    for registry, shape in shapes().items():
        assert {name for name, key in shape.items() if key.needed == "needed"} <= needed[registry]


def test_what_verification_yaml_says_is_shown_and_changed_there(case: Client):
    case.project.write(
        "case/verification.yaml",
        "rumour: no\nhalf: {verified: yes, on: 2026-01-02, by: the desk}\n",
    )
    assert entry(case, "sources", "half")["values"]["verified"] == "yes"
    whole = text(case, "sources.yaml")
    values = {"verified": "yes", "verified-on": "2026-02-03", "verified-by": "Ada"}
    assert save(case, "sources", "rumour", **values).status_code == 200
    assert text(case, "sources.yaml") == whole
    assert "rumour: {verified: yes, on: 2026-02-03, by: Ada}\n" in text(case, "verification.yaml")
    assert rows(case, "sources")["rumour"]["flags"] == []
    held = entry(case, "sources", "rumour")
    case.post("/api/case/evidence/sources/delete", {"id": "rumour", "digest": held["digest"]})
    assert "rumour" not in text(case, "verification.yaml")


def test_who_saw_an_exported_source_is_written_beside_the_export(case: Client):
    bib = "@book{one, title={One}, year=2011}\n"
    case.project.write("case/sources/zotero.bib", bib)
    values = {"verified": "yes", "verified-on": "2026-02-03", "verified-by": "Ada"}
    assert save(case, "sources", "one", **values).status_code == 200
    assert text(case, "sources/zotero.bib") == bib
    assert text(case, "verification.yaml") == "one:\n  verified: yes\n  on: 2026-02-03\n  by: Ada\n"
    assert rows(case, "sources")["one"]["flags"] == []


@pytest.mark.parametrize("id_", ["a b", "a;b", "@a", "", "a]"])
def test_a_source_gets_a_name_that_can_be_cited(case: Client, id_: str):
    answer = save(case, "sources", "", new=id_, type="book", title="X")
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["rule"] in ("wrong-id", "missing-id")


@pytest.mark.parametrize(
    "value", [None, True, 7, ["a"], {"a": "b"}, "a\x00b", "\ud800", "- a: &b *c", "{x", "#", "'\""]
)
def test_whatever_is_sent_is_written_as_a_text_or_refused(case: Client, value: object):
    whole = text(case, "facts.yaml")
    answer = case.http.post(
        "/api/case/evidence/facts/save",
        content=json.dumps(
            {
                "id": "dead",
                "new": "dead",
                "digest": entry(case, "facts", "dead")["digest"],
                "values": {**entry(case, "facts", "dead")["values"], "unit": value},
            }
        ),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or text(case, "facts.yaml") == whole
    assert "arrested" in rows(case, "facts")


@pytest.mark.parametrize("name", ["..", "../../x.json", ".json", "a\x00.json", ""])
def test_the_name_of_a_dropped_file_leads_nowhere(case: Client, name: str):
    before = sorted(path.name for path in case.project.root.rglob("*"))
    assert drop(case, name, EXPORT).status_code in (200, 400, 422)
    assert sorted(path.name for path in case.project.root.rglob("*")) == before


def test_guarded_words_and_pictures_are_shown_to_the_authors(case: Client):
    case.project.write(
        "case/protected.yaml", 'village:\n  words: ["Strelsau & sons"]\n  audience: partners\n'
    )
    case.project.write("case/pictures.yaml", "pictures/port.png:\n  credit: Ana\n  audience: un\n")
    path = case.project.content / "case" / "pictures"
    path.mkdir(exist_ok=True)
    (path / "port.png").write_bytes(b"x")
    block = "case/blocks/60-evidence.md"
    before = (case.project.content / block).read_text("utf-8")
    case.project.write(block, before + "\n![Ships at the quay](pictures/port.png)\n")
    page = case.get("/case/evidence/guarded").text
    assert "Strelsau &amp; sons" in page and "partners and we" in page
    assert "Ships at the quay" in page and "nobody says that there is consent" in page
    assert "/write#case/blocks/60-evidence.md:" in page


def changed(case: Client, registry: str, id_: str, seen: str = "", **values: object):
    """Send a form, and answer with what the studio says, though it may ask first."""
    held = entry(case, registry, id_) if id_ else {"values": {}, "digest": ""}
    body = {"id": id_, "new": id_ or values.pop("new"), "digest": held["digest"], "seen": seen,
            "values": {**held["values"], **values}}  # fmt: skip
    return case.post(f"/api/case/evidence/{registry}/save", body).json()


def says(case: Client, words: str) -> None:
    """Let the text of the dossier say `words` in a paragraph of its own."""
    path = "case/blocks/60-evidence.md"
    before = (case.project.content / path).read_text("utf-8")
    case.project.write(path, f"{before}\n{words}\n")


def test_who_may_read_a_name_is_changed_only_after_its_effects_were_shown(case: Client):
    says(case, "{Person:partner} saw it.")
    whole = text(case, "people.yaml")
    consent = {"by": "herself", "on": "2010-03-01", "how": "in writing", "audience": "public"}
    asked = changed(case, "people", "partner", named="public", consent=consent)
    assert any("will print the name" in each for each in asked["effects"]), asked
    assert "Mauban" not in "".join(asked["effects"])
    assert text(case, "people.yaml") == whole
    assert changed(case, "people", "partner", seen="guess", named="public", consent=consent)[
        "effects"
    ]
    done = changed(case, "people", "partner", seen=asked["token"], named="public", consent=consent)
    assert done["step"]
    back = changed(case, "people", "partner", named="partners")
    assert any("will hide the name" in each for each in back["effects"])


def test_a_consent_that_goes_says_which_document_lacks_it(case: Client):
    says(case, "{Person:minister} said no.")
    asked = changed(case, "people", "minister", consent={})
    assert any("nobody says that there is consent" in each for each in asked["effects"]), asked


def test_guarded_words_have_a_form_that_says_which_document_holds_them(case: Client):
    says(case, "It was in Strelsau.")
    case.project.write("case/protected.yaml", "# kept\nport: {words: Zenda, audience: un}\n")
    asked = changed(case, "protected", "", new="town", words=["Strelsau"], audience="internal")
    assert any("its readers may not read that" in each for each in asked["effects"]), asked
    assert save(case, "protected", "", new="town", words=["Strelsau"], audience="internal").json()[
        "step"
    ]
    said = text(case, "protected.yaml")
    assert said.startswith("# kept\nport: {words: Zenda, audience: un}\n") and "Strelsau" in said
    held = entry(case, "protected", "town")
    body = {"id": "town", "digest": held["digest"]}
    asked = case.post("/api/case/evidence/protected/delete", body).json()
    assert any("may read that then" in each for each in asked["effects"]), asked
    body["seen"] = asked["token"]
    assert case.post("/api/case/evidence/protected/delete", body).json()["step"]
    assert "Strelsau" not in text(case, "protected.yaml")


def test_the_maker_and_the_consent_of_a_picture_are_said_in_its_form(case: Client):
    folder = case.project.content / "case" / "pictures"
    folder.mkdir(exist_ok=True)
    (folder / "port.png").write_bytes(b"x")
    assert "entry?name=pictures/port.png" in case.get("/case/evidence/guarded").text
    assert save(case, "pictures", "", new="pictures/port.png", credit="Ana").json()["step"]
    assert "entry?id=pictures/port.png" in case.get("/case/evidence/guarded").text
    consent = {"not-needed": "nobody can be recognised"}
    assert save(case, "pictures", "pictures/port.png", consent=consent).json()["step"]
    assert "nobody can be recognised" in text(case, "pictures.yaml")
    assert save(case, "pictures", "", new="pictures/none.png", credit="Ana").status_code == 422


def test_a_finding_in_a_registry_leads_to_the_form_of_its_entry(case: Client):
    case.project.change("case/facts.yaml", "sources:", "wrong_key: x\n  sources:")
    found = case.get("/api/case/submission/findings").json()["findings"]
    led = [each["entry"] for each in found if each["file"].endswith("facts.yaml")]
    assert led and all(each and each["registry"] == "facts" for each in led)
    assert all(entry(case, "facts", each["id"])["id"] == each["id"] for each in led)


def test_another_short_name_is_changed_in_remarks_and_told_of_in_templates(clients, sourced):
    own = sourced.root / "templates" / "own"
    own.mkdir(parents=True)
    case = clients(sourced)
    fact = next(iter(rows(case, "facts")))
    (own / "outline.yaml").write_text(f'name: Own\nhead: "{{fact:{fact}}}"\n', "utf-8")
    note = "case/blocks/60-evidence.review.yaml"
    said = f'- id: r1\n  kind: proposal\n  author: "Ana"\n  old: "x"\n  new: "{{fact:{fact}}} x"\n'
    case.project.write(note, said)
    answer = save(case, "facts", fact, "another-name")
    assert answer.status_code == 200, answer.text
    assert "{fact:another-name}" in (case.project.content / note).read_text("utf-8")
    told = [each["do"] for each in answer.json()["findings"]]
    assert [each for each in told if "template still calls" in each], told

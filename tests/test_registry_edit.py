"""Entries of registries are changed where they stand, and nothing beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.interchange.registry_edit.change import (
    changed_entry,
    deleted_entry,
    write_change,
)
from dossier.interchange.registry_edit.entries import (
    CannotChange,
    Layout,
    entries_of,
    renamed,
    with_entries,
    with_entry,
    without_entry,
)
from dossier.interchange.registry_edit.registry_files import Unchangeable, held_entry
from dossier.interchange.registry_edit.source_import import import_sources
from dossier.model.diagnostics import errors
from dossier.project.history import EditedMeanwhile
from dossier.project.layout import read_files
from dossier.readers.registries.shapes import shapes
from tests.conftest import Project

FACTS = """# The figures.

# Strikes
dead:
  value: 16          # see the report
  unit: people
  wording: {en: at least 16 people}
  sources: "@a; @b"
  rivals:
    # the first
    - {value: 17, sources: "@c"}
    # the second
    - {value: 18, sources: "@d"}

hurt:
  value: 64
  sources: "@a"
"""

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1
).filter(str.strip)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "fr", "value", "a key"]), inner, min_size=1)
    ),
    max_leaves=6,
)
ENTRIES = st.dictionaries(
    st.sampled_from(["value", "unit", "wording", "rivals", "sources", "remark"]), VALUES, min_size=1
)


def lines_changed(before: str, after: str) -> tuple[set[str], set[str]]:
    old, new = before.splitlines(), after.splitlines()
    return set(old) - set(new), set(new) - set(old)


def test_a_changed_value_leaves_every_other_sign_as_it_was():
    values = entries_of(FACTS)["dead"]
    new = with_entry(FACTS, "dead", {**values, "value": "17"})
    assert lines_changed(FACTS, new) == (
        {"  value: 16          # see the report"},
        {"  value: 17          # see the report"},
    )


def test_an_item_of_a_list_goes_and_the_remarks_of_the_others_stay():
    values = entries_of(FACTS)["dead"]
    new = with_entry(FACTS, "dead", {**values, "rivals": values["rivals"][1:]})
    assert lines_changed(FACTS, new) == ({'    - {value: 17, sources: "@c"}'}, set())


def test_a_new_key_stands_where_the_order_of_keys_says():
    values = entries_of(FACTS)["hurt"]
    new = with_entry(FACTS, "hurt", {**values, "unit": "people"}, order=list(shapes()["facts"]))
    assert new.endswith('hurt:\n  value: 64\n  unit: people\n  sources: "@a"\n')


def test_a_new_entry_stands_last_and_apart_as_the_others_do():
    new = with_entry(FACTS, "new", {"value": "3", "sources": "@a"})
    assert new == FACTS + '\nnew:\n  value: 3\n  sources: "@a"\n'


def test_a_deleted_entry_takes_no_remark_of_another_along():
    new = without_entry(FACTS, "dead")
    assert new == '# The figures.\n\n# Strikes\n\nhurt:\n  value: 64\n  sources: "@a"\n'


def test_line_ends_stay_those_of_the_file():
    text = FACTS.replace("\n", "\r\n")
    new = with_entry(text, "new", {"value": "3", "sources": "@a"})
    assert "\n" not in new.replace("\r\n", "")


def test_a_text_of_several_lines_stays_one():
    text = "a:\n  what:\n    en: >-\n      One two\n      three.\n  place: X\n"
    new = with_entry(text, "a", {"what": {"en": "One two four."}, "place": "X"})
    assert new == "a:\n  what:\n    en: >-\n      One two four.\n  place: X\n"


def test_a_file_that_repeats_itself_by_anchors_is_left_alone():
    text = "a: &x {value: 1}\nb: *x\n"
    with pytest.raises(CannotChange):
        with_entry(text, "a", {"value": "2"})


def test_a_listed_entry_is_found_by_its_id_and_the_first_one_makes_the_list():
    layout = Layout(("references",))
    one = with_entry("", "a", {"title": "A: b"}, layout=layout)
    assert one == 'references:\n  - id: a\n    title: "A: b"\n'
    two = with_entries(one, {"b": {"title": "B"}, "c": {"title": "C"}}, layout=layout)
    assert list(entries_of(two, layout)) == ["a", "b", "c"]
    assert renamed(two, "b", "z", layout) == two.replace("id: b", "id: z")


def test_a_list_with_remarks_does_not_become_a_text():
    values = entries_of(FACTS)["dead"]
    with pytest.raises(CannotChange):
        with_entry(FACTS, "dead", {**values, "rivals": "17"})


@given(ENTRIES, ENTRIES)
def test_what_is_written_is_what_is_read_whatever_was_there(first, second):
    def cleaned(values):
        return json.loads(json.dumps(values))

    bare = "".join(each for each in FACTS.splitlines(keepends=True) if "    #" not in each)
    once = with_entry(bare, "dead", cleaned(first))
    assert entries_of(once)["dead"] == first
    assert entries_of(once)["hurt"] == entries_of(bare)["hurt"]
    twice = with_entry(once, "dead", cleaned(second))
    assert entries_of(twice)["dead"] == second
    assert "# Strikes" in twice


def files_of(project: Project):
    files, _ = read_files(project.places(), "case")
    assert files is not None
    return files


def change(project: Project, registry: str, id_: str, new: str = "", **values):
    files = files_of(project)
    held = held_entry(files, registry, id_)
    before = {k: v for k, v in held.values.items() if k != "id"} if held else {}
    entry = (registry, new or id_, {**before, **values})
    return files, changed_entry(project.places(), files, held, entry)


def text(project: Project, path: str) -> str:
    return (project.content / "case" / path).read_text("utf-8")


def test_a_change_is_checked_by_the_readers_of_the_registry(sourced: Project):
    _, made = change(sourced, "facts", "dead", sources="@nowhere")
    assert [str(each.rule) for each in errors(made.findings)] == ["unknown-source"]
    _, made = change(sourced, "people", "chair", role="")
    assert [str(each.rule) for each in errors(made.findings)] == ["person-without-role"]


def test_another_id_is_changed_wherever_it_is_used(sourced: Project):
    sourced.write(
        "case/blocks/90.md", "---\nid: more\nkind: evidence\n---\n\nA {fact:dead}.[@daily]\n"
    )
    files, made = change(sourced, "sources", "daily", new="the-daily")
    write_change(sourced.places(), files, made)
    assert "[@the-daily]" in text(sourced, "blocks/90.md")
    assert 'sources: "@watch-2012; @the-daily"' in text(sourced, "facts.yaml")
    assert "id: the-daily" in text(sourced, "sources.yaml")
    files, made = change(sourced, "people", "chair", new="president")
    write_change(sourced.places(), files, made)
    assert "{person:president} was beaten" in text(sourced, "incidents.yaml")
    assert "people: [president]" in text(sourced, "incidents.yaml")


def test_an_id_that_begins_like_another_takes_it_not_along(sourced: Project):
    sourced.write(
        "case/blocks/90.md",
        "---\nid: more\nkind: evidence\n---\n\nOf {fact:dead} and {fact:dead-too}.\n",
    )
    sourced.change(
        "case/facts.yaml", "arrested:", 'dead-too:\n  value: 2\n  sources: "@daily"\narrested:'
    )
    files, made = change(sourced, "facts", "dead", new="killed")
    write_change(sourced.places(), files, made)
    assert "Of {fact:killed} and {fact:dead-too}." in text(sourced, "blocks/90.md")


def test_what_is_used_is_not_deleted_and_what_is_not_used_is(sourced: Project):
    files = files_of(sourced)
    held = held_entry(files, "sources", "daily")
    refused = deleted_entry(sourced.places(), files, held)
    assert [str(each.rule) for each in refused.findings] == ["still-used"]
    assert {each.by for each in refused.uses} == {("facts", "dead"), ("incidents", "beating")}
    held = held_entry(files, "sources", "rumour")
    made = deleted_entry(sourced.places(), files, held)
    write_change(sourced.places(), files, made)
    assert "rumour" not in text(sourced, "sources.yaml")


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(sourced: Project):
    files, made = change(sourced, "facts", "dead", value="17")
    sourced.change("case/facts.yaml", "unit: people", "unit: persons")
    with pytest.raises(EditedMeanwhile):
        write_change(sourced.places(), files, made)
    assert "unit: persons" in text(sourced, "facts.yaml")


def test_the_id_of_a_guarded_person_says_no_name(sourced: Project):
    _, made = change(sourced, "people", "chair", new="hidden-chair")
    assert [str(each.rule) for each in errors(made.findings)] == ["name-leaks"]


def test_an_id_that_is_taken_is_refused(sourced: Project):
    files = files_of(sourced)
    entry = ("facts", "dead", {"value": "1", "sources": "@daily"})
    made = changed_entry(sourced.places(), files, None, entry)
    assert [str(each.rule) for each in errors(made.findings)] == ["doubled-id"]


ZOTERO = [
    {
        "id": "http://zotero.org/users/1/items/A",
        "citation-key": "daily",
        "type": "article-newspaper",
        "title": "Abuse <i>claims</i>",
        "container-title": "The Daily",
        "issued": {"date-parts": [["2012", 6]]},
    },
    {
        "id": "half",
        "type": "webpage",
        "title": "Half seen",
        "container-title": "A site",
    },
    {
        "id": "fresh",
        "type": "book",
        "title": "The *star* of _unions_",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [["2015", 3, 2]]},
    },
]


def test_an_export_says_what_is_new_what_differs_and_what_is_the_same(sourced: Project):
    found = import_sources(
        sourced.places(), files_of(sourced), "My Library.json", json.dumps(ZOTERO).encode()
    )
    assert [each.id for each in found.added] == ["fresh"]
    assert [(each.id, each.fields) for each in found.changed] == [
        ("daily", (("issued", "2012-05", "2012-06"),))
    ]
    assert [each.id for each in found.same] == ["half"]


def test_an_export_is_taken_over_and_what_it_does_not_say_stays(sourced: Project):
    files = files_of(sourced)
    found = import_sources(sourced.places(), files, "My.json", json.dumps(ZOTERO).encode())
    before = text(sourced, "sources.yaml")
    write_change(sourced.places(), files, found.change)
    after = text(sourced, "sources.yaml")
    gone, new = lines_changed(before, after)
    assert gone == {"  issued: 2012-05"}
    assert "  issued: 2012-06" in new
    source = sourced.dossier("case").registry.sources["fresh"]
    assert source.title == "The *star* of _unions_"
    assert source.authors == ("Jane Doe",)
    assert sourced.dossier("case").registry.sources["daily"].verified == "yes"


def test_the_new_version_of_an_exported_file_takes_its_place(sourced: Project):
    bib = "@book{one, title={One}, author={Doe, Jane}, year=2011}\n"
    sourced.write("case/sources/zotero.bib", bib + "@book{two, title={Two}, year=2012}\n")
    new = bib.replace("2011", "2013")
    found = import_sources(sourced.places(), files_of(sourced), "Mine.bib", new.encode())
    assert [each.id for each in found.changed] == ["one"]
    assert [each.id for each in found.gone] == ["two"]
    write_change(sourced.places(), files_of(sourced), found.change)
    assert text(sourced, "sources/zotero.bib") == new


def test_an_export_in_another_format_than_the_file_it_differs_from_is_refused(sourced: Project):
    sourced.write("case/sources/zotero.bib", "@book{fresh, title={Old}, year=2011}\n")
    with pytest.raises(Unchangeable):
        import_sources(sourced.places(), files_of(sourced), "x.json", json.dumps(ZOTERO).encode())


@pytest.mark.parametrize("name", ["facts", "people", "incidents", "organisations", "sources"])
def test_saving_what_was_read_changes_nothing(kazakhstan: Project, name: str):
    path = Path(kazakhstan.content / "kazakhstan" / f"{name}.yaml")
    whole = path.read_text("utf-8")
    layout = Layout(("references",)) if name == "sources" else Layout()
    for id_, values in list(entries_of(whole, layout).items())[:5]:
        assert with_entry(whole, id_, values, layout=layout) == whole


def test_a_remark_below_the_last_entry_stays_with_it_when_another_is_added():
    text = "a:\n  value: 1\n  # of a\n\n# the end\n"
    made = with_entry(text, "b", {"value": "2"})
    assert made == "a:\n  value: 1\n  # of a\nb:\n  value: 2\n\n# the end\n"

"""Evidence in a browser: find, add, change, bring in; by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dossier.build.evidence import REGISTRIES
from tests.conftest import Project
from tests.studio.browser.axe import good_for_everybody, violations
from tests.studio.conftest import Studio


@pytest.fixture
def case(studios: Callable[[Project], Studio], sourced: Project) -> Studio:
    """A studio whose dossier `case` has registries of every kind."""
    return studios(sourced)


def ready(page: Page) -> None:
    expect(page.locator("#shown")).not_to_have_text("Reading …")


def names(page: Page) -> list[str]:
    return page.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => row.dataset.id)")


def text(studio: Studio, path: str) -> str:
    return (studio.project.content / "case" / path).read_text("utf-8")


def test_a_source_is_added_by_its_form_and_found_by_searching_without_accents(opened, case: Studio):
    page = opened(case, "/case/evidence/sources")
    ready(page)
    page.get_by_role("link", name="Add a source").click()
    page.get_by_label("Kind of source").select_option(label="News, on paper or on a site")
    page.get_by_label("Title (needed)").fill("Grève à Strelsau")
    page.get_by_label("Published in").fill("Le Quotidien")
    page.get_by_label("Date", exact=True).fill("2018-03")
    expect(page.get_by_text("Prints as: March 2018")).to_be_visible()
    expect(page.get_by_label("Short name")).to_have_value("le-quotidien-2018")
    page.get_by_role("button", name="Add a source").click()
    expect(page.get_by_role("link", name="Grève à Strelsau")).to_be_focused()
    page.get_by_label("Search").fill("greve STRELSAU")
    assert names(page) == ["le-quotidien-2018"]
    assert "title: Grève à Strelsau" in text(case, "sources.yaml")


def test_a_fact_changed_in_its_form_is_told_to_other_pages(opened, case: Studio):
    other = opened(case, "/case/evidence/facts")
    ready(other)
    page = opened(case, "/case/evidence/facts/entry?id=dead")
    page.get_by_label("Figure").first.fill("19")
    before = case.session.revision.number
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="at least 19 people")).to_be_focused()
    assert case.session.revision.number > before
    expect(other.get_by_role("link", name="at least 19 people")).to_be_visible()


def test_what_is_wrong_is_said_above_the_form_and_at_the_field(opened, case: Studio):
    page = opened(case, "/case/evidence/facts/entry?id=dead")
    page.get_by_role("button", name="Remove source").first.click()
    page.get_by_role("button", name="Remove source").first.click()
    page.get_by_role("button", name="Save").click()
    link = page.get_by_role("link", name="Sources: Name at least one source.")
    expect(page.get_by_role("alert").filter(has=link)).to_be_focused()
    assert violations(page) == []
    page.locator("[data-path=sources]").get_by_role("button", name="Add a source").click()
    page.keyboard.type("daily")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="at least 16 people")).to_be_visible()
    assert 'sources: "@daily"' in text(case, "facts.yaml")


def test_rivals_are_added_and_taken_away(opened, case: Studio):
    page = opened(case, "/case/evidence/facts/entry?id=dead")
    rivals = page.get_by_role("group", name="Other figures")
    rivals.get_by_role("button", name="Add a figure").click()
    item = rivals.get_by_role("group", name="figure", exact=True).last
    item.get_by_label("Figure (needed)").fill("20")
    item.get_by_label("Sources: source").fill("profile")
    item.get_by_label("Where in it").fill("p. 3")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-id=dead]")).to_contain_text("17; 20")
    assert '    - {value: 20, sources: "@profile, p. 3"}' in text(case, "facts.yaml")
    assert '    - {value: 17, sources: "the @watch-2013, p. 7"}' in text(case, "facts.yaml")


def test_tables_are_sorted_and_filtered_and_the_way_back_leads_to_them(opened, case: Studio):
    page = opened(case, "/case/evidence/sources")
    ready(page)
    page.get_by_role("button", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute(
        "aria-sort", "ascending"
    )
    rising = names(page)
    page.get_by_role("button", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute(
        "aria-sort", "descending"
    )
    assert names(page) == rising[::-1]
    page.get_by_label("Show").select_option(label="Not seen in the source")
    assert set(names(page)) == {"rumour", "half"}
    page.get_by_role("link", name="A rumour").click()
    expect(page.get_by_role("heading", name="A rumour")).to_be_visible()
    page.go_back()
    ready(page)
    assert set(names(page)) == {"rumour", "half"}


def test_what_is_due_and_what_is_not_used_can_be_shown_alone(opened, case: Studio):
    page = opened(case, "/case/evidence/facts")
    ready(page)
    expect(page.get_by_role("link", name="Facts")).to_contain_text("1 due for review")
    page.get_by_label("Show").select_option(label="Due for review")
    assert names(page) == ["dead"]
    page.get_by_label("Show").select_option(label="Not used")
    assert names(page) == ["dead", "arrested"]


def test_a_zotero_file_is_dropped_looked_at_and_taken_over(opened, case: Studio):
    page = opened(case, "/case/evidence/sources")
    ready(page)
    export = json.dumps(
        [
            {
                "id": "daily",
                "type": "article-newspaper",
                "title": "Abuse <i>claims</i>",
                "issued": {"date-parts": [[2012, 6]]},
            },
            {"id": "fresh", "type": "book", "title": "Fresh from Zotero"},
        ]
    )
    transfer = page.evaluate_handle(
        """(text) => { const data = new DataTransfer();
          data.items.add(new File([text], "My Library.json", {type: "application/json"})); return data; }""",
        export,
    )
    page.dispatch_event("#search", "dragenter", {"dataTransfer": transfer})
    expect(page.get_by_text("Drop the export here")).to_be_visible()
    page.dispatch_event("#search", "drop", {"dataTransfer": transfer})
    dialog = page.get_by_role("dialog", name="What “My Library.json” would bring")
    expect(dialog.get_by_role("list").first).to_contain_text("1added1changed0the same")
    expect(dialog.get_by_text("2012-06")).to_be_visible()
    assert violations(page) == []
    assert "fresh" not in text(case, "sources.yaml")
    dialog.get_by_role("button", name="Take all of it over").click()
    expect(page.get_by_role("link", name="Fresh from Zotero")).to_be_visible()
    assert "issued: 2012-06\n" in text(case, "sources.yaml")


def test_a_source_that_zotero_writes_takes_the_new_export_in_its_form(opened, case):
    held = {"id": "zot", "citation-key": "zot", "type": "book", "title": "Old title"}
    case.project.write("case/sources/zotero.json", json.dumps([held]))
    page = opened(case, "/case/evidence/sources/entry?id=zot")
    expect(page.get_by_label("Title (needed)")).to_be_disabled()
    expect(page.locator("#form")).to_contain_text("takes the place of the file zotero.json")
    export = json.dumps([{**held, "title": "New title"}]).encode()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Bring in the new export").click()
    sent = {"name": "export.json", "mimeType": "application/json", "buffer": export}
    chosen.value.set_files(sent)
    page.get_by_role("button", name="Take all of it over").click()
    expect(page.get_by_label("Title (needed)")).to_have_value("New title")


def test_both_versions_are_shown_when_somebody_changed_the_entry_meanwhile(opened, case: Studio):
    page = opened(case, "/case/evidence/facts/entry?id=dead")
    page.get_by_label("Figure").first.fill("19")
    case.project.change("case/facts.yaml", "unit: people", "unit: persons")
    expect(
        page.get_by_role("heading", name="Somebody changed this entry meanwhile.")
    ).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name="Of what")
    row.get_by_role("button", name="Take theirs").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-id=dead]")).to_contain_text("at least 19 persons")
    assert "  value: 19\n  unit: persons\n" in text(case, "facts.yaml")


def test_what_is_used_is_not_deleted_and_what_is_not_used_goes(opened, case: Studio):
    page = opened(case, "/case/evidence/sources/entry?id=daily")
    expect(page.get_by_role("complementary").get_by_role("link", name="dead")).to_be_visible()
    page.get_by_role("button", name="Delete …").click()
    expect(page.get_by_role("dialog", name="“daily” cannot be deleted yet")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{case.address}/case/evidence/sources/entry?id=rumour")
    page.get_by_role("button", name="Delete …").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    ready(page)
    assert "rumour" not in names(page)


def test_an_entry_leads_to_the_text_that_uses_it(opened, case: Studio):
    head = "---\nid: background\nkind: background\ntitle: Before\n---\n\n"
    case.project.write("case/blocks/20-background.md", head + "There were {fact:dead}.\n")
    page = opened(case, "/case/evidence/facts/entry?id=dead")
    aside = page.get_by_role("complementary")
    expect(aside).to_contain_text("Before")
    link = aside.get_by_role("link").first
    expect(link).to_have_attribute("href", "/case/submission/write?block=background")


def test_all_of_it_works_by_keyboard_alone(opened, case: Studio):
    page = opened(case, "/case/evidence/facts")
    ready(page)
    page.get_by_label("Search").focus()
    page.keyboard.type("16 people")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "at least 16 people":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="at least 16 people")).to_be_visible()
    expect(page.get_by_label("Figure").first).to_have_value("16")
    for _ in range(40):
        page.keyboard.press("Tab")
        if (
            page.evaluate("() => document.activeElement.closest('[data-path]')?.dataset.path")
            == "value"
        ):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("21")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="at least 21 people")).to_be_focused()


@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_table_and_form_can_be_used_by_everybody(opened, case: Studio, registry: str):
    page = opened(case, f"/case/evidence/{registry}")
    ready(page)
    good_for_everybody(page)
    page.locator("tbody a").first.click()
    expect(page.locator("#form [type=submit]")).to_be_visible()
    good_for_everybody(page)


def test_guarded_words_and_pictures_follow_the_files_and_fit_a_telephone(opened, case: Studio):
    size = {"width": 390, "height": 844}
    page = opened(case, "/case/evidence/sources", viewport=size, color_scheme="dark")
    page.get_by_role("link", name="Guarded words and pictures").click()
    case.project.write(
        "case/protected.yaml", "village:\n  words: [Strelsau]\n  audience: partners\n"
    )
    table = page.get_by_role("table", name="Guarded words")
    expect(table).to_contain_text("Strelsau")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_guarded_words_are_added_after_the_page_said_what_that_changes(opened, case: Studio):
    block = "case/blocks/60-evidence.md"
    before = (case.project.content / block).read_text("utf-8")
    case.project.write(block, f"{before}\nIt was in Strelsau.\n")
    page = opened(case, "/case/evidence/guarded")
    page.get_by_role("link", name="Add guarded words").click()
    page.get_by_label("Short name").fill("town")
    page.get_by_role("button", name="Add a spelling").click()
    page.get_by_label("Words: spelling").fill("Strelsau")
    page.get_by_label("Who may read them").select_option("internal")
    page.get_by_role("button", name="Add a guarded phrase").click()
    dialog = page.get_by_role("dialog", name="What this changes")
    expect(dialog).to_contain_text("holds the words, and its readers may not read that")
    assert violations(page) == []
    assert not (case.project.content / "case" / "protected.yaml").exists()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("table", name="Guarded words")).to_contain_text("Strelsau")


def test_an_empty_form_leads_to_each_field_and_the_box_goes_as_they_are_filled_in(
    opened: Callable[..., Page], studio: Studio
):
    page = opened(studio, "/case/evidence/sources/entry")
    page.get_by_role("button", name="Add a source").click()
    summary = page.locator("#summary")
    expect(summary.get_by_role("link")).to_have_text(
        ["Short name is needed.", "Kind of source is needed.", "Title is needed."]
    )
    summary.get_by_role("link", name="Title").click()
    page.keyboard.type("A report")
    expect(summary.get_by_role("link")).to_have_count(2)
    page.get_by_label("Kind of source").select_option("report")
    page.get_by_label("Short name").fill("report-2020")
    expect(summary).not_to_be_visible()

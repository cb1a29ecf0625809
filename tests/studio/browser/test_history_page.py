"""History in a browser: steps looked at and undone, on two pages at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dossier.project.history import write_content
from tests.conftest import Project
from tests.studio.browser.axe import good_for_everybody, violations
from tests.studio.conftest import Studio

BLOCK = "case/blocks/60-evidence.md"


@pytest.fixture
def writing(small: Project, studios: Callable[[Project], Studio]) -> Studio:
    small.write(
        BLOCK,
        "---\nid: evidence-one\nkind: evidence\ntitle: The strike\n---\n"
        "It began in May. It ended in June.\n",
    )
    return studios(small)


def save(studio: Studio, old: str, new: str) -> None:
    path = studio.project.content / BLOCK
    text = path.read_text("utf-8").replace(old, new)
    write_content(studio.project.content, {path: text.encode()}, "save The strike")


def text(studio: Studio) -> str:
    return (studio.project.content / BLOCK).read_text("utf-8")


def first(page: Page):
    return page.locator("[data-step]").first


def test_a_step_shows_its_words_and_is_undone_on_both_pages(opened, writing):
    save(writing, "May", "April")
    page, other = (opened(writing, "/case/history") for _ in range(2))
    first(page).get_by_role("button", name="What changed").click()
    expect(first(page).locator("ins")).to_have_text("April")
    expect(first(page).locator("del")).to_have_text("May")
    assert violations(page) == []
    number = first(page).get_attribute("data-step")
    first(page).get_by_role("button", name="Undo").click()
    expect(page.locator(f"#step-{number} .said")).to_have_text("It is undone: Save The strike.")
    expect(page.locator(f"#step-{number} [data-undo]")).to_be_focused()
    for each in (page, other):
        expect(each.locator(f"#step-{number}")).to_contain_text("undone by step")
    assert "It began in May." in text(writing)


def test_a_step_that_one_looks_at_stays_where_it_is_when_others_come(opened, writing):
    for n in range(12):
        save(writing, f"x{n}" if n else "May", f"x{n + 1}")
    page = opened(writing, "/case/history", viewport={"width": 1280, "height": 500})
    page.evaluate("() => scrollTo(0, document.body.scrollHeight / 2)")
    number = page.locator("[data-step]").nth(6).get_attribute("data-step")
    place = f"() => document.getElementById('step-{number}').getBoundingClientRect().top"
    before = page.evaluate(place)
    writing.project.change(BLOCK, "June", "July")
    expect(page.locator("[data-step]")).to_have_count(13)
    page.wait_for_function(f"() => Math.abs(({place})() - {before}) < 3")


def test_an_undo_that_a_later_step_forbids_says_why(opened, writing):
    save(writing, "May", "April")
    save(writing, "April", "March")
    page = opened(writing, "/case/history")
    step = page.locator("[data-step]").nth(1)
    step.get_by_role("button", name="Undo").click()
    expect(step.get_by_role("alert")).to_contain_text("changed the file after")
    expect(step.get_by_role("alert")).to_contain_text("Undo the later step first.")
    expect(step.get_by_role("alert").get_by_role("link")).to_contain_text("Save The strike")
    assert violations(page) == []
    assert "It began in March." in text(writing)
    writing.project.change(BLOCK, "June", "July")
    expect(first(page)).to_contain_text("Changed in another program")
    expect(page.get_by_role("alert").filter(has_text="Undo the later step")).to_be_visible()


def test_a_file_that_an_editor_saves_is_told_on_every_page_and_can_be_undone(opened, writing):
    home, history = opened(writing), opened(writing, "/case/history")
    for each in (home, history):
        each.wait_for_selector(".elsewhere", state="attached")
    writing.project.change(BLOCK, "June", "July")
    for each in (home, history):
        expect(each.locator(".elsewhere")).to_contain_text(
            "The strike was changed in another program"
        )
    expect(first(history)).to_contain_text("Changed in another program")
    home.get_by_role("link", name="See what changed").click()
    expect(first(home)).to_contain_text("Changed in another program")
    first(home).get_by_role("button", name="Undo").click()
    expect(first(home)).to_contain_text("Undid: Changed in another program")
    assert "It ended in June." in text(writing)


def test_the_page_is_good_for_all(opened, writing):
    save(writing, "May", "April")
    page = opened(writing, "/case/history")
    first(page).get_by_role("button", name="What changed").click()
    expect(first(page).locator("ins")).to_be_visible()
    good_for_everybody(page)

"""Clicks that come before the answer to an earlier one: none is lost, none acts on what has gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import APIResponse, Page, Route, expect

from dossier.project.history import write_content
from tests.conftest import Project
from tests.studio.browser.test_write_page import (
    EVIDENCE,
    PATH,
    add_second,
    box,
    open_evidence,
    ready,
)
from tests.studio.conftest import Studio


@contextmanager
def held(page: Page, pattern: str) -> Iterator[list[Route]]:
    """Hold back the first request to `pattern` until the block ends, wherever it was made there."""
    found: list[Route] = []
    page.route(pattern, lambda one: one.continue_() if found else found.append(one))
    yield found
    while not found:
        page.wait_for_timeout(20)
    found[0].continue_()


def saved(studio: Studio, path: str = EVIDENCE) -> str:
    return (studio.project.content / path).read_text("utf-8")


def test_what_is_typed_while_a_text_is_being_saved_is_saved_by_the_next_press(
    opened: Callable[..., Page], studio: Studio
):
    page = ready(opened(studio, PATH))
    open_evidence(page)
    page.keyboard.type("One. ")
    with held(page, "**/blocks/text"):
        page.keyboard.press("Control+s")
        page.keyboard.type("Two. ")
        page.keyboard.press("Control+s")
    expect(page.locator("#text-state")).to_have_text("Saved")
    assert "One. Two. Conclude" in saved(studio)


def test_the_text_that_was_clicked_last_is_the_one_that_opens(
    opened: Callable[..., Page], studio: Studio
):
    page = ready(opened(studio, PATH))
    slow = "**/blocks/text?*60-evidence*"
    with page.expect_response(slow), held(page, slow):
        page.get_by_role("button", name="What happened", exact=True).click()
        page.get_by_role("button", name="Who we are", exact=True).click()
        expect(page.locator("#text-title")).to_have_text("Who we are")
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # what follows an answer is done
    expect(page.locator("#text-title")).to_have_text("Who we are")


def test_two_moves_in_a_row_move_two_places(opened: Callable[..., Page], studio: Studio):
    add_second(studio.project)
    third = (studio.project.content / "case/blocks/61-more.md").read_text("utf-8")
    third = third.replace("evidence-two", "evidence-three").replace("What followed", "What came")
    studio.project.write("case/blocks/62-last.md", third)
    page = ready(opened(studio, PATH))
    home = page.locator(".outline-section", has_text="What came")
    home.get_by_role("button", name="What came", exact=True).focus()
    with held(page, "**/move"):
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#news")).to_contain_text("“What came” is now 1 of 3")
    expect(home.locator(".open").first).to_have_text("What came")


def test_a_third_version_is_not_written_over_unseen(opened: Callable[..., Page], studio: Studio):
    page = ready(opened(studio, PATH))
    open_evidence(page)
    page.keyboard.type("Mine. ")
    studio.project.change(EVIDENCE, "Conclude what", "Theirs. Say what")
    expect(page.locator("#elsewhere")).to_contain_text("changed elsewhere")
    with page.expect_response("**/blocks/text?*"):  # the page reads the third version
        studio.project.change(EVIDENCE, "first event, with its date", "a strike, on 1 May")
    page.get_by_role("button", name="Save the text on the right").click()
    expect(box(page)).to_contain_text("a strike, on 1 May")
    expect(page.locator("#text-state")).to_have_text("Saved")
    assert "a strike, on 1 May" in saved(studio)
    assert "Mine. Conclude" in saved(studio)


def test_what_somebody_else_said_of_a_part_stays_when_its_form_is_done(
    opened: Callable[..., Page], studio: Studio
):
    page = ready(opened(studio, PATH))
    open_evidence(page)
    page.get_by_role("button", name="About this part", exact=True).click()
    page.get_by_label("Title").fill("Night of 1 May")
    with held(page, "**/blocks/head"):
        page.get_by_role("button", name="Done").click()
        with page.expect_response("**/blocks/text?*"):  # read while the answer is on its way
            studio.project.change(
                EVIDENCE, "kind: evidence\n", "kind: evidence\nsummary: Theirs.\n"
            )
        page.evaluate("() => new Promise((done) => setTimeout(done, 100))")  # and taken in
    expect(page.locator("#text-title")).to_have_text("Night of 1 May")
    expect(page.locator("#text-state")).to_have_text("Saved")
    assert "summary: Theirs." in saved(studio)
    assert "title: Night of 1 May" in saved(studio)


def test_stop_holds_for_a_build_that_the_studio_does_not_know_yet(page: Page, studio: Studio):
    page.get_by_role("button", name="Download Case").click()
    dialog = page.get_by_role("dialog", name="Download")
    with held(page, "**/api/case/builds"):
        dialog.get_by_role("button", name="Prepare the files").click()
        dialog.get_by_role("button", name="Stop").click()
    expect(dialog).to_contain_text("Stopped. Nothing was changed.")
    assert not [*studio.project.output.rglob("*.pdf")]


def test_files_for_other_readers_than_chosen_are_not_offered(page: Page, studio: Studio):
    page.get_by_role("button", name="Download Case").click()
    dialog = page.get_by_role("dialog", name="Download")
    with held(page, "**/api/case/builds"):
        dialog.get_by_role("button", name="Prepare the files").click()
        dialog.get_by_role("combobox").select_option("internal")
    expect(dialog.get_by_role("button", name="Prepare the files")).to_be_enabled()
    expect(dialog.get_by_role("link")).to_have_count(0)


def test_a_dialog_waits_for_its_fields_and_is_about_one_thing(page: Page):
    with held(page, "**/settings?*"):
        page.get_by_role("button", name="Settings of Case: what this submission").click()
        dialog = page.get_by_role("dialog", name="Settings")
        expect(dialog).to_have_attribute("aria-busy", "true")
        for _ in range(2):
            page.keyboard.press("Escape")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("button", name="Save")).to_be_disabled()
    expect(dialog.get_by_label("Status")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_an_entry_that_this_page_saves_is_not_somebody_elses(
    opened: Callable[..., Page], studio: Studio
):
    page = opened(studio, "/case/evidence/sources/entry?id=example-report")
    page.get_by_label("Title (needed)").fill("Another title")
    page.evaluate(
        """() => new MutationObserver(() => document.getElementById("versions").hidden || (sessionStorage.alarm = 1))
          .observe(document.getElementById("versions"), { attributes: true })"""
    )
    written: list[tuple[Route, APIResponse]] = []
    page.route("**/sources/save*", lambda one: written.append((one, one.fetch())))
    with page.expect_response("**/sources/entry?*"):  # the page looks what changed
        page.get_by_role("button", name="Save").click()
    [(route, answer)] = written
    route.fulfill(response=answer)
    expect(page.get_by_role("link", name="Another title")).to_be_visible()
    assert page.evaluate("() => sessionStorage.alarm") is None


def test_the_words_of_a_step_open_although_the_list_is_drawn_anew_meanwhile(
    opened: Callable[..., Page], small: Project, studio: Studio
):
    path = small.content / EVIDENCE
    changed = path.read_text("utf-8").replace("Conclude", "Tell").encode()
    write_content(small.content, {path: changed}, "save it")
    page = opened(studio, "/case/history")
    number = page.locator("[data-step]").first.get_attribute("data-step")
    step = page.locator(f"#step-{number}")
    with held(page, "**/history/steps/*"):
        step.get_by_role("button", name="What changed").click()
        small.change(EVIDENCE, "Tell", "Say")
        expect(page.locator("[data-step]")).to_have_count(3)
    expect(step.locator("ins")).to_have_text("Tell")

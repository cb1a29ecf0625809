"""Audience in a browser: the switch, the frame, the search beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dossier.redaction.scan import pieces
from tests.studio.browser.axe import good_for_everybody
from tests.studio.test_audience import guard_of, guarded

__all__ = ["guarded"]

LOADED = ("/assets/", "/fonts/", "/api/revision")
"""What pages load besides, whoever reads: it holds nothing of a dossier."""


@pytest.fixture
def at(opened, studios, guarded):
    """Return what opens a path of the studio of the guarded dossier."""
    studio = studios(guarded)
    return lambda path, **settings: opened(studio, path, **settings)


def searched(page: Page) -> None:
    expect(page.locator("#found")).not_to_contain_text("Searching")


def test_the_switch_shows_the_page_as_each_may_read_it(at):
    page = at("/case/audience")
    text = page.frame_locator("#page").locator("body")
    expect(text).to_contain_text("Aruzhan Bekturova")
    expect(text.locator(".held-from").first).to_contain_text("not for")
    page.get_by_role("button", name="The public").click()
    expect(page.get_by_role("button", name="The public")).to_have_attribute("aria-pressed", "true")
    expect(text).to_contain_text("The march began and went on")
    expect(text).not_to_contain_text("Bekturova")
    expect(text.locator(".held")).to_have_count(0)
    expect(page.locator("#found")).to_contain_text("Nothing was found.")


def test_what_others_would_be_told_is_named_to_us_alone(at, guarded):
    guarded.change("case/blocks/20-background.md", "It ended.", "Aruzhan Bekturova ran.")
    page = at("/case/audience")
    expect(page.locator("#found")).to_contain_text("Bekturova")
    page.get_by_role("button", name="The UN").click()
    expect(page.locator("#found")).to_contain_text("on the page that may not be read")
    expect(page.locator("#found")).not_to_contain_text("Bekturova")
    expect(page.frame_locator("#page").locator("body")).to_contain_text("is not shown")


def test_nothing_that_the_browser_loads_for_the_public_holds_it(at, guarded):
    page = at("/case/audience")
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.get_by_role("button", name="The public").click()
    expect(page.locator("#found")).to_contain_text("Nothing was found.")
    text = page.frame_locator("#page").locator("body")
    expect(text).to_contain_text("The march began")
    held = guard_of(guarded, "public")
    own = [each for each in asked if not any(part in each for part in LOADED)]
    assert len(own) >= 3
    got = {each: page.context.request.get(each).body() for each in own}
    assert [each for each, body in got.items() if held.find(pieces(body, "a.html"))] == []
    assert held.find(pieces(page.content().encode(), "dom.html")) == ()


def test_a_change_is_drawn_anew(at, guarded):
    page = at("/case/audience")
    page.get_by_role("button", name="The public").click()
    text = page.frame_locator("#page").locator("body")
    expect(text).to_contain_text("It ended.")
    guarded.change("case/blocks/20-background.md", "It ended.", "It went on.")
    expect(text).to_contain_text("It went on.")


def test_the_view_has_no_serious_fault_of_access(at):
    page = at("/case/audience")
    searched(page)
    good_for_everybody(page)
    page.get_by_role("button", name="Partners").click()
    searched(page)
    good_for_everybody(page)
    page.goto(page.locator("#page").evaluate("frame => frame.src"))
    assert page.evaluate("() => document.body.innerText").count("Qyzylagash") == 1


def test_the_switch_works_with_the_keyboard_alone(at):
    page = at("/case/audience")
    searched(page)
    page.get_by_role("button", name="We ourselves").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Partners")).to_have_attribute("aria-pressed", "true")

"""Home in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_home_fills_in_what_must_be_counted(page: Page):
    row = page.locator("[data-document=submission]")
    expect(row.locator("[data-fill=words]")).to_contain_text("left")
    expect(row.locator("[data-fill=findings]")).not_to_have_text("…")


def test_a_file_that_is_saved_elsewhere_shows_at_once(page: Page, studio):
    expect(page.locator("[data-document=submission] [data-fill=words]")).to_contain_text("left")
    studio.project.change("case/dossier.yaml", "status: draft", "status: final")
    expect(page.locator("[data-document=submission] .status")).to_have_text("final")


def test_light_and_dark_can_be_chosen_and_stay(page: Page):
    button = page.get_by_role("button", name="Dark")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

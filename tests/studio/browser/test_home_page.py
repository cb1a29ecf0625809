"""Home in a browser."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.studio.browser.axe import good_for_everybody, violations
from tests.studio.conftest import Studio


def counted(page: Page) -> None:
    expect(page.locator("[data-document=submission] [data-fill=words]")).to_contain_text("left")


def test_home_fills_in_what_must_be_counted(page: Page):
    counted(page)
    findings = page.locator("[data-document=submission] [data-fill=findings]")
    expect(findings).not_to_have_text("…")


def test_a_file_that_is_saved_elsewhere_shows_at_once(page: Page, studio: Studio):
    counted(page)
    studio.project.change("case/dossier.yaml", "status: draft", "status: final")
    expect(page.locator("[data-document=submission] .status")).to_have_text("final")


def test_the_focus_stays_when_the_page_is_drawn_anew(page: Page, studio: Studio):
    counted(page)
    button = page.get_by_role("button", name="Download Case")
    button.focus()
    studio.project.change("case/dossier.yaml", "status: draft", "status: final")
    expect(page.locator("[data-document=submission] .status")).to_have_text("final")
    expect(button).to_be_focused()


def test_two_pages_see_what_the_other_makes(opened: Callable[..., Page], studio: Studio):
    one, other = opened(studio), opened(studio)
    one.get_by_role("button", name="New dossier").click()
    dialog = one.get_by_role("dialog", name="New dossier")
    dialog.get_by_label("State under review").fill("Georgia")
    dialog.get_by_label("What it is about").fill("Georgia: the right to strike")
    dialog.get_by_label("Who submits").fill("Free Unions")
    dialog.get_by_role("button", name="Make the dossier").click()
    expect(other.locator("#georgia")).to_be_visible()


def test_light_and_dark_can_be_chosen_and_stay(page: Page):
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Light")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_new_dossier_becomes_a_downloaded_pdf(
    opened: Callable[..., Page], studio: Studio, tmp_path: Path, width: int
):
    page = opened(studio, viewport={"width": width, "height": 844})
    page.get_by_role("button", name="New dossier").click()
    dialog = page.get_by_role("dialog", name="New dossier")
    export = tmp_path / "upr.csv"
    export.write_text(
        "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"
        "Côte d'Ivoire,Africa,,Ratify it,Japan,Asia,,Accepted,5,Labour,19\n"
        "Norway,WEOG,,Do more,Japan,Asia,,Noted,5,Labour,19\n",
        "utf-8",
    )
    dialog.get_by_label("Recommendations of earlier reviews").set_input_files(export)
    expect(dialog.get_by_role("status")).to_contain_text("Type the State under review")
    dialog.get_by_label("State under review").fill("Côte d’Ivoire")
    expect(dialog.get_by_label("Name of the dossier")).to_have_value("cote-d-ivoire")
    dialog.get_by_role("button", name="Make the dossier").click()
    expect(dialog.get_by_role("alert").get_by_role("link")).to_have_count(2)
    dialog.get_by_role("link", name="What the dossier is about").click()
    page.keyboard.type("Côte d’Ivoire: cocoa")
    dialog.get_by_label("Who submits").fill("Free Unions")
    dialog.get_by_label("Its acronym").fill("FU")
    expect(dialog.get_by_role("status")).to_contain_text("1 recommendation to Côte d’Ivoire")
    dialog.get_by_role("button", name="Make the dossier").click()
    section = page.locator("#cote-d-ivoire")
    expect(section.get_by_role("heading")).to_contain_text("Côte d’Ivoire")
    made = studio.project.content / "cote-d-ivoire" / "recommendations.yaml"
    assert "Ratify it" in made.read_text("utf-8") and "Do more" not in made.read_text("utf-8")
    section.get_by_role("button", name="Download Côte d’Ivoire: cocoa").click()
    dialog = page.get_by_role("dialog", name="Download")
    dialog.get_by_label("Word").uncheck()
    dialog.get_by_role("button", name="Prepare the files").click()
    link = dialog.get_by_role("link", name="cote-d-ivoire-fu-submission.pdf")
    expect(link).to_be_visible()
    expect(dialog).to_contain_text("Nothing in this dossier is kept from the public.")
    with page.expect_download() as got:
        link.click()
    file = tmp_path / "got.pdf"
    got.value.save_as(file)
    built = studio.project.output / "cote-d-ivoire" / "submission.pdf"
    assert file.read_bytes() == built.read_bytes()


def test_everything_is_downloaded_as_one_zip(page: Page, tmp_path: Path):
    page.get_by_role("button", name="Download everything").click()
    dialog = page.get_by_role("dialog", name="Download")
    dialog.get_by_label("PDF").uncheck()
    dialog.get_by_label("Web page").check()
    dialog.get_by_role("button", name="Prepare the files").click()
    link = dialog.get_by_role("link", name="All of these in one zip")
    expect(link).to_be_visible()
    with page.expect_download() as got:
        link.click()
    got.value.save_as(tmp_path / "got.zip")
    with zipfile.ZipFile(tmp_path / "got.zip") as zipped:
        assert zipped.namelist() == ["case-nyo-submission.docx", "case-nyo-submission.html"]


def test_a_build_can_be_stopped(page: Page, studio: Studio):
    page.get_by_role("button", name="Download Case").click()
    dialog = page.get_by_role("dialog", name="Download")
    dialog.get_by_role("button", name="Prepare the files").click()
    dialog.get_by_role("button", name="Stop").click()
    expect(dialog).to_contain_text("Stopped. Nothing was changed.")
    assert not [*studio.project.output.rglob("*.pdf")]


def test_a_new_document_of_another_kind_is_made_with_the_keyboard_alone(page: Page, studio: Studio):
    button = page.get_by_role("button", name="New document")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="New document")
    kind = dialog.get_by_label("Kind", exact=True)
    expect(kind).to_have_value("upr-submission")
    kind.focus()
    page.keyboard.type("Campaign b")
    page.keyboard.press("Tab")
    page.keyboard.type("In short")
    expect(dialog.get_by_label("Short name")).to_have_value("in-short")
    page.keyboard.press("Enter")
    page.wait_for_url("**/case/in-short/write")
    assert "template: campaign-brief" in (
        studio.project.content / "case" / "dossier.yaml"
    ).read_text("utf-8")


def test_what_is_wrong_with_a_new_document_is_said_where_it_is_made(page: Page):
    page.get_by_role("button", name="New document").click()
    dialog = page.get_by_role("dialog", name="New document")
    expect(dialog.get_by_label("Kind", exact=True)).to_have_value("upr-submission")
    dialog.get_by_label("Short name").first.fill("submission")  # its issues have some, too
    dialog.get_by_role("button", name="Make the document").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is a document")


def test_an_old_draft_is_settled_and_then_becomes_a_dossier(page: Page, studio, tmp_path: Path):
    draft = tmp_path / "Draft 2019.txt"
    draft.write_text(
        "BACKGROUND\n\nA strike was banned in 2012, and the union was.\n\nNOT ONE\n\n"
        "The courts said nothing about it, and the State did not.\n",
        "utf-8",
    )
    page.get_by_role("button", name="Import an old draft").click()
    dialog = page.get_by_role("dialog", name="Import an old draft")
    dialog.get_by_label("The draft").set_input_files(draft)
    expect(dialog.get_by_label("Name of the new dossier")).to_have_value("draft-2019")
    dialog.get_by_role("button", name="Read the draft").click()
    expect(dialog.get_by_label("What it becomes")).to_have_value("upr-submission")
    dialog.get_by_label("What it becomes").select_option("")
    expect(dialog).to_contain_text("no limit of the UN is counted")
    expect(dialog).to_contain_text("BACKGROUND (1)")
    make = dialog.get_by_role("button", name="Make the dossier")
    expect(make).to_be_disabled()
    guess = dialog.get_by_label("Is “NOT ONE” a heading?")
    guess.focus()
    guess.select_option("no")
    expect(dialog.get_by_label("Is line 5 a heading after all?")).to_be_focused()
    expect(dialog.get_by_role("list").first).not_to_contain_text("NOT ONE")
    dialog.get_by_label("State under review").fill("Ruritania")
    dialog.get_by_label("Who submits").fill("Free Unions")
    dialog.get_by_label("BACKGROUND not certain", exact=True).select_option("concern")
    expect(dialog.get_by_label("BACKGROUND", exact=True)).to_have_value("concern")
    assert violations(page) == []
    for _ in range(dialog.get_by_role("button", name=" right").count()):
        dialog.get_by_role("button", name=" right").first.click()
    expect(dialog).to_contain_text("Everything is settled.")
    make.click()
    expect(dialog.get_by_role("button", name="Mauritania")).to_be_visible()
    dialog.get_by_role("button", name="Keep “Ruritania”").click()
    expect(make).to_be_enabled()
    make.click()
    expect(page.locator("#draft-2019")).to_be_visible()
    said = (studio.project.content / "draft-2019" / "dossier.yaml").read_text("utf-8")
    assert "Ruritania" in said and "Free Unions" in said


def test_a_submission_is_proposed_where_the_draft_fits_its_form(page: Page, tmp_path: Path):
    draft = tmp_path / "draft.md"
    draft.write_text("# A submission\n\n## Background\n\nA strike was banned in 2012.\n", "utf-8")
    page.get_by_role("button", name="Import an old draft").click()
    dialog = page.get_by_role("dialog", name="Import an old draft")
    dialog.get_by_label("The draft").set_input_files(draft)
    dialog.get_by_role("button", name="Read the draft").click()
    expect(dialog.get_by_label("What it becomes")).to_have_value("upr-submission")
    expect(dialog).to_contain_text("words are counted against the UN’s limit")
    expect(dialog).not_to_contain_text("dossier.yaml")


def test_settings_are_changed_in_a_form_and_home_shows_them(page: Page, studio: Studio):
    page.get_by_role("button", name="Settings of Case: what this submission").click()
    dialog = page.get_by_role("dialog", name="Settings")
    dialog.get_by_label("Status").select_option("final")
    dialog.get_by_role("group", name="Contact").get_by_label("Name").fill("Ana B")
    dialog.get_by_role("group", name="Issues").get_by_role("button", name="One more").click()
    entry = dialog.get_by_role("group", name="Issues").locator(".entry").nth(1)
    entry.get_by_label("Short name").fill("strikes")
    entry.get_by_label("Title").fill("The right to strike")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).not_to_be_visible()
    expect(page.locator("[data-document=submission] .status")).to_have_text("final")
    said = (studio.project.content / "case" / "dossier.yaml").read_text("utf-8")
    assert "      name: Ana B\n" in said
    assert "The right to strike" in said


DIALOGS = ("New dossier", "Settings", "New document", "Import an old draft", "Download everything")


def test_home_and_its_dialogs_have_no_serious_fault_of_access(page):
    counted(page)
    good_for_everybody(page)
    for name in DIALOGS:
        page.get_by_role("button", name=name).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        good_for_everybody(page)
        page.keyboard.press("Escape")


def test_at_twice_the_size_nothing_leaves_the_page(opened, studio):
    page = opened(studio, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    counted(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_columns_keep_their_places_while_counts_arrive(opened, studio: Studio):
    page = opened(studio)
    lefts = "() => [...document.querySelectorAll('thead th, thead td')].map((e) => e.getBoundingClientRect().left)"
    page.evaluate(
        "() => document.querySelectorAll('[data-fill]').forEach((e) => (e.textContent = '…'))"
    )
    before = page.evaluate(lefts)
    page.evaluate(
        "() => document.querySelectorAll('[data-fill]').forEach((e) => (e.textContent = '3 errors, 12 warnings'))"
    )
    assert page.evaluate(lefts) == before

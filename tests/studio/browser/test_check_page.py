"""Check in a browser: findings, the matrix, the follow-up, deadlines."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Project
from tests.studio.browser.axe import good_for_everybody

BLOCK = "case/blocks/20-background.md"


@pytest.fixture
def case(small: Project) -> Project:
    small.write(
        BLOCK,
        "---\nid: background\nkind: background\n---\n"
        "A long way from here the the strike was called off by those who had called it.\n",
    )
    small.write(
        "case/blocks/30-concern.md",
        "---\nid: impunity\nkind: concern\ntitle: Impunity\n---\nNobody was tried.\n",
    )
    small.write(
        "case/blocks/80-recommendation.md",
        "---\nid: try\nkind: recommendation\ntitle: Try them\n---\nTry them by 2027.\n",
    )
    earlier = (
        f'  - {{paragraph: "1.{n}", symbol: A/HRC/1/1, text: Do the {n}th, states: [Chad]}}\n'
        for n in range(1, 13)
    )
    small.write("case/recommendations.yaml", "recommendations:\n" + "".join(earlier))
    return small


@pytest.fixture
def at(opened, studios, case):
    """Return what opens a path of the studio of `case`."""
    studio = studios(case)
    return lambda path, **settings: opened(studio, path, **settings)


def read(page: Page) -> None:
    expect(page.locator("#sum")).to_contain_text("warning")


def test_a_finding_is_allowed_with_a_reason(at, case):
    page = at("/case/check")
    read(page)
    one = page.locator("article", has_text="stands twice")
    expect(one.locator("mark")).to_have_text("the the")
    one.get_by_role("button", name="Allow with a reason").click()
    dialog = page.get_by_role("dialog", name="Allow with a reason")
    expect(dialog.get_by_label("In this text alone")).to_be_checked()
    dialog.get_by_label("Why it is right here").fill("it is a title: “The The”")
    dialog.get_by_role("button", name="Allow it").click()
    expect(dialog).not_to_be_visible()
    page.locator("summary", has_text="Allowed before").click()
    expect(page.locator(".allowed article")).to_contain_text("it is a title: “The The”")
    assert 'allow: {doubled-word: "it is a title: “The The”"}' in (case.content / BLOCK).read_text(
        "utf-8"
    )


def test_what_cannot_be_allowed_is_said_in_the_dialog(at, case):
    page = at("/case/check")
    read(page)
    one = page.locator("article", has_text="stands twice")
    one.get_by_role("button", name="Allow with a reason").click()
    dialog = page.get_by_role("dialog", name="Allow with a reason")
    dialog.get_by_label("Why it is right here").fill("so")
    case.change(BLOCK, "A long way", "Not a long way")
    dialog.get_by_role("button", name="Allow it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The file was changed")


def test_the_manual_opens_and_a_link_leads_to_the_word(at):
    page = at("/case/check")
    read(page)
    one = page.locator("article", has_text="stands twice")
    one.locator("summary", has_text="What this is about").click()
    expect(one.get_by_role("heading", name="Source")).to_be_visible()
    link = one.get_by_role("link", name="Go to the words")
    expect(link).to_have_attribute("href", f"/case/submission/write#{BLOCK}:5")
    link.click()
    expect(page.locator(".cm-content")).to_contain_text("the the strike")


def test_findings_are_sorted_by_rule_and_by_weight_with_the_keyboard(at):
    page = at("/case/check")
    read(page)
    page.get_by_role("radio", name="Document").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Doubled word")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Warnings")).to_be_visible()


def test_a_mended_text_loses_its_finding_on_the_open_page(at, case):
    page = at("/case/check")
    read(page)
    expect(page.locator("article", has_text="stands twice")).to_have_count(1)
    case.change(BLOCK, "the the", "the")
    expect(page.locator("article", has_text="stands twice")).to_have_count(0)


def test_the_matrix_is_filled_in_by_choosing(at, case):
    page = at("/case/check/matrix")
    lone = page.locator(".lone", has_text="No recommendation answers it")
    lone.get_by_role("combobox").select_option("try")
    lone.get_by_role("button", name="Link").click()
    expect(page.locator(".lone", has_text="No recommendation answers it")).to_have_count(0)
    row = page.locator("#rows tr", has_text="Impunity")
    expect(row).to_contain_text("Try them")
    assert "rests_on: [impunity]" in (case.content / "case/blocks/80-recommendation.md").read_text()


def test_earlier_recommendations_are_found_and_ticked(at, case):
    page = at("/case/check/matrix")
    page.get_by_role("button", name="Choose what it follows up: Try them").click()
    dialog = page.get_by_role("dialog", name="Choose links")
    dialog.get_by_role("searchbox").fill("the 7th")
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("searchbox").fill("")
    dialog.get_by_label("Do the 9th").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).not_to_be_visible()
    expect(page.locator("#rows")).to_contain_text("Do the 7th")
    said = (case.content / "case/blocks/80-recommendation.md").read_text()
    assert 'follows_up: ["1.7", "1.9"]' in said or "follows_up: [1.7, 1.9]" in said


def test_a_reason_is_given_for_what_stands_alone(at, case):
    page = at("/case/check/matrix")
    lone = page.locator(".lone", has_text="Do the 3th")
    lone.get_by_role("button", name="Give a reason").click()
    dialog = page.get_by_role("dialog", name="Why it stands alone")
    dialog.get_by_label("The reason").fill("on another subject")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).not_to_be_visible()
    page.locator("summary", has_text="With a reason (1)").click()
    expect(page.locator("details .lone")).to_contain_text("on another subject")
    assert "why: on another subject" in (case.content / "case/trace.yaml").read_text()


def test_the_parts_of_check_have_no_serious_fault_of_access(at):
    page = at("/case/check")
    read(page)
    one = page.locator("article", has_text="stands twice")
    one.locator("summary").click()
    expect(one.get_by_role("heading", name="Source")).to_be_visible()
    good_for_everybody(page)
    one.get_by_role("button", name="Allow with a reason").click()
    good_for_everybody(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Matrix").click()
    page.locator(".lone").first.wait_for()
    good_for_everybody(page)
    page.get_by_role("button", name="Choose what it follows up").click()
    good_for_everybody(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Follow-up").click()
    page.get_by_role("button", name="Change what became of A/HRC/1/1 1.2").click()
    expect(page.get_by_label("Impunity")).to_be_visible()
    good_for_everybody(page)
    page.keyboard.press("Escape")
    good_for_everybody(page)
    page.get_by_role("link", name="Deadlines").click()
    expect(page.get_by_role("heading", name="This dossier")).to_be_visible()
    good_for_everybody(page)


def test_what_became_of_a_recommendation_is_said_and_all_that_have_a_status_are_shown(at, case):
    page = at("/case/check/follow-up")
    row = page.locator('[data-id="A/HRC/1/1 1.2"]')
    row.get_by_role("button", name="Change what became of A/HRC/1/1 1.2").click()
    dialog = page.get_by_role("dialog", name="What became of it")
    dialog.get_by_label("What became of it").select_option("reversed")
    dialog.get_by_label("In words").fill("They did it no more")
    dialog.get_by_label("Impunity").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).not_to_be_visible()
    expect(row).to_contain_text("They did it no more")
    expect(row).to_contain_text("Impunity")
    page.get_by_label("Show").select_option("reversed")
    expect(page.locator("#became tbody tr")).to_have_count(1)
    assert "level: reversed" in (case.content / "case" / "recommendations.yaml").read_text("utf-8")

"""Write in a browser: the page follows, sources are found, conflicts are shown, blocks move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from dossier.build.preview import draw_page
from dossier.project.layout import Files, read_files
from tests.conftest import Project
from tests.studio.browser.axe import violations
from tests.studio.conftest import Studio

EVIDENCE = "case/blocks/60-evidence.md"
PATH = "/case/submission/write"


@pytest.fixture
def written(opened: Callable[..., Page], studio: Studio) -> Page:
    """The page that writes the submission of `case`."""
    return ready(opened(studio, PATH))


def ready(page: Page) -> Page:
    expect(paper(page).locator("#block-evidence-one")).to_be_visible()
    return page


def paper(page: Page) -> FrameLocator:
    return page.frame_locator("#frame")


def box(page: Page) -> Locator:
    return page.locator("#editor .cm-content")


def open_evidence(page: Page) -> Locator:
    paper(page).locator("#block-evidence-one p").last.click()
    expect(box(page)).to_be_focused()
    return box(page)


def test_a_click_on_a_paragraph_opens_its_text_there_and_the_page_follows(written: Page):
    open_evidence(written)
    written.keyboard.type("In Ruritania too: ")
    expect(paper(written).locator("#block-evidence-one p").last).to_contain_text(
        "In Ruritania too: Conclude what this shows"
    )
    expect(written.locator("#text-state")).to_have_text("Not saved yet")


def test_a_click_on_a_note_opens_the_text_that_has_it(written: Page):
    paper(written).locator(".endnote").last.locator(".words").click()
    expect(box(written)).to_be_focused()
    written.keyboard.type("x")
    expect(box(written)).to_contain_text("x- second event, with its date.[^second]")


def test_what_is_typed_is_saved_when_the_text_is_left(written: Page, studio: Studio):
    open_evidence(written)
    written.keyboard.type("Saved. ")
    written.locator("#document-title").click()
    expect(written.locator("#text-state")).to_have_text("Saved")
    text = (studio.project.content / EVIDENCE).read_text("utf-8")
    assert "Saved. Conclude what this shows" in text
    assert (
        written.evaluate("() => Object.keys(localStorage).filter((k) => k.startsWith('text:'))")
        == []
    )


def test_what_was_not_saved_is_brought_back(written: Page, studio: Studio):
    open_evidence(written)
    written.route("**/blocks/text", lambda route: route.abort())
    written.keyboard.type("Kept. ")
    written.locator("#document-title").click()
    expect(written.locator("#text-state")).to_contain_text("kept in this browser")
    again = written.context.new_page()  # the same browser, after the first page is gone
    again.goto(studio.address + PATH)
    expect(paper(again).locator("#block-evidence-one p").last).to_contain_text("Kept. Conclude")
    assert "Kept." not in (studio.project.content / EVIDENCE).read_text("utf-8")
    open_evidence(again)
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator("#text-state")).to_have_text("Saved")
    assert "Kept." in (studio.project.content / EVIDENCE).read_text("utf-8")


def test_a_source_is_cited_by_search(written: Page):
    open_evidence(written)
    written.keyboard.press("End")
    written.get_by_role("button", name="Insert …").click()
    dialog = written.get_by_role("dialog", name="Insert")
    dialog.get_by_label("Words in its name").fill("example rep")
    expect(dialog.locator("#insert-found").get_by_role("option", selected=True)).to_have_count(1)
    expect(dialog.locator("#insert-found li")).to_have_count(1)
    written.keyboard.press("Enter")
    expect(box(written)).to_contain_text("this shows.[@example-report] {#conclusion}")
    expect(paper(written).locator("#block-evidence-one p").last.locator(".call")).to_be_visible()


def test_sources_are_offered_as_one_types(written: Page):
    open_evidence(written)
    written.keyboard.type("See [@exam")
    expect(written.get_by_role("option").first).to_contain_text("Title of its report")
    written.wait_for_timeout(200)  # what has just appeared is not taken by a key meant for the text
    written.keyboard.press("Enter")
    expect(box(written)).to_contain_text("See [@example-report]Conclude")


def test_places_of_the_document_are_offered_after_a_number_sign(written: Page):
    open_evidence(written)
    written.keyboard.type("See {section:concer")
    expect(written.get_by_role("option").first).to_contain_text("concerns")
    written.wait_for_timeout(200)
    written.keyboard.press("Enter")
    expect(box(written)).to_contain_text("See [section](#section:concerns)Conclude")
    expect(paper(written).locator("#block-evidence-one p").last).to_contain_text("See section (")


def test_an_error_leaves_the_last_good_page_and_marks_the_words(written: Page):
    open_evidence(written)
    written.keyboard.type("Good. ")
    last = paper(written).locator("#block-evidence-one p").last
    expect(last).to_contain_text("Good.")
    written.keyboard.insert_text("Bad[^nowhere]. ")  # at once: half of it is no error
    expect(written.locator("#page-state")).to_contain_text("is shown as last without 1 error")
    expect(written.locator(".cm-lintRange-error").first).to_be_visible()
    expect(written.locator("#findings .finding.error")).to_contain_text("[^nowhere]")
    expect(last).not_to_contain_text("Bad")
    for _ in range(len("Bad[^nowhere]. ")):
        written.keyboard.press("Backspace")
    expect(written.locator("#page-state")).to_have_text("")
    expect(written.locator("#findings .finding.error")).to_have_count(0)


def test_a_text_that_changed_elsewhere_meanwhile_is_shown_beside_ones_own(
    written: Page, studio: Studio
):
    open_evidence(written)
    written.keyboard.type("Mine. ")
    studio.project.change(EVIDENCE, "Conclude what", "Theirs. Say what")
    studio.project.change(EVIDENCE, "first event, with its date", "a strike, on 1 May")
    expect(written.locator("#elsewhere")).to_contain_text("changed elsewhere")
    expect(written.get_by_role("textbox", name="As it is now")).to_contain_text(
        "a strike, on 1 May"
    )
    mine = written.get_by_role("textbox", name="As you wrote it")
    expect(mine).to_contain_text("Mine. Conclude")
    written.get_by_role("button", name="Take this over").first.click()
    written.get_by_role("button", name="Save the text on the right").click()
    expect(written.locator("#text-state")).to_have_text("Saved")
    text = (studio.project.content / EVIDENCE).read_text("utf-8")
    assert "a strike, on 1 May" in text
    assert "Mine. Conclude" in text
    assert "Theirs" not in text


def test_changes_that_do_not_meet_are_merged_by_words(written: Page, studio: Studio):
    open_evidence(written)
    written.keyboard.type("Mine. ")
    studio.project.change(EVIDENCE, "first event, with its date", "a strike, on 1 May")
    expect(box(written)).to_contain_text("a strike, on 1 May")
    expect(box(written)).to_contain_text("Mine. Conclude")
    expect(written.locator("#text-state")).to_have_text("Saved")
    text = (studio.project.content / EVIDENCE).read_text("utf-8")
    assert "a strike, on 1 May" in text
    assert "Mine. Conclude" in text


def test_two_pages_that_write_at_once_lose_nothing(
    opened: Callable[..., Page], written: Page, studio: Studio
):
    other = ready(opened(studio, PATH))
    open_evidence(written)
    written.keyboard.type("One. ")
    paper(other).locator("#block-evidence-one p").first.click()
    expect(box(other)).to_be_focused()
    other.keyboard.type("Two. ")
    for page in (written, other):
        page.locator("#document-title").click()
    for page in (written, other):
        expect(box(page)).to_contain_text("Two. Tell what happened")
        expect(box(page)).to_contain_text("One. Conclude")
    text = (studio.project.content / EVIDENCE).read_text("utf-8")
    assert "Two. Tell" in text
    assert "One. Conclude" in text


def test_a_text_without_changes_of_ones_own_follows_its_file(written: Page, studio: Studio):
    open_evidence(written)
    studio.project.change(EVIDENCE, "first event, with its date", "a strike, on 1 May")
    expect(box(written)).to_contain_text("a strike, on 1 May")
    expect(paper(written).locator("#block-evidence-one")).to_contain_text("a strike, on 1 May")


def add_second(project: Project) -> None:
    text = (project.content / EVIDENCE).read_text("utf-8")
    text = text.replace("evidence-one", "evidence-two").replace("What happened", "What followed")
    project.write("case/blocks/61-more.md", text.replace(" {#conclusion}", ""))


def test_a_block_is_moved_by_keyboard_alone(opened: Callable[..., Page], studio: Studio):
    add_second(studio.project)
    page = ready(opened(studio, PATH))
    home = page.locator(".outline-section", has_text="What followed")
    home.get_by_role("button", name="What followed", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(home.locator(".open").first).to_have_text("What followed")
    expect(home.get_by_role("button", name="What followed", exact=True)).to_be_focused()
    expect(page.locator("#news")).to_contain_text("“What followed” is now 1 of 2")
    names = sorted(each.name for each in (studio.project.content / "case/blocks").glob("6*"))
    assert names == ["60-more.md", "61-evidence.md"]
    blocks = paper(page).locator("[id^=block-evidence-]")
    expect(blocks.first).to_have_id("block-evidence-two")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#news")).to_contain_text("already the first")


def test_a_part_is_added_and_opens_and_is_taken_out_again(written: Page, studio: Studio):
    written.get_by_role("button", name="Add a part to Our concerns").click()
    dialog = written.get_by_role("dialog")
    dialog.get_by_label("What is it about?").fill("Arrests at night")
    written.keyboard.press("Enter")
    expect(written.locator("#text-title")).to_have_text("Arrests at night")
    expect(box(written)).to_have_text("(To be written.)")
    expect(paper(written).locator("#block-arrests-night")).to_be_visible()
    written.keyboard.type("At night, ")  # what was there is selected
    expect(box(written)).to_have_text("At night,")
    written.get_by_role("button", name="About this part", exact=True).click()
    written.get_by_role("button", name="Take this part out").click()
    expect(paper(written).locator("#block-arrests-night")).to_have_count(0)
    expect(written.locator("#sections")).not_to_contain_text("Arrests at night")
    assert not list((studio.project.content / "case/blocks").glob("*arrests-night.md"))


def test_what_a_part_says_about_itself_is_a_form(written: Page, studio: Studio):
    open_evidence(written)
    written.get_by_role("button", name="About this part", exact=True).click()
    dialog = written.get_by_role("dialog", name="About this part")
    dialog.get_by_label("Title").fill("Night of 1 May")
    dialog.get_by_label("Subjects").fill("impunity, arrests")
    dialog.get_by_label("Kind").select_option("concern")
    expect(dialog.get_by_label("Section", exact=True)).to_have_count(0)
    expect(dialog.get_by_label("Title")).to_have_value("Night of 1 May")
    dialog.get_by_label("Kind").select_option("evidence")
    dialog.get_by_text("Does not stand in …").click()
    never = dialog.get_by_role("group", name="Does not stand in: Kinds of documents")
    never.get_by_label("Campaign brief").check()
    dialog.get_by_role("button", name="Done").click()
    expect(written.locator("#text-title")).to_have_text("Night of 1 May")
    expect(written.locator("#sections")).to_contain_text("Night of 1 May")
    text = (studio.project.content / EVIDENCE).read_text("utf-8")
    assert "title: Night of 1 May\nthemes: [impunity, arrests]\nnot: [campaign-brief]\n" in text


def test_the_pdf_is_shown_page_by_page(written: Page):
    written.get_by_role("button", name="PDF").click()
    picture = written.get_by_role("img", name="Page 1 of")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") > 500
    stretched = "(one) => one.clientHeight * one.naturalWidth / one.clientWidth / one.naturalHeight"
    assert picture.evaluate(stretched) == pytest.approx(1, abs=0.01)


def test_on_a_telephone_the_parts_are_tabs(opened: Callable[..., Page], studio: Studio):
    page = ready(opened(studio, PATH, viewport={"width": 390, "height": 844}))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    tabs = page.get_by_role("tablist")
    tabs.get_by_role("tab", name="Outline").click()
    page.get_by_role("button", name="What happened", exact=True).click()
    expect(tabs.get_by_role("tab", name="Text")).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_be_visible()
    page.mouse.wheel(0, 2000)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_in_viewport()
    page.keyboard.type("Short. ")
    tabs.get_by_role("tab", name="Page").click()
    expect(paper(page).locator("#block-evidence-one")).to_contain_text("Short.")
    tabs.get_by_role("tab", name="Findings").click()
    expect(page.locator("#length")).to_contain_text("words left")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(opened: Callable[..., Page], studio: Studio, width: int, scheme: str):
    size = {"width": width, "height": 844}
    page = ready(opened(studio, PATH, viewport=size, color_scheme=scheme))
    expect(page.locator("#length")).to_contain_text("words left")
    assert violations(page) == []
    if width == 390:
        page.get_by_role("tab", name="Outline").click()
    page.get_by_role("button", name="What happened", exact=True).click()
    expect(box(page)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="About this part", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def files(studio: Studio) -> Files:
    found, _ = read_files(studio.project.places(), "case")
    assert found is not None
    return found


def test_axe_finds_nothing_on_the_page_itself(opened: Callable[..., Page], studio: Studio):
    page = ready(opened(studio, PATH))
    alone = page.context.new_page()
    alone.set_content(draw_page(studio.project.places(), files(studio), "submission").html)
    assert violations(alone) == []


def test_the_frame_of_the_page_reaches_nothing_of_the_studio(written: Page):
    inside = next(each for each in written.frames if each.url.endswith("/studio/page-frame"))
    assert inside.evaluate("() => origin") == "null"
    assert (
        inside.evaluate(
            "() => { try { return parent.document.title; } catch { return 'refused'; } }"
        )
        == "refused"
    )


def test_a_block_is_moved_by_dragging(opened: Callable[..., Page], studio: Studio):
    add_second(studio.project)
    page = ready(opened(studio, PATH))
    home = page.locator(".outline-section", has_text="What followed")
    first, last = home.locator(".outline-block").first, home.locator(".outline-block").last
    last.drag_to(first, target_position={"x": 20, "y": 3})
    expect(home.locator(".open").first).to_have_text("What followed")
    expect(page.locator("#news")).to_contain_text("“What followed” is now 1 of 2")


def test_the_text_is_saved_by_a_key(written: Page, studio: Studio):
    open_evidence(written)
    written.keyboard.type("By key. ")
    written.keyboard.press("Control+s")
    expect(written.locator("#text-state")).to_have_text("Saved")
    assert "By key. Conclude" in (studio.project.content / EVIDENCE).read_text("utf-8")


def test_a_picture_and_a_figure_are_offered_as_one_types(
    opened: Callable[..., Page], studios: Callable[[Project], Studio], sourced: Project
):
    sourced.change("case/dossier.yaml", "documents:", "mystery: 1\ndocuments:")
    page = ready(opened(studios(sourced), PATH))
    open_evidence(page)
    page.keyboard.type("In all {fact:")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("figure")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    expect(box(page)).to_contain_text("{fact:dead}Conclude")
    # The unknown key was an error before: it does not keep the page from following.
    expect(page.locator("#page-state")).to_have_text("The document has 1 error: see the findings.")
    expect(paper(page).locator("#block-evidence-one p").last).to_contain_text(
        "In all at least 16 people"
    )


def test_a_text_that_another_page_moves_is_written_on(opened: Callable[..., Page], studio: Studio):
    add_second(studio.project)
    page, other = (ready(opened(studio, PATH)) for _ in range(2))
    open_evidence(page)
    page.keyboard.type("Still here. ")
    expect(page.locator("#text-state")).to_have_text("Not saved yet")
    other.get_by_role("button", name="Move What followed up").click(force=True)
    expect(
        page.locator(".outline-section", has_text="What followed").locator(".open").first
    ).to_have_text("What followed")
    page.keyboard.type("And on. ")
    page.locator("#document-title").click()
    expect(page.locator("#text-state")).to_have_text("Saved")
    text = (studio.project.content / "case/blocks/61-evidence.md").read_text("utf-8")
    assert "Still here. And on. Conclude" in text
    assert (
        page.evaluate("() => Object.keys(localStorage).filter((k) => k.startsWith('text:'))") == []
    )


def test_a_finding_leads_to_its_words(opened: Callable[..., Page], studio: Studio):
    studio.project.change(EVIDENCE, "Conclude what", "Concluude what")
    page = ready(opened(studio, PATH))
    finding = page.locator(".finding", has_text="Concluude")
    finding.get_by_role("button", name="Go to the words").click()
    expect(box(page)).to_be_focused()
    assert page.evaluate("() => getSelection().toString()") == "Concluude"
    expect(page.locator(".cm-lintRange-warning", has_text="Concluude")).to_be_visible()


REMARKS = (
    "- id: r1\n  author: Ana\n  quoted: Conclude what\n  text: From what?\n  paragraph: evidence-one.4\n"
    "- id: r2\n  kind: proposal\n  author: Ana\n  old: Conclude\n  new: Say\n"
)


def test_remarks_are_answered_taken_and_settled_beside_the_text(
    opened: Callable[..., Page], studio: Studio
):
    studio.project.write("case/blocks/60-evidence.review.yaml", REMARKS)
    page = ready(opened(studio, PATH))
    expect(page.locator("#notes-title")).to_have_text("Remarks (2)")
    assert violations(page) == []
    cards = page.locator("#notes .item")
    remark, proposal = cards.filter(has_text="From what?"), cards.filter(has_text="Proposal")
    remark.get_by_role("button", name="Ana").click()
    expect(box(page)).to_be_focused()
    held: list[Route] = []
    page.route("**/examined", lambda one: one.continue_() if held else held.append(one))
    page.keyboard.type("In Ruritania we ")  # takes the place of the words, and is not saved yet
    remark.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("From both events.")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/examined"):  # it comes while the answer is written
        held[0].continue_()
    page.get_by_role("button", name="Save the answer").click()
    name = page.get_by_label("Your name")
    expect(name.or_(remark.get_by_text("From both events.")).first).to_be_visible()
    if name.is_visible():
        name.fill("Jane Doe")
        page.get_by_role("button", name="Go on").click()
    expect(remark).to_contain_text("From both events.")
    remark.get_by_role("button", name="Settle").click()
    expect(page.locator("#notes-title")).to_have_text("Remarks (1)")
    expect(page.locator("#notes")).to_contain_text("1 settled")
    proposal.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#notes")).to_contain_text("There are no open remarks.")
    kept = (studio.project.content / "case/blocks/60-evidence.review.yaml").read_text("utf-8")
    assert kept.count("settled:") == 2
    assert "From both events." in kept
    assert "In Ruritania we " in (studio.project.content / EVIDENCE).read_text("utf-8")


def focused(page: Page) -> str:
    """Return the words of the place on the page that has the focus."""
    frame = next(each for each in page.frames if "page-frame" in each.url)
    return frame.evaluate("() => document.activeElement.innerText.trim()")


def test_a_paragraph_is_opened_by_keys_alone_and_escape_leads_back_to_it(written: Page):
    written.locator("#show-pdf").focus()
    written.keyboard.press("Tab")
    first = focused(written)
    written.keyboard.press("ArrowDown")
    assert focused(written) not in ("", first)
    written.keyboard.press("End")
    assert "second event" in focused(written)  # the last note
    written.keyboard.press("Home")
    assert focused(written) == first
    while "Conclude what" not in focused(written):
        before = focused(written)
        written.keyboard.press("ArrowDown")
        assert focused(written) != before
    written.keyboard.press("Enter")
    expect(box(written)).to_be_focused()
    written.keyboard.type("By keys: ")
    expect(paper(written).locator("#block-evidence-one p").last).to_contain_text(
        "By keys: Conclude"
    )
    written.keyboard.press("Escape")
    expect(written.locator("#text")).to_be_hidden()
    expect(paper(written).locator("#block-evidence-one p").last).to_be_focused()


def test_the_page_says_how_it_is_used_by_keys_and_one_place_of_it_stops_tab(written: Page):
    frame = next(each for each in written.frames if "page-frame" in each.url)
    stops = "() => [...document.querySelectorAll('[tabindex=\"0\"]')].filter((e) => e.dataset.place === '').length"
    assert frame.evaluate(stops) == 1
    place = paper(written).locator("[data-place]").first
    expect(place).to_have_accessible_description("Enter opens the text, the arrow keys lead on.")
    assert violations(frame) == []


def test_an_article_is_put_in_by_choosing_the_treaty_and_then_the_article(
    opened: Callable[..., Page], studio: Studio
):
    treaty = "ICCPR: {ratified: 2006-01-24, sources: '@example-report', verified: yes}\n"
    studio.project.write("case/treaties.yaml", treaty)
    page = ready(opened(studio, PATH))
    open_evidence(page)
    page.locator("#insert").click()
    page.get_by_label("What", exact=True).select_option("treaty,law,article")
    page.get_by_label("Words in its name").fill("civil and political")
    page.locator("#insert-found li", has_text="International Covenant on Civil").first.click()
    expect(page.locator("#insert-title")).to_contain_text("International Covenant")
    expect(page.locator("#insert-found")).to_contain_text("Article 22(1)")
    assert violations(page) == []
    page.get_by_label("How").select_option("quotation")
    page.get_by_label("Article, or words of it").fill("join trade unions")
    expect(page.locator("#insert-found li")).to_have_count(2)
    words = page.locator("#insert-words")
    marked = page.locator("#insert-found [aria-selected=true]")
    expect(marked).to_contain_text("“join trade unions”")
    first = words.get_attribute("aria-activedescendant") or ""
    page.keyboard.press("ArrowDown")
    expect(words).not_to_have_attribute("aria-activedescendant", first)
    page.keyboard.press("ArrowUp")
    expect(marked).to_have_attribute("id", first)
    page.keyboard.press("Enter")
    expect(box(page)).to_contain_text('{quote:ICCPR art. 22(1) "join trade unions"}')
    expect(paper(page).locator("#block-evidence-one")).to_contain_text("“join trade unions”")
    page.keyboard.type(" {treaty:ICCPR 22(2")
    page.locator(".cm-tooltip-autocomplete li", has_text="Article 22(2)").first.click()
    expect(box(page)).to_contain_text("{treaty:ICCPR art. 22(2)}")


def share(page: Page) -> float:
    """Return how much of the middle the page has."""
    heights = [page.locator(each).bounding_box()["height"] for each in ("#page", ".middle")]
    return heights[0] / heights[1]


def test_the_divider_between_page_and_text_moves_by_keys_and_by_hand_and_is_remembered(
    opened: Callable[..., Page], studio: Studio
):
    page = ready(opened(studio, PATH, viewport={"width": 1280, "height": 800}))
    open_evidence(page)
    divider = page.get_by_role("separator", name="Height of the page")
    before = share(page)
    divider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert share(page) > before + 0.1
    at = divider.bounding_box()
    page.mouse.move(at["x"] + 50, at["y"] + 4)
    page.mouse.down()
    page.mouse.move(at["x"] + 50, at["y"] - 250, steps=3)
    page.mouse.up()
    dragged = share(page)
    assert dragged < before
    page.reload()
    ready(page)
    open_evidence(page)
    assert abs(share(page) - dragged) < 0.03


def test_the_page_follows_the_cursor_and_the_outline_moves_it(
    opened: Callable[..., Page], studio: Studio
):
    lines = "".join(f"Paragraph {at} says it.\n\n" for at in range(60))
    studio.project.change(EVIDENCE, "Conclude what", f"{lines}Conclude what")
    page = ready(opened(studio, PATH, viewport={"width": 1280, "height": 800}))
    open_evidence(page)
    page.keyboard.press("Control+Home")
    expect(paper(page).get_by_text("Tell what happened")).to_be_in_viewport()
    page.keyboard.press("Control+End")
    expect(paper(page).get_by_text("Conclude what this")).to_be_in_viewport()
    page.get_by_role("button", name="International Human Rights Obligations").first.click()
    expect(paper(page).locator("#block-obligation-one")).to_be_in_viewport()


def test_bold_italics_a_list_and_a_note_are_put_in_by_buttons_and_keys(written: Page):
    open_evidence(written)
    written.keyboard.press("Home")
    written.keyboard.type("Very new ")
    written.keyboard.press("Home")
    written.keyboard.press("Control+Shift+ArrowRight")
    written.keyboard.press("Control+b")
    expect(box(written)).to_contain_text("**Very** new")
    written.keyboard.press("Control+b")
    expect(box(written)).not_to_contain_text("**Very**")
    written.get_by_role("button", name="Italics").click()
    expect(box(written)).to_contain_text("*Very* new")
    expect(paper(written).locator("#block-evidence-one em", has_text="Very")).to_be_visible()
    written.keyboard.press("End")
    written.get_by_role("button", name="Note", exact=True).click()
    written.keyboard.type("As of 2024.")
    expect(box(written)).to_contain_text("[^note-1]: As of 2024.")
    expect(paper(written).locator(".endnote", has_text="As of 2024.")).to_be_visible()
    written.keyboard.press("Control+Home")
    written.get_by_role("button", name="List", exact=True).click()
    expect(box(written)).to_contain_text("- ")
    assert violations(written) == []

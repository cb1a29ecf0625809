"""Take back in a browser: Word files that partners sent, from the drop to the undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from dossier.studio import gate
from tests import edits
from tests.conftest import Project
from tests.partners import Partner
from tests.studio.browser.axe import good_for_everybody, violations
from tests.studio.conftest import Studio

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLOCK = "homecoming/blocks/20-background.md"


@pytest.fixture
def home(homecoming: Project, studios: Callable[[Project], Studio]) -> Studio:
    return studios(homecoming)


def drop(page: Page, **files: bytes) -> None:
    """Choose files and look at their changes."""
    payload = [{"name": f"{name}.docx", "mimeType": WORD, "buffer": content} for name, content in files.items()]  # fmt: skip
    page.get_by_label("Word files from partners").set_input_files(payload)
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.locator(".item").first).to_be_visible()


def edited(sent: bytes) -> bytes:
    partner = Partner(sent, "Ana Petrova").says("twelve", "thirteen").says("900", "950")
    partner.says("four ports", "five ports").paragraph("Nobody", "It rains in Zenda.")
    return partner.remarks_on("statutes", "Which year are they of?").sends()


def test_files_that_are_too_large_are_refused_with_the_limit_and_what_to_do(
    opened: Callable[..., Page], studio: Studio, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gate, "MOST_UPLOAD", 1024 * 1024)
    page = opened(studio, "/case/take-back")
    large = {"name": "photos.docx", "mimeType": WORD, "buffer": b"x" * (2 * 1024 * 1024)}
    page.get_by_label("Word files from partners").set_input_files([large])
    page.get_by_role("button", name="Look at the changes").click()
    problem = page.locator("#problem")
    said = "“photos.docx” has 2 MB; the studio reads at most 1 MB at once."
    expect(problem).to_contain_text(said)
    expect(problem).to_contain_text("Compress Pictures")
    assert not any(each.endswith("/files") for each in studio.requests)
    page.evaluate("document.documentElement.dataset.mostUpload = '1e9'")  # a page of before
    page.get_by_role("button", name="Look at the changes").click()
    expect(problem).to_contain_text("This is more than 1 MB, the most that the studio reads")


def text(home: Studio, path: str = BLOCK) -> str:
    return (home.project.content / path).read_text("utf-8")


def item(page: Page, words: str):
    return page.locator(".item").filter(has_text=words).first


def apply(page: Page) -> None:
    page.get_by_role("button", name="Apply …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your name").fill("Jane Doe")
    dialog.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_role("heading", name="It is in your text")).to_be_visible()


def test_one_change_is_left_a_comment_answered_the_rest_applied_and_undone(opened, home, sent):
    before = {p: p.read_bytes() for p in home.project.content.rglob("*.*") if p.is_file()}
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=edited(sent))
    assert violations(page) == []
    frame = page.frame_locator("iframe")
    expect(frame.locator("ins", has_text="thirteen")).to_be_visible()
    expect(page.locator("[data-counts]")).to_have_text("0 taken, 0 left, 4 undecided")
    page.get_by_role("button", name="Take all").click()
    expect(page.locator("[data-counts]")).to_have_text("3 taken, 0 left, 1 undecided")
    item(page, "950").get_by_role("button", name="Leave", exact=True).click()
    expect(frame.locator("ins.left", has_text="950")).to_be_attached()
    remark = item(page, "Which year are they of?")
    remark.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("Of 1999.")
    page.get_by_role("button", name="Save the answer").click()
    item(page, "Which year are they of?").get_by_role("button", name="Settle").click()
    expect(
        item(page, "Which year are they of?").get_by_role("button", name="Settled")
    ).to_be_visible()
    assert {p: p.read_bytes() for p in before} == before
    page.get_by_role("button", name="As it will be").click()
    expect(frame.get_by_text("A shift lasts thirteen hours.")).to_be_visible()
    apply(page)
    assert "lasts thirteen hours" in text(home) and "employs 900" in text(home)
    assert "It rains in Zenda." in text(home)
    assert "Of 1999." in text(home, "homecoming/blocks/10-federation.review.yaml")
    expect(page.locator("[data-done]")).to_contain_text("2 changes went into your text.")
    expect(page.locator("[data-done]")).to_contain_text("1 comment was settled.")
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_role("heading", name="It is undone")).to_be_visible()
    after = {p: p.read_bytes() for p in home.project.content.rglob("*.*") if p.is_file()}
    assert after == before
    page.get_by_role("button", name="Do it again").click()
    expect(page.get_by_role("heading", name="It is in your text")).to_be_visible()
    assert "lasts thirteen hours" in text(home)


def test_a_click_on_the_page_leads_to_the_change_and_back(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=edited(sent))
    page.frame_locator("iframe").locator("ins", has_text="thirteen").click()
    expect(page.locator(".item.now")).to_contain_text("thirteen")
    item(page, "950").get_by_role("button", name="Ana Petrova").click()
    expect(page.frame_locator("iframe").locator("ins.now")).to_have_text("950")


def test_words_are_rewritten_by_keyboard_alone(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=Partner(sent).says("twelve", "thirteen").sends())
    button = item(page, "thirteen").get_by_role("button", name="Rewrite")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("about twelve")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(item(page, "about twelve").locator("ins")).to_have_text("about twelve")
    apply(page)
    assert "A shift lasts about twelve hours." in text(home)


def test_what_is_typed_stays_when_something_else_is_chosen(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=Partner(sent).says("twelve", "thirteen").says("900", "950").sends())
    item(page, "thirteen").get_by_role("button", name="Rewrite").click()
    page.get_by_label("In the place of these words").fill("about twelve")
    item(page, "950").get_by_role("button", name="Leave", exact=True).click()
    expect(page.locator("[data-counts]")).to_have_text("0 taken, 1 left, 1 undecided")
    expect(page.get_by_label("In the place of these words")).to_have_value("about twelve")


def test_a_question_is_answered_before_anything_is_applied(opened, home, sent):
    partner = Partner(sent).by("")
    edits.drop_controls(partner.editor)
    edits.drop_bookmarks(partner.editor)
    partner.says("Nobody counts", "No office counts")
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=partner.says("The exceptions have become", "Exceptions are").sends())
    page.get_by_role("button", name="Apply …").click()
    expect(page.locator("#problem")).to_contain_text("A question is open.")
    held: list[Route] = []
    page.route("**/take-back/choose*", lambda one: one.continue_() if held else held.append(one))
    page.get_by_role("button", name="Yes").first.click()
    page.get_by_role("button", name="Take all").click()  # before the answer is kept
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator("[data-counts]")).to_have_text("2 taken, 0 left")
    apply(page)
    assert "No office counts how often" in text(home)


def test_two_partners_stand_side_by_side_and_one_is_taken(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    ana = Partner(sent, "Ana").says("twelve", "thirteen").sends()
    drop(page, ana=ana, ben=Partner(sent, "Ben").says("twelve", "fourteen").sends())
    expect(page.locator("[data-counts]")).to_contain_text("2 undecided")
    page.get_by_role("button", name="Take Ben’s").click()
    expect(page.locator("[data-counts]")).to_have_text("1 taken, 1 left")
    assert violations(page) == []
    apply(page)
    assert "lasts fourteen hours" in text(home)


def test_all_changes_of_one_author_are_left_at_once(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    partner = Partner(sent, "Ana").says("twelve", "thirteen").by("Ben").says("900", "950")
    drop(page, both=partner.sends())
    page.get_by_label("Whose changes").select_option("Ben")
    page.get_by_role("button", name="Leave all").click()
    expect(page.locator("[data-counts]")).to_have_text("0 taken, 1 left, 1 undecided")
    page.get_by_label("Whose changes").select_option("Ana")
    page.get_by_role("button", name="Take all").click()
    expect(page.locator("[data-counts]")).to_have_text("1 taken, 1 left")
    apply(page)
    assert "lasts thirteen" in text(home) and "employs 900" in text(home)


def test_a_text_that_changes_meanwhile_is_shown_anew_and_what_was_chosen_stays(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(page, ana=Partner(sent).says("twelve", "thirteen").says("900", "950").sends())
    item(page, "950").get_by_role("button", name="Leave", exact=True).click()
    home.project.change(BLOCK, "twelve", "eleven")
    expect(item(page, "eleven")).to_contain_text("You both changed this")
    expect(page.get_by_text("was changed in another program")).to_be_visible()
    pressed = item(page, "950").get_by_role("button", name="Leave", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_open_comments_are_answered_and_settled_beside_the_text(opened, home):
    home.project.write(
        BLOCK.replace(".md", ".review.yaml"),
        '- id: r1\n  author: "Ana"\n  quoted: "twelve"\n  text: "Always?"\n  paragraph: ports.4\n',
    )
    page = opened(home, "/homecoming/take-back")
    thread = item(page, "Always?")
    expect(page.frame_locator("iframe").locator("mark")).to_have_text("twelve")
    thread.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("Mostly.")
    page.get_by_role("button", name="Save the answer").click()
    name = page.locator("[data-items]").get_by_label("Your name")
    expect(name.or_(item(page, "Always?").get_by_text("Mostly."))).to_be_visible()
    if name.is_visible():  # where nobody's name is known on this machine
        name.fill("Jane Doe")
        page.get_by_role("button", name="Go on").click()
    expect(item(page, "Always?")).to_contain_text("Mostly.")
    item(page, "Always?").get_by_role("button", name="Settle").click()
    expect(page.get_by_text("No comments or proposals are open.")).to_be_visible()
    assert "Mostly." in text(home, BLOCK.replace(".md", ".review.yaml"))


def test_news_that_were_asked_for_before_somebody_types_wait_until_that_ends(opened, home):
    home.project.write(
        BLOCK.replace(".md", ".review.yaml"),
        '- id: r1\n  author: "Ana"\n  quoted: "twelve"\n  text: "Always?"\n  paragraph: ports.4\n',
    )
    page = opened(home, "/homecoming/take-back")
    thread = item(page, "Always?")
    expect(thread).to_be_visible()
    held: list[Route] = []
    page.route("**/take-back/state*", lambda route: held.append(route))
    with page.expect_request("**/take-back/state*"):
        home.project.change(BLOCK, "Nobody counts", "Nobody knows")
    thread.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("Mostly.")
    page.evaluate("() => { document.querySelector('.take-back').dataset.author = ''; }")
    page.get_by_role("button", name="Save the answer").click()
    name = page.locator("[data-items]").get_by_label("Your name")
    name.fill("Jane Doe")
    with page.expect_response("**/take-back/state*"):
        held.pop().continue_()
    page.evaluate("async () => { await fetch(location.href); }")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(name).to_have_value("Jane Doe")


def test_every_state_of_the_page_is_good_for_all(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    expect(page.get_by_text("No comments or proposals are open.")).to_be_visible()
    good_for_everybody(page)
    drop(page, ana=edited(sent))
    good_for_everybody(page)
    page.get_by_role("button", name="Apply …").click()
    good_for_everybody(page)


def test_at_390_pixels_the_page_with_the_changes_is_shown(opened, home, sent):
    page = opened(home, "/homecoming/take-back", viewport={"width": 390, "height": 800})
    drop(page, ana=edited(sent))
    page.get_by_role("button", name="The page").click()
    expect(page.frame_locator("iframe").locator("ins", has_text="thirteen")).to_be_visible()
    assert violations(page) == []


def test_what_was_left_is_taken_from_write_and_from_take_back(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(
        page, ana=Partner(sent).says("twelve", "thirteen").paragraph("Nobody", "It rains.").sends()
    )
    page.get_by_role("button", name="Apply …").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 are undecided: your text stays there.")
    page.get_by_role("dialog").get_by_label("Your name").fill("Jane Doe")
    page.get_by_role("dialog").get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_role("heading", name="It is kept beside your text")).to_be_visible()
    page.goto(f"{home.address}/homecoming/take-back")
    kept = item(page, "It rains.")
    expect(kept).to_contain_text("Proposed as a new paragraph")
    expect(kept.locator("del, ins")).to_have_count(0)
    kept.get_by_role("button", name="Take", exact=True).click()
    expect(page.locator(".item")).to_have_count(1)
    assert "It rains." in text(home)
    page.goto(f"{home.address}/homecoming/submission/write")
    item(page, "thirteen").get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_text("There are no open remarks.")).to_be_visible()
    assert "lasts thirteen hours" in text(home)


def test_the_bar_covers_neither_the_switch_nor_a_card(opened, home, sent):
    page = opened(home, "/homecoming/take-back", viewport={"width": 1000, "height": 600})
    drop(page, ana=edited(sent))
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    bar = page.locator(".bar").bounding_box()
    switch = page.get_by_role("button", name="As it will be").bounding_box()
    assert switch["y"] >= bar["y"] + bar["height"]


def test_who_sent_an_untracked_file_is_asked_once(opened, home, sent):
    page = opened(home, "/homecoming/take-back")
    drop(page, marta=Partner(sent).by("").says("twelve", "thirteen").sends())
    expect(page.locator(".item")).to_contain_text("not tracked; in marta.docx")
    page.get_by_label("Who sent it?").fill("Marta Silva")
    page.get_by_role("button", name="Keep the name").click()
    expect(page.locator(".item")).to_contain_text("Marta Silva (not tracked; in marta.docx)")
    assert violations(page) == []

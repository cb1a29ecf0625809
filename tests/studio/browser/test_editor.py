"""The editor: what views rely on. It runs under the policy of every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

MAKE = """async ([text, more]) => {
  const { createEditor } = await import("/assets/editor.bundle.js");
  const { nonce } = await import("/assets/studio.js");
  const parent = document.querySelector("main");
  parent.replaceChildren();
  window.said = [];
  window.editor = createEditor({
    parent, text, nonce, label: "Text of the block", language: "en-GB",
    onChange: (text) => window.said.push(text),
    complete: async ({ before, position }) => /[@{#]\\w*$/.test(before)
      ? { from: position, options: [{ label: "civicus-2017", detail: "a report", apply: "civicus-2017" }] }
      : null,
    ...more,
  });
}"""


@pytest.fixture
def make(page: Page):
    """Return what makes an editor of a text; it is what `window.editor` of the page is then."""

    def made(text: str, **more: object):
        page.evaluate(MAKE, [text, more])
        return page.get_by_role("textbox", name="Text of the block")

    return made


def text(page: Page) -> str:
    return page.evaluate("() => editor.text()")


def test_what_is_typed_is_told_and_what_the_page_brings_in_is_not(page, make):
    box = make("One.")
    box.click()
    page.keyboard.press("End")
    page.keyboard.type(" Two.")
    assert text(page) == "One. Two."
    assert page.evaluate("() => said.at(-1)") == "One. Two."
    page.evaluate("() => { said.length = 0; editor.replace('Nought. One. Two.'); }")
    assert text(page) == "Nought. One. Two."
    assert page.evaluate("() => said") == []


def test_line_ends_stay_as_they_came(page, make):
    make("One.\r\n\r\nTwo.\r\n").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("x")
    assert text(page) == "xOne.\r\n\r\nTwo.\r\n"


def test_undo_does_not_lead_into_the_text_that_was_open_before(page, make):
    box = make("One.")
    box.click()
    page.keyboard.type("x")
    page.evaluate("() => editor.open('Another block.')")
    box.click()
    page.keyboard.press("Control+z")
    assert text(page) == "Another block."


def test_what_can_be_put_in_is_offered_as_one_types(page, make):
    box = make("Said ")
    box.click()
    page.keyboard.press("End")
    page.keyboard.type("[@")
    expect(page.get_by_role("option", name="civicus-2017")).to_be_visible()
    page.wait_for_timeout(200)  # what has just appeared is not taken by a key meant for the text
    page.keyboard.press("Enter")
    assert text(page) == "Said [@civicus-2017]"


def test_findings_are_marked_where_their_words_stand(page, make):
    make("One.\n\nTwo bad words.")
    page.evaluate(
        "() => editor.setFindings([{line: 3, excerpt: 'bad', severity: 'error', message: 'No', hint: 'Do', rule: 'x'}])"
    )
    expect(page.locator(".cm-lintRange-error")).to_have_text("bad")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)


def test_tab_leaves_the_editor(page, make):
    make("One.").click()
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).not_to_be_focused()
    assert text(page) == "One."


def test_a_locked_text_cannot_be_changed(page, make):
    make("One.", readOnly=True)
    page.locator(".cm-content").click()
    page.keyboard.type("x")
    assert text(page) == "One."


def test_two_texts_stand_side_by_side_and_one_takes_over_from_the_other(page: Page):
    page.evaluate(
        """async () => {
          const { createMerge } = await import("/assets/editor.bundle.js");
          const { nonce } = await import("/assets/studio.js");
          const parent = document.querySelector("main");
          parent.replaceChildren();
          window.merge = createMerge({ parent, nonce, theirs: "Our twelve.", mine: "Our ten." });
        }"""
    )
    expect(page.get_by_role("textbox", name="As you wrote it")).to_be_visible()
    page.get_by_role("button", name="Take this over").first.click()
    assert page.evaluate("() => merge.text()") == "Our twelve."

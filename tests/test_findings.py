"""Bad input: each fault is found in one run, at its file and line, with one thing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.project.layout import shown

ORGANISATION = "case/blocks/10-organisation.md"
EVIDENCE = "case/blocks/60-evidence.md"
RECOMMENDATION = "case/blocks/80-recommendation.md"
MANIFEST = "case/dossier.yaml"


def built(project) -> str:
    """Return what a build that fails prints; it leaves no file and no traceback."""
    ran = project.run("build", "--format", "docx,html,md")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert not list(project.output.rglob("*.docx"))
    return ran.err


def test_the_skeleton_has_no_faults(small):
    ran = small.run("build", "--format", "docx,html,md")
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (ORGANISATION, "id: our-organisation\n", "", "10-organisation.md:2: error[missing-id]: the head has no \"id\""),
        (EVIDENCE, "id: evidence-one", "id: background", ":2: error[doubled-id]: the id \"background\" is taken already"),
        (EVIDENCE, "[^second]: S", "[^sekond]: S", "60-evidence.md:10: error[undefined-note]: the note \"[^second]\""),
        (EVIDENCE, "event.\n", "event.\n[^x]: Never.\n", "error[note-never-called]: the note \"[^x]\" is never called"),
        (EVIDENCE, "kind: evidence", "kind: evidense", "60-evidence.md:3: error[block-not-taken]: no section takes"),
        (EVIDENCE, "section: main-issue", "section: main-isue", "hint: did you mean \"main-issue\"?"),
        (EVIDENCE, "kind: evidence", "kind: analysis", "dossier.yaml:18: warning[section-without-blocks]: the section \"The issue"),
        (EVIDENCE, "title: What", "titel: What", "60-evidence.md:5: error[unknown-key]: the head knows no key \"titel\"\n    hint: did you mean \"title\"?"),
        (EVIDENCE, "title: What happened", "title: [", "error[broken-yaml]: the YAML cannot be read"),
        (EVIDENCE, "Conclude", "[x](#paragraph:conclusoin) Conclude", "there is no paragraph \"conclusoin\" in the document \"submission\"\n    hint: did you mean \"conclusion\"?"),
        (EVIDENCE, "Conclude", "![A map](map.png)\n\nConclude", "60-evidence.md:12: error[missing-picture]: the picture \"map.png\" is missing"),
        (EVIDENCE, "Conclude", "![A map](../../../etc/passwd)\n\nConclude", "error[path-outside]: the picture \"../../../etc/passwd\" lies outside"),
        (RECOMMENDATION, "[concern-one,", "[concern-won,", "error[unknown-id]: \"recommendation-one\" rests on \"concern-won\""),
        (MANIFEST, "title: \"Case: what", "titel: \"Case: what", "dossier.yaml:4: error[unknown-key]: the dossier knows no key \"titel\"\n    hint: did you mean \"title\"?"),
        (MANIFEST, "    session: 55", "    sesion: 55", "the document \"submission\" knows no key \"sesion\"\n    hint: did you mean \"session\"?"),
        (MANIFEST, "    session: 55", "    session: fifty", "dossier.yaml:23: error[wrong-value]: \"session\" is \"fifty\", which is not a whole number"),
        (MANIFEST, "    date: 2", "    date: 2026-02-30 # 2", "error[wrong-value]: \"date\" is \"2026-02-30\", a date that no calendar has"),
        (MANIFEST, "template: upr-submission", "template: upr-submision", "error[unknown-template]: there is no template \"upr-submision\"\n    hint: did you mean \"upr-submission\"?"),
        (MANIFEST, "language: en-GB", "language: xx", "error[unknown-language]: the language \"xx\" is not known"),
        (MANIFEST, "status: draft", "status: finished", "error[unknown-value]: \"status\" cannot be \"finished\""),
        (MANIFEST, "state: \"Case\"", "state:", "error[missing-state]: the dossier has no \"state\""),
        (MANIFEST, "submitters:", "submitters: {", "error[broken-yaml]"),
    ],
)  # fmt: skip
def test_each_fault_is_named_at_its_line(small, path, old, new, says):
    small.change(path, old, new)
    assert says in built(small)


def test_all_faults_are_found_in_one_run(small):
    small.change(ORGANISATION, "id: our-organisation\n", "")
    small.change(EVIDENCE, "[^second]: S", "[^sekond]: S")
    small.change(MANIFEST, "    session: 55", "    sesion: 55")
    small.change(RECOMMENDATION, "[concern-one,", "[concern-won,")
    printed = built(small)
    for rule in (
        "missing-id",
        "undefined-note",
        "note-never-called",
        "unknown-key",
        "missing-session",
    ):
        assert f"[{rule}]" in printed


def test_a_file_that_is_not_utf_8_is_named_with_its_line(small):
    file = small.content / EVIDENCE
    file.write_bytes(file.read_bytes().replace(b"Conclude", "Conclud\u00e9".encode("latin-1")))
    assert "60-evidence.md:12: error[not-utf-8]: the file is not UTF-8" in built(small)


def test_a_link_out_of_the_content_folder_is_not_followed(small, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\nid: s\nkind: background\n---\nSecret.\n")
    (small.content / "case" / "blocks" / "25-secret.md").symlink_to(secret)
    assert "error[path-outside]: the path leads out of the content folder" in built(small)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("content/case", "content/case"),
        ("linked/a.md", "content/case/a.md"),
        ("linked/alias.md", "content/case/a.md"),
        ("linked/none.md", "content/case/none.md"),
        ("linked/..", "content"),
        ("", "."),
    ],
)
def test_a_message_shows_the_place_to_which_links_lead(project, path, place):
    project.write("case/a.md", "")
    (project.root / "linked").symlink_to(project.content / "case")
    (project.content / "case" / "alias.md").symlink_to(project.content / "case" / "a.md")
    assert shown(project.root / path) == place
    assert shown(Path(path)) == place


def test_an_empty_dossier_is_said_to_be_empty(project):
    (project.content / "void").mkdir()
    assert "content/void: error[empty-dossier]: the dossier is empty" in built(project)


def test_a_dossier_without_a_manifest_is_told_to_add_one(project):
    project.write("void/blocks/a.md", "---\nid: a\nkind: background\n---\nText.\n")
    assert "error[missing-manifest]: the dossier has no `dossier.yaml`" in built(project)


def test_a_project_without_dossiers_says_how_to_begin_one(project):
    ran = project.run("build")
    assert ran.status == 2
    assert "`python build.py new NAME` makes a dossier there" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("head: >-", "head: \"{{ statte }}\"\nsubject_: >-", "outline.yaml:"),
        ('title: "{% if titles and titles.recommendations %}{{ titles.recommendations }}{% else %}Recommendations{% endif %}"\n', "title: \"{{ nothing_here }}\"\n", "error[template-error]: the template's text cannot be filled: 'nothing_here' is undefined"),
        ("name: UPR", "nmae: UPR", "error[unknown-key]: the outline knows no key \"nmae\""),
        ("takes: [analysis]", "take: [analysis]", "error[unknown-key]: a section knows no key \"take\""),
        ("    takes: [analysis]\n", "", "error[missing-takes]: the section \"analysis\" takes nothing and says nothing"),
        ("repeat: evidence", "repeat: evidnce", "error[unknown-id]: \"repeat\" names \"evidnce\", which is none of the fields\n    hint: did you mean \"evidence\"?"),
        ("section_number: \"({n})\"", "section_number: \"({x})\"", "error[wrong-value]: \"section_number\" is \"({x})\""),
        ("text: \"{{ state }}\"", "text: \"- {{ state }}\"", "the title block holds only paragraphs"),
        ("text: \"{{ state }}\"", "text: \"x [a](#section:law)\"", "the title block calls no notes and refers to nothing"),
    ],
)  # fmt: skip
def test_faults_of_an_outline_are_found_in_the_template(small, own_templates, old, new, says):
    file = own_templates / "upr-submission" / "outline.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert says in built(small)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{% extends \"house.html.j2\" %}\n{% if %}\n", "page.html.j2:2: error[template-error]: the template cannot be drawn"),
        ("<html>\n\n{{ editoin.document.title }}</html>", "page.html.j2:3: error[template-error]: the template cannot be drawn: 'editoin' is undefined"),
        ("<html>\n{{ 1 / 0 }}</html>", "page.html.j2:2: error[template-error]: the template cannot be drawn: division by zero"),
    ],
)  # fmt: skip
def test_faults_of_a_page_template_are_found_at_their_line(small, own_templates, text, says):
    (own_templates / "upr-submission" / "page.html.j2").write_text(text, "utf-8")
    ran = small.run("build", "--format", "html")
    assert ran.status == 1
    assert says in ran.err


def test_a_style_that_word_docx_lacks_is_named(small, own_templates):
    import docx

    file = own_templates / "_shared" / "word.docx"
    word = docx.Document(str(file))
    style = word.styles["Numbered Paragraph"].element
    style.getparent().remove(style)
    word.save(str(file))
    ran = small.run("build", "--format", "docx")
    assert ran.status == 1
    assert "word.docx: error[missing-style]: the template has no style NumberedParagraph" in ran.err


def test_styles_of_notes_and_running_heads_are_missed_too(small, own_templates):
    import docx

    file = own_templates / "_shared" / "word.docx"
    word = docx.Document(str(file))
    for name in ("footnote text", "header"):
        style = word.styles[name].element
        style.getparent().remove(style)
    word.save(str(file))
    ran = small.run("build", "--format", "docx")
    assert "the template has no style FootnoteText, Header" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("state: \"Case\"", "state: &a [*a]", "error[broken-yaml]: the YAML cannot be read: it is nested too deeply"),
        ("    session: 55", "    session: !!int \"\"", "error[broken-yaml]"),
        ("    session: 55", "    session: " + "[" * 3000, "error[broken-yaml]"),
        ("state: \"Case\"", "state: \"a\\x07\"", "dossier.yaml:5: error[control-character]: \"state\" holds a control character"),
        ("email: contact@example.org", "website: www.example.org", "which is not a web address that begins with https://"),
        ("- id: main-issue", "- {id: Main Issue, title: T}\n      - id: main-issue", "error[wrong-id]: \"Main Issue\" cannot be an id"),
        ("- id: main-issue", "- {id: main-issue, title: T}\n      - id: main-issue", "error[doubled-id]: the id \"main-issue\" stands twice"),
    ],
)  # fmt: skip
def test_odd_manifests_give_findings_and_no_traceback(small, old, new, says):
    small.change(MANIFEST, old, new)
    assert says in built(small)


def test_what_a_dossier_says_prints_as_it_was_typed(small):
    small.change(MANIFEST, 'state: "Case"', "state: Bosnia & Herzegovina *_[x]_* <b> 1. |")
    small.change(
        MANIFEST,
        "email: contact@example.org",
        "email: a_b@example.org\n      telephone: 0044201\n      website: https://example.org/a_b?c=1&d=2",
    )
    ran = small.run("build")
    assert (ran.status, ran.err) == (0, "")
    text = (small.output / "case" / "submission.html").read_text("utf-8")
    text = text.replace("<wbr/>", "")  # where a line of an address may end
    assert "Bosnia &amp; Herzegovina *_[x]_* &lt;b&gt; 1. |" in text
    assert 'href="mailto:a_b@example.org"' in text
    assert "0044201" in text
    assert (
        '<a class="address" href="https://example.org/a_b?c=1&amp;d=2">https://example.org/a_b'
        in text
    )
    assert "&lt;https" not in text


def test_a_broken_picture_is_named(small):
    (small.content / "case" / "map.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    small.change(EVIDENCE, "Conclude", "![A map](map.png)\n\nConclude")
    assert 'error[picture-format]: the picture "map.png" is broken' in built(small)


def test_a_file_that_looks_like_a_block_and_is_not_read_is_named(small):
    small.write("case/blocks/61-more.markdown", "---\nid: x\nkind: evidence\n---\nText.\n")
    ran = small.run("build", "--format", "md")
    assert ran.status == 0
    assert "61-more.markdown: warning[unread-file]: the file is not read" in ran.err

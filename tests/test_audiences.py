"""What an audience may not read never reaches a file, and an unclear case stops the build."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from dossier.redaction.consents import flaw
from tests.conftest import Project

MANIFEST = """\
title: A case
state: Ruritania
submitters: [{{name: Union}}]
documents:
  report:
    template: report
    title: Report
    date: 2026-03-01
    audience: {audience}
    status: {status}
"""

OUTLINE = """\
name: Report
sections:
  - {id: facts, title: Facts, takes: [evidence]}
  - id: list
    title: List
    optional: true
    text: |
      {% for item in incidents %}
      {Incident:{{ item.id }} date}: {incident:{{ item.id }} title}.
      {% endfor %}
"""

PEOPLE = """\
chair:
  name: Anna Rassendyll
  spellings: [Rassendyll]
  role: {en: the chair}
  audience: partners
witness:
  name: Rudolf Hentzau
  pseudonym: Witness R.
"""

INCIDENTS = """\
raid:
  date: 2020-05-01
  what: police raided the office
  title: A raid
  category: violence
  sources: "@press"
meeting:
  date: 2020-06-01
  what: members met in secret at the mill
  title: A secret meeting at the mill
  category: establish-join
  audience: internal
  sources: "@press"
"""

SOURCES = """\
- {id: press, type: article-newspaper, title: Raid in Strelsau, issued: 2020, URL: "https://press.example/raid",
   verified: "yes", verified-on: 2026-01-01, verified-by: A. Editor}
- {id: talk, type: report, title: Talk with a docker of Zenda, issued: 2021, audience: internal,
   verified: "yes", verified-on: 2026-01-01, verified-by: A. Editor}
"""


OFFICER = """\
officer:
  name: Rudolf Elphberg
  role: {en: an officer}
  named: public
"""


@pytest.fixture
def case(project: Project) -> Project:
    folder = project.root / "templates" / "report"
    folder.mkdir(parents=True)
    (folder / "outline.yaml").write_text(OUTLINE, "utf-8")
    project.write("case/people.yaml", PEOPLE)
    project.write("case/incidents.yaml", INCIDENTS)
    project.write("case/sources.yaml", SOURCES)
    return project


def built(
    project: Project,
    text: str,
    audience: str = "public",
    formats: str = "md",
    status: str = "draft",
) -> str:
    """Build the report with one block of this text; return it, or what is wrong."""
    project.write("case/dossier.yaml", MANIFEST.format(audience=audience, status=status))
    project.write("case/blocks/10.md", f"---\nid: a\nkind: evidence\n---\n{text}\n")
    ran = project.run("build", "--format", formats)
    if ran.status:
        return ran.err
    return (project.output / "case" / "report.md").read_text("utf-8")


# People


@pytest.mark.parametrize(
    ("audience", "printed"), [("partners", "Anna Rassendyll spoke"), ("un", "The chair spoke")]
)
def test_audience_of_a_person_says_who_reads_the_name(case, audience, printed):
    assert printed in built(case, "{Person:chair} spoke.", audience)


def test_a_pseudonym_is_the_same_wherever_a_person_without_a_role_is_met(case):
    text = built(case, "{Person:witness} came. Then {person:witness} left.")
    assert "Witness R. came. Then Witness R. left." in text


def test_named_and_audience_that_disagree_stop_the_build_and_name_nobody(case):
    case.write(
        "case/people.yaml",
        PEOPLE.replace("audience: partners", "audience: partners\n  named: public"),
    )
    found = built(case, "{Person:chair} spoke.")
    assert 'people.yaml:5: error[unclear-audience]: the person "chair" has both' in found


# Incidents and sources


def test_an_incident_that_is_not_cleared_is_refused_at_the_line_that_asks(case):
    found = built(case, "On one day {incident:meeting}.")
    assert (
        '10.md:5: error[incident-not-cleared]: the incident "meeting" is for "internal" at most'
        in found
    )


def test_an_incident_that_is_not_cleared_is_in_no_list_and_no_picture(case):
    text = built(case, "Text.\n\n{picture:timeline}")
    assert "1 May 2020: A raid" in text
    assert "mill" not in text
    assert "mill" in built(case, "Text.\n\n{picture:timeline}", "internal")


def test_a_source_that_is_not_cleared_is_withheld_from_notes_and_the_list_of_sources(case):
    text = built(case, "So it was.[@press; @talk]")
    assert "withheld" in text
    assert "docker" not in text
    assert "docker" in built(case, "So it was.[@press; @talk]", "internal")


def test_an_audience_that_there_is_not_makes_a_source_internal_and_stops_the_build(case):
    case.write("case/sources.yaml", SOURCES.replace("audience: internal", "audience: everyone"))
    found = built(case, "So.[@press]")
    assert 'error[unclear-audience]: the source "talk" is for the audience "everyone"' in found


# Finished files


def test_a_protected_phrase_fails_the_build_and_deletes_what_was_there(case):
    assert "Zenda" in built(case, "They hid near Zenda castle.")
    case.write("case/protected.yaml", "place: {words: [Zenda castle], audience: partners}\n")
    found = built(case, "They hid near Zenda castle.")
    assert "error[name-leaks]" in found
    assert "Zenda castle" in found
    assert not (case.output / "case" / "report.md").exists()


def test_words_of_a_phrase_that_was_taken_out_are_not_let_in_by_another_door(case):
    found = built(
        case,
        "They met [in the old mill by the river]{audience: partners}. Yes, in the old mill by the river.",
    )
    assert "error[name-leaks]" in found


def test_a_file_of_a_document_that_now_names_somebody_is_withdrawn(case):
    assert "Rassendyll" in built(case, "Anna Rassendyll spoke.", "partners")
    found = built(case, "Anna Rassendyll spoke.", "un")
    assert "error[name-leaks]" in found
    assert not (case.output / "case" / "report.md").exists()


# Pictures


AGREED = "{by: all shown, on: 2020-01-02, how: they agreed aloud, audience: public}"


@pytest.mark.parametrize(
    ("consent", "flaw"),
    [
        ("", "nobody says that there is consent"), (AGREED, ""),
        (AGREED.replace("public", "un"), 'the consent is for "un" at most'),
        (AGREED.replace(", how", ", until: 2020-05-05, how"), "the consent ended on 2020-05-05"),
        (AGREED.replace("2020", "2099"), "the consent was given later, on 2099-01-02"),
        (AGREED.replace("by: all shown,", ""), "nobody says that there is consent"),
        ("{not-needed: nobody is shown}", ""),
    ],
)  # fmt: skip
def test_who_is_shown_or_named_agreed_to_it_in_a_final_document(case, consent, flaw):
    given = f"  consent: {consent}\n" if consent else ""
    (case.content / "case" / "p.jpg").write_bytes(photograph())
    case.write("case/pictures.yaml", f"p.jpg:\n  credit: U\n{given}")
    case.write("case/people.yaml", f"{PEOPLE}{OFFICER}{given}")
    text = "{Person:officer} came.\n\n![Workers](p.jpg)\n\nThen Rudolf Elphberg left."
    told = (
        f'10.md:5: {{}}[without-consent]: "Rudolf Elphberg" is named in a document for "public", and {flaw}',
        f'10.md:7: {{}}[without-consent]: the picture "p.jpg" stands in a document for "public", and {flaw}',
    )
    for status, severity in (("draft", "warning"), ("final", "error")):
        found = built(case, text, status=status)
        assert ("Rudolf Elphberg came." in found) == (not flaw or status == "draft")
        found = case.run("check", "case").err
        assert [line.format(severity) in found for line in told] == [bool(flaw)] * 2
        assert found.count("without-consent") == (2 if flaw else 0)


def test_a_name_typed_by_hand_needs_consent_at_its_line(case):
    case.write("case/people.yaml", f"{PEOPLE}{OFFICER}")
    found = built(case, "One.\n\nTwo, and R. Elphberg came.", status="final")
    assert '10.md:7: error[without-consent]: "Rudolf Elphberg" is named' in found
    assert "people.yaml:" in found
    built(case, "R. Elphberg came.")
    case.change(
        "case/blocks/10.md", "kind: evidence", "kind: evidence\nallow: {without-consent: x}"
    )
    told = case.run("check", "case").err
    assert "warning[without-consent]" in told and '"without-consent" cannot be allowed' in told


@pytest.mark.parametrize("named", ["internal", "partners"])
def test_a_name_that_only_we_may_read_needs_no_consent(case, named):
    case.write("case/people.yaml", OFFICER.replace("named: public", f"named: {named}"))
    needs = named != "internal"
    built(case, "{Person:officer} came.")
    assert ("NO consent" in case.run("people", "case").out) == needs
    assert bool(flaw(None, named, date(2026, 11, 29))) == needs


def test_a_consent_that_says_not_all_counts_as_none(case):
    case.write("case/people.yaml", f"{PEOPLE}{OFFICER}  consent: {{by: himself, on: 2020-01-01}}\n")
    assert "error[without-consent]" in built(case, "{Person:officer} came.", status="final")
    built(case, "{Person:officer} came.")
    found = case.run("build", "--force", "--format", "md").err
    assert 'warning[unclear-consent]: the consent of the person "officer" does not say how' in found
    listed = case.run("people", "case")
    assert 'NO consent to be named to "public": nobody says that there is consent' in listed.out


def photograph(with_place: bool = True) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Zenda"
    Image.new("RGB", (40, 30), "white").save(made, "JPEG", exif=exif if with_place else b"")
    return made.getvalue()


def test_a_photograph_needs_credit_and_consent_to_be_final(case):
    (case.content / "case").mkdir(exist_ok=True)
    (case.content / "case" / "p.jpg").write_bytes(photograph())
    found = built(case, "A.\n\n![Workers](p.jpg)", status="final")
    assert "10.md:7: error[picture-without-credit]" in found
    case.write(
        "case/pictures.yaml",
        f"p.jpg:\n  credit: 'Photograph: Union'\n  consent: {AGREED}\n",
    )
    text = built(case, "A.\n\n![Workers](p.jpg)", status="final")
    assert "Photograph: Union" in text
    assert "agreed" not in text


def test_a_picture_that_is_not_cleared_is_refused(case):
    (case.content / "case").mkdir(exist_ok=True)
    (case.content / "case" / "p.jpg").write_bytes(photograph())
    case.write(
        "case/pictures.yaml",
        f"p.jpg:\n  credit: U\n  audience: partners\n  consent: {AGREED}\n",
    )
    found = built(case, "A.\n\n![Workers](p.jpg)")
    assert "10.md:7: error[picture-not-cleared]" in found
    assert 'if the consent (by all shown on 2020-01-02, they agreed aloud, for "public")' in found


def test_what_a_photograph_hides_is_in_no_file(case):
    (case.content / "case").mkdir(exist_ok=True)
    (case.content / "case" / "p.jpg").write_bytes(photograph())
    case.write("case/pictures.yaml", f"p.jpg:\n  credit: U\n  consent: {AGREED}\n")
    assert not built(case, "A.\n\n![Workers](p.jpg)", formats="md,html,docx").startswith("content")
    import base64
    import re
    import zipfile

    page = (case.output / "case" / "report.html").read_text("utf-8")
    inside = base64.b64decode(re.search(r"data:image/jpeg;base64,([^\"]+)", page)[1])
    assert b"Telephone" not in inside
    with zipfile.ZipFile(case.output / "case" / "report.docx") as package:
        assert not any(b"Telephone" in package.read(name) for name in package.namelist())


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        ("{picture:timelien}", 'error[unknown-picture]: there is no picture "timelien"'),
        (
            "{picture:timeline form=2011}",
            'error[unknown-form]: the picture "timeline" knows no "form=2011"',
        ),
        ("{picture:timeline category=violense}", "error[unknown-id]"),
        ("{picture:rating value=7}", "error[unknown-form]"),
        ("{picture:qr address=ictur}", "error[wrong-address]"),
        ("As {picture:timeline} shows.", "error[misplaced-picture]"),
        ("![](p.jpg)", "error[picture-without-text]"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_found_at_its_line(case, ask, says):
    assert f"10.md:7: {says}" in built(case, f"A.\n\n{ask}")


def test_a_picture_that_has_nothing_to_show_yet_is_left_out_of_a_draft_and_stops_a_final_one(case):
    asked = "A.\n\n{picture:timeline from=2030}\n\nB."
    assert "![" not in built(case, asked)
    assert "10.md:7: error[empty-picture]" in built(case, asked, status="final")


# Templates


def test_templates_that_hold_each_other_are_a_circle(case):
    folder = case.root / "templates" / "report"
    (folder / "page.html.j2").write_text(
        '<html><body>\n{% include "other.html.j2" %}</body></html>', "utf-8"
    )
    (folder / "other.html.j2").write_text('<p>{% include "page.html.j2" %}</p>', "utf-8")
    found = built(case, "A.", formats="html")
    assert "templates/report/" in found
    assert "error[cycle]: templates include each other" in found


def test_a_style_that_an_outline_names_and_word_lacks_is_found_at_its_line(case):
    folder = case.root / "templates" / "report"
    (folder / "outline.yaml").write_text(OUTLINE + "    style: NoSuchStyle\n", "utf-8")
    found = built(case, "A.", formats="docx")
    assert (
        "templates/report/outline.yaml:11: error[missing-style]: the template has no style NoSuchStyle"
        in found
    )


def test_a_macro_that_there_is_not_is_found_at_its_line(case):
    folder = case.root / "templates" / "report"
    (folder / "page.html.j2").write_text("<html><body>\n{{ boxed(1) }}</body></html>", "utf-8")
    assert "templates/report/page.html.j2:2: error[template-error]" in built(
        case, "A.", formats="html"
    )


# One file for an organisation's look


def test_colours_of_one_file_reach_web_page_and_word_file(case):
    folder = case.root / "templates" / "_shared"
    folder.mkdir()
    (folder / "look.yaml").write_text("colours: {accent: '#aa0055'}\n", "utf-8")
    built(case, "A.\n\n# B", formats="html,docx,md")
    assert "--accent: #aa0055" in (case.output / "case" / "report.html").read_text("utf-8")
    import zipfile

    with zipfile.ZipFile(case.output / "case" / "report.docx") as package:
        styles = package.read("word/styles.xml").decode()
    assert "AA0055" in styles
    assert "14466B" not in styles


def test_the_logo_of_the_house_stands_above_the_title(case):
    folder = case.root / "templates" / "_shared"
    folder.mkdir()
    Image.new("RGB", (60, 20), "navy").save(folder / "mark.png")
    (folder / "look.yaml").write_text("logo: mark.png\n", "utf-8")
    built(case, "A.", formats="html,md")
    page = (case.output / "case" / "report.html").read_text("utf-8")
    assert page.index("data:image/png") < page.index("<h1")
    assert 'alt="Union"' in page


@pytest.mark.parametrize(
    "line", ["colours: {accent: blue}", "spacing: {section: wide}", "logo: none.png", "colour: {}"]
)
def test_a_look_that_cannot_be_is_found_in_its_file(case, line):
    folder = case.root / "templates" / "_shared"
    folder.mkdir()
    (folder / "look.yaml").write_text(f"{line}\n", "utf-8")
    assert "templates/_shared/look.yaml:1: error" in built(case, "A.")


# Doors that a hostile reading found


@pytest.mark.parametrize(
    "text",
    [
        "They met [in Zenda] {audience: partners}.",
        "They met [in Zenda]{ audience=partners }.",
        "They met [in Zenda]{partners}.",
        "They met [in Zenda]{.partners}.",
        "They met [in Zenda][audience: partners].",
        "They met [in Zenda]｛audience: partners｝.",
        "They met [in Zenda]&#123;audience: partners}.",
        "They met [in Zenda]{audience: internal, audience: public}.",
        "They met [there](https://zenda.example/[mill]{audience: partners}).",
    ],
)
def test_what_only_looks_like_a_phrase_is_an_error_and_never_printed(case, text):
    assert "10.md:5: error[" in built(case, text)


def test_a_list_of_sources_leaves_out_what_is_withheld(case):
    project = case
    project.write(
        "case/dossier.yaml",
        MANIFEST.format(audience="public", status="draft") + "    bibliography: true\n",
    )
    project.write(
        "case/blocks/10.md", "---\nid: a\nkind: evidence\n---\nSo it was.[@press; @talk]\n"
    )
    assert project.run("build", "--format", "md").status == 0
    text = (project.output / "case" / "report.md").read_text("utf-8")
    assert "Raid in Strelsau" in text
    assert "docker" not in text


def test_a_law_that_is_not_cleared_is_refused(case):
    case.write("case/sources.yaml", SOURCES.replace("type: report", "type: legislation"))
    assert "10.md:5: error[source-not-cleared]" in built(case, "See {law:talk art. 1}.")


def test_a_note_behind_a_phrase_that_is_out_stands_at_its_next_call(case):
    text = "First[ call[^n]]{audience: partners} and again.[^n]\n\n[^n]: Seen [in Zenda]{audience: partners, else: there}."
    said = built(case, text)
    assert "First and again.[^1]" in said
    assert "[^1]: Seen there." in said


def test_phrases_in_registries_are_varied_too(case):
    case.write(
        "case/incidents.yaml",
        INCIDENTS.replace(
            "police raided the office",
            "'police raided [the mill]{audience: partners, else: the office}'",
        ),
    )
    assert "police raided the office" in built(case, "Then {incident:raid}.")
    assert "police raided the mill" in built(case, "Then {incident:raid}.", "partners")


def test_files_of_a_document_that_is_gone_are_searched_when_a_name_is_held_again(case):
    assert "Rassendyll" in built(case, "{Person:chair} spoke.", "partners")
    old = case.output / "case" / "report.md"
    case.change("case/people.yaml", "audience: partners", "audience: internal")
    text = (case.content / "case" / "dossier.yaml").read_text("utf-8")
    case.write("case/dossier.yaml", text.replace("  report:\n", "  other:\n"))
    ran = case.run("build", "--format", "md")
    assert "report.md: warning[name-leaks]" in ran.err
    assert not old.exists()


def test_an_audience_of_a_document_that_says_nothing_stops_it(case):
    case.write("case/dossier.yaml", MANIFEST.format(audience="", status="draft"))
    case.write("case/blocks/10.md", "---\nid: a\nkind: evidence\n---\nText.\n")
    assert "dossier.yaml:9: error[unclear-audience]" in case.run("build", "--format", "md").err


def test_what_pictures_yaml_says_of_a_picture_that_is_not_there_is_an_error(case):
    case.write("case/pictures.yaml", "p.jgp: {credit: U, consent: yes, audience: internal}\n")
    assert "pictures.yaml:1: error[missing-picture]" in built(case, "A.")


def test_a_jpeg_without_the_head_of_a_file_goes_into_word(case):
    made = io.BytesIO()
    Image.new("CMYK", (20, 20)).save(made, "JPEG")
    (case.content / "case").mkdir(exist_ok=True)
    (case.content / "case" / "p.jpg").write_bytes(made.getvalue())
    case.write("case/pictures.yaml", "p.jpg: {credit: U, consent: {not-needed: nobody is shown}}\n")
    assert "error" not in built(case, "A.\n\n![Workers](p.jpg)", formats="docx,md")


def test_leaks_warns_of_the_place_that_a_photograph_holds(case):
    built(case, "A.")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (43.0, 20.0, 0.0)
    made = io.BytesIO()
    Image.new("RGB", (20, 20)).save(made, "JPEG", exif=exif)
    photo = case.root / "photo.jpg"
    photo.write_bytes(made.getvalue())
    ran = case.run("leaks", str(photo))
    assert "photo.jpg: warning[hidden-place]" in ran.err
    assert ran.status == 0

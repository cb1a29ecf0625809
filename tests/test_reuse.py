"""Blocks are reused: chosen, shortened, parted, varied, merged, and nothing dangles."""

from __future__ import annotations

import pytest

from dossier.build.block_parts import part_of
from dossier.model.conditional_text import View, fits
from dossier.model.document import Conditions
from tests.conftest import Project, document

BRIEF = """\
name: Brief
section_number: ""
paragraph_numbers: false
sections:
  - {id: case, title: The case, takes: [case], optional: true}
  - {id: more, title: More, takes: [more], optional: true}
"""

REPORT = """\
name: Report
sections:
  - {id: facts, title: Facts, takes: [evidence]}
  - {id: law, title: Law, takes: [obligation], optional: true}
"""

MANIFEST = """\
title: A case
state: Ruritania
submitters: [{{name: Union}}]
documents:
  report: {{template: report, title: Report, date: 2026-03-01}}
  brief:
    template: brief
    title: Brief
    date: 2026-03-01
    audience: {audience}
    blocks:
      case:
{choices}
"""

STRIKE = """\
---
id: strike
kind: evidence
title: The strike
summary: Police ended a strike.[^short]
tags: [geneva]
themes: [violence]
---
# Before

Wages were late.[^wages]

## The vote {#vote}

Workers voted.[^wages] Nine in ten agreed. {#result}

# After {#after}

Police came.

[^wages]: Union, wages.
[^short]: Union, report.
"""

COURT = """\
---
id: court
kind: obligation
themes: [violence, justice]
---
See [section](#section:facts).
"""


@pytest.fixture
def case(project: Project) -> Project:
    """A project with a report that takes by kind, and a brief that names its blocks."""
    for name, outline in (("brief", BRIEF), ("report", REPORT)):
        folder = project.root / "templates" / name
        folder.mkdir(parents=True)
        (folder / "outline.yaml").write_text(outline, "utf-8")
    project.write(
        "case/blocks/10-strike.md",
        STRIKE.replace("[^short]", "", 1).replace("[^short]: Union, report.\n", ""),
    )
    project.write("case/blocks/20-court.md", COURT)
    return project


def chosen(project: Project, *choices: str, audience: str = "public") -> str:
    """Let the brief take `choices`, and return it as Markdown or what is wrong."""
    lines = "\n".join(f"        - {each}" for each in choices)
    project.write("case/dossier.yaml", MANIFEST.format(choices=lines, audience=audience))
    ran = project.run("build", "case/brief", "--format", "md")
    if ran.status:
        return ran.err
    return (project.output / "case" / "brief.md").read_text("utf-8")


# Choosing


def test_a_block_is_taken_whole_by_its_id(case):
    text = chosen(case, "strike")
    assert "Wages were late.[^1]" in text
    assert "Police came." in text


def test_a_block_is_taken_by_its_summary(case):
    text = chosen(case, "{block: strike, as: summary}")
    assert "Police ended a strike." in text
    assert "Wages" not in text


def test_a_block_without_a_summary_says_so(case):
    found = chosen(case, "{block: court, as: summary}")
    assert 'dossier.yaml:13: error[no-summary]: the block "court" has no summary' in found


def test_a_part_under_a_heading_ends_at_the_next_of_its_level_and_its_headings_rise(case):
    text = chosen(case, "{block: strike, part: vote}")
    assert "### The vote\n" in text
    assert "Police" not in text


def test_a_note_whose_first_call_is_left_out_stands_at_its_next_call(case):
    text = chosen(case, "{block: strike, part: result}")
    assert "Workers voted.[^1]" in text
    assert "[^1]: Union, wages." in text


def test_a_heading_of_ones_own_pushes_the_others_down(case):
    text = chosen(case, "{block: strike, heading: In short}")
    assert "### In short" in text
    assert "#### Before" in text
    assert "##### The vote" in text


def test_an_unknown_part_names_those_there_are(case):
    found = chosen(case, "{block: strike, part: votes}")
    assert 'error[unknown-part]: the block "strike" has no part "votes"' in found
    assert 'did you mean "vote"?' in found


def test_two_parts_of_a_block_may_stand_in_one_document(case):
    text = chosen(case, "{block: strike, part: vote}", "{block: strike, part: after}")
    assert "### The vote" in text
    assert "### After" in text


def test_a_block_asked_for_twice_is_found_at_its_second_line(case):
    found = chosen(case, "strike", "{block: strike, as: summary}")
    assert (
        'dossier.yaml:14: error[block-twice]: the block "strike" is asked for twice (first in line 13)'
        in found
    )


def test_blocks_are_taken_by_kind_theme_and_tag_in_the_authors_order(case):
    by_theme = chosen(case, "{theme: justice}", "{tag: geneva}")
    assert "Wages" in chosen(case, "{kind: evidence}")
    assert 'there is no section "facts" in the document "brief"; report has it' in by_theme


def test_what_nothing_is_of_is_a_finding(case):
    found = chosen(case, "{theme: violense}")
    assert 'error[unknown-block]: no block has the theme "violense"' in found
    assert 'did you mean "violence"?' in found


def test_an_unknown_block_and_section_are_found_at_their_lines(case):
    found = chosen(case, "strikes")
    assert 'dossier.yaml:13: error[unknown-block]: there is no block "strikes"' in found
    case.change("case/dossier.yaml", "      case:", "      cases:")
    found = case.run("build", "case/brief", "--format", "md").err
    assert 'error[unknown-section]: there is no section "cases"' in found


@pytest.mark.parametrize(
    "choice", ["{}", "{block: strike, kind: evidence}", "{kind: evidence, part: vote}"]
)
def test_a_choice_that_means_nothing_is_found(case, choice):
    assert "dossier.yaml:13: error[wrong-choice]" in chosen(case, choice)


def test_a_cross_reference_to_what_is_not_there_says_which_document_has_it(case):
    found = chosen(case, "court")
    assert (
        "20-court.md:6: error[undefined-reference]: "
        'there is no section "facts" in the document "brief"; report has it' in found
    )


def test_an_error_in_one_document_leaves_the_others(case):
    chosen(case, "court")
    ran = case.run("build", "--format", "md")
    assert ran.status == 1
    assert (case.output / "case" / "report.md").is_file()
    assert not (case.output / "case" / "brief.md").exists()


def test_a_section_without_a_number_is_named_by_its_title(case):
    case.write("case/blocks/20-court.md", COURT.replace("#section:facts", "#section:case"))
    assert "See section “The case”." in chosen(case, "{block: court}")


# Blocks from elsewhere


def test_a_block_of_the_library_is_taken_when_it_is_named(case):
    case.write("library/blocks/us.md", "---\nid: us\nkind: organisation\n---\nWe are a union.\n")
    assert "We are a union." in chosen(case, "us")
    assert "We are a union." in chosen(case, "{block: us, from: library}")
    assert "We are" not in (case.run("build", "case/report", "--format", "md").out)


def test_a_block_of_another_dossier_brings_what_it_cites(case):
    case.write(
        "other/dossier.yaml",
        "title: O\nstate: Strelsau\nsubmitters: [{name: U}]\ndocuments:\n  a: {template: report, title: A, date: 2026-01-01}\n",
    )
    case.write("other/facts.yaml", "dead: {value: '16', unit: people, sources: '@r'}\n")
    case.write("other/sources.yaml", "- {id: r, title: Report, type: report, issued: 2020}\n")
    case.write("other/blocks/1.md", "---\nid: there\nkind: evidence\n---\n{Fact:dead} died.\n")
    lines = "        - there\n"
    case.write(
        "case/dossier.yaml", MANIFEST.format(choices=lines, audience="public") + "uses: [other]\n"
    )
    ran = case.run("build", "case/brief", "--format", "md")
    assert ran.status == 0, ran.err
    assert "16\u00a0people" in (case.output / "case" / "brief.md").read_text("utf-8")


def test_dossiers_that_use_each_other_are_a_circle(case):
    chosen(case, "strike")
    case.write(
        "other/dossier.yaml",
        "title: O\nstate: S\nsubmitters: [{name: U}]\nuses: [case]\ndocuments:\n  a: {template: report, title: A, date: 2026-01-01}\n",
    )
    case.write("other/blocks/1.md", "---\nid: there\nkind: evidence\n---\nText.\n")
    file = case.content / "case" / "dossier.yaml"
    file.write_text(file.read_text() + "uses: [other]\n")
    found = case.run("build", "case", "--format", "md").err
    assert (
        "content/other/dossier.yaml:4: error[cycle]: dossiers use each other: case → other → case"
        in found
    )


def test_a_block_may_hold_another_and_a_circle_is_found_at_its_line(case):
    case.write(
        "case/blocks/30.md",
        "---\nid: outer\nkind: evidence\n---\nFirst.\n\n{block:strike summary}\n",
    )
    assert "Police ended a strike." in chosen(case, "outer")
    case.write("case/blocks/31.md", "---\nid: ring\nkind: evidence\n---\nA.\n\n{block:outer}\n")
    case.write("case/blocks/30.md", "---\nid: outer\nkind: evidence\n---\nFirst.\n\n{block:ring}\n")
    found = chosen(case, "outer")
    assert "31.md:7: error[cycle]: blocks contain each other: outer → ring → outer" in found


def test_a_block_in_the_midst_of_a_sentence_is_a_finding(case):
    case.write(
        "case/blocks/30.md", "---\nid: outer\nkind: evidence\n---\nAs {block:strike} says.\n"
    )
    assert "30.md:5: error[misplaced-block]" in chosen(case, "outer")


# Varying


@pytest.mark.parametrize(
    ("conditions", "audience", "stands"),
    [
        (Conditions(), "public", True),
        (Conditions("partners"), "internal", True),
        (Conditions("partners"), "partners", True),
        (Conditions("partners"), "un", False),
        (Conditions(only=("brief", "pdf")), "public", True),
        (Conditions(only=("brief", "docx")), "public", False),
        (Conditions(only=("report", "pdf")), "public", False),
        (Conditions(only=("un",)), "public", False),
        (Conditions(never=("brief",)), "public", False),
        (Conditions(never=("docx",)), "public", True),
    ],
)
def test_words_stand_where_audience_kind_and_format_all_fit(conditions, audience, stands):
    assert fits(conditions, View("brief", audience, "pdf")) is stands


def test_a_phrase_stands_only_where_it_may_and_another_in_its_place(case):
    text = "---\nid: p\nkind: evidence\n---\nThey met [in Strelsau]{audience: partners, else: abroad}[ and [^n] wept]{only: report}.\n\n[^n]: N.\n"
    case.write("case/blocks/30.md", text)
    assert "They met abroad." in chosen(case, "p")
    assert "They met in Strelsau." in chosen(case, "p", audience="partners")


def test_an_item_that_is_left_empty_goes(case):
    case.write(
        "case/blocks/30.md",
        "---\nid: p\nkind: evidence\n---\n- one\n- [two]{not: brief}\n- three\n",
    )
    text = chosen(case, "p")
    assert "-   one\n-   three" in text


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("audience: everybody", 'error[wrong-condition]: there is no audience "everybody"'),
        (
            "only: breif",
            'error[unknown-condition]: "breif" is no kind of document, audience or format',
        ),
    ],
)
def test_a_phrase_bound_to_nothing_there_is_stops_the_build(case, terms, says):
    case.write("case/blocks/30.md", f"---\nid: p\nkind: evidence\n---\nA [b]{{{terms}}} c.\n")
    assert f"30.md:5: {says}" in chosen(case, "p")


def test_an_audience_that_says_nothing_stops_the_build(case):
    case.write("case/blocks/30.md", "---\nid: p\nkind: evidence\naudience:\n---\nA.\n")
    assert "30.md:4: error[unclear-audience]" in chosen(case, "p")


def test_a_block_that_is_not_cleared_is_refused_where_it_is_named_and_left_out_where_not(case):
    case.write(
        "case/blocks/30.md",
        "---\nid: p\nkind: evidence\naudience: partners\ntags: [geneva]\n---\nHidden words.\n",
    )
    assert (
        'dossier.yaml:13: error[block-not-cleared]: the block "p" is for "partners" at most'
        in chosen(case, "p")
    )
    assert "Hidden" not in chosen(case, "{tag: geneva}")
    assert "Hidden" in chosen(case, "p", audience="partners")


def test_a_format_may_have_words_of_its_own(case):
    case.write(
        "case/blocks/30.md",
        "---\nid: p\nkind: evidence\n---\nRead [on]{not: html}[online]{only: html}.\n",
    )
    assert "Read on." in chosen(case, "p")
    case.run("build", "case/brief", "--format", "html,docx")
    page = (case.output / "case" / "brief.html").read_text("utf-8")
    assert "Read online." in page


# Parts


def test_a_part_is_a_paragraph_or_a_heading_with_what_is_below_it(case):
    chosen(case, "strike")
    held = document(case, "case", "report").edition.document.sections[0].blocks[0]
    assert len(part_of(held.content, "result")) == 1
    assert len(part_of(held.content, "vote")) == 2
    assert part_of(held.content, "nothing") == ()


# Merging, building what changed, where


LETTER = """\
name: Letter
section_number: ""
paragraph_numbers: false
fields:
  addressees:
    is: list
    keys: {id: {is: text, needed: true}, name: {is: text, needed: true}, country: {is: text}}
merge: addressees
cover:
  - {label: To, text: "{{ each.name }}{% if each.country %}, {{ each.country }}{% endif %}"}
sections:
  - {id: body, title: "", takes: [evidence]}
"""


@pytest.fixture
def letters(case: Project) -> Project:
    folder = case.root / "templates" / "letter"
    folder.mkdir()
    (folder / "outline.yaml").write_text(LETTER, "utf-8")
    return case


def manifest(addressees: str) -> str:
    return f"title: A\nstate: R\nsubmitters: [{{name: U}}]\ndocuments:\n  note:\n    template: letter\n    title: T\n    date: 2026-01-01\n{addressees}  report: {{template: report, title: Report, date: 2026-03-01}}\n"


def test_a_merge_makes_one_document_for_each_entry(letters):
    letters.write(
        "case/dossier.yaml",
        manifest("    addressees:\n      - {id: a, name: Anna}\n      - {id: b, name: Bela}\n"),
    )
    ran = letters.run("build", "case/note", "--format", "md")
    assert ran.status == 0, ran.err
    assert "Anna" in (letters.output / "case" / "note-a.md").read_text("utf-8")
    assert "Bela" in (letters.output / "case" / "note-b.md").read_text("utf-8")


def test_the_name_of_a_merge_means_its_letters_and_nothing_else_that_begins_so(letters):
    people = "    addressees:\n      - {id: a, name: Anna}\n"
    other = "  note-book: {template: report, title: Book, date: 2026-03-01}\n"
    letters.write("case/dossier.yaml", manifest(people) + other)
    for _ in range(2):
        ran = letters.run("build", "case/note", "case/note-a", "--format", "md")
        assert ran.status == 0, ran.err
        assert [each.name for each in (letters.output / "case").glob("*.md")] == ["note-a.md"]
    for command in (("build", "--format", "md"), ("check",)):
        for wanted in ("note-b", "note-a-c", "report-x", "rep"):
            ran = letters.run(command[0], f"case/{wanted}", *command[1:])
            assert "error[unknown-document]" in ran.err
            assert not (letters.output / "case" / "report.md").exists()


def test_the_name_of_an_addressee_may_stand_in_the_letter_to_them(letters):
    said = 'text: "Then Ms {{ each.name }} spoke. Then Ms {{ each.country }} spoke."'
    outline = letters.root / "templates" / "letter" / "outline.yaml"
    outline.write_text(f'{LETTER}  - {{id: end, title: "", {said}}}\n', "utf-8")
    people = "    addressees:\n      - {id: a, name: Aigerim Testova, country: Olga Elsewhere}\n"
    letters.write("case/dossier.yaml", manifest(people))
    found = letters.run("check", "case/note").err
    assert '"Olga Elsewhere" seems to be a person' in found
    assert "Testova" not in found


def test_addressees_may_be_kept_in_a_spreadsheet(letters):
    letters.write("case/dossier.yaml", manifest("    addressees: people.csv\n"))
    letters.write("case/people.csv", "Id;Name;Country\na;Anna;Austria\n;;\nb;Bela;\n")
    assert letters.run("build", "case/note", "--format", "md").status == 0
    assert "Anna, Austria" in (letters.output / "case" / "note-a.md").read_text("utf-8")
    letters.write("case/people.csv", "Id;Name\na;\n")
    found = letters.run("build", "case/note", "--format", "md").err
    assert "content/case/people.csv:2: error[missing-name]" in found


@pytest.mark.parametrize("said", ["", "    addressees: []\n"])
def test_a_letter_with_no_addressee_is_found(letters, said):
    letters.write("case/dossier.yaml", manifest(said))
    found = letters.run("build", "case", "--format", "md").err
    assert "error[missing-addressees]" in found


def test_a_change_of_one_block_builds_only_what_uses_it(case):
    chosen(case, "{block: strike, part: after}")
    case.run("build", "--format", "md")
    case.change("case/blocks/20-court.md", "See", "Now see")
    ran = case.run("build", "--changed", "--format", "md")
    assert "report: court changed" in ran.out
    assert "brief" not in ran.out
    case.change("case/blocks/10-strike.md", "Wages were late", "Wages were very late")
    ran = case.run("build", "--changed", "--format", "md")
    assert "report.md" in ran.out
    assert "brief.md" not in ran.out
    assert case.run("build", "--changed", "--format", "md").out == ""


def test_a_change_of_a_block_inside_another_is_named(case):
    case.write(
        "case/blocks/30.md", "---\nid: outer\nkind: evidence\n---\nFirst.\n\n{block:strike}\n"
    )
    chosen(case, "{block: court}")
    case.run("build", "--format", "md")
    case.change("case/blocks/10-strike.md", "Wages were late", "Wages were very late")
    assert "report: strike changed" in case.run("build", "--changed", "--format", "md").out


def test_where_shows_every_document_that_uses_a_block(case):
    chosen(case, "{block: strike, as: summary}")
    ran = case.run("where", "strike")
    assert "case/brief" in ran.out
    assert "summary" in ran.out
    assert "case/report" in ran.out
    assert "(1) Facts" in ran.out
    assert case.run("where", "strikes").status == 2


# Statements


SPEECH = """\
name: Statement
section_number: ""
paragraph_numbers: false
notes: none
fields: {rate: {is: number}, minutes: {is: number}}
speech: {rate: rate, minutes: minutes}
cover:
  - {label: Speaking time, text: "{{ length.time }}"}
sections:
  - {id: said, title: "", takes: [evidence]}
"""


def test_a_statement_is_timed_and_leaves_its_notes_out(case):
    folder = case.root / "templates" / "speech"
    folder.mkdir()
    (folder / "outline.yaml").write_text(SPEECH, "utf-8")
    text = "title: A\nstate: R\nsubmitters: [{name: U}]\ndocuments:\n  s:\n    template: speech\n    title: T\n    date: 2026-01-01\n    rate: 60\n    minutes: 1\n    status: final\n"
    case.write("case/dossier.yaml", text)
    (case.content / "case" / "blocks" / "20-court.md").unlink()
    case.write(
        "case/blocks/10-strike.md",
        "---\nid: s\nkind: evidence\n---\n" + "word " * 30 + "end.[^n]\n\n[^n]: N.\n",
    )
    assert case.run("build", "--format", "md").status == 0
    said = (case.output / "case" / "s.md").read_text("utf-8")
    assert "30\u00a0seconds" in said
    assert "[^" not in said
    case.write(
        "case/blocks/10-strike.md", "---\nid: s\nkind: evidence\n---\n" + "word " * 89 + "end.\n"
    )
    found = case.run("build", "--format", "md").err
    assert (
        "dossier.yaml:10: error[statement-over-time]: the statement takes 1 minute 30 seconds at 60 words a minute"
        in found
    )
    assert "take 30 words out" in found


# What a hostile reading found


def test_parts_that_overlap_and_included_blocks_do_not_print_twice(case):
    found = chosen(case, "{block: strike, part: vote}", "{block: strike, part: result}")
    assert "dossier.yaml:14: error[block-twice]" in found
    case.write(
        "case/blocks/30.md", "---\nid: outer\nkind: evidence\n---\nFirst.\n\n{block:strike}\n"
    )
    case.run("build", "case/report", "--format", "md")
    text = (case.output / "case" / "report.md").read_text("utf-8")
    assert text.count("Wages were late.") == 1


def test_a_note_that_two_parts_call_is_one_note(case):
    case.write(
        "case/blocks/40.md",
        "---\nid: two\nkind: evidence\n---\nA.[^n] {#one}\n\nB.[^n] {#other}\n\n[^n]: N.\n",
    )
    text = chosen(case, "{block: two, part: one}", "{block: two, part: other}")
    assert text.count("[^1]: N") == 1
    assert text.count("[^1]") == 3


def test_a_quotation_mark_that_never_ends_hides_no_addressee(letters):
    letters.write("case/dossier.yaml", manifest("    addressees: people.csv\n"))
    letters.write("case/people.csv", 'id;name\na;"Anna\nb;Bela\n')
    assert "error[broken-table]" in letters.run("build", "case/note", "--format", "md").err


def test_two_documents_of_one_name_are_an_error(letters):
    text = manifest("    addressees:\n      - {id: a, name: Anna}\n")
    letters.write(
        "case/dossier.yaml", text + "  note-a: {template: report, title: N, date: 2026-01-01}\n"
    )
    assert (
        'error[doubled-name]: two documents would be called "note-a"'
        in letters.run("build", "--format", "md").err
    )


def test_where_knows_what_pictures_show_and_what_parts_leave_out(case):
    case.write(
        "case/incidents.yaml",
        "raid: {date: 2020, what: a raid, category: violence, sources: '@s'}\n",
    )
    case.write("case/sources.yaml", "- {id: s, type: report, title: S, issued: 2020}\n")
    case.write(
        "case/blocks/40.md",
        "---\nid: drawn\nkind: evidence\n---\nText. {#words}\n\n{picture:timeline}\n",
    )
    chosen(case, "{block: drawn, part: words}")
    ran = case.run("where", "raid")
    assert "case/report" in ran.out
    assert "case/brief" not in ran.out

"""`new --from-un`: a dossier begins with what the library of the UN has, all of it to be checked."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossier.build.next_steps import CHECK, WRITE, next_steps
from dossier.interchange.from_un.begin import FromUn, begin_from_un
from dossier.interchange.from_un.parties import newest_of_conventions
from dossier.interchange.from_un.phrases import Phrases
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.un_record import UnRecord
from dossier.project.review_session import review_to_write_for
from tests.conftest import Project, Ran
from tests.test_un_library import add, concern, record, write

UNIONS = "Guarantee trade union rights"


def begin(project: Project, *records: dict[str, Any], name: str = "georgia", more: str = "") -> Ran:
    library = project.root / "library.sqlite"
    add(library, write(project.root / "export.json", *records))
    words = [each for each in more.split("|") if each]
    return project.run("new", name, "--from-un", "--library", str(library), *words)


def text(project: Project, path: str, name: str = "georgia") -> str:
    return (project.content / name / path).read_text("utf-8")


def earlier(number: int, words: str, cycle: str, symbol: str, **more: Any) -> dict[str, Any]:
    return record(number, words, UprCycle=cycle, Symbol=symbol, **more)


def test_a_dossier_begins_with_all_and_has_no_errors(project: Project):
    records = [
        earlier(1, UNIONS, "Third", "A/HRC/47/15"),
        earlier(
            1,
            UNIONS,
            "Second",
            "A/HRC/31/15",
            AnnotationId="old",
            UprPositions=["- Noted"],
            UprSession=["23"],
        ),
        concern(12, "Strikes are banned *everywhere* {and} [always] --> so"),
    ]
    ran = begin(project, *records)
    assert ran.status == 0 and "2 recommendations of earlier reviews" in ran.out
    dossier = project.dossier("georgia")
    assert not errors(dossier.findings)
    short = text(project, "blocks/50-previous-review-01-freedom-of-association.md")
    assert "recommendations on it: 1 (supported: 1): {upr:A/HRC/47/15 148.1}, supported." in short
    assert "In the second cycle: 1 (noted: 1)." in short
    table = text(project, "blocks/92-un-review-01-freedom-of-association.md")
    assert "{upr:A/HRC/47/15 148.1 para}" in table
    assert "In the second cycle: {upr:A/HRC/31/15 148.1}, noted." in table
    built = project.run("build", "georgia", "--format", "md")
    assert built.status == 0, built.err
    said = (project.output / "georgia" / "submission.md").read_text("utf-8")
    assert "Committee on Economic, Social and Cultural Rights wrote: “Strikes are banned" in said
    assert "E/C.12/GEO/CO/3" in said and "para.\u00a012" in said


def test_of_many_documents_the_newest_is_quoted_and_all_stand_where_no_submission_takes_them(
    project: Project,
):
    bodies = ("CESCR", "CEDAW", "CRC", "CERD", "CCPR")
    begin(project, *(
        concern(at, f"Strikes are banned by {name}", Body=f"- {name}", AnnotationId=name,
                Symbol=f"{name}/C/GEO/CO/1", PublicationDate=f"{2010 + at}-03-01T00:00:00")
        for at, name in enumerate(bodies)
    ))  # fmt: skip
    said = text(project, "blocks/30-concern-01-right-to-strike.md")
    whole = text(project, "blocks/91-un-said-01-right-to-strike.md")
    quoted = [f"“Strikes are banned by {name}”" for name in bodies]
    assert [each in said for each in quoted] == [False] * 4 + [True]
    assert all(each in whole for each in quoted)
    assert all(f": Strikes are banned by {name} -->" in whole for name in bodies)
    assert said.count("Older documents speak of it too.[@") == 1
    assert not errors(project.dossier("georgia").findings)
    assert project.run("build", "georgia", "--format", "md").status == 0
    built = (project.output / "georgia" / "submission.md").read_text("utf-8")
    assert [each in built for each in quoted] == [False] * 4 + [True]


def test_what_is_begun_fits_into_the_limit_of_words_however_much_was_said(project: Project):
    terms = ["trade union", "collective bargaining", "right to strike", "dismissed trade union",
             "forced labour", "child labour", "minimum wage", "equal pay", "migrant workers"]  # fmt: skip
    many = [
        each
        for at, term in enumerate(terms * 8)
        for each in (
            earlier(at, f"End what is wrong with {term} at once", "Third", "A/HRC/47/15"),
            concern(at, f"It is concerned about {term} {'and more ' * 40}",
                    Symbol=f"E/C.12/GEO/CO/{at % 5}", Body=f"- {('CESCR', 'CERD', 'CRC')[at % 3]}"),
        )
    ]  # fmt: skip
    begin(project, *many)
    found = json.loads(project.run("check", "georgia", "--json").out)["findings"]
    assert {"word-limit", "words-with-notes"}.isdisjoint(each["rule"] for each in found)


def test_nothing_that_was_taken_counts_as_checked(project: Project):
    begin(project, earlier(1, UNIONS, "Third", "A/HRC/47/15"), concern(12, "Strikes are banned"))
    dossier = project.dossier("georgia")
    registry = dossier.registry
    assert {each.verified for each in registry.sources.values()} == {"no"}
    assert {each.verified for each in registry.treaties.values()} == {"no"}
    for path in (project.content / "georgia" / "blocks").glob("[2-8]*.md"):
        said = path.read_text("utf-8")
        assert CHECK in said or WRITE in said
    assert "assumed: [session, cycle]" in text(project, "dossier.yaml")


def test_only_a_treaty_whose_body_wrote_is_said_to_bind(project: Project):
    begin(project, concern(12, "Trade unions and strikes are banned"))
    treaties = project.dossier("georgia").registry.treaties
    assert treaties["ICESCR"].act == "party" and "e-c-12-geo-co-3" in treaties["ICESCR"].sources
    assert (treaties["C087"].act, treaties["C087"].standing) == ("none", "not known")


def test_a_treaty_body_that_wrote_on_anything_shows_a_party(project: Project):
    water = concern(7, "Water is scarce", Body="- CEDAW", Symbol="CEDAW/C/GEO/CO/6")
    begin(project, record(1, UNIONS), water)
    registry = project.dossier("georgia").registry
    found = registry.treaties["CEDAW"]
    assert (found.act, found.verified) == ("party", "no")
    assert found.sources == "@cedaw-c-geo-co-6" and "cedaw-c-geo-co-6" in registry.sources
    assert "CAT" not in registry.treaties


def test_a_comment_of_the_ilo_s_experts_shows_the_one_convention_that_it_names():
    def applied(text: str, **more: str) -> list[str]:
        said = UnRecord(text, **{"mechanism": "CEACR", "symbol": "ILC.110/III(A)", **more})
        return list(newest_of_conventions([said]))

    assert applied("Article 2 of the Convention, 1948 (No. 87)") == ["C087"]
    assert applied("Convention No. 98 is not applied") == ["C098"]
    assert applied("Conventions Nos 87 and 98") == applied("Convention 87 and Convention 98") == []
    assert applied("Consider to ratify Convention No. 190") == applied("Convention of 1948") == []
    assert applied("Convention No. 87", mechanism="UPR") == []


@pytest.mark.parametrize(
    ("state", "day", "said"),
    [
        ("Malta", date(2026, 11, 29), "    deadline: 2028-06-01        # probable: UPR Info, page on Malta\n    assumed: [session, cycle, deadline]"),
        ("Georgia", date(2026, 11, 29), "    # deadline: not announced; a deadline is usually six to eight months before the session\n    assumed: [session, cycle]"),
    ],
)  # fmt: skip
def test_the_manifest_has_the_deadline_with_its_grade_or_says_that_it_is_not_announced(
    project: Project, state: str, day: date, said: str
):
    library = project.root / "library.sqlite"
    add(library, write(project.root / "export.json", record(1, UNIONS, Countries=[state])))
    begin_from_un(project.places(), "case", day, FromUn(library, state))
    assert said in text(project, "dossier.yaml", "case")
    assert not errors(project.dossier("case").findings)


def test_a_treaty_of_which_nothing_is_known_is_not_said_to_be_unratified(project: Project):
    begin(project, concern(12, "Trade unions are banned"))
    found = [each for each in project.dossier("georgia").findings if "C087" in each.message]
    assert {each.rule for each in found} == {Fault.TREATY_STATUS_UNKNOWN}
    assert {each.severity for each in found} == {"warning"}


def test_a_concern_quotes_the_newest_document_of_a_body_alone(project: Project):
    old = concern(9, "Strikes were banned then", Symbol="E/C.12/GEO/CO/2",
                  PublicationDate="2010-01-01T00:00:00")  # fmt: skip
    begin(project, old, concern(12, "Strikes are banned now"))
    said = text(project, "blocks/30-concern-01-right-to-strike.md")
    assert "banned now" in said and "banned then" not in said


def test_a_long_paragraph_is_shortened_in_print_and_whole_in_a_remark(project: Project):
    long = "Strikes are banned " + "again and " * 30 + "again at the end"
    begin(project, concern(12, long))
    block = text(project, "blocks/30-concern-01-right-to-strike.md")
    printed, _, remark = block.partition("<!-- E/C.12/GEO/CO/3, para. 12: ")
    assert " …”" in printed and "at the end" not in printed
    assert "at the end" in remark


@pytest.mark.parametrize(
    "lacking",
    [
        {"Symbol": ""},
        {"UprPositions": []},
        {"Text": f"<p>{UNIONS} (Peru)</p>"},
        {"UprRecommendingCountry": [], "Text": f"<p>148.1 {UNIONS}</p>"},
        {"UprCycle": None, "UprSession": []},
        {"PublicationDate": ""},
        {"PublicationDate": "2999-01-01T00:00:00"},
    ],
    ids=lambda each: next(iter(each)) + str(len(each)),
)
def test_a_record_that_lacks_something_makes_a_dossier_that_builds(
    project: Project, lacking: dict[str, Any]
):
    bare = {"Symbol": "", "PublicationDate": "", "Text": "<p>Strikes are banned.</p>"}
    records = [record(1, UNIONS, **lacking), concern(12, "Strikes", **bare)]
    assert begin(project, *records).status == 0
    built = project.run("build", "georgia", "--format", "md")
    assert built.status == 0, built.err


def test_a_day_that_is_still_to_come_is_left_out_and_told(project: Project):
    ran = begin(project, concern(12, "Strikes are banned", PublicationDate="2999-01-01T00:00:00"))
    assert "1 record with a day that is still to come" in ran.out
    assert "2999" not in text(project, "sources.yaml")
    assert project.run("build", "georgia", "--format", "md").status == 0


def test_what_stands_in_another_script_is_to_be_translated(project: Project):
    themes = ["- Trade union rights"]
    begin(project, record(1, "保护工会", Themes=themes), concern(12, "罢工权受限", Themes=themes))
    assert "[to be translated]" in text(project, "blocks/30-concern-01-freedom-of-association.md")
    assert "罢工权受限" in text(project, "blocks/30-concern-01-freedom-of-association.md")
    assert project.run("build", "georgia", "--format", "md").status == 0
    said = (project.output / "georgia" / "submission.md").read_text("utf-8")
    assert "罢" not in said and "工会" not in said


def test_themes_are_chosen_by_name_and_other_words_are_a_theme_too(project: Project):
    records = [record(1, UNIONS), record(2, "Provide clean water"), record(3, "End forced labour")]
    begin(project, *records, more="--themes|Trade union rights,clean water")
    manifest = text(project, "dossier.yaml")
    assert "id: freedom-of-association" in manifest and "id: on-clean-water" in manifest
    assert "forced" not in text(project, "recommendations.yaml")
    assert project.run("build", "georgia", "--format", "md").status == 0


def test_a_theme_may_have_the_name_of_a_section_and_any_signs(project: Project):
    records = [record(1, "Publish an analysis"), record(2, "End *forced* labour: all of it")]
    begin(project, *records, more="--themes|analysis,*forced* labour: all")
    built = project.run("build", "georgia", "--format", "md")
    assert built.status == 0, built.err


def test_kinds_and_language_are_chosen(project: Project):
    advice = concern(13, "Let workers strike", AnnotationType="- Recommendations")
    more = "--kind|recommendation|--language|en-US"
    begin(project, concern(12, "Strikes are banned"), advice, more=more)
    said = text(project, "blocks/30-concern-01-right-to-strike.md")
    assert "Let workers strike" in said and "banned" not in said
    assert "language: en-US" in text(project, "dossier.yaml")


@pytest.mark.parametrize("code", ["fr", "es", "ru", "ar", "zh"])
def test_a_dossier_begins_in_any_language_with_all_marked_to_be_done(project: Project, code: str):
    records = [
        earlier(1, UNIONS, "Third", "A/HRC/47/15"),
        earlier(2, "Lift bans on strikes", "Second", "A/HRC/31/15"),
        concern(12, "Strikes are banned"),
        concern(13, "Strikes are punished"),
        concern(14, "Strikers were dismissed over strikes"),
    ]
    ran = begin(project, *records, more=f"--language|{code}", name="georgia")
    assert ran.status == 0
    words = Phrases(code)
    blocks = project.content / "georgia" / "blocks"
    concerns = "".join(each.read_text("utf-8") for each in blocks.glob("30-concern-*.md"))
    assert "[“Strikes are banned”]{lang: en} " + words.say("translate") in concerns
    checked = json.loads(project.run("check", "georgia", "--json").out)
    assert {each["rule"] for each in checked["findings"] if each["severity"] == "error"} == set()
    steps = {each.id for each in next_steps([_finding(each) for each in checked["findings"]])}
    assert {"compare", "write", "submitter", "session"} <= steps
    built = project.run("build", "georgia", "--format", "md", "--force")
    assert built.status == 0
    made = (project.output / "georgia" / "submission.md").read_text("utf-8")
    ours = made.partition("\n[^1]:")[0].replace(
        "Strikes are ", ""
    )  # notes have titles as published
    assert not re.search(r"\b(?:the|of|and|are|wrote|supported|noted)\b", ours), ours


def _finding(said: dict[str, Any]) -> Finding:
    return Finding(said["file"], said["line"], said["rule"], said["message"], "", "warning")


@pytest.mark.parametrize(
    ("name", "more", "folder"),
    [
        ("cote-d-ivoire", "", "cote-d-ivoire"),
        ("Ivory Coast", "", "cote-d-ivoire"),
        ("cote-d-ivoire-2028", "", "cote-d-ivoire-2028"),
        ("strikes", "--state|Ivory Coast", "strikes"),
    ],
)
def test_the_state_is_known_by_any_of_its_names(
    project: Project, name: str, more: str, folder: str
):
    ran = begin(project, record(1, UNIONS, Countries=["Côte d'Ivoire"]), name=name, more=more)
    assert ran.status == 0, ran.err
    assert 'state: "Côte d\'Ivoire"' in text(project, "dossier.yaml", folder)


@pytest.mark.parametrize(
    ("name", "more", "rule"),
    [
        ("freedonia", "", "no-such-state"),
        ("georgia", "--themes|clean water", "nothing-to-take"),
        ("georgia", "--themes|—", "unknown-value"),
        ("taken", "--state|Georgia", "taken-name"),
    ],
)
def test_what_cannot_begin_is_told_and_nothing_is_written(
    project: Project, name: str, more: str, rule: str
):
    project.write("taken/dossier.yaml", "state: Georgia\n")
    ran = begin(project, record(1, UNIONS), name=name, more=more)
    assert ran.status == 1 and f"error[{rule}]" in ran.err
    assert [each.name for each in project.content.iterdir()] == ["taken"]


def test_choices_without_the_library_are_refused(project: Project):
    ran = project.run("new", "georgia", "--themes", "strikes")
    assert ran.status == 1 and "add `--from-un`" in ran.err
    assert not (project.content / "georgia").exists()


def test_a_begun_dossier_can_be_taken_back(project: Project):
    begin(project, record(1, UNIONS))
    assert project.run("undo").status == 0
    assert not (project.content / "georgia" / "dossier.yaml").exists()


def test_the_session_is_one_that_can_still_be_written_for():
    late = review_to_write_for("Georgia", date(2026, 11, 29))
    assert late is not None and late.number == 65
    assert review_to_write_for("Freedonia", date(2026, 11, 29)) is None


def test_what_must_be_said_of_a_review_is_told(project: Project):
    ran = begin(project, record(1, UNIONS, Countries=["Ukraine"]), name="ukraine")
    assert "no session that reviews the State is known" in ran.out and "\nUkraine: " in ran.out


def test_check_says_what_to_do_next_in_order(project: Project):
    begin(project, earlier(1, UNIONS, "Third", "A/HRC/47/15"), concern(12, "Strikes are banned"))
    said = project.run("check", "georgia").out
    order = ["say who submits", "confirm what was assumed", "look up what binds", "compare what", "write what"]  # fmt: skip
    places = [said.index(each) for each in order]
    assert places == sorted(places)


def test_a_finished_text_has_no_steps():
    assert next_steps([Finding("a.md", 1, "un-date", "wrong", "mend it", "warning")]) == ()


def test_a_broken_library_begins_nothing(project: Project, tmp_path: Path):
    library = tmp_path / "library.sqlite"
    library.write_text("no library", "utf-8")
    ran = project.run("new", "georgia", "--from-un", "--library", str(library))
    assert ran.status == 1 and "not-a-library" in ran.err
    assert not (project.content / "georgia").exists()

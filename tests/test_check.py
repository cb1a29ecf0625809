"""`check` from outside: what it finds at which line, in which formats, and what may be allowed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.lint import RULES
from dossier.model.diagnostics import Finding
from dossier.writers.check_report import Line, Page
from tests.conftest import ROOT

PLANTED = [
    ("70-analysis-impunity.md", "The trials of 2012", "The KNPRK was de-registered on 28 March 2018. The trials of 2012", "contradicting-dates"),
    ("05-zhanaozen-and-after.md", "police opened fire", "police opend fire", "misspelt"),
    ("10-concern-impunity.md", "Deaths before and after", "deaths before and after", "small-letter-start"),
    ("50-law-structure.md", "An organisation that fails", "An organization that fails", "two-spellings|wrong-english"),
    ("71-analysis-criminal-law.md", "Nor should authorities", "Nor should the the authorities", "doubled-word"),
    ("70-analysis-impunity.md", "The trials of 2012", "The XQVZ trials of 2012", "acronym-undefined|unknown-acronym"),
    ("72-analysis-dissolution.md", "But judicial form", "But judicial form , as such,", "space-before-comma"),
    ("31-assessment.md", "On torture evidence", "On Monday, 4 June 2013 torture evidence", "wrong-weekday"),
    ("51-law-effect.md", "A confederation needs", "It is said that a confederation needs", "hearsay-without-source"),
    ("83-rec-witnesses.md", "Adopt, by the end of 2020, a", "Adopt, by the end of 2020 , a", "space-before-comma"),
    ("51-law-effect.md", "A new movement", "A thuggish new movement", "loaded-words"),
    ("80-rec-inquiry.md", "Establish, within twelve months of the review, an", "Consider an", "weak-recommendation"),
    ("89-rec-strike-offence.md", "Repeal {law:criminal-code art. 402}", "Repeal {law:criminal-code art. 403}", "provision-unanswered"),
    ("44-prosecutions.md", "Their convictions have not been", "Their leader, Ms Aigerim Testova, was not freed. Their convictions have not been", "name-of-person"),
    ("42-trial-37.md", "That dispute calls", "The sum is 12 percent. That dispute calls", "un-per-cent"),
    ("43-attacks.md", "In\n  October a window", "On October 3rd, 2018 a window", "un-date"),
    ("62-refusals-2018.md", "unpaid utility", "unpaid utilitty", "misspelt"),
    ("41-police-trial.md", "no public account", "no “public account", "open-quotation"),
    ("82-rec-attacks.md", "including any anti-union motive,", "publish the findings, punish those responsible, compensate the victims,", "several-actions"),
    ("13-concern-prosecutions.md", "have been prosecuted as crimes", "have been prosecuted as crimes. by the State", "stray-full-stop|small-letter-start"),
    ("11-concern-torture.md", "Defendants alleged torture", "The CESCR, article 8, was ignored. Defendants alleged torture", "committee-for-covenant"),
]  # fmt: skip


def line_of(kazakhstan, file: str, new: str) -> int:
    text = (kazakhstan.content / "kazakhstan" / "blocks" / file).read_text("utf-8")
    return text[: text.index(new)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "rules"),
    [each for each in PLANTED if each[3]],
    ids=lambda each: each[:20],
)
def test_a_planted_mistake_is_found_at_its_line(kazakhstan, file, old, new, rules):
    kazakhstan.change(f"kazakhstan/blocks/{file}", old, new)
    ran = kazakhstan.run("check", "kazakhstan/submission")
    line = line_of(kazakhstan, file, new)
    near = "|".join(str(each) for each in range(line - 1, line + 1 + new.count("\n")))
    assert re.search(rf"{re.escape(file)}:(?:{near}): \w+\[(?:{rules})", ran.err), ran.err


def test_the_finished_submission_is_clean(kazakhstan):
    ran = kazakhstan.run("check", "kazakhstan/submission", "--strict")
    assert (ran.status, ran.err) == (0, "")
    assert "0 findings" in ran.out


def test_beside_an_error_all_is_told_that_does_not_depend_on_it(kazakhstan):
    blocks = "kazakhstan/blocks/"
    kazakhstan.change(
        f"{blocks}43-attacks.md", "In\n  October a window", "In {fact:nothing} , the the\n  window"
    )
    kazakhstan.change(f"{blocks}41-police-trial.md", "no public account", "no no public account")
    ran = kazakhstan.run("check", "kazakhstan/submission")
    assert ran.status == 1 and "error[unknown-id]" in ran.err
    assert re.search(r"41-police-trial\.md:\d+: \w+\[doubled-word", ran.err), ran.err
    assert not re.search(r"43-attacks\.md:\d+: \w+\[(?:doubled-word|space-before-comma)", ran.err)
    kinds = ("paragraph", "section", "recommendation", "note", "page")
    lost = " ".join(f"see [there](#{each}:nothing)," for each in kinds)
    kazakhstan.change(f"{blocks}43-attacks.md", "{fact:nothing} , the the", f"it ({lost} all)[^n]")
    kazakhstan.change(
        f"{blocks}41-police-trial.md", "no no public", "no [public](#paragraph:nothing)"
    )
    ran = kazakhstan.run("check", "kazakhstan/submission")
    assert ran.status == 1 and "error[undefined-reference]" in ran.err


def test_an_error_in_a_final_document_stops_the_build(kazakhstan):
    kazakhstan.change(
        "kazakhstan/dossier.yaml", "    status: final", "    word_limit: 2000\n    status: final"
    )
    ran = kazakhstan.run("build", "kazakhstan/submission", "--format", "md")
    assert ran.status == 1
    assert "error[word-limit]" in ran.err
    assert not (kazakhstan.output / "kazakhstan" / "submission.md").exists()
    kazakhstan.change("kazakhstan/dossier.yaml", "    status: final", "    status: draft")
    assert kazakhstan.run("build", "kazakhstan/submission", "--format", "md").status == 0


def test_a_finding_may_be_allowed_in_its_block_for_a_reason(sourced):
    sourced.write("case/blocks/21-text.md",
                  "---\nid: t\nkind: background\nallow: {doubled-word: the poet says so}\n---\nThe the end.\n")  # fmt: skip
    ran = sourced.run("check", "case")
    assert "doubled-word" not in ran.err
    sourced.change("case/blocks/21-text.md", "The the end", "The end")
    ran = sourced.run("check", "case")
    assert (
        '21-text.md:4: warning[idle-allowance]: "doubled-word" is allowed here, and finds nothing'
        in ran.err
    )


def test_an_allowance_needs_a_reason_and_a_rule(sourced):
    sourced.write("case/blocks/21-text.md",
                  "---\nid: t\nkind: background\nallow: {doubled-wrod: why, doubled-word: }\n---\nThe the end.\n")  # fmt: skip
    ran = sourced.run("check", "case")
    assert 'error[allowance-without-reason]: "doubled-word" is allowed without a reason' in ran.err
    sourced.change("case/blocks/21-text.md", ", doubled-word: ", "")
    assert '"doubled-wrod" is allowed here, and is no rule' in sourced.run("check", "case").err


def test_warnings_count_only_when_strict(sourced):
    sourced.write("case/blocks/21-text.md", "---\nid: t\nkind: background\n---\nThe the end.\n")
    assert sourced.run("check", "case").status == 0
    assert sourced.run("check", "case", "--strict").status == 1


def test_what_cannot_be_checked_is_status_2(project):
    assert project.run("check").status == 2
    assert project.run("check", "nothing").status == 2
    assert project.run("check", "--format", "pdf").status == 2
    assert project.run("check", "--explain", "no-such").status == 2


def test_json_gives_the_words_at_fault_and_what_was_counted(project, tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("# Title\n\n" + " ".join(["word"] * 80) + ".\n", "utf-8")
    found = json.loads(project.run("check", str(draft), "--json").out)["findings"]
    (long,) = [each for each in found if each["rule"] == "long-sentence"]
    assert long["excerpt"].startswith("word word")
    assert long["data"] == {"limit": 45, "count": 80}


def test_json_has_neither_excerpt_nor_data_where_there_are_none(project):
    project.content.mkdir(exist_ok=True)
    (project.content / "case").mkdir()
    (found,) = json.loads(project.run("check", "case", "--json").out)["findings"]
    assert found.keys() == {"file", "line", "rule", "message", "hint", "severity"}


def test_json_and_sarif_are_for_other_programs(sourced):
    sourced.write(
        "case/blocks/21-text.md",
        "---\nid: t\nkind: background\nallow: {long-sentence: x}\n---\nThe the end.\n",
    )
    found = json.loads(sourced.run("check", "case", "--json").out)
    assert "doubled-word" in {each["rule"] for each in found["findings"]}
    log = json.loads(sourced.run("check", "case", "--format", "sarif").out)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    result = next(each for each in run["results"] if each["ruleId"] == "doubled-word")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/case/blocks/21-text.md"
    assert place["region"]["startLine"] == 6
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "doubled-word"


@pytest.fixture
def doubled_page(sourced) -> str:
    """The page of a check of a dossier in which one word stands twice."""
    sourced.write("case/blocks/21-text.md", "---\nid: t\nkind: background\n---\nThe the end.\n")
    return sourced.run("check", "case", "--format", "html").out


def test_the_page_lists_findings_and_each_leads_to_its_words(doubled_page: str):
    listed = doubled_page.split('<ol class="list">')[1].split("</ol>", maxsplit=1)[0]
    links = dict(re.findall(r'<a href="#([^"]+)">[^<]*</a>: ([^<]*)', listed))
    (at,) = [each for each, message in links.items() if "stands twice" in message]
    line = doubled_page.split(f'id="{at}"')[1].split("</p>", maxsplit=1)[0]
    assert line.endswith("The the end.")
    assert all(f'id="{each}"' in doubled_page for each in links)


def test_the_page_folds_what_has_no_findings(doubled_page: str):
    shown = re.sub(r"<details.*?</details>", "", doubled_page, flags=re.S)
    assert "The the end." in shown
    assert 0 < shown.count('<p class="said">') < doubled_page.count('<p class="said">')


FINDING = Finding("doubled-word", "it stands twice", "a.md", 1, "write it once")
LINES = st.lists(
    st.builds(
        Line,
        st.text("ab ", max_size=5),
        st.sampled_from(["section", "text", "note"]),
        st.just(""),
        st.sampled_from([(), ((FINDING, ""),), ((FINDING, "for a reason"),)]),
    )
)


@given(LINES)
def test_the_page_keeps_all_lines_in_order_and_folds_none_with_findings(lines: list[Line]):
    page = Page("Title", "case/a", tuple(lines), (), {})
    assert [line for each in page.stretches for line in each.lines] == lines
    assert not any(line.findings for each in page.stretches if each.folded for line in each.lines)
    assert len(page.found) == sum(len(line.findings) for line in lines)


def test_the_page_of_several_documents_begins_with_a_list_of_them(sourced):
    sourced.write("case/blocks/21-text.md", "---\nid: t\nkind: background\n---\nAn end.\n")
    text = (sourced.content / "case" / "dossier.yaml").read_text("utf-8")
    _, one = text.split("documents:\n")
    sourced.write("case/dossier.yaml", text + one.replace("  submission:", "  again:", 1))
    page = sourced.run("check", "case", "--format", "html").out
    listed = page.split("<tbody>")[1].split("</tbody>")[0]
    places = re.findall(r'href="#([^"]+)"', listed)
    assert len(places) == 2 and all(f'<article id="{each}"' in page for each in places)


def test_the_page_shows_findings_beside_their_paragraph(doubled_page: str):
    beside = re.search(r'<div class="line text found"[^>]*>\s*<p class="said">.*?The the end\..*?</p>\s*'
                       r'<div class="margin">(.*?)</div>\s*</div>', doubled_page, re.S)  # fmt: skip
    assert beside and "doubled-word" in beside[1]


def test_explain_prints_the_manual_page(project):
    ran = project.run("check", "--explain", "word-limit")
    assert ran.status == 0
    assert ran.out.startswith("## word-limit")
    assert "**Why.**" in ran.out and "Bad:" in ran.out and "Good:" in ran.out
    every = project.run("check", "--explain", "all").out
    assert all(f"## {name}\n" in every for name in RULES)


def test_rules_of_ones_own_lie_in_the_content_folder(sourced):
    sourced.write(
        "library/rules.yaml",
        "rules:\n  - {name: our-terms, pattern: trade-union, message: two words here, hint: write trade union}\n",
    )
    sourced.write(
        "case/blocks/21-text.md", "---\nid: t\nkind: background\n---\nA trade-union law.\n"
    )
    assert "21-text.md:5: warning[our-terms]: two words here" in sourced.run("check", "case").err


def test_the_words_of_each_section_and_what_is_left_are_shown(kazakhstan):
    out = kazakhstan.run("check", "kazakhstan/submission").out
    per_section = [int(each) for each in re.findall(r"^    \(\d+\) .*?(\d+) words", out, re.M)]
    whole = int(re.search(r"submission +(\d+) words", out)[1])
    assert sum(per_section) == whole
    assert f"limit 2815: {2815 - whole} words left; with notes" in out


def test_somebodys_draft_is_read_without_a_dossier(project):
    text = (ROOT / "tests" / "data" / "ictur-upr-submission-kazakhstan-2019.txt").read_bytes()
    (project.root / "draft.txt").write_bytes(text)
    ran = project.run("check", "draft.txt", "--rules", "upr-individual")
    wanted = {
        "acronym-undefined": '"FNPRK" is never explained',
        "acronym-near-another": '"FNPRK" is one letter away from "KNPRK"',
        "committee-for-covenant": '"CESCR" is the committee',
        "article-or-section": "has both",
        "provision-unanswered": "article 250 of the Criminal Code",
        "wrong-span": '"Ten months later"',
        "two-spellings": '"centered" here, "centred" elsewhere',
        "small-letter-start": "a sentence starts with a small letter",
        "stray-full-stop": "KSPK). were",
        "paragraphs-not-numbered": "the paragraphs are not numbered",
        "quotation-without-article": "quoted without the article",
    }
    for rule, words in wanted.items():
        assert re.search(rf"\[{rule}\]: .*{re.escape(words)}", ran.err), rule
    assert '"CCPR" is the committee' in ran.err


def test_a_word_file_that_no_dossier_made_is_read(project, ruritania):
    assert ruritania.run("build", "ruritania", "--format", "docx").status == 0
    file = next((ruritania.output / "ruritania").glob("*.docx"))
    ran = ruritania.run("check", str(file))
    assert ran.status in (0, 1)
    assert "words" in ran.out


def test_an_unknown_rule_set_is_named(project):
    ran = project.run("check", "--rules", "upr-jiont")
    assert ran.status == 2
    assert 'did you mean "upr-joint"?' in ran.err
